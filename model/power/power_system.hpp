// All grids of the world: what their power costs this month, and which smelters are cut off. Off unless `power:
// balance` asks for it and electricity.csv tells what power is made of; then every price is exactly the given one.
// Leaves out: what smelters make of the price (agents/processing), what they would use (agents/power_use).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/ids.hpp"
#include "model/power/balance.hpp"

namespace orepolitik {

struct Economy;

struct Grid {
    std::string name;
    GridBase base;
    double base_use_twh = 0;  // per year
    std::vector<CountryId> countries;
    std::vector<double> country_use_twh;        // as countries
    std::vector<BySource<double>> source_part;  // as countries: of what the grid makes of a source
    std::vector<double> smelter_twh;            // by product, what smelters would use, per year
    double base_smelter_twh = 0;
    double built = 1;  // capacity over the base year's, beside usual growth
    GridBalance now;
    std::vector<double> cut_share;  // by product, of what its smelters would make
    bool cutting = false;
    void carried(auto&& visit) { visit(smelter_twh, built, cutting, cut_share); }
};

struct PowerSystem {
    std::vector<Grid> grids;
    std::vector<std::uint32_t> grid_of_country;        // none_index: its power is given
    std::vector<double> base_usd_per_mwh;              // by country
    std::vector<double> price;                         // by country, over the given one
    std::vector<double> stop_tenth, stop_nine_tenths;  // by country, USD/MWh at which so much of smelters' power stops
    std::vector<double> mwh_per_t;                     // of product, in converting
    std::vector<double> usd_per_mwh;                   // of product, value per unit of power: who is cut off last
    BySource<MaterialId> fuel;                         // exists() is false: bought from nobody in the model

    bool on() const { return !grids.empty(); }
    double price_of(CountryId country) const { return on() ? price[country.value] : 1; }
    double cut_share(CountryId country, MaterialId product) const {
        if (!on() || grid_of_country[country.value] == none_index) return 0;
        return grids[grid_of_country[country.value]].cut_share[product.value];
    }
    void carried(auto&& visit) { visit(grids); }
};

// Finds this month's balance of every grid from last month's fuel prices and smelters' plans.
void balance_power(Economy& economy);

// Cuts the products that use most power per dollar first, until so much is saved; the pure rule.
std::vector<double> cuts_by_product(double cut_twh, const std::vector<double>& use_twh,
                                    const std::vector<double>& usd_per_mwh);

}  // namespace orepolitik
