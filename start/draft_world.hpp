// The world while it is being made: the base year, what is made so far, and lookups that the makers share.
#pragma once
#include <array>
#include <map>

#include "start/order_places.hpp"
#include "start/world.hpp"

namespace orepolitik::start {

// What plants of one cost of capital, price volatility and cost of restarting share; over unit cost.
struct FittedThresholds {
    PlantTriggers triggers;
    double log_open_per_rate, log_open_per_capital_share;
};

struct WorldDraft {
    const BaseYear& base;
    const Scenario& scenario;
    OreWorld world;
    OrderPlaces places;
    // Base month per material and region, [material * regions + region]; primary_t is
    // what comes from ore; traders' churn is in supply and use, and apart.
    std::vector<double> supply_t, primary_t, use_t, trader_churn_t;
    std::map<std::array<double, 3>, FittedThresholds> thresholds;  // by cost of capital, volatility, cost of restarting

    WorldDraft(const BaseYear& base_year, const Scenario& of);
    std::size_t cell(MaterialId material, RegionId region) const {
        return material.value * base.regions.size() + region.value;
    }
    double base_log_price(MaterialId material) const;
    // Mean months at sea of what an importer buys in the base year, once markets are laid out.
    double lead_months(MaterialId material, std::uint32_t importer) const;
    Economy& economy() { return world.economy; }
};

// In the order in which they run; each states its own rules. Makers ask for places, fitters need the markets laid out.
void make_mines(WorldDraft& draft);
void make_processors(WorldDraft& draft);            // smelters and recyclers
void refuse_idle_outages(const WorldDraft& draft);  // throws StartError where an event stops no plant
void plan_openings(WorldDraft& draft);              // what pipeline.csv states, at mines and smelters
void make_users(WorldDraft& draft);                 // manufacturers, collectors
void foresee_demand(WorldDraft& draft);             // what those who start projects know of demand to come
void make_power(WorldDraft& draft);                 // grids, where the scenario balances them
void make_traders(WorldDraft& draft);               // and unrecorded supply and use
void make_smugglers(WorldDraft& draft);
void make_reserves(WorldDraft& draft);
void make_companies_and_states(WorldDraft& draft);
void lay_out_markets(WorldDraft& draft);  // sides, routes, base flows as a fixed point
void resolve_places(WorldDraft& draft);
void cost_processors(WorldDraft& draft);
void fit_buyers(WorldDraft& draft);  // covers, claims and offsets once lead times are known
void fit_traders(WorldDraft& draft);

// By-product income per tonne of a plant's output at base prices.
double base_credit_usd_per_t(const WorldDraft& draft, const std::vector<Credit>& credits);

}  // namespace orepolitik::start
