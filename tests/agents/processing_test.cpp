// How full a smelter runs at its margin.
#include "agents/processing.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

constexpr RunRule rule{.base_utilisation = 0.9, .base_margin_usd_per_t = 50, .lowest_share = 0.7};
constexpr double restart_cost_usd_per_t = 1200;

double run_at(double margin_usd_per_t) {
    return utilisation(margin_usd_per_t, rule, restart_cost_usd_per_t);
}

TEST(Utilisation, IsItsBaseBetweenZeroAndTheBaseMargin) {
    for (const double margin : {0.0, 25.0, 50.0}) EXPECT_DOUBLE_EQ(run_at(margin), 0.9);
}

TEST(Utilisation, FallsToItsLowestShareAtMinusTheRestartCostOverAYear) {
    EXPECT_NEAR(run_at(-50), 0.9 * 0.85, 1e-12);
    EXPECT_NEAR(run_at(-100), 0.63, 1e-12);
    EXPECT_NEAR(run_at(-1000), 0.63, 1e-12);
}

TEST(Utilisation, RisesToFullAboveTheBaseMargin) {
    EXPECT_NEAR(run_at(100), 0.95, 1e-12);
    EXPECT_DOUBLE_EQ(run_at(150), 1);
    EXPECT_DOUBLE_EQ(run_at(5000), 1);
}

TEST(Utilisation, NeverFallsAsTheMarginRises) {
    for (double margin = -200; margin < 300; margin += 1) EXPECT_LE(run_at(margin), run_at(margin + 1));
}

TEST(QuarterLosses, HoldTheLastFourQuarters) {
    QuarterLosses losses{};
    for (int month = 0; month < 24; ++month) losses = after_month(losses, 10, month % 3 == 0);
    EXPECT_DOUBLE_EQ(sum_of(losses), 120);
    for (int month = 0; month < 12; ++month) losses = after_month(losses, 0, month % 3 == 0);
    EXPECT_DOUBLE_EQ(sum_of(losses), 0);
}

}  // namespace
}  // namespace orepolitik
