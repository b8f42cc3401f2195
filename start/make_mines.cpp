// Mines: cost by place on the mineral's curve, one steepness per mineral so that supply has the tables' short-run
// elasticity, capacity so that output at base prices is the tables'.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "start/draft_world.hpp"
#include "start/plant_columns.hpp"
#include "start/project_fit.hpp"

namespace orepolitik::start {
namespace {

constexpr double dearest_share_of_netback = 0.98;  // a plant that ran in the base year did not cost more than it earned
constexpr double mine_restart_cost_years = 0.25;   // of running cost: crews, dewatering, first stripping
constexpr double least_expansion_elasticity = 0.05;
// Three times the base price: the dearest projects of the cost curves of minerals.csv; nobody expects more to last.
constexpr double log_incentive_over_base = 1.1;

double base_cost(const WorldDraft& d, const Plant& plant) {
    const auto& mineral = d.base.minerals[plant.mineral.value];
    const double royalty = d.base.countries[plant.country.value].royalty;
    const double netback = std::exp(d.base_log_price(plant.product)) * (1 - royalty);
    return std::min(cost_at_quantile(mineral, plant.cost_quantile), dearest_share_of_netback * netback);
}

std::vector<HostLink> host_links(const WorldDraft& d, const Plant& plant) {
    std::vector<HostLink> links;
    const RegionId region = d.base.countries[plant.country.value].region;
    for (const auto& host : d.base.minerals[plant.mineral.value].hosts) {
        const double here = d.primary_t[d.cell(host.material, region)];
        double world = 0;
        for (std::uint32_t r = 0; r < d.base.regions.size(); ++r)
            world += d.primary_t[d.cell(host.material, RegionId{r})];
        if (world <= 0) continue;
        links.push_back({host.material, here > 0 ? region.value : none_index, host.share, here > 0 ? here : world});
    }
    return links;
}

void add_mine(WorldDraft& d, Mines& mines, const Plant& plant) {
    const auto& country = d.base.countries[plant.country.value];
    const auto& mineral = d.base.minerals[plant.mineral.value];
    add_plant(d, mines.plants, plant);
    const double cost = base_cost(d, plant);
    mines.base_cost_usd_per_t.push_back(cost);
    mines.cost_usd_per_t.push_back(cost);
    mines.royalty.push_back(country.royalty);
    mines.asked_at_usd_per_t.push_back(std::nan(""));  // nothing yet
    mines.swing_slot.push_back(d.places.add_seller(plant.product, country.region));
    mines.reserves_t.push_back(plant.reserves_t);
    mines.base_reserves_t.push_back(std::max(plant.reserves_t, 1e-9));
    mines.explores.push_back(1);
    mines.replacement_share.push_back(d.base.rules.reserve_replacement_share);
    mines.mined_t.push_back(0);
    mines.base_output_t.push_back(plant.output_t_per_month);
    mines.grade_decline_per_base_year.push_back(d.base.rules.grade_decline_pct_per_year / 100);
    const auto hosts = host_links(d, plant);
    double followed = 0;
    for (const auto& host : hosts) followed += host.share;
    mines.hosts.push_back(hosts);
    mines.host_share.push_back(followed);
    mines.plants.restart_cost_usd_per_t.push_back(mine_restart_cost_years * 12 * cost);
    // A new plant costs what the middle of the curve costs.
    mines.plants.new_unit_cost_usd_per_t.push_back(cost_at_quantile(mineral, 0.5));
    add_thresholds(d, mines.plants, plant, mine_restart_cost_years);
}

// Indices of the mines of one product, for what is fitted per mineral.
std::vector<std::vector<std::size_t>> by_product(const Mines& mines, std::size_t materials) {
    std::vector<std::vector<std::size_t>> groups(materials);
    for (std::size_t i = 0; i < mines.size(); ++i) groups[mines.plants.product[i].value].push_back(i);
    return groups;
}

// Half of the swing is idle at base prices: it answers them with the tables' elasticity, up and down.
void fit_offers(const WorldDraft& d, Mines& mines, const std::vector<std::size_t>& group) {
    const auto& mineral = d.base.minerals[mines.plants.mineral[group[0]].value];
    const double price = d.base_log_price(mines.plants.product[group[0]]);
    const double used = d.base.rules.mine_utilisation;
    for (const auto i : group) {
        mines.swing_share.set(i, 2 * (1 - used));
        mines.swing_steepness.set(i, 2 * used / (1 - used) * mineral.supply_elasticity_sr);
        mines.log_swing_over_cost[i] = price - mines.log_cost(i);
        mines.plants.capacity_t[i] = mines.base_output_t[i] / used;
    }
}

// The ore's incentive price over its base price, and that of the metal made of it: conversion costs what it did.
void note_incentive_price(WorldDraft& d, MaterialId product, double log_over_base) {
    auto& markets = d.world.economy.markets;
    markets[product.value].log_incentive_over_base = std::max(0.0, log_over_base);
    for (std::uint32_t m = 0; m < d.base.materials.size(); ++m) {
        const auto& recipe = d.base.recipes[m];
        if (recipe.feed != product || !recipe.feed.exists()) continue;
        const double ore = std::exp(d.base_log_price(product)), metal = std::exp(d.base_log_price(MaterialId{m}));
        const double dearer = recipe.feed_t_per_t * ore * std::expm1(std::max(0.0, log_over_base));
        markets[m].log_incentive_over_base = std::log1p(dearer / metal);
    }
}

// Hosts bring their part of growth by themselves; builders take the rest of it for granted, and pay more and more for
// what goes beyond.
void note_expansion(WorldDraft& d, MaterialId product, const Mineral& mineral, double own_share) {
    auto& market = d.economy().markets[product.value];
    market.capacity_growth_per_month = own_share * d.economy().demand_growth_per_month;
    market.inverse_expansion_elasticity = 1 / std::max(mineral.supply_elasticity_lr, least_expansion_elasticity);
}

void fit_projects(WorldDraft& d, Mines& mines, const std::vector<std::size_t>& group) {
    auto& plants = mines.plants;
    double output = 0, log_value = 0, plants_running = 0, hosted = 0;
    for (const auto i : group) {
        const double netback = std::exp(d.base_log_price(plants.product[i])) * (1 - mines.royalty[i]);
        log_value += mines.base_output_t[i] *
                     std::log(netback / (plants.thresholds[i].open * plants.new_unit_cost_usd_per_t[i]));
        output += mines.base_output_t[i];
        hosted += mines.base_output_t[i] * mines.host_share[i];
        plants_running += mines.base_output_t[i] > 0;
    }
    if (output <= 0) return;
    const auto& mineral = d.base.minerals[plants.mineral[group[0]].value];
    const double own_share = 1 - hosted / output;
    const auto& b = d.scenario.behaviour;
    const ProjectPlan plan =
        plan_projects(own_share * d.base.rules.demand_growth_pct_per_year / 100, b.mine_lead_years, b);
    note_expansion(d, plants.product[group[0]], mineral, own_share);
    note_incentive_price(d, plants.product[group[0]], log_incentive_over_base);
    for (const auto i : group) {
        const double site_t = d.base.plants[plants.key[i]].site_t_per_month;
        follow_plan(plants, i, site_t > 0 ? plan_of_site(plan) : plan, log_value / output);
        plants.typical_t.set(i,
                             site_t > 0 ? site_t / d.base.rules.mine_utilisation / plan.size : output / plants_running);
        schedule_growth(d, plants, i, (1 - mines.host_share[i]), d.scenario.behaviour.mine_lead_years);
    }
}

}  // namespace

void make_mines(WorldDraft& d) {
    auto& mines = std::get<Mines>(d.world.kinds);
    for (const auto& plant : d.base.plants)
        if (plant.stage == PlantStage::mine) add_mine(d, mines, plant);
    for (auto* column : {&mines.swing_share, &mines.swing_steepness}) column->assign(mines.size(), 0);
    mines.log_swing_over_cost.assign(mines.size(), 0);
    finish_plants(d, mines.plants);
    const bool may_merge = !d.scenario.laws.empty() || d.scenario.behaviour.politics.companies_react();
    if (may_merge) mines.withheld.tell_apart(mines.size());
    for (const auto& group : by_product(mines, d.base.materials.size())) {
        if (group.empty()) continue;
        fit_offers(d, mines, group);
        fit_projects(d, mines, group);
    }
    mines.pack();
}

}  // namespace orepolitik::start
