// A long sum is as exact as a short one.
#include "model/exact_sum.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(ExactSum, LosesNothingOfAMillionSmallTerms) {
    ExactSum exact;
    double plain = 1e6;
    exact.add(1e6);
    for (int k = 0; k < 1'000'000; ++k) {
        exact.add(1e-3);
        plain += 1e-3;
    }
    EXPECT_NEAR(exact.value(), 1'001'000, 1e-9);
    EXPECT_GT(std::abs(plain - 1'001'000), 1e-7);
}

TEST(ExactSum, KeepsWhatLargeTermsLeave) {
    ExactSum sum;
    for (const double term : {1.0, 1e100, 1.0, -1e100}) sum.add(term);
    EXPECT_EQ(sum.value(), 2);
}

}  // namespace
}  // namespace orepolitik
