// e^x of many numbers against the C library's, at the ends of its range, and in rows of every even length.
#include "model/market/pair.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace orepolitik {
namespace {

TEST(ExpOfMany, AgreesWithTheLibraryToTwoUnitsOfTheLastPlace) {
    std::vector<double> x;
    for (int k = -7000; k <= 7000; ++k) x.push_back(0.1 * k + 1e-5 * k * k / 7000);
    for (int k = -40; k <= 40; ++k) x.push_back(std::ldexp(k < 0 ? -1.0 : 1.0, -std::abs(k)));
    if (x.size() % 2 == 1) x.push_back(0);
    std::vector<double> found = x;
    exp_all(found.data(), found.size());
    const double two_units = 2 * std::numeric_limits<double>::epsilon();
    for (std::size_t k = 0; k < x.size(); ++k) EXPECT_NEAR(found[k] / std::exp(x[k]), 1, two_units) << x[k];
}

TEST(ExpOfMany, IsExactWhereMarketsRelyOnIt) {
    std::array<double, 6> values{0.0, -0.0, -std::numeric_limits<double>::infinity(), -709, -1e300, 709};
    exp_all(values.data(), values.size());
    EXPECT_EQ(values[0], 1);
    EXPECT_EQ(values[1], 1);
    for (const std::size_t closed : {2U, 3U, 4U}) EXPECT_EQ(values[closed], 0) << closed;
    EXPECT_TRUE(std::isfinite(values[5]));
}

TEST(ExpOfMany, GivesANumberTheSameBitsWhereverItStands) {
    for (const std::size_t count : {2U, 4U, 6U, 8U, 10U}) {
        std::vector<double> values(count + 2, -1.25);
        exp_all(values.data(), count);
        for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(values[k], values[0]) << k << " of " << count;
        EXPECT_EQ(values[count], -1.25) << "past the end";
    }
}

}  // namespace
}  // namespace orepolitik
