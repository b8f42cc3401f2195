#include "start/supply_fit.hpp"

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "model/market/logistic.hpp"

namespace orepolitik::start {
namespace {

constexpr double least_steepness = 0.05, most_steepness = 40;
constexpr double widest_score = 300;  // of steepness times log margin: beyond it a mine runs full or not at all

double output_t(const std::vector<Offer>& offers) {
    double sum = 0;
    for (const auto& o : offers) sum += o.output_t;
    return sum;
}

double capacity_t(const std::vector<Offer>& offers, const SupplyFit& fit) {
    double sum = 0;
    for (const auto& o : offers)
        sum += o.output_t / logistic(fit.steepness * (o.log_margin - fit.log_reservation_over_cost));
    return sum;
}

double root(auto&& function, double low, double high) {
    std::uintmax_t most_steps = 200;
    const auto bracket = boost::math::tools::toms748_solve(function, low, high,
                                                           boost::math::tools::eps_tolerance<double>(44), most_steps);
    return 0.5 * (bracket.first + bracket.second);
}

// Higher reservations ask for more capacity behind the same output.
SupplyFit with_utilisation(const std::vector<Offer>& offers, double steepness, double utilisation) {
    const double aim = output_t(offers) / utilisation;
    const auto excess = [&](double reservation) {
        return std::log(capacity_t(offers, {steepness, reservation}) / aim);
    };
    return {steepness, root(excess, -widest_score / steepness, widest_score / steepness)};
}

}  // namespace

double supply_elasticity(const std::vector<Offer>& offers, const SupplyFit& fit) {
    double sum = 0;
    for (const auto& o : offers)
        sum +=
            o.output_t * fit.steepness * (1 - logistic(fit.steepness * (o.log_margin - fit.log_reservation_over_cost)));
    return sum / output_t(offers);
}

SupplyFit fit_supply(const std::vector<Offer>& offers, double elasticity, double utilisation) {
    const auto at = [&](double log_steepness) {
        return with_utilisation(offers, std::exp(log_steepness), utilisation);
    };
    const auto miss = [&](double log_steepness) { return supply_elasticity(offers, at(log_steepness)) - elasticity; };
    const double low = std::log(least_steepness), high = std::log(most_steepness);
    if (miss(low) >= 0) return at(low);
    if (miss(high) <= 0) return at(high);
    return at(root(miss, low, high));
}

}  // namespace orepolitik::start
