// Needs swing round their trend as widely and for as long as they are told to, in part everywhere together.
#include "model/background/demand_cycle.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

constexpr std::size_t regions = 2;
constexpr std::uint32_t months = 40000;

Behaviour swinging(double shared) {
    Behaviour b;
    b.demand_cycle = 0.04;
    b.demand_cycle_months = 10;
    b.demand_cycle_shared = shared;
    return b;
}

struct Moments {
    double variance = 0, with_last_month = 0, with_the_other = 0;
};

Moments moments_of(double shared) {
    DemandCycle cycle;
    Moments sums;
    double before = 0;
    for (std::uint32_t month = 1; month <= months; ++month) {
        cycle.advance(1, month, regions, swinging(shared));
        const double one = std::log(cycle.multiple(RegionId{0})), other = std::log(cycle.multiple(RegionId{1}));
        sums.variance += one * one / months;
        sums.with_last_month += one * before / months;
        sums.with_the_other += one * other / months;
        before = one;
    }
    return sums;
}

TEST(DemandCycle, IsAsWideAndAsLongAsTold) {
    const Moments m = moments_of(0.5);
    EXPECT_NEAR(std::sqrt(m.variance), 0.04, 0.002);
    EXPECT_NEAR(m.with_last_month / m.variance, std::exp(-0.1), 0.01);
    EXPECT_NEAR(m.with_the_other / m.variance, 0.5, 0.07);
}

TEST(DemandCycle, MayBeTheWholeWorldsOrEachRegionsOwn) {
    const Moments own = moments_of(0), worlds = moments_of(1);
    EXPECT_NEAR(own.with_the_other / own.variance, 0, 0.07);
    EXPECT_NEAR(worlds.with_the_other, worlds.variance, 1e-12);
}

TEST(DemandCycle, StandsStillWithoutShocks) {
    Behaviour b = swinging(0.5);
    b.shocks = false;
    DemandCycle cycle;
    cycle.advance(1, 1, regions, b);
    EXPECT_EQ(cycle.multiple(RegionId{0}), 1);
    b.shocks = true;
    b.demand_cycle = 0;
    cycle.advance(1, 1, regions, b);
    EXPECT_EQ(cycle.multiple(RegionId{1}), 1);
}

}  // namespace
}  // namespace orepolitik
