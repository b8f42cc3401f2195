// How the world's need of a mineral has moved of late, over the growth that everybody takes for granted; builders carry
// it on to the day on which their plants open. Needs are at last month's prices, so that a shortage hides none.
// Source: firms extrapolate demand and overlook what others build, Greenwood and Hanson (2015), Q. J. Econ. 130;
// Sterman (2000), Business Dynamics, ch. 20.
#pragma once
#include <algorithm>
#include <cmath>

namespace orepolitik {

struct NeedTrend {
    static constexpr double most_log_rise = 0.6931471805599453;  // nobody plans for more than twice, or half, the need
    double log_need = 0, mean_log_need = 0;                      // over usual growth; mean with an age of `months`

    void observe(double need_over_usual_growth_t, double months, bool first) {
        if (need_over_usual_growth_t <= 0) return;
        log_need = std::log(need_over_usual_growth_t);
        mean_log_need = first ? log_need : mean_log_need + (log_need - mean_log_need) / months;
    }
    // Beyond usual growth, until so many months from now: a steady rise stands months - 1 of its steps over its mean.
    double log_rise(double months_ahead, double months) const {
        const double per_month = (log_need - mean_log_need) / std::max(1.0, months - 1);
        return std::clamp(per_month * months_ahead, -most_log_rise, most_log_rise);
    }
    void carried(auto&& visit) { visit(log_need, mean_log_need); }
};

}  // namespace orepolitik
