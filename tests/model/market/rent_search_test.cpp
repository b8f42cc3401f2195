// The rent of a cap, on overruns worked by hand.
#include "model/market/rent_search.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

// What passes is 100 / (1 + rent), allowed is `cap`.
auto overrun_of(double cap) {
    return [cap](double rent) { return std::log(100 / (1 + rent) / cap); };
}

TEST(RentSearch, FindsWhereTheCapJustHolds) {
    for (const double start : {0.0, 0.5, 3.0, 1e3})
        for (const double step : {1e-3, 1.0, 1e4})
            EXPECT_NEAR(least_rent(overrun_of(25), start, step, 1e-12).rent, 3, 1e-10) << start << " " << step;
}

TEST(RentSearch, IsZeroWhereTheCapDoesNotBind) {
    EXPECT_EQ(least_rent(overrun_of(200), 0, 1, 1e-12).rent, 0);
    EXPECT_EQ(least_rent(overrun_of(200), 50, 1, 1e-12).rent, 0);
}

TEST(RentSearch, DoesNotGoBelowTheLeast) {
    EXPECT_EQ(least_rent(overrun_of(200), 50, 1, 1e-12, 20).rent, 20);
    EXPECT_NEAR(least_rent(overrun_of(25), 50, 1, 1e-12, 2).rent, 3, 1e-10);
    EXPECT_EQ(least_rent(overrun_of(25), 50, 1, 1e-12, 4).rent, 4);
}

TEST(RentSearch, ReportsTheSlopeItSaw) {
    EXPECT_NEAR(least_rent(overrun_of(25), 2.9, 0.2, 1e-12).slope, -0.25, 0.02);  // -1 / (1 + rent)
}

TEST(RentSearch, EndsWhereNothingIsEverCappedEnough) {
    const auto found = least_rent([](double) { return 1.0; }, 0, 1, 1e-12);
    EXPECT_GT(found.rent, 1e6);
}

}  // namespace
}  // namespace orepolitik
