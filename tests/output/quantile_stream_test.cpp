// Quantiles that come out of a stream: exact while values fit memory, near them beyond, and never of what is missing.
#include "output/quantile_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace orepolitik::output {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double quantile(std::vector<double> values, double q) {
    std::ranges::sort(values);
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

TEST(QuantileStream, IsExactWhileValuesFit) {
    QuantileStream stream(3, 0);
    std::vector<double> first;
    for (int run = 0; run < 64; ++run) {
        const double value = (run * 37) % 64;
        first.push_back(value);
        const double values[] = {value, run % 2 == 0 ? nothing : 7.0, nothing};
        stream.add(values);
    }
    ASSERT_TRUE(stream.is_exact());
    const auto found = stream.quantiles();
    for (std::size_t q = 0; q < band_quantiles.size(); ++q) {
        EXPECT_DOUBLE_EQ(found[q * 3], quantile(first, band_quantiles[q]));
        EXPECT_EQ(found[q * 3 + 1], 7);
        EXPECT_TRUE(std::isnan(found[q * 3 + 2]));
    }
}

// Skewed as prices are; the error is measured by the distance of the quartiles.
TEST(QuantileStream, StaysNearExactQuantilesOfManyRuns) {
    std::mt19937_64 engine(1);
    std::lognormal_distribution<double> skewed(3, 0.6);
    std::normal_distribution<double> even(0, 1);
    QuantileStream stream(2, 0);
    std::vector<std::vector<double>> all(2);
    for (int run = 0; run < 20000; ++run) {
        const double values[] = {skewed(engine), even(engine)};
        for (std::size_t c = 0; c < 2; ++c) all[c].push_back(values[c]);
        stream.add(values);
    }
    ASSERT_FALSE(stream.is_exact());
    const auto found = stream.quantiles();
    for (std::size_t c = 0; c < 2; ++c) {
        const double spread = quantile(all[c], 0.75) - quantile(all[c], 0.25);
        for (std::size_t q = 0; q < band_quantiles.size(); ++q)
            EXPECT_NEAR(found[q * 2 + c], quantile(all[c], band_quantiles[q]), 0.02 * spread) << c << ' ' << q;
    }
}

}  // namespace
}  // namespace orepolitik::output
