// Waiting for what comes by chance is as long as if every month were drawn.
#include "model/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace orepolitik {
namespace {

TEST(MonthsToNext, AreAsOftenSoManyAsIfEveryMonthWereDrawn) {
    const double chance = 0.25;
    const std::uint32_t draws = 100'000;
    std::vector<double> share(200, 0);
    for (std::uint32_t k = 0; k < draws; ++k) {
        const double months = months_to_next(chance, Stream(1, Draw::shock, k, 0).uniform());
        ASSERT_EQ(months, std::floor(months));
        ASSERT_GE(months, 1);
        share.at(static_cast<std::size_t>(months)) += 1.0 / draws;
    }
    for (int months = 1; months < 12; ++months) {
        const double expected = chance * std::pow(1 - chance, months - 1);
        EXPECT_NEAR(share[static_cast<std::size_t>(months)], expected, 4 * std::sqrt(expected / draws)) << months;
    }
}

TEST(MonthsToNext, AreOneWhereEveryMonthBringsAChanceAndWithoutEndWhereNoneDoes) {
    EXPECT_EQ(months_to_next(1, 0.999), 1);
    EXPECT_TRUE(std::isinf(months_to_next(0, 0.5)));
}

}  // namespace
}  // namespace orepolitik
