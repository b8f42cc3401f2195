#include "model/lifetimes.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(Lifetimes, SumToOneWithTheRightMean) {
    for (const double mean : {1.5, 4.0, 12.0, 27.0, 45.0}) {
        double total = 0, age = 0;
        for (int year = 0; year < oldest_age_years; ++year) {
            total += discard_fraction(mean, 0.3 * mean, year);
            age += (year + 0.5) * discard_fraction(mean, 0.3 * mean, year);
        }
        EXPECT_NEAR(total, 1, 1e-12) << mean;
        EXPECT_NEAR(age, mean, 0.02 * mean) << mean;
    }
}

TEST(Lifetimes, WithoutSpreadEndAtOnce) {
    EXPECT_EQ(discard_fraction(7.5, 0, 7), 1);
    EXPECT_EQ(discard_fraction(7.5, 0, 6), 0);
}

TEST(Lifetimes, GrowthOfUseThinsOutWhatIsDiscardedToday) {
    EXPECT_NEAR(steady_discard_share(20, 6, 0), 1, 1e-12);
    EXPECT_NEAR(steady_discard_share(20.5, 0, 0.03), std::exp(-0.03 * 20.5), 1e-12);
    EXPECT_LT(steady_discard_share(30, 9, 0.03), steady_discard_share(15, 4.5, 0.03));
}

}  // namespace
}  // namespace orepolitik
