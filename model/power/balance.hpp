// The balance of power in one grid and month, as a pure rule: what can be generated against what is used gives a
// margin; fuel, carbon and scarcity give a price; below the emergency margin smelters are cut off, first those that use
// most power per dollar of product.
//   price / base = max(0.2, 1 + (fuel and carbon cost - base) / base price) * exp(kappa (exp(-M/rho) - exp(-M0/rho)))
// Fuel counts by its share in generation where power is sold at mean cost, and as the dearest source of every hour
// where it is sold on an exchange: fossil sources set all hours from `fossil_share_that_always_sets` of generation on.
// All quantities are multiples of the base year's use of the grid, above its usual growth.
// Leaves out: hours, storage, lines within and between grids, hydro reservoirs as stores.
// Sources: Billinton and Allan (1996) for the form of scarcity; Zakeri et al. (2023), Energy Reports 10: gas set the
// price in 39 % of European hours of 2021 at 20 % of generation.
#pragma once
#include "model/power/power_rules.hpp"
#include "model/power/source.hpp"

namespace orepolitik {

inline constexpr double fossil_share_that_always_sets = 0.4;
inline constexpr double most_fuel_share_of_price = 0.8;  // cheaper power than its fuel burns subsidised fuel
inline constexpr double least_power_price = 0.2;         // of the base year's: wires, capital and levies remain

// A grid in the base year.
struct GridBase {
    BySource<double> share{};  // of generation
    BySource<double> fuel_usd_per_mwh{};
    double price_usd_per_mwh = 100;
    double carbon_usd_per_t = 0;
    double reserve_margin = 0.2;
    double market_priced_share = 0.5;  // of power that costs what its dearest source costs
    double smelter_share = 0;          // of use
};

// What this month brings.
struct GridMonth {
    BySource<double> available{1, 1, 1, 1, 1, 1, 1};   // over the base year's, by dated paths
    BySource<double> fuel_price{1, 1, 1, 1, 1, 1, 1};  // over the base year's
    double carbon_rise_usd_per_t = 0;
    double other_use = 1;    // over its base, before it answers the price
    double smelter_use = 1;  // what smelters would use if nobody cut them off, over its base
    double built = 1;        // capacity over the base year's
};

struct GridBalance {
    double price = 1;                        // over the base year's, at the mean price of the grid
    double fuel_and_carbon_usd_per_mwh = 0;  // over the base year's
    double scarcity = 1;                     // factor of every price in the grid
    double margin = 0;  // energy that could be generated beyond what is used, over it; negative: unserved
    double cut = 0;     // power that smelters are denied, over the grid's base use
    double use = 1;     // served or not, smelters' cuts taken off
};

GridBalance balance_of(const GridBase& base, const GridMonth& month, const PowerRules& rules);

// How much dearer power is at a margin than at the base year's, in logs.
double log_scarcity(double margin, double base_margin, const PowerRules& rules);

}  // namespace orepolitik
