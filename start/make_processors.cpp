// Smelters and recyclers: conversion cost leaves the stated profit in the base year's gross margin; feed, finished
// stock and capacity follow from the world's rules.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "start/draft_world.hpp"
#include "start/plant_columns.hpp"

namespace orepolitik::start {
namespace {

constexpr double smelter_restart_cost_years = 0.5;        // of conversion cost; CRU (2024): months of running
constexpr double dearest_share_of_margin = 0.98;          // a plant that ran did not cost more than it earned
constexpr double most_power_share = 0.75;                 // of conversion cost: labour, anodes and upkeep remain
constexpr double lowest_share_of_base_utilisation = 0.7;  // CRU (2024)
constexpr double smelter_spread_share = 0.375;            // of the spread of mines' project costs; estimate
constexpr double by_product_income_share = 0.3;           // of the by-product's price that the host's plant keeps

struct Feed {
    MaterialId material;
    double t_per_t;
};

Feed feed_of(const WorldDraft& d, const Plant& plant) {
    if (plant.stage == PlantStage::recycler)
        return {d.base.minerals[plant.mineral.value].scrap, d.base.rules.scrap_t_per_t_secondary};
    const auto& recipe = d.base.recipes[plant.product.value];
    return {recipe.feed, recipe.feed_t_per_t};
}

// By-products without an ore of their own come out of their host's plants.
std::vector<Credit> credits_of(const WorldDraft& d, const Plant& plant) {
    std::vector<Credit> credits;
    if (plant.stage != PlantStage::smelter) return credits;
    const RegionId region = d.base.countries[plant.country.value].region;
    for (const auto& mineral : d.base.minerals)
        for (const auto& host : mineral.hosts) {
            if (mineral.ore.exists() || host.material != plant.product) continue;
            const double made = d.primary_t[d.cell(mineral.refined, region)];
            const double carrier = d.primary_t[d.cell(plant.product, region)];
            if (made > 0 && carrier > 0)
                credits.push_back({mineral.refined, by_product_income_share * host.share * made / carrier});
        }
    return credits;
}

void add_processor(WorldDraft& d, Processing& p, const Plant& plant) {
    const auto feed = feed_of(d, plant);
    const RegionId region = d.base.countries[plant.country.value].region;
    add_plant(d, p.plants, plant);
    p.feed_material.push_back(feed.material);
    p.feed_t_per_t.push_back(feed.t_per_t);
    p.feed.market.push_back(feed.material.value);
    p.feed.importer.push_back(none_index);
    p.feed.slot.push_back(d.places.add_buyer(feed.material, region, tranche_count));
    p.feed_exporter.push_back(none_index);
    p.feed_sell_slot.push_back(plant.stage == PlantStage::smelter ? d.places.add_seller(feed.material, region)
                                                                  : none_index);
    d.use_t[d.cell(feed.material, region)] += feed.t_per_t * plant.output_t_per_month;
    const bool shops = plant.stage == PlantStage::recycler;
    p.plants.lines.push_back(shops ? 1 : static_cast<std::uint8_t>(d.scenario.behaviour.smelter_lines));
    p.plants.capacity_t.back() = plant.output_t_per_month / d.base.rules.utilisation;
    p.plants.typical_t.set(p.size() - 1,
                           (plant.output_t_per_month + plant.site_t_per_month) / d.base.rules.utilisation);
    p.finished_t.push_back(d.base.rules.finished_stock_months * plant.output_t_per_month);
    p.base_sale_share.push_back(1 / (1 + d.base.rules.finished_stock_months));
    p.planned_t.push_back(plant.output_t_per_month);
    p.wanted_t.push_back(plant.output_t_per_month);
    p.credits.emplace_back();
}

// What a plant earns over its feed at base prices, delivered; a plant that ran earned at least the stated margin, from
// premiums and by-products that the tables do not hold.
double base_margin(const WorldDraft& d, Processing& p, std::size_t i, const Plant& plant) {
    const auto& feed_side = d.world.economy.markets[p.feed.market[i]].importers[p.feed.importer[i]];
    const double price = std::exp(d.base_log_price(plant.product));
    double margin = price - p.feed_t_per_t[i] * std::exp(feed_side.base_log_delivered);
    margin += base_credit_usd_per_t(d, p.credits[i]);
    const double least = d.base.rules.least_treatment_margin_share * price;
    p.unseen_income_usd_per_t.push_back(std::max(0.0, least - margin));
    return std::max(margin, least);
}

struct ConversionCost {
    double usd_per_t, power_usd_per_t;  // the latter is part of the former
};

// Power at its country's price, and for the rest the plant's place on the cost curve, around the stated share of
// margin.
ConversionCost conversion_cost(const WorldDraft& d, const Plant& plant, double margin) {
    const auto& rules = d.base.rules;
    const double usual = (1 - rules.smelter_profit_share_of_margin) * margin;
    const double power_usd = d.base.recipes[plant.product.value].electricity_mwh_per_t *
                             rules.default_electricity_usd_per_mwh * rules.large_user_power_price_share;
    const double power_share = plant.stage == PlantStage::smelter ? std::min(most_power_share, power_usd / usual) : 0;
    const double power_price =
        d.base.countries[plant.country.value].electricity_usd_per_mwh / rules.default_electricity_usd_per_mwh;
    const double rest = std::exp(rules.smelter_cost_spread * score_of_share(plant.cost_quantile));
    const double power = power_share * power_price, over_usual = power + (1 - power_share) * rest;
    const double cost = std::min(dearest_share_of_margin * margin, usual * over_usual);
    return {cost, cost * power / over_usual};
}

// Released in converting: of the product's embedded carbon, what its feed did not bring.
double converting_t_co2(const WorldDraft& d, const Plant& plant) {
    if (plant.stage != PlantStage::smelter) return 0;
    const RegionId region = d.base.countries[plant.country.value].region;
    const Feed feed = feed_of(d, plant);
    const double brought = feed.t_per_t * d.base.making[d.cell(feed.material, region)].co2_t_per_t;
    return std::max(0.0, d.base.making[d.cell(plant.product, region)].co2_t_per_t - brought);
}

// Metal is smelted much alike everywhere: what a plant costs differs less than a mine.
ProjectPlan plan_smelters(const WorldDraft& d) {
    Behaviour of_smelters = d.scenario.behaviour;
    of_smelters.project_cost_spread *= smelter_spread_share;
    return plan_projects(d.base.rules.demand_growth_pct_per_year / 100, of_smelters.smelter_lead_years, of_smelters);
}

void cost_processor(WorldDraft& d, Processing& p, std::size_t i, const Plant& plant, ProjectPlan plan) {
    const bool shops = plant.stage == PlantStage::recycler;
    p.credits[i] = credits_of(d, plant);
    const double margin = base_margin(d, p, i, plant);
    const auto [cost, power] = conversion_cost(d, plant, margin);
    p.conversion_cost_usd_per_t.push_back(cost);
    p.power_cost_usd_per_t.push_back(power);
    p.carbon_t_per_t.push_back(converting_t_co2(d, plant));
    p.plants.restart_cost_usd_per_t.push_back(smelter_restart_cost_years * 12 * cost);
    p.rules.push_back({d.base.rules.utilisation, margin - cost, shops ? 0 : lowest_share_of_base_utilisation});
    p.margin_usd_per_t.push_back(margin - cost);
    p.plants.new_unit_cost_usd_per_t.push_back(cost);
    add_thresholds(d, p.plants, plant, smelter_restart_cost_years);
    if (plant.site_t_per_month > 0) {
        plan = plan_of_site(plan);
        p.plants.typical_t.set(i, p.plants.typical_t[i] / plan.size);
    }
    // Where a treasury founds plants, their country's costs count against those of the world.
    const double measured = plant.founding ? (1 - d.base.rules.smelter_profit_share_of_margin) * margin : cost;
    follow_plan(p.plants, i, plan, std::log(margin / (p.plants.thresholds[i].open * measured)));
}

void finish(WorldDraft& d, Processing& p) {
    const std::size_t n = p.size();
    finish_plants(d, p.plants);
    p.losses_usd_per_t.resize(n);
    p.capacity_seen_t.resize(n);
    for (auto* column :
         {&p.feed_used_t, &p.feed_resold_t, &p.feed_resold_usd, &p.feed.stock_t, &p.feed.claims_t, &p.feed.supply_t,
          &p.feed.base_cover_months, &p.feed.log_offset, &p.feed.bought_t, &p.feed.arrived_t, &p.feed.paid_usd})
        column->assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) schedule_growth(d, p.plants, i, 1, d.scenario.behaviour.smelter_lead_years);
}

}  // namespace

double base_credit_usd_per_t(const WorldDraft& d, const std::vector<Credit>& credits) {
    double usd = 0;
    for (const auto& credit : credits) usd += credit.t_per_t * std::exp(d.base_log_price(credit.material));
    return usd;
}

void make_processors(WorldDraft& d) {
    auto& smelters = std::get<Smelters>(d.world.kinds);
    auto& recyclers = std::get<Recyclers>(d.world.kinds);
    const auto processing = [&](const Plant& plant) -> Processing* {
        if (plant.stage == PlantStage::mine) return nullptr;
        return plant.stage == PlantStage::smelter ? static_cast<Processing*>(&smelters) : &recyclers;
    };
    for (const auto& plant : d.base.plants)
        if (auto* p = processing(plant)) add_processor(d, *p, plant);
    finish(d, smelters);
    finish(d, recyclers);
}

// After markets are laid out: delivered feed prices are part of what a plant earns.
void cost_processors(WorldDraft& d) {
    const ProjectPlan plan = plan_smelters(d);
    for (auto* p : processing_kinds(d.world.kinds))
        for (std::size_t i = 0; i < p->size(); ++i) cost_processor(d, *p, i, d.base.plants[p->plants.key[i]], plan);
}

}  // namespace orepolitik::start
