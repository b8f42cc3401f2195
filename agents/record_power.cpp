// Electric power by country, where its price follows from a balance: price, margin of supply, cuts, and the range of
// prices at which smelters stop.
#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {

void Recorder::add_power(const OreWorld& world) {
    const auto& power = world.economy.power;
    std::vector<std::uint32_t> cells;
    for (std::uint32_t c = 0; c < power.grid_of_country.size(); ++c)
        if (power.grid_of_country[c] != none_index) cells.push_back(c);
    power_table_ = add_table({"/power", {"country"}, std::move(cells), {power_columns.begin(), power_columns.end()}});
}

void Recorder::fill_power(const OreWorld& world) {
    const auto& power = world.economy.power;
    std::size_t row = 0;
    for (std::uint32_t c = 0; c < power.grid_of_country.size(); ++c) {
        if (power.grid_of_country[c] == none_index) continue;
        const Grid& grid = power.grids[power.grid_of_country[c]];
        const double paths = world.economy.background.of(CountryId{c}).power_price;
        at(power_table_, power_price, row) = power.base_usd_per_mwh[c] * power.price[c] * paths;
        at(power_table_, power_margin, row) = grid.now.margin;
        at(power_table_, power_cut, row) =
            grid.base.smelter_share > 0 ? grid.now.cut / grid.base.smelter_share : blank_cell;
        at(power_table_, power_stop_tenth, row) = power.stop_tenth[c];
        at(power_table_, power_stop_nine_tenths, row) = power.stop_nine_tenths[c];
        ++row;
    }
}

}  // namespace orepolitik
