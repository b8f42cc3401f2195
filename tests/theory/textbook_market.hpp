// Markets of straight lines with trade costs per tonne, as textbooks have them, cleared by the exchange.
#pragma once
#include <cmath>
#include <vector>

#include "model/market/trade_cost.hpp"
#include "tests/model/market/random_market.hpp"

namespace orepolitik {

// A straight line through zero quantity at `intercept`, written at its point of one tonne.
inline Curve inverse_supply(double intercept, double slope) {
    const double price = intercept + slope;
    return {CurveShape::linear, 1, std::log(price), price / slope};
}
inline Curve inverse_demand(double intercept, double slope) {
    const double price = intercept - slope;
    return {CurveShape::linear, 1, std::log(price), price / slope};
}

struct Textbook {
    std::vector<Curve> supply, demand;                                    // by country
    std::vector<double> freight_usd_per_t;                                // [from * countries + to]; negative: no route
    std::vector<double> import_duty_usd_per_t{}, export_tax_usd_per_t{};  // same shape, or empty
    double cap_on_first_t = no_cap;

    double charge(std::size_t route) const {
        return freight_usd_per_t[route] + (import_duty_usd_per_t.empty() ? 0 : import_duty_usd_per_t[route]) +
               (export_tax_usd_per_t.empty() ? 0 : export_tax_usd_per_t[route]);
    }
};

struct TextbookPrices {
    std::vector<double> producer, consumer;
    std::vector<double> flow_t;
    double rent_usd_per_t = 0;  // of the first country's licences
    bool converged = false;
};

// Charges per tonne become shares of the price; solves until that share is consistent.
inline TextbookPrices cleared(const Textbook& book, double sourcing_elasticity) {
    const std::size_t countries = book.supply.size();
    HandMarket market;
    for (std::size_t i = 0; i < countries; ++i) {
        market.sell.end_participant();
        market.buy.end_participant();
    }
    market.sell_curves = book.supply;
    market.buy_curves = book.demand;
    market.sourcing_elasticity = sourcing_elasticity;
    market.open_all_routes();
    market.export_cap_t[0] = book.cap_on_first_t;
    for (std::size_t i = 0; i < countries; ++i) market.home[i] = static_cast<std::uint32_t>(i);
    ExchangeResult result;
    for (int round = 0; round < 60; ++round) {
        for (std::size_t r = 0; r < countries * countries; ++r) {
            const std::size_t i = r / countries;
            const bool abroad = r % countries != i;
            const double fob =
                result.log_price.empty() ? 25.0 : std::exp(result.log_price[i] + (abroad ? result.log_rent[i] : 0.0));
            market.log_weight[r] = book.freight_usd_per_t[r] < 0 ? no_route : 0.0;
            market.log_trade_cost[r] = log_trade_cost(fob, Terms{}, book.charge(r));
        }
        result = cleared(market, result);
    }
    TextbookPrices prices;
    for (const double log_price : result.log_price) prices.producer.push_back(std::exp(log_price));
    for (const double log_price : result.log_delivered) prices.consumer.push_back(std::exp(log_price));
    prices.flow_t = result.flow_t;
    prices.rent_usd_per_t = prices.producer[0] * std::expm1(result.log_rent[0]);
    prices.converged = result.converged;
    return prices;
}

}  // namespace orepolitik
