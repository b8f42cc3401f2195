#include "agents/trader.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double months_per_year = 12;

}  // namespace

void Traders::decide(std::size_t i, Economy& economy) const {
    auto& market = economy.markets[material[i].value];
    const auto& b = economy.behaviour;
    auto& orders = market.orders;
    const auto& buying = market.importers[importer[i]];
    const auto& selling = market.exporters[exporter[i]];
    // Prices come back to expectation over its memory: interest until then is lost.
    const double carry =
        economy.background.of(buying.region).policy_rate_rise * b.expectation_memory_months / months_per_year;
    const auto in_view_of_news = [&](double expected, double rise_to_come) {
        const double hoped =
            expected + rise_to_come +
            b.trader_sentiment * market.log_rise_per_share_lost * (buying.news + buying.whispered_share);
        return std::min(hoped, std::max(expected, market.log_choke)) - carry;
    };
    orders.sell_quantity_t[sell_slot[i]] = most_moved_in_a_month * stock_t[i];
    orders.sell_log_reservation[sell_slot[i]] =
        in_view_of_news(market.expected_fob(exporter[i], b.spot_share_of_expectation),
                        selling.rise_to_come() + selling.insiders_rise) +
        b.trader_band + market.traders_hold_out;
    orders.sell_steepness[sell_slot[i]] = b.trader_steepness;
    orders.buy_quantity_t[buy_slot[i]] = most_moved_in_a_month * std::max(0.0, store_t[i] - stock_t[i] - claims_t[i]);
    orders.buy_log_value[buy_slot[i]] =
        in_view_of_news(market.expected_delivered(importer[i], b.spot_share_of_expectation),
                        buying.rise_to_come() + buying.insiders_rise) -
        b.trader_band;
    orders.buy_steepness[buy_slot[i]] = b.trader_steepness;
}

void Traders::settle(std::size_t i, const Economy& economy) {
    const auto& market = economy.markets[material[i].value];
    const auto& side = market.importers[importer[i]];
    bought_t[i] = market.orders.bought_t[buy_slot[i]];
    sold_t[i] = std::min(stock_t[i], market.orders.sold_t[sell_slot[i]]);
    arrived_t[i] = take_arrivals(claims_t[i], bought_t[i], side);
    stock_t[i] += arrived_t[i] - sold_t[i];
    sales_usd[i] = sold_t[i] * std::exp(market.exporters[exporter[i]].log_price);
    purchases_usd[i] = bought_t[i] * side.paid_per_t;
}

void Traders::trade_value(const Economy&, std::vector<double>& received, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) {
        received[material[i].value] += sales_usd[i];
        paid[material[i].value] += purchases_usd[i];
    }
}

void Traders::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        ledger.move(material[i], Place::at_sea, Place::trader_stock, arrived_t[i]);
        ledger.move(material[i], Place::trader_stock, Place::at_sea, sold_t[i]);
    }
}

void Traders::recount(std::vector<double>& tonnes, Place place) const {
    if (place != Place::trader_stock) return;
    for (std::size_t i = 0; i < size(); ++i) tonnes[material[i].value] += stock_t[i];
}

}  // namespace orepolitik
