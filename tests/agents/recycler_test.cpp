// Collection answers the price of scrap, within bounds.
#include "agents/recycler.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(Collection, RisesWithTheScrapPriceByItsElasticity) {
    EXPECT_DOUBLE_EQ(collection_rate(0.4, 0), 0.4);
    EXPECT_NEAR(collection_rate(0.4, std::log(2)), 0.4 * std::pow(2, 0.3), 1e-12);
    EXPECT_LT(collection_rate(0.4, -1), 0.4);
}

TEST(Collection, StopsBelowItsCostAndAnswersAlikeAtTheBasePrice) {
    EXPECT_DOUBLE_EQ(collection_rate(0.4, 0, 0.3), 0.4) << "neutral in the base year";
    EXPECT_EQ(collection_rate(0.4, std::log(0.3), 0.3), 0);
    EXPECT_LT(collection_rate(0.4, std::log(0.5), 0.3), collection_rate(0.4, std::log(0.5)));
    const double step = 1e-6;
    const double response = std::log(collection_rate(0.4, step, 0.3) / collection_rate(0.4, -step, 0.3)) / (2 * step);
    EXPECT_NEAR(response, 0.3, 1e-6);
}

TEST(Collection, NeverReachesEveryProduct) {
    EXPECT_DOUBLE_EQ(collection_rate(0.9, 3), 0.95);
}

}  // namespace
}  // namespace orepolitik
