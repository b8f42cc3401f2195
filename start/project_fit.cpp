#include "start/project_fit.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numbers>

namespace orepolitik::start {
namespace {

constexpr double fewest_eligible = 0.02, most_eligible = 0.9;
constexpr double least_spread = 0.05;
constexpr double least_growth = 1e-4;  // per year: by-products that only ride on hosts still have some projects

}  // namespace

double score_of_share(double share) {
    return boost::math::quantile(boost::math::normal_distribution<double>(), share);
}

// A plant's cycle is waiting for an eligible project, then its lead time: growth = size / (1 / (hazard x eligible) +
// lead). Growth at base prices gives the size; growth at twice the price the share that is then eligible, and how far
// the price must go for it, the spread of costs. Where even most projects are too few, projects are larger and fewer
// of them pay at base prices.
ProjectPlan plan_projects(const GrowthAim& aim, const Behaviour& b) {
    const double hazard = b.project_hazard_per_year;
    const double base = std::max(least_growth, aim.at_base_prices);
    const double twice = base + std::max(0.0, aim.log_rise_at_twice) / b.long_run_years;
    const auto cycle = [&](double eligible) { return 1 / (hazard * eligible) + aim.lead_years; };
    const auto eligible_for = [&](double growth, double size) {
        const double wait = size / growth - aim.lead_years;
        return wait > 0 ? std::clamp(1 / (hazard * wait), fewest_eligible, most_eligible) : most_eligible;
    };
    const double size = std::max(base * cycle(b.eligible_share_at_base), twice * cycle(most_eligible));
    const double now = eligible_for(base, size), then = eligible_for(twice, size);
    const double rise = score_of_share(then) - score_of_share(now);
    const double spread = rise > 0 ? std::numbers::ln2 / rise : b.widest_project_cost_spread;
    return {size, now, std::clamp(spread, least_spread, b.widest_project_cost_spread)};
}

}  // namespace orepolitik::start
