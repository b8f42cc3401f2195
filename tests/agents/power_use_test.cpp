// At which price of power smelters stop, by hand.
#include "agents/power_use.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(PowerUse, ASmelterStopsWhereItsLossReachesTheRestartCostOverAYear) {
    EXPECT_DOUBLE_EQ(stopping_power_price(100, 1200, 400), 1.5);  // 100 of margin, 100 of loss, over 400 of power
    EXPECT_DOUBLE_EQ(stopping_power_price(-100, 1200, 400), 1);
    EXPECT_EQ(stopping_power_price(-5000, 1200, 400), 0) << "stops whatever power costs";
}

TEST(PowerUse, TheRangeIsOfPowerNotOfPlants) {
    const std::vector<StoppingUse> uses{{300, 1}, {100, 8}, {200, 1}};
    EXPECT_EQ(price_that_stops(0.1, uses), 100);
    EXPECT_EQ(price_that_stops(0.9, uses), 200);
    EXPECT_TRUE(std::isnan(price_that_stops(0.5, {})));
}

}  // namespace
}  // namespace orepolitik
