#include "model/power/balance.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double most_log_price = 3;  // 20 times the base: caps of European exchanges (4,000 EUR/MWh and more)
constexpr int bisections = 60;

double sum_of_fossil(const BySource<double>& by) {
    double sum = 0;
    for (std::size_t s = 0; s < fossil_source_count; ++s) sum += by[s];
    return sum;
}

BySource<double> generation(const GridBase& base, const GridMonth& month) {
    BySource<double> could{};
    for (std::size_t s = 0; s < power_source_count; ++s) could[s] = base.share[s] * month.available[s] * month.built;
    return could;
}

// USD/MWh of use: fuel and carbon, weighted by generation or by hours in which they set the price.
double fuel_and_carbon(const GridBase& base, const BySource<double>& could, const BySource<double>& fuel_price,
                       double carbon_usd_per_t, double use) {
    double others = 0;
    for (std::size_t s = fossil_source_count; s < power_source_count; ++s) others += could[s];
    const double fossil_could = sum_of_fossil(could);
    const double fossil = std::max(0.0, use - others) / use;
    const double sets =
        (1 - base.market_priced_share) + base.market_priced_share / std::max(fossil, fossil_share_that_always_sets);
    double usd = 0;
    for (std::size_t s = 0; s < power_source_count; ++s) {
        const bool burns = s < fossil_source_count;
        const double share = !burns ? could[s] / use : fossil_could > 0 ? fossil * could[s] / fossil_could : 0;
        usd += share * (burns ? sets : 1) *
               (base.fuel_usd_per_mwh[s] * fuel_price[s] + t_co2_per_mwh_of[s] * carbon_usd_per_t);
    }
    return usd;
}

// Where tables say that power is cheaper than what it burns, only a part of the fuel's price is paid.
double paid_part_of_fuel(const GridBase& base, double base_usd_per_mwh) {
    return base_usd_per_mwh > 0 ? std::min(1.0, most_fuel_share_of_price * base.price_usd_per_mwh / base_usd_per_mwh)
                                : 1;
}

GridBalance at_price(double log_price, const GridBase& base, const GridMonth& month, const PowerRules& rules) {
    const auto could = generation(base, month);
    double supply = 0;
    for (const double s : could) supply += s;
    supply *= 1 + base.reserve_margin;
    const double other =
        (1 - base.smelter_share) * month.other_use * std::exp(-rules.power_demand_elasticity * log_price);
    const double smelters = base.smelter_share * month.smelter_use;
    const double wanted = other + smelters;
    GridBalance at;
    at.cut = std::clamp(wanted - supply / (1 + rules.power_emergency_margin), 0.0, smelters);
    at.use = wanted - at.cut;
    at.margin = supply / at.use - 1;
    const double before = fuel_and_carbon(base, base.share, GridMonth{}.fuel_price, base.carbon_usd_per_t, 1);
    const double now =
        fuel_and_carbon(base, could, month.fuel_price, base.carbon_usd_per_t + month.carbon_rise_usd_per_t, at.use);
    at.fuel_and_carbon_usd_per_mwh = paid_part_of_fuel(base, before) * (now - before);
    at.scarcity = std::exp(std::min(most_log_price, log_scarcity(at.margin, base.reserve_margin, rules)));
    at.price = std::max(least_power_price, 1 + at.fuel_and_carbon_usd_per_mwh / base.price_usd_per_mwh) * at.scarcity;
    return at;
}

}  // namespace

double log_scarcity(double margin, double base_margin, const PowerRules& rules) {
    return rules.power_scarcity *
           (std::exp(-margin / rules.power_margin_scale) - std::exp(-base_margin / rules.power_margin_scale));
}

// What is used falls with the price and the price with what is left over: one price balances both.
GridBalance balance_of(const GridBase& base, const GridMonth& month, const PowerRules& rules) {
    double low = std::log(least_power_price) - 3, high = 2 * most_log_price;
    for (int step = 0; step < bisections; ++step) {
        const double middle = 0.5 * (low + high);
        (std::log(at_price(middle, base, month, rules).price) > middle ? low : high) = middle;
    }
    return at_price(0.5 * (low + high), base, month, rules);
}

}  // namespace orepolitik
