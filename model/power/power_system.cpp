#include "model/power/power_system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/economy.hpp"

namespace orepolitik {
namespace {

// Half of fuel is bought at past prices, as contracts go: the weights of everybody's expectation.
double fuel_price_over_base(const Economy& economy, MaterialId fuel, RegionId region) {
    const auto& market = economy.markets[fuel.value];
    const double spot = economy.behaviour.spot_share_of_expectation;
    const auto j = market.importer_of_region[region.value];
    if (j == none_index || market.importers[j].served <= 0) return 1;
    const auto& side = market.importers[j];
    return std::exp(spot * side.log_delivered + (1 - spot) * side.mean_log_delivered - side.base_log_delivered);
}

// What its countries see, weighted by what they use.
GridMonth month_of(const Economy& economy, const Grid& grid) {
    GridMonth month;
    month.available.fill(0);
    month.fuel_price.fill(0);
    month.other_use = 0;
    for (std::size_t k = 0; k < grid.countries.size(); ++k) {
        const CountryId country = grid.countries[k];
        const double weight = grid.country_use_twh[k] / grid.base_use_twh;
        const auto& here = economy.background.of(country);
        month.carbon_rise_usd_per_t += weight * here.carbon_rise_usd_per_t;
        month.other_use += weight * economy.background.power_demand(country);
        for (std::size_t s = 0; s < power_source_count; ++s) {
            const MaterialId fuel = economy.power.fuel[s];
            double price =
                fuel.exists() ? fuel_price_over_base(economy, fuel, economy.region_of_country[country.value]) : 1;
            const auto source = static_cast<PowerSource>(s);
            if (source == PowerSource::gas || source == PowerSource::oil) price *= here.fuel_price;
            month.fuel_price[s] += weight * price;
            const double part = grid.base.share[s] > 0 ? grid.source_part[k][s] : weight;
            month.available[s] += part * economy.background.generation(country, source);
        }
    }
    const double wanted = std::accumulate(grid.smelter_twh.begin(), grid.smelter_twh.end(), 0.0);
    month.smelter_use = grid.base_smelter_twh > 0 ? wanted / grid.base_smelter_twh / economy.growth() : 0;
    month.built = grid.built;
    return month;
}

// Plants and lines follow what is used. What was built too much is grown into: nothing is added until use has caught
// up.
void build(Grid& grid, const GridMonth& month, double build_years, double growth_per_month) {
    double could = 0;
    for (std::size_t s = 0; s < power_source_count; ++s) could += grid.base.share[s] * month.available[s];
    const double needed = could > 0 ? (grid.now.use + grid.now.cut) / could : grid.built;
    if (needed > grid.built)
        grid.built += (needed - grid.built) / (12 * build_years);
    else
        grid.built = std::max({1.0, needed, grid.built * std::exp(-growth_per_month)});
}

void tell_of_cuts(Economy& economy, Grid& grid) {
    const bool cuts = grid.now.cut > 0;
    if (cuts == grid.cutting) return;
    grid.cutting = cuts;
    const double share = grid.base.smelter_share > 0 ? grid.now.cut / grid.base.smelter_share : 0;
    economy.events.push_back(
        {economy.month, cuts ? "power_cut" : "power_back", grid.name, "", grid.now.margin,
         fmt::format("supply of power {} emergency margin; smelters lose {:.2f} of their base use, power costs {:.2f} "
                     "times its base; margin in value",
                     cuts ? "falls to the" : "is above the", share, grid.now.price)});
}

void price_countries(PowerSystem& power, const Grid& grid) {
    for (const CountryId country : grid.countries) {
        const double fuel = grid.now.fuel_and_carbon_usd_per_mwh / power.base_usd_per_mwh[country.value];
        power.price[country.value] = std::max(least_power_price, 1 + fuel) * grid.now.scarcity;
    }
}

}  // namespace

std::vector<double> cuts_by_product(double cut_twh, const std::vector<double>& use_twh,
                                    const std::vector<double>& usd_per_mwh) {
    std::vector<std::size_t> order(use_twh.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return usd_per_mwh[a] < usd_per_mwh[b]; });
    std::vector<double> cuts(use_twh.size(), 0.0);
    for (const auto k : order) {
        if (use_twh[k] <= 0) continue;
        cuts[k] = std::clamp(cut_twh / use_twh[k], 0.0, 1.0);
        cut_twh -= cuts[k] * use_twh[k];
    }
    return cuts;
}

void balance_power(Economy& economy) {
    PowerSystem& power = economy.power;
    if (!power.on()) return;
    for (Grid& grid : power.grids) {
        const GridMonth month = month_of(economy, grid);
        grid.now = balance_of(grid.base, month, economy.behaviour.power);
        const double cut = grid.base.smelter_share > 0 ? grid.now.cut / grid.base.smelter_share : 0;
        grid.cut_share =
            cuts_by_product(cut * grid.base_smelter_twh * economy.growth(), grid.smelter_twh, power.usd_per_mwh);
        build(grid, month, economy.behaviour.power.power_build_years, economy.demand_growth_per_month);
        tell_of_cuts(economy, grid);
        price_countries(power, grid);
    }
}

}  // namespace orepolitik
