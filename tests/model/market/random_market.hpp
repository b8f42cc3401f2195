// Markets for tests: orders written by hand or drawn at random, and the checks that any cleared market must pass.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "model/market/exchange.hpp"
#include "model/random.hpp"

namespace orepolitik {

inline constexpr double no_cap = std::numeric_limits<double>::infinity();
inline constexpr double no_route = -std::numeric_limits<double>::infinity();

struct Orders {
    std::vector<double> quantity_t, log_price, steepness;
    std::vector<std::uint32_t> first{0};

    void add(double order_t, double price, double order_steepness) {
        quantity_t.push_back(order_t);
        log_price.push_back(std::log(price));
        steepness.push_back(order_steepness);
    }
    void end_participant() { first.push_back(static_cast<std::uint32_t>(quantity_t.size())); }
};

// Owns what an ExchangeProblem refers to. By default all routes are open and free, and nobody is at home anywhere.
struct HandMarket {
    Orders sell, buy;
    std::vector<Curve> sell_curves, buy_curves;
    double sourcing_elasticity = 8;
    std::vector<double> log_weight, log_trade_cost, export_cap_t;
    std::vector<std::uint32_t> home;

    std::size_t exporters() const { return sell.first.size() - 1; }
    std::size_t importers() const { return buy.first.size() - 1; }
    std::size_t route(std::size_t exporter, std::size_t importer) const { return exporter * importers() + importer; }

    void open_all_routes() {
        log_weight.assign(exporters() * importers(), 0.0);
        log_trade_cost.assign(exporters() * importers(), 0.0);
        export_cap_t.assign(exporters(), no_cap);
        home.assign(exporters(), none_index);
    }
    ExchangeProblem problem() const {
        return {{sell.quantity_t, sell.log_price, sell.steepness, sell.first, sell_curves},
                {buy.quantity_t, buy.log_price, buy.steepness, buy.first, buy_curves},
                exporters(),
                importers(),
                sourcing_elasticity,
                log_weight,
                log_trade_cost,
                home,
                export_cap_t};
    }
};

inline ExchangeResult cleared(const HandMarket& market, ExchangeResult start = {}) {
    ExchangeSolver solver;
    solver.solve(market.problem(), start);
    return start;
}

inline double exports_t(const HandMarket& market, const ExchangeResult& result, std::size_t exporter) {
    double sum = 0;
    for (std::size_t j = 0; j < market.importers(); ++j) {
        if (market.home[exporter] != j) sum += result.flow_t[market.route(exporter, j)];
    }
    return sum;
}

inline double sales_t(const HandMarket& market, const ExchangeResult& result, std::size_t exporter) {
    double sum = 0;
    for (std::size_t j = 0; j < market.importers(); ++j) sum += result.flow_t[market.route(exporter, j)];
    return sum;
}

inline double purchases_t(const HandMarket& market, const ExchangeResult& result, std::size_t importer) {
    double sum = 0;
    for (std::size_t i = 0; i < market.exporters(); ++i) sum += result.flow_t[market.route(i, importer)];
    return sum;
}

inline double amount_of(const Orders& orders, std::size_t who, Side side, double log_price) {
    double sum = 0;
    for (std::uint32_t k = orders.first[who]; k < orders.first[who + 1]; ++k) {
        const Curve curve{CurveShape::logistic, orders.quantity_t[k], orders.log_price[k], orders.steepness[k]};
        sum += point_on(curve, side, log_price).quantity_t;
    }
    return sum;
}

struct RandomMarketShape {
    std::size_t exporters = 10, importers = 15, orders = 8, tranches = 8;
    double elasticity_low = 2, elasticity_high = 200;
    double steepness_low = 0.5, steepness_high = 100;
    double price_spread = 1;     // standard deviation of log prices of orders
    double quantity_spread = 2;  // of log quantities
    double ban_share = 0.1;      // of routes abroad
    double capped_share = 0.3;   // of exporters
};

class RandomMarket {
  public:
    RandomMarket(std::uint32_t index, RandomMarketShape shape)
        : stream_(7, Draw::trade_noise, index, 0), shape_(shape) {}

    HandMarket draw() {
        const double price = std::exp(3 + 3 * stream_.normal());
        fill(market_.sell, shape_.exporters, shape_.orders, price);
        fill(market_.buy, shape_.importers, shape_.tranches, 1.5 * price);
        market_.sourcing_elasticity = spread(shape_.elasticity_low, shape_.elasticity_high);
        market_.open_all_routes();
        for (std::size_t i = 0; i < shape_.exporters; ++i) draw_routes(i);
        return market_;
    }

  private:
    double spread(double low, double high) { return low * std::pow(high / low, stream_.uniform()); }

    void fill(Orders& orders, std::size_t participants, std::size_t each, double price) {
        const double steepness = spread(shape_.steepness_low, shape_.steepness_high);
        for (std::size_t who = 0; who < participants; ++who) {
            const double quantity_t = std::exp(shape_.quantity_spread * stream_.normal());
            for (std::size_t k = 0; k < each; ++k) {
                const double order_steepness =
                    stream_.happens(0.5) ? steepness : spread(shape_.steepness_low, shape_.steepness_high);
                orders.add(stream_.happens(0.05) ? 0.0 : quantity_t * stream_.uniform(),
                           price * std::exp(shape_.price_spread * stream_.normal()), order_steepness);
            }
            orders.end_participant();
        }
    }
    void draw_routes(std::size_t exporter) {
        if (exporter < shape_.importers) market_.home[exporter] = static_cast<std::uint32_t>(exporter);
        for (std::size_t j = 0; j < shape_.importers; ++j) {
            const bool abroad = market_.home[exporter] != j;
            market_.log_weight[market_.route(exporter, j)] =
                abroad && stream_.happens(shape_.ban_share) ? no_route : 2 * stream_.normal();
            market_.log_trade_cost[market_.route(exporter, j)] = abroad ? 0.3 * stream_.uniform() : 0.0;
        }
        if (stream_.happens(shape_.capped_share)) {
            double offered_t = 0;
            for (std::uint32_t k = market_.sell.first[exporter]; k < market_.sell.first[exporter + 1]; ++k) {
                offered_t += market_.sell.quantity_t[k];
            }
            market_.export_cap_t[exporter] = stream_.happens(0.1) ? 0.0 : offered_t * stream_.uniform();
        }
    }

    Stream stream_;
    RandomMarketShape shape_;
    HandMarket market_;
};

// Somebody offers nothing, wants nothing, reaches nobody or is reached by nobody; or all of a kind do.
inline void empty_some(HandMarket& market, std::uint32_t index) {
    Stream stream(5, Draw::trade_noise, index, 0);
    const auto silence = [&](Orders& orders, double share) {
        for (std::size_t who = 0; who + 1 < orders.first.size(); ++who) {
            if (!stream.happens(share)) continue;
            for (std::uint32_t k = orders.first[who]; k < orders.first[who + 1]; ++k) orders.quantity_t[k] = 0;
        }
    };
    silence(market.sell, index % 50 == 0 ? 1 : 0.2);
    silence(market.buy, index % 50 == 1 ? 1 : 0.2);
    if (index % 50 == 2) std::fill(market.log_weight.begin(), market.log_weight.end(), no_route);
    for (std::size_t j = 0; j < market.importers(); ++j) {
        if (!stream.happens(0.1)) continue;
        for (std::size_t i = 0; i < market.exporters(); ++i) market.log_weight[market.route(i, j)] = no_route;
    }
}

}  // namespace orepolitik
