#include "agents/stock_holder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "model/market/pair.hpp"

namespace orepolitik {
namespace {

// Edges of the tranches in months above present cover: one month in quarters, then wider ones.
constexpr std::array<double, tranche_count + 1> edges{0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4.5};
constexpr std::size_t tranches_of_first_month = 4;
constexpr double supply_memory_months = 3;

// What holding metal is still to earn by laws that are known: by those to come, and by those that have come as far as
// prices do not show it yet. Whoever stocked ahead of a duty does not throw it on the market on the day it starts.
double rise_to_come(const Market& market, std::size_t importer, const Behaviour& b) {
    const auto& seen = market.importers[importer];
    const double below_expected = market.expected_delivered(importer, b.spot_share_of_expectation) - seen.log_delivered;
    return seen.rise_to_come() + std::clamp(below_expected, 0.0, std::max(0.0, seen.law_news));
}

}  // namespace

double months_to_stockout(double stock_t, double supply_t, double need_t) {
    if (supply_t >= need_t) return std::numeric_limits<double>::infinity();
    return std::max(0.0, stock_t) / (need_t - supply_t);
}

double expected_before_stockout(double log_expected, double log_choke, double months_left, double foresight_months) {
    if (foresight_months <= 0 || log_expected >= log_choke) return log_expected;
    return log_expected + (log_choke - log_expected) * std::exp(-months_left / foresight_months);
}

double hoarding_factor(const ImporterSide& seen, double hoarding) {
    const double concentrated = std::max(0.0, seen.concentration - seen.base_concentration);
    return 1 + hoarding * std::min(1.0, seen.alarm + seen.shortage_memory + concentrated);
}

double cover_worth_holding_months(double log_rise, const Behaviour& b) {
    return std::max(0.0, log_rise) / b.storage_cost_per_month;
}

double cover_before_fall(double log_rise, const Behaviour& b) {
    const double fall_per_month = std::max(0.0, -log_rise) / b.trend_months;
    return b.storage_cost_per_month / (b.storage_cost_per_month + fall_per_month);
}

double cover_at_rate(double rate_rise_per_year, const Behaviour& b) {
    return b.storage_cost_per_month /
           std::max(0.1 * b.storage_cost_per_month, b.storage_cost_per_month + rate_rise_per_year / 12);
}

namespace {

double scarcity_exponent(double cover, const StockPosition& p, const Behaviour& b) {
    return -std::max(0.0, cover) / (b.cover_scale_months * p.fear);
}

double log_value_at(double scarcity, double cover, const StockPosition& p, const Behaviour& b) {
    const double expected = std::min(p.log_expected, p.log_choke);  // nobody values above his own loss
    const double surplus = std::max(0.0, cover - p.target_months) / p.target_months;
    const double value =
        expected + (p.log_choke - expected) * scarcity - b.cover_surplus_penalty * surplus + p.log_offset;
    return std::min(value, p.log_choke);
}

}  // namespace

double log_value_of_cover(double cover, const StockPosition& p, const Behaviour& b) {
    return log_value_at(std::exp(scarcity_exponent(cover, p, b)), cover, p, b);
}

std::array<Tranche, tranche_count> tranches_of_order(const StockPosition& p, const Behaviour& b) {
    std::array<double, tranche_count> middle, scarcity;
    for (std::size_t k = 0; k < tranche_count; ++k) {
        middle[k] = p.cover_months + 0.5 * (edges[k] + edges[k + 1]);
        scarcity[k] = scarcity_exponent(middle[k], p, b);
    }
    exp_all(scarcity.data(), tranche_count);
    std::array<Tranche, tranche_count> tranches;
    for (std::size_t k = 0; k < tranche_count; ++k) {
        const double pace = k < tranches_of_first_month ? 1 : 1 / b.stocking_months;
        tranches[k] = {p.need_t * (edges[k + 1] - edges[k]) * pace, log_value_at(scarcity[k], middle[k], p, b)};
    }
    return tranches;
}

double purchases_t(double log_price, const StockPosition& p, const Behaviour& b) {
    constexpr double largest_exponent = 700;
    const auto tranches = tranches_of_order(p, b);
    std::array<double, tranche_count> odds;
    for (std::size_t k = 0; k < tranche_count; ++k)
        odds[k] = std::min(b.tranche_steepness * (log_price - tranches[k].log_value), largest_exponent);
    exp_all(odds.data(), tranche_count);
    double sum = 0;
    for (std::size_t k = 0; k < tranche_count; ++k) sum += tranches[k].quantity_t / (1 + odds[k]);
    return sum;
}

double offset_of_steady_buyer(StockPosition p, const Behaviour& b) {
    double low = -20, high = 20;
    for (int step = 0; step < 60; ++step) {
        p.log_offset = 0.5 * (low + high);
        (purchases_t(p.log_expected, p, b) < p.need_t ? low : high) = p.log_offset;
    }
    return p.log_offset;
}

double surplus_t(double stock_t, const StockPosition& p) {
    return std::max(0.0, stock_t - p.need_t * (1 + p.target_months));
}

StockPosition StockHolders::place_order(std::size_t i, StockPosition position, Economy& economy) const {
    const auto& seen = economy.markets[market[i]].importers[importer[i]];
    const double rate_rise = economy.background.of(seen.region).policy_rate_rise;
    position.fear = hoarding_factor(seen, economy.behaviour.hoarding * (1 - seen.calmed));
    const double rise = rise_to_come(economy.markets[market[i]], importer[i], economy.behaviour);
    position.target_months = base_cover_months[i] * position.fear * cover_at_rate(rate_rise, economy.behaviour) *
                                 cover_before_fall(seen.trend_rise, economy.behaviour) +
                             cover_worth_holding_months(rise, economy.behaviour);
    position.log_expected = expected_before_stockout(
        position.log_expected + seen.rise_to_come(), position.log_choke,
        months_to_stockout(stock_t[i] + claims_t[i], supply_t[i], position.need_t), economy.behaviour.foresight_months);
    auto& orders = economy.markets[market[i]].orders;
    const auto tranches = tranches_of_order(position, economy.behaviour);
    for (std::size_t k = 0; k < tranche_count; ++k) {
        orders.buy_quantity_t[slot[i] + k] = tranches[k].quantity_t;
        orders.buy_log_value[slot[i] + k] = tranches[k].log_value;
        orders.buy_log_choke[slot[i] + k] = position.log_choke;
    }
    return position;
}

void StockHolders::receive(std::size_t i, const Economy& economy) {
    const auto& m = economy.markets[market[i]];
    const auto& side = m.importers[importer[i]];
    bought_t[i] = 0;
    for (std::size_t k = 0; k < tranche_count; ++k) bought_t[i] += m.orders.bought_t[slot[i] + k];
    supply_t[i] += (bought_t[i] - supply_t[i]) / supply_memory_months;
    paid_usd[i] = bought_t[i] * side.paid_per_t;
    arrived_t[i] = take_arrivals(claims_t[i], bought_t[i], side);
    stock_t[i] += arrived_t[i];
}

}  // namespace orepolitik
