#include "model/market/conduct.hpp"

#include <algorithm>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <numeric>

#include "model/market/surplus.hpp"

namespace orepolitik {
namespace {

double elasticity_at(const Curve& demand, double log_price) {
    const CurvePoint point = point_on(demand, Side::buy, log_price);
    return point.quantity_t > 0 ? -point.slope_t / point.quantity_t : std::numeric_limits<double>::infinity();
}

// Shares eta (p - c) / (conduct p) of all who can cover their cost must add up to one.
double oligopoly_log_price(const Oligopoly& market) {
    const auto excess_share = [&](double log_price) {
        const double price = std::exp(log_price);
        double margins = 0;
        for (const double cost : market.cost_usd_per_t) margins += std::max(0.0, price - cost);
        return std::min(1e300, elasticity_at(market.demand, log_price) * margins) / price - market.conduct;
    };
    double high = market.demand.log_price;
    while (excess_share(high) < 0 && high < market.demand.log_price + 100) high += 0.5;
    double low = high - 0.5;
    while (excess_share(low) > 0 && low > high - 100) low -= 0.5;
    std::uintmax_t most_steps = 200;
    const auto [below, above] = boost::math::tools::toms748_solve(
        excess_share, low, high, boost::math::tools::eps_tolerance<double>(52), most_steps);
    return 0.5 * (below + above);
}

}  // namespace

double OligopolyOutcome::total_profit_usd() const {
    return std::accumulate(profit_usd.begin(), profit_usd.end(), 0.0);
}

OligopolyOutcome clear_oligopoly(const Oligopoly& market) {
    const auto& costs = market.cost_usd_per_t;
    const double cheapest = *std::min_element(costs.begin(), costs.end());
    const auto alike = static_cast<double>(std::count(costs.begin(), costs.end(), cheapest));
    const bool price_takers = market.conduct == 0;
    const double log_price = price_takers ? std::log(cheapest) : oligopoly_log_price(market);
    OligopolyOutcome out;
    out.price_usd_per_t = price_takers ? cheapest : std::exp(log_price);
    out.quantity_t = point_on(market.demand, Side::buy, log_price).quantity_t;
    out.demand_elasticity = elasticity_at(market.demand, log_price);
    out.consumer_surplus_usd = surplus_at(market.demand, Side::buy, log_price);
    for (const double cost : costs) {
        const double margin = std::max(0.0, out.price_usd_per_t - cost);
        const double share = price_takers ? (cost == cheapest ? 1 / alike : 0.0)
                                          : out.demand_elasticity * margin / (market.conduct * out.price_usd_per_t);
        out.sold_t.push_back(share * out.quantity_t);
        out.profit_usd.push_back(share * out.quantity_t * margin);
        out.herfindahl += 1e4 * share * share;
        out.mean_lerner_index += share * margin / out.price_usd_per_t;
    }
    return out;
}

double break_even_cost_usd_per_t(double price_usd_per_t, std::span<const double> merging_costs_usd_per_t) {
    double margin = 0;
    for (const double cost : merging_costs_usd_per_t) margin += std::max(0.0, price_usd_per_t - cost);
    return price_usd_per_t - margin;
}

// A firm's first-order condition p + conduct q p' = c makes its response to a tonne less on the market 1/conduct + q
// p''/p' tonnes. As the price rises by dp = -p', buyers lose Q dp, a rival gains q dp and his margin conduct q dp on
// what he adds.
double external_gain_usd_per_t(const Oligopoly& market, const OligopolyOutcome& outcome,
                               std::span<const std::size_t> merging) {
    const double price = outcome.price_usd_per_t, step = 1e-4 * price;
    const auto slope = [&](double at) { return point_on(market.demand, Side::buy, std::log(at)).slope_t / at; };
    const double slope_t_per_usd = slope(price);
    const double bend = (slope(price + step) - slope(price - step)) / (2 * step);
    const double price_rise = -1 / slope_t_per_usd;
    const double curvature = -bend / (slope_t_per_usd * slope_t_per_usd);  // p'' / p'
    double gain_t = -outcome.quantity_t;
    for (std::size_t i = 0; i < outcome.sold_t.size(); ++i) {
        if (std::find(merging.begin(), merging.end(), i) != merging.end()) continue;
        gain_t += outcome.sold_t[i] * (2 + market.conduct * outcome.sold_t[i] * curvature);
    }
    return price_rise * gain_t;
}

}  // namespace orepolitik
