#include "agents/recycler.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double collection_price_elasticity = 0.3;
constexpr double collection_most = 0.95;

// Nobody brings the next tonne for less than it costs, whatever price was expected.
void ask_for_cost(Market& market, std::uint32_t exporter, std::uint32_t slot, const Behaviour& b) {
    if (b.collection_cost_share <= 0) return;
    const double least = market.exporters[exporter].base_log_price + std::log(b.collection_cost_share);
    if (market.orders.sell_log_reservation[slot] >= least) return;
    market.orders.sell_log_reservation[slot] = least;
    market.orders.sell_steepness[slot] = b.trader_steepness;
}

}  // namespace

double collection_rate(double base_rate, double log_price_over_base, double cost_share) {
    if (cost_share > 0) {
        const double over_cost = std::max(0.0, std::exp(log_price_over_base) - cost_share) / (1 - cost_share);
        return std::min(collection_most,
                        base_rate * std::pow(over_cost, collection_price_elasticity * (1 - cost_share)));
    }
    return std::min(collection_most, base_rate * std::exp(collection_price_elasticity * log_price_over_base));
}

void Collectors::collect(std::size_t i, const Economy& economy, const Manufacturers& users) {
    const auto& side = economy.markets[material[i].value].exporters[exporter[i]];
    const double by_price = collection_rate(base_collection_rate[i], side.log_price - side.base_log_price,
                                            economy.behaviour.collection_cost_share);
    const auto& market = economy.markets[material[i].value];
    const auto terms = economy.laws.plant_terms(side.region, market.mineral, market.form, economy.month);
    const double rate = std::max(by_price, terms.collection_target);
    collected_t[i] = subsidy_usd[i] = 0;
    for (std::uint32_t k = first_user[i]; k < last_user[i]; ++k)
        collected_t[i] += rate * users.discarded_t[k] + users.new_scrap_t[k];
    for (std::uint32_t k = first_user[i]; k < last_user[i]; ++k)
        subsidy_usd[i] += terms.collection_usd_per_t * (rate - by_price) * users.discarded_t[k];
}

void Collectors::decide(std::size_t i, Economy& economy) const {
    auto& market = economy.markets[material[i].value];
    offer_stock(market, exporter[i], slot[i], stock_t[i] + collected_t[i], base_sale_share[i], economy.behaviour);
    ask_for_cost(market, exporter[i], slot[i], economy.behaviour);
}

void Collectors::settle(std::size_t i, const Economy& economy) {
    const auto& market = economy.markets[material[i].value];
    sold_t[i] = std::min(stock_t[i] + collected_t[i], market.orders.sold_t[slot[i]]);
    stock_t[i] = stock_t[i] + collected_t[i] - sold_t[i];
    revenue_usd[i] = sold_t[i] * std::exp(market.exporters[exporter[i]].log_price);
}

void Collectors::trade_value(const Economy&, std::vector<double>& received, std::vector<double>&) const {
    for (std::size_t i = 0; i < size(); ++i) received[material[i].value] += revenue_usd[i];
}

void Collectors::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        ledger.move(material[i], Place::made, Place::producer_stock, collected_t[i]);
        ledger.move(material[i], Place::producer_stock, Place::at_sea, sold_t[i]);
    }
}

void Collectors::recount(std::vector<double>& tonnes, Place place) const {
    if (place != Place::producer_stock) return;
    for (std::size_t i = 0; i < size(); ++i) tonnes[material[i].value] += stock_t[i];
}

}  // namespace orepolitik
