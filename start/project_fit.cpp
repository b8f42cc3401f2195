#include "start/project_fit.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "agents/project.hpp"

namespace orepolitik::start {
namespace {

constexpr double largest_project = 0.5;  // of its parent plant
constexpr double smallest_project = 0.2;
constexpr double least_growth = 1e-4;  // per year: by-products that only ride on hosts still have some projects

// The middle project's profitability at which projects start so often.
double middle_for(double starts_per_year, double spread, const StartRule& rule) {
    double low = -20 * spread, high = 5 * spread;
    for (int step = 0; step < 60; ++step) {
        const double middle = 0.5 * (low + high);
        (mean_starts_per_year(middle, spread, rule) < starts_per_year ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace

double score_of_share(double share) {
    return boost::math::quantile(boost::math::normal_distribution<double>(), share);
}

// The share that pays at base prices says how many starts the hazard makes; what was begun a lead time ago was begun
// by a smaller industry.
ProjectPlan plan_projects(double growth_per_year, double lead_years, const Behaviour& b) {
    const double growth = std::max(least_growth, growth_per_year);
    const double begun = growth * std::exp(growth * lead_years);
    const double spread = b.project_cost_spread;
    StartRule rule{b.project_hazard_per_year, b.project_margin_power};
    double middle = spread * score_of_share(b.eligible_share_at_base);
    const double starts = mean_starts_per_year(middle, spread, rule);
    const double size = std::clamp(begun / starts, smallest_project, largest_project);
    if (begun / starts > largest_project) rule.hazard_per_year *= begun / (starts * size);
    if (begun / starts < smallest_project) middle = middle_for(begun / size, spread, rule);
    return {size, rule.hazard_per_year, middle, spread};
}

}  // namespace orepolitik::start
