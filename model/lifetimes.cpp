#include "model/lifetimes.hpp"

#include <cmath>
#include <numbers>

namespace orepolitik {

namespace {

// Probability that a lognormal lifetime with this mean and standard deviation ends before `age_years`.
double discarded_before(double mean_years, double sd_years, double age_years) {
    if (age_years <= 0) {
        return 0;
    }
    const double log_variance = std::log1p(sd_years * sd_years / (mean_years * mean_years));
    const double log_median = std::log(mean_years) - 0.5 * log_variance;
    if (log_variance == 0) {
        return std::log(age_years) > log_median ? 1 : 0;
    }
    const double score = (std::log(age_years) - log_median) / std::sqrt(log_variance);
    return 0.5 * std::erfc(-score / std::numbers::sqrt2);
}

}  // namespace

double discard_fraction(double mean_years, double sd_years, int age_years) {
    if (age_years < 0 || age_years >= oldest_age_years) {
        return 0;
    }
    const bool last = age_years == oldest_age_years - 1;
    const double by_end = last ? 1 : discarded_before(mean_years, sd_years, age_years + 1);
    return by_end - discarded_before(mean_years, sd_years, age_years);
}

double steady_discard_share(double mean_years, double sd_years, double growth_per_year) {
    double share = 0;
    for (int age = 0; age < oldest_age_years; ++age) {
        share += discard_fraction(mean_years, sd_years, age) * std::exp(-growth_per_year * (age + 0.5));
    }
    return share;
}

}  // namespace orepolitik
