#include "agents/manufacturer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace orepolitik {
namespace {

constexpr double most_haste = 4;  // the speed at sixteen times the base price: lanthanum and cerium in 2011

}  // namespace

double next_substituted(double substituted, double locked, double log_relative_price, const DemandRule& rule,
                        double speed_per_year) {
    const double slow_elasticity = rule.long_run_elasticity - rule.short_run_elasticity;
    const double toward = std::clamp(1 - std::exp(slow_elasticity * log_relative_price), locked, 0.95);
    const double step = speed_per_year / 12;
    const double haste = std::clamp(log_relative_price / std::numbers::ln2, 0.0, most_haste);
    return std::clamp(toward, substituted - step, substituted + haste * step);
}

void Manufacturers::observe(std::size_t i, const Economy& economy) {
    const auto& side = economy.markets[holders.market[i]].importers[holders.importer[i]];
    const auto& here = economy.background.of(region[i]);  // prices are felt in the country's own money
    const double relative = side.log_delivered - side.base_log_delivered - here.log_currency;
    const double lasting = side.mean_log_delivered - side.base_log_delivered - (here.log_currency - here.currency_news);
    substituted[i] = next_substituted(substituted[i], locked[i], std::max(0.0, std::min(relative, lasting)), rule[i],
                                      economy.behaviour.substitution_speed_per_year);
    locked[i] = std::max(locked[i], (1 - economy.behaviour.substitution_reversible) * substituted[i]);
    const double income = std::exp(economy.behaviour.currency_need_elasticity * here.currency_news);
    need_t[i] = base_need_t[i] * economy.growth() * std::exp(rule[i].short_run_elasticity * relative) *
                (1 - substituted[i]) * income *
                economy.background.demand(region[i], economy.markets[material[i].value].mineral, sector[i]) *
                research_growth[i] * economy.demand_cycle.multiple(region[i]);
    need_t[i] = std::min(need_t[i], need_limit_t[i]);
    allowed_t[i] = need_t[i];
    if (economy.month.month_of_year() == 1) close_year(i, economy.month.year());
}

// Discards of the coming year come from the cohorts of all years before it.
void Manufacturers::close_year(std::size_t i, int year) {
    const auto ring = [this](int y) { return static_cast<std::size_t>(y) % horizon; };
    if (used_this_year_t[i] > 0) cohort_t[i * horizon + ring(year - 1)] = used_this_year_t[i];
    used_this_year_t[i] = 0;
    double discards = 0;
    for (std::size_t age = 0; age < horizon; ++age)
        discards += cohort_t[i * horizon + ring(year - 1 - static_cast<int>(age))] *
                    discard_by_age[lifetime[i] * horizon + age];
    discarded_t[i] = discards / 12;
}

void Manufacturers::decide(std::size_t i, Economy& economy) const {
    const auto& market = economy.markets[holders.market[i]];
    const double expected = market.expected_delivered(holders.importer[i], economy.behaviour.spot_share_of_expectation);
    holders.place_order(i,
                        {.need_t = allowed_t[i],
                         .cover_months = holders.position_months(i, allowed_t[i]),
                         .log_expected = expected,
                         .log_choke = log_choke[i] + economy.background.of(region[i]).log_currency,
                         .log_offset = holders.log_offset[i]},
                        economy);
}

void Manufacturers::settle(std::size_t i, const Economy& economy) {
    holders.receive(i, economy);
    const double arrived = rationed[i] == waiting ? holders.arrived_t[i] : 0;  // is allotted next month
    used_t[i] = std::min(allowed_t[i], std::max(0.0, holders.stock_t[i] - arrived));
    holders.stock_t[i] -= used_t[i];
    unmet_t[i] = need_t[i] - used_t[i];
    new_scrap_t[i] = new_scrap_share[i] * used_t[i];
    used_this_year_t[i] += used_t[i];
}

void Manufacturers::trade_value(const Economy&, std::vector<double>&, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) paid[material[i].value] += holders.paid_usd[i];
}

void Manufacturers::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        ledger.move(material[i], Place::at_sea, Place::user_stock, holders.arrived_t[i]);
        ledger.move(material[i], Place::user_stock, Place::used, used_t[i]);
    }
}

void Manufacturers::recount(std::vector<double>& tonnes, Place place) const {
    if (place != Place::user_stock) return;
    for (std::size_t i = 0; i < size(); ++i) tonnes[material[i].value] += holders.stock_t[i];
}

}  // namespace orepolitik
