// Mines: cost by place on the mineral's curve, one steepness per mineral so that supply has the tables' short-run
// elasticity, capacity so that output at base prices is the tables'.
#include <algorithm>
#include <cmath>

#include "model/market/logistic.hpp"
#include "start/draft_world.hpp"
#include "start/plant_columns.hpp"

namespace orepolitik::start {
namespace {

constexpr double dearest_share_of_netback = 0.98;  // a plant that ran in the base year did not cost more than it earned
constexpr double restart_cost_years = 0.25;        // of running cost: crews, dewatering, first stripping
constexpr double deviations_of_dearest = 2;        // of project cost: the price at which nearly every project pays
constexpr double least_steepness = 0.7, most_steepness = 40;

struct Offer {
    double output_t, log_margin;  // ln of price over reservation
};

double supply_elasticity(const std::vector<Offer>& offers, double steepness) {
    double sum = 0, output = 0;
    for (const auto& o : offers) {
        sum += o.output_t * steepness * (1 - logistic(steepness * o.log_margin));
        output += o.output_t;
    }
    return output > 0 ? sum / output : 0;
}

// The steep branch: plants well below the price run full. Where no steepness reaches the elasticity, the nearest.
double steepness_for(const std::vector<Offer>& offers, double elasticity) {
    double best = least_steepness, best_gap = std::numeric_limits<double>::infinity();
    for (double e = most_steepness; e >= least_steepness; e *= 0.98) {
        const double gap = std::abs(supply_elasticity(offers, e) - elasticity);
        if (gap < best_gap * (1 - 1e-9)) {
            best_gap = gap;
            best = e;
        }
    }
    return best;
}

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
        const double here = d.supply_t[d.cell(host.material, region)];
        double world = 0;
        for (std::uint32_t r = 0; r < d.base.regions.size(); ++r)
            world += d.supply_t[d.cell(host.material, RegionId{r})];
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
    mines.log_reservation.push_back(std::log(cost / (1 - country.royalty)));
    mines.reserves_t.push_back(plant.reserves_t);
    mines.replacement_share.push_back(d.base.rules.reserve_replacement_share);
    mines.mined_t.push_back(0);
    mines.base_output_t.push_back(plant.output_t_per_month);
    mines.grade_decline_per_base_year.push_back(d.base.rules.grade_decline_pct_per_year / 100);
    mines.hosts.push_back(host_links(d, plant));
    double followed = 0;
    for (const auto& host : mines.hosts.back()) followed += host.share;
    mines.host_share.push_back(followed);
    mines.plants.restart_cost_usd_per_t.push_back(restart_cost_years * 12 * cost);
    // A new plant costs what the middle of the curve costs.
    mines.plants.new_unit_cost_usd_per_t.push_back(cost_at_quantile(mineral, 0.5));
    mines.plants.thresholds.push_back(plant_thresholds(country, mineral.price_volatility, d.scenario.behaviour));
}

// Indices of the mines of one product, for what is fitted per mineral.
std::vector<std::vector<std::size_t>> by_product(const Mines& mines, std::size_t materials) {
    std::vector<std::vector<std::size_t>> groups(materials);
    for (std::size_t i = 0; i < mines.size(); ++i) groups[mines.plants.product[i].value].push_back(i);
    return groups;
}

void fit_supply(const WorldDraft& d, Mines& mines, const std::vector<std::size_t>& group) {
    if (group.empty()) return;
    const auto& mineral = d.base.minerals[mines.plants.mineral[group[0]].value];
    const double price = d.base_log_price(mines.plants.product[group[0]]);
    std::vector<Offer> offers;
    for (const auto i : group) offers.push_back({mines.base_output_t[i], price - mines.log_reservation[i]});
    const double steepness = steepness_for(offers, mineral.supply_elasticity_sr);
    for (const auto i : group) {
        mines.steepness[i] = steepness;
        mines.plants.capacity_t[i] = mines.base_output_t[i] / logistic(steepness * (price - mines.log_reservation[i]));
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

void fit_projects(WorldDraft& d, Mines& mines, const std::vector<std::size_t>& group) {
    auto& plants = mines.plants;
    double output = 0, log_value = 0, plants_running = 0;
    for (const auto i : group) {
        const double netback = std::exp(d.base_log_price(plants.product[i])) * (1 - mines.royalty[i]);
        log_value += mines.base_output_t[i] *
                     std::log(netback / (plants.thresholds[i].open * plants.new_unit_cost_usd_per_t[i]));
        output += mines.base_output_t[i];
        plants_running += mines.base_output_t[i] > 0;
    }
    if (output <= 0) return;
    const double factor =
        incentive_factor(log_value / output, d.base.rules, d.scenario.behaviour, d.scenario.behaviour.mine_lead_years);
    note_incentive_price(
        d, plants.product[group[0]],
        std::log(factor) - log_value / output + deviations_of_dearest * d.scenario.behaviour.project_cost_spread);
    for (const auto i : group) {
        plants.thresholds[i].open *= factor;
        plants.typical_t[i] = output / plants_running;
        schedule_growth(d, plants, i, (1 - mines.host_share[i]), d.scenario.behaviour.mine_lead_years);
    }
}

}  // namespace

void make_mines(WorldDraft& d) {
    auto& mines = std::get<Mines>(d.world.kinds);
    for (const auto& plant : d.base.plants)
        if (plant.stage == PlantStage::mine) add_mine(d, mines, plant);
    mines.steepness.assign(mines.size(), 1);
    finish_plants(mines.plants);
    for (const auto& group : by_product(mines, d.base.materials.size())) {
        fit_supply(d, mines, group);
        fit_projects(d, mines, group);
    }
}

}  // namespace orepolitik::start
