// Grids of the base year, where a scenario balances them: countries of one grid share their sources; what smelters use
// follows from their output and the power of converting a tonne.
#include <algorithm>
#include <cmath>
#include <map>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

constexpr double most_smelter_share = 0.9;  // of a grid's power: where tables disagree, somebody else uses some, too
constexpr double mwh_per_twh = 1e6;

std::size_t source_named(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(power_source_names, name) - power_source_names.begin());
}

// Fuels of the model, and what burning them costs per MWh at base prices.
BySource<double> name_fuels(const WorldDraft& d, PowerSystem& power) {
    BySource<double> usd_per_mwh{};
    power.fuel.fill(MaterialId{none_index});
    for (const auto& mineral : d.base.minerals) {
        if (mineral.power_source.empty()) continue;
        const std::size_t source = source_named(mineral.power_source);
        power.fuel[source] = mineral.demanded;
        usd_per_mwh[source] = mineral.fuel_t_per_mwh * d.base.materials[mineral.demanded.value].base_price_usd_per_t;
    }
    return usd_per_mwh;
}

void join_grid(PowerSystem& power, const Country& country, CountryId id, const BySource<double>& fuel_usd_per_mwh,
               std::map<std::string, std::uint32_t>& known) {
    const auto [found, is_new] = known.try_emplace(country.power.grid, static_cast<std::uint32_t>(power.grids.size()));
    if (is_new) {
        power.grids.emplace_back().name = country.power.grid;
        GridBase& base = power.grids.back().base;
        base.fuel_usd_per_mwh = fuel_usd_per_mwh;
        base.price_usd_per_mwh = base.carbon_usd_per_t = base.reserve_margin = base.market_priced_share = 0;
    }
    power.grid_of_country[id.value] = found->second;
    Grid& grid = power.grids[found->second];
    const double twh = country.power.generation_twh;
    grid.countries.push_back(id);
    grid.country_use_twh.push_back(twh);
    grid.base_use_twh += twh;
    // Sums for now; means once all countries have joined.
    for (std::size_t s = 0; s < power_source_count; ++s) grid.base.share[s] += twh * country.power.share[s];
    grid.base.price_usd_per_mwh += twh * country.electricity_usd_per_mwh;
    grid.base.carbon_usd_per_t += twh * country.carbon_price_usd_per_t;
    grid.base.reserve_margin += twh * country.power.reserve_margin;
    grid.base.market_priced_share += twh * country.power.market_priced_share;
}

void take_means(const WorldDraft& d, Grid& grid) {
    GridBase& base = grid.base;
    for (const CountryId id : grid.countries) {
        const PowerMix& mix = d.base.countries[id.value].power;
        auto& part = grid.source_part.emplace_back();
        for (std::size_t s = 0; s < power_source_count; ++s)
            part[s] = base.share[s] > 0 ? mix.generation_twh * mix.share[s] / base.share[s] : 0;
    }
    for (double& share : base.share) share /= grid.base_use_twh;
    for (double* sum :
         {&base.price_usd_per_mwh, &base.carbon_usd_per_t, &base.reserve_margin, &base.market_priced_share})
        *sum /= grid.base_use_twh;
}

void count_smelters(const WorldDraft& d, PowerSystem& power) {
    for (Grid& grid : power.grids) grid.smelter_twh.assign(d.base.materials.size(), 0);
    for (const auto& plant : d.base.plants) {
        const auto g = power.grid_of_country[plant.country.value];
        if (plant.stage != PlantStage::smelter || g == none_index) continue;
        power.grids[g].smelter_twh[plant.product.value] +=
            12 * plant.output_t_per_month * power.mwh_per_t[plant.product.value] / mwh_per_twh;
    }
    for (Grid& grid : power.grids) {
        for (const double twh : grid.smelter_twh) grid.base_smelter_twh += twh;
        grid.base.smelter_share = std::min(most_smelter_share, grid.base_smelter_twh / grid.base_use_twh);
        grid.cut_share.assign(d.base.materials.size(), 0);
    }
}

}  // namespace

void make_power(WorldDraft& d) {
    PowerSystem& power = d.economy().power;
    if (!d.scenario.behaviour.power.balanced()) return;
    const auto fuel_usd_per_mwh = name_fuels(d, power);
    const std::size_t countries = d.base.countries.size();
    power.grid_of_country.assign(countries, none_index);
    power.price.assign(countries, 1);
    power.stop_tenth.assign(countries, std::nan(""));
    power.stop_nine_tenths.assign(countries, std::nan(""));
    std::map<std::string, std::uint32_t> known;
    for (std::uint32_t c = 0; c < countries; ++c) {
        const Country& country = d.base.countries[c];
        power.base_usd_per_mwh.push_back(country.electricity_usd_per_mwh);
        if (country.power.generation_twh > 0) join_grid(power, country, CountryId{c}, fuel_usd_per_mwh, known);
    }
    for (Grid& grid : power.grids) take_means(d, grid);
    for (std::uint32_t m = 0; m < d.base.materials.size(); ++m) {
        const double mwh = d.base.recipes[m].electricity_mwh_per_t;
        power.mwh_per_t.push_back(mwh);
        power.usd_per_mwh.push_back(mwh > 0 ? d.base.materials[m].base_price_usd_per_t / mwh : 0);
    }
    count_smelters(d, power);
}

}  // namespace orepolitik::start
