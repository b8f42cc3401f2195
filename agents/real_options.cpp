#include "agents/real_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <stdexcept>

namespace orepolitik {

namespace {

// Below this the roots overflow; the thresholds are then those of a certain price to four digits.
constexpr double least_volatility = 1e-4;

void check(const PlantOption& option) {
    const auto demand = [](bool holds, const char* name, double value, const char* why) {
        if (!holds) throw std::invalid_argument(fmt::format("{}={} ({})", name, value, why));
    };
    demand(option.opex >= 0, "opex", option.opex, "should not be negative");
    demand(option.discount_rate > 0, "discount_rate", option.discount_rate, "should be positive");
    demand(option.drift < option.discount_rate, "drift", option.drift, "should be below the discount rate");
    demand(option.volatility >= 0, "volatility", option.volatility, "should not be negative");
    demand(option.entry_cost + option.exit_cost >= 0, "exit_cost", option.exit_cost,
           "opening and closing in turn should not earn money");
}

// The conditions of value matching and smooth pasting at P_H and P_L hold two unknown constants, of the option to open
// (P^beta1) and of that to close (P^beta2). Solved for them at each end, each constant must come out the same at both
// ends: two equations, linear in P_L once the ratio P_H / P_L is given. So one equation in that ratio is left.
struct EntryAndExit {
    double beta1, beta2;           // roots of sigma^2/2 b(b - 1) + mu b - r = 0; beta1 > 1, beta2 < 0
    double worth_high, worth_low;  // P/(r - mu) that pays opex for ever plus entry, or opex less exit

    explicit EntryAndExit(const PlantOption& option) {
        const double sigma = std::max(option.volatility, least_volatility);
        const double variance = sigma * sigma;
        const double centre = 0.5 - option.drift / variance;
        const double radius = std::sqrt(centre * centre + 2 * option.discount_rate / variance);
        beta1 = centre + radius;
        beta2 = centre - radius;
        worth_high = option.opex / option.discount_rate + option.entry_cost;
        worth_low = option.opex / option.discount_rate - option.exit_cost;
    }
    // P_L/(r - mu) for which the option to open is worth the same seen from either end.
    double low_by_opening(double log_ratio) const {
        return -beta2 / (1 - beta2) * (worth_low - worth_high * std::exp(-beta1 * log_ratio)) /
               -std::expm1((1 - beta1) * log_ratio);
    }
    // Likewise the option to close.
    double low_by_closing(double log_ratio) const {
        return beta1 / (beta1 - 1) *
               (worth_high * std::exp(-log_ratio) - worth_low * std::exp((beta2 - 1) * log_ratio)) /
               -std::expm1((beta2 - 1) * log_ratio);
    }
    // From minus infinity at ratio 1 up to a positive limit.
    double mismatch(double log_ratio) const { return low_by_opening(log_ratio) - low_by_closing(log_ratio); }
};

double solve_log_ratio(const EntryAndExit& problem) {
    const auto mismatch = [&](double log_ratio) { return problem.mismatch(log_ratio); };
    double high = 0.5;
    while (mismatch(high) < 0 && high < 600) high *= 2;
    double low = high / 2;
    while (mismatch(low) > 0 && low > 1e-12) low /= 2;
    std::uintmax_t most_steps = 100;
    const auto bracket = boost::math::tools::toms748_solve(mismatch, low, high,
                                                           boost::math::tools::eps_tolerance<double>(48), most_steps);
    return 0.5 * (bracket.first + bracket.second);
}

}  // namespace

OptionThresholds real_option_thresholds(const PlantOption& option) {
    check(option);
    const EntryAndExit problem(option);
    const double yield = option.discount_rate - option.drift;
    if (problem.worth_low <= 0) {  // closing costs more than running for ever
        return {yield * problem.beta1 / (problem.beta1 - 1) * problem.worth_high, 0.0};
    }
    if (option.entry_cost + option.exit_cost <= 1e-9 * problem.worth_high) return {option.opex, option.opex};
    const double log_ratio = solve_log_ratio(problem);
    const double low = yield * problem.low_by_opening(log_ratio);
    return {low * std::exp(log_ratio), low};
}

}  // namespace orepolitik
