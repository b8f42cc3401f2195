// The rent at which what passes a cap falls to the cap: one unknown, monotone, bracketed.
// Leaves out: what passes at a rent (route_caps.cpp asks the markets).
// Source: false position with the Illinois rule, Dowell and Jarratt (1971), BIT 11.
#pragma once
#include <algorithm>
#include <cmath>

namespace orepolitik {

struct RentFound {
    double rent = 0;
    double slope = 0;  // of the overrun by the rent, for next month's first step
};

// `overrun(rent)` falls as the rent rises; a rent is the least allowed, or above it with no overrun left. `first_step`
// is the distance to try from `start`, which is not below the least.
template <class Overrun>
RentFound least_rent(Overrun&& overrun, double start, double first_step, double tolerance, double least = 0) {
    constexpr int most_attempts = 200;
    double low = -1, high = -1, over_low = 0, over_high = 0;  // -1: no end yet
    double rent = start, over = overrun(rent), step = first_step;
    int last_side = 0;
    for (int attempt = 0; attempt < most_attempts && std::abs(over) > tolerance; ++attempt) {
        if (over < 0 && rent <= least) break;  // the cap does not bind
        const int side = over > 0 ? 1 : -1;
        (side > 0 ? low : high) = rent;
        (side > 0 ? over_low : over_high) = over;
        if (low >= 0 && high >= 0) {
            if (side == last_side) (side > 0 ? over_high : over_low) *= 0.5;
            if (high - low <= 1e-15 * high) break;
            rent = low + (high - low) * over_low / (over_low - over_high);
        } else {
            rent = side > 0 ? low + step : std::max(least, high - step);
            step *= 4;
        }
        last_side = side;
        over = overrun(rent);
    }
    const double width = high - low;
    return {rent, low >= 0 && high >= 0 && width > 0 ? (over_high - over_low) / width : 0};
}

}  // namespace orepolitik
