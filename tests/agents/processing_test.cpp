// How full a smelter runs at its margin.
#include "agents/processing.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

constexpr RunRule rule{
    .base_utilisation = 0.9, .base_margin_usd_per_t = 50, .restart_cost_usd_per_t = 1200, .lowest_share = 0.7};

TEST(Utilisation, IsItsBaseBetweenZeroAndTheBaseMargin) {
    for (const double margin : {0.0, 25.0, 50.0}) EXPECT_DOUBLE_EQ(utilisation(margin, rule), 0.9);
}

TEST(Utilisation, FallsToItsLowestShareAtMinusTheRestartCostOverAYear) {
    EXPECT_NEAR(utilisation(-50, rule), 0.9 * 0.85, 1e-12);
    EXPECT_NEAR(utilisation(-100, rule), 0.63, 1e-12);
    EXPECT_NEAR(utilisation(-1000, rule), 0.63, 1e-12);
}

TEST(Utilisation, RisesToFullAboveTheBaseMargin) {
    EXPECT_NEAR(utilisation(100, rule), 0.95, 1e-12);
    EXPECT_DOUBLE_EQ(utilisation(150, rule), 1);
    EXPECT_DOUBLE_EQ(utilisation(5000, rule), 1);
}

TEST(Utilisation, NeverFallsAsTheMarginRises) {
    for (double margin = -200; margin < 300; margin += 1)
        EXPECT_LE(utilisation(margin, rule), utilisation(margin + 1, rule));
}

}  // namespace
}  // namespace orepolitik
