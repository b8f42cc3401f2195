#include "model/diplomacy.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

const RegionId east{0}, west{1}, neutral{2};

Diplomacy three_states() {
    return Diplomacy({{-1, -1, 100, 0}, {1, 1, 200, 0}, {0, 0, 0, 0}});
}

TEST(Diplomacy, DistanceIsHalfVotesHalfCamps) {
    const auto d = three_states();
    EXPECT_EQ(d.base_distance(east, west), 1);
    EXPECT_EQ(d.base_distance(east, neutral), 0.5);
    EXPECT_EQ(d.base_distance(east, east), 0);
    EXPECT_TRUE(d.opposed(east, west));
    EXPECT_FALSE(d.opposed(east, neutral));
}

TEST(Diplomacy, HarmEstrangesAndFades) {
    auto d = three_states();
    d.remember(east, neutral, 1);
    EXPECT_NEAR(d.grievance_over_gdp(east, neutral), 0.01, 1e-15);
    EXPECT_EQ(d.grievance_over_gdp(neutral, east), 0);
    EXPECT_NEAR(d.estrangement(east, neutral, 10), 0.1, 1e-15);
    EXPECT_NEAR(d.estrangement(neutral, east, 10), 0.1, 1e-15) << "both stand farther apart";
    EXPECT_NEAR(d.distance(east, neutral, 1e6), 1, 1e-15) << "never beyond the farthest";
    for (int month = 0; month < 36; ++month) d.forget(36);
    EXPECT_NEAR(d.grievance_usd(east, neutral), std::exp(-1.0), 0.01);
}

TEST(Diplomacy, TheSameHarmWeighsLessOnWhatHasGrown) {
    auto d = three_states();
    d.remember(east, neutral, 1);
    d.grow(2);
    EXPECT_NEAR(d.grievance_over_gdp(east, neutral), 0.005, 1e-15);
    EXPECT_NEAR(d.gdp_usd(west), 400, 1e-12);
    EXPECT_EQ(d.grievance_usd(east, neutral), 1) << "dollars are remembered as they were";
}

TEST(Diplomacy, TerritoryFollowsItsNewState) {
    auto d = three_states();
    EXPECT_EQ(d.sovereign(neutral), neutral);
    d.transfer(neutral, west);
    EXPECT_EQ(d.sovereign(neutral), west);
}

}  // namespace
}  // namespace orepolitik
