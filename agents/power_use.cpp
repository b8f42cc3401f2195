#include "agents/power_use.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double mwh_per_twh = 1e6;

StoppingUse stopping_use(const Smelters& s, std::size_t i, double twh, const Economy& economy) {
    const double index = s.power_index(i, economy);
    const double multiple = stopping_power_price(s.margin_usd_per_t[i], s.plants.restart_cost_usd_per_t[i],
                                                 s.power_cost_usd_per_t[i] * index);
    return {economy.power.base_usd_per_mwh[s.plants.country[i].value] * index * multiple, twh};
}

}  // namespace

double stopping_power_price(double margin, double restart_cost_usd_per_t, double power_cost_usd_per_t) {
    return std::max(0.0, 1 + (margin + restart_cost_usd_per_t / 12) / power_cost_usd_per_t);
}

double price_that_stops(double part, std::vector<StoppingUse> uses) {
    std::ranges::stable_sort(uses, {}, &StoppingUse::usd_per_mwh);
    double total = 0, stopped = 0;
    for (const auto& use : uses) total += use.twh;
    for (const auto& use : uses) {
        stopped += use.twh;
        if (stopped >= part * total) return use.usd_per_mwh;
    }
    return std::nan("");
}

void report_power_use(const Smelters& s, Economy& economy) {
    PowerSystem& power = economy.power;
    if (!power.on()) return;
    for (Grid& grid : power.grids) std::fill(grid.smelter_twh.begin(), grid.smelter_twh.end(), 0.0);
    std::vector<std::vector<StoppingUse>> uses(power.grid_of_country.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto g = power.grid_of_country[s.plants.country[i].value];
        if (g == none_index) continue;
        const auto product = s.plants.product[i].value;
        const double twh = 12 * s.wanted_t[i] * power.mwh_per_t[product] / mwh_per_twh;
        power.grids[g].smelter_twh[product] += twh;
        if (twh > 0 && s.power_cost_usd_per_t[i] > 0)
            uses[s.plants.country[i].value].push_back(stopping_use(s, i, twh, economy));
    }
    for (std::size_t c = 0; c < uses.size(); ++c) {
        power.stop_tenth[c] = price_that_stops(0.1, uses[c]);
        power.stop_nine_tenths[c] = price_that_stops(0.9, uses[c]);
    }
}

}  // namespace orepolitik
