// What a merger does to concentration, output, price and value, by hand; against the theory of market/conduct.
#include "agents/merger.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/market/conduct.hpp"

namespace orepolitik {
namespace {

TEST(Merger, HarmsCompetitionAboveTheGuidelinesBothLimits) {
    EXPECT_TRUE(harms_competition({.bidder = 0.2, .target = 0.1, .herfindahl = 0.16}));
    EXPECT_FALSE(harms_competition({.bidder = 0.2, .target = 0.02, .herfindahl = 0.16})) << "a rise of 80 points";
    EXPECT_FALSE(harms_competition({.bidder = 0.2, .target = 0.1, .herfindahl = 0.10})) << "1400 points after";
}

TEST(Merger, HoldsBackWhatCournotSays) {
    const Overlap o{.bidder = 0.3, .target = 0.2, .herfindahl = 0.2};
    EXPECT_NEAR(o.rise(), 0.12, 1e-15);
    EXPECT_NEAR(withheld_share(o, 1), 0.12 / 0.5, 1e-15);
    EXPECT_EQ(withheld_share(o, 0), 0);
    EXPECT_EQ(withheld_share({.bidder = 0, .target = 0.2, .herfindahl = 0.2}, 1), 0) << "no overlap, no power gained";
}

TEST(Merger, PriceRisesByRiseOfIndexOverElasticity) {
    const MineralTraits traits{-0.05, -0.4, 0.1, 0.6};
    const Overlap o{.bidder = 0.3, .target = 0.2, .herfindahl = 0.2};
    EXPECT_NEAR(rise_of_price(o, 0.5, traits), 0.5 * 0.12 / 1.0, 1e-15);
    // The mean Lerner index rises by the same: sum of share times Lerner index = conduct x index / elasticity.
    const double before = 0.3 * lerner_index(0.5, 0.3, 1) + 0.2 * lerner_index(0.5, 0.2, 1);
    const double after = 0.5 * lerner_index(0.5, 0.5, 1);
    EXPECT_NEAR(after - before, rise_of_price(o, 0.5, traits), 1e-12);
}

TEST(Company, IsWorthAMultipleOfProfitLessDebtAndNeverNothing) {
    EXPECT_EQ(company_value_usd(10, 8, 5, 25, 100), 60);
    EXPECT_EQ(company_value_usd(-10, 8, 5, 25, 100), 5);
}

}  // namespace
}  // namespace orepolitik
