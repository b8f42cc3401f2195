#include "agents/project.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace orepolitik {
namespace {

constexpr double most_profitability = 10;

double normal_share_below(double score) {
    return 0.5 * std::erfc(-score / std::numbers::sqrt2);
}

}  // namespace

double project_starts_per_year(double profitability, const StartRule& rule) {
    if (profitability < 1) return 0;
    const double margin = std::pow(std::min(profitability, most_profitability), rule.margin_power);
    return std::min(most_starts_per_year, rule.hazard_per_year * margin);
}

double mean_starts_per_year(double log_middle, double spread, const StartRule& rule) {
    const double middle = std::min(log_middle, std::log(most_profitability));
    const double k = rule.margin_power;
    const double mean = std::exp(k * middle + 0.5 * k * k * spread * spread);
    const double starts = rule.hazard_per_year * mean * normal_share_below(middle / spread + k * spread);
    return std::min(most_starts_per_year, starts);
}

double growth_per_year(double starts_per_year, double project_size, double lead_years) {
    double growth = starts_per_year * project_size;
    for (int step = 0; lead_years > 0 && step < 40; ++step)
        growth -= (growth * std::exp(growth * lead_years) - starts_per_year * project_size) /
                  (std::exp(growth * lead_years) * (1 + growth * lead_years));
    return growth;
}

}  // namespace orepolitik
