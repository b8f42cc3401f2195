// Entry and exit thresholds against solutions of Dixit's four equations, computed independently to ten digits.
// First block: the example of Dixit (1989), rate 2.5 %, running cost 1, entry 4. Second: the copper mine of Dixit and
// Pindyck (1994), section 7.1.C, rate 4 %, running cost 0.80 USD/lb, entry 2.00, exit 0.20 per lb of yearly output.
#include "agents/real_options.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace orepolitik {
namespace {

struct Row {
    double rate, volatility, opex, entry, exit;
    double open, close;
};

class PublishedMine : public testing::TestWithParam<Row> {};

TEST_P(PublishedMine, OpensAndClosesAtTheTablesPrices) {
    const Row row = GetParam();
    const auto found = real_option_thresholds({row.opex, row.entry, row.exit, row.rate, 0, row.volatility});
    EXPECT_NEAR(found.open, row.open, 2e-9);
    EXPECT_NEAR(found.close, row.close, 2e-9);
}

INSTANTIATE_TEST_SUITE_P(Dixit1989, PublishedMine,
                         testing::Values(Row{0.025, 0.05, 1, 4, 0, 1.302434879, 0.8500170158},
                                         Row{0.025, 0.10, 1, 4, 0, 1.466678906, 0.7657318808},
                                         Row{0.025, 0.20, 1, 4, 0, 1.783067481, 0.6550332438},
                                         Row{0.025, 0.40, 1, 4, 0, 2.457893194, 0.5248391852}));
INSTANTIATE_TEST_SUITE_P(CopperMine, PublishedMine,
                         testing::Values(Row{0.04, 0.1, 0.8, 2, 0.2, 1.126527263, 0.6277943001},
                                         Row{0.04, 0.2, 0.8, 2, 0.2, 1.336112944, 0.5452146326},
                                         Row{0.04, 0.3, 0.8, 2, 0.2, 1.548062007, 0.488046937},
                                         Row{0.04, 0.4, 0.8, 2, 0.2, 1.769459237, 0.4447579674}));

// Value matching and smooth pasting at one end give the worth there of the option to open and of that to close. Carried
// to the other end, the way in which it shrinks, each must be the worth found there. Returns the larger gap.
double largest_miss(const PlantOption& o, const OptionThresholds& p) {
    const double variance = o.volatility * o.volatility, centre = 0.5 - o.drift / variance;
    const double radius = std::sqrt(centre * centre + 2 * o.discount_rate / variance);
    const double b1 = centre + radius, b2 = centre - radius, yield = o.discount_rate - o.drift;
    const double worth_high = o.opex / o.discount_rate + o.entry_cost;
    const double worth_low = o.opex / o.discount_rate - o.exit_cost;
    const auto to_open = [&](double price, double worth) {
        return ((1 - b2) * price / yield + b2 * worth) / (b1 - b2);
    };
    const auto to_close = [&](double price, double worth) {
        return ((1 - b1) * price / yield + b1 * worth) / (b1 - b2);
    };
    const double ratio = p.open / p.close;
    const double open_gap = to_open(p.open, worth_high) * std::pow(ratio, -b1) - to_open(p.close, worth_low);
    const double close_gap = to_close(p.close, worth_low) * std::pow(ratio, b2) - to_close(p.open, worth_high);
    return std::max(std::abs(open_gap), std::abs(close_gap)) / worth_high;
}

TEST(RealOptions, SolveTheFourEquationsOverAWideRangeOfMines) {
    for (const double volatility : {0.02, 0.1, 0.3, 0.8}) {
        for (const double drift : {-0.05, 0.0, 0.03}) {
            for (const double rate : {0.04, 0.1, 0.25}) {
                for (const double entry : {0.05, 2.0, 30.0}) {
                    const PlantOption option{1, entry, 0.1, rate, drift, volatility};
                    const auto found = real_option_thresholds(option);
                    EXPECT_LT(largest_miss(option, found), 1e-12)
                        << volatility << ' ' << drift << ' ' << rate << ' ' << entry;
                    EXPECT_GT(found.open, found.close);
                }
            }
        }
    }
}

TEST(RealOptions, ScaleWithCosts) {
    const auto pound = real_option_thresholds({0.8, 2, 0.2, 0.04, 0.01, 0.25});
    const auto tonne = real_option_thresholds({0.8 * 2204.6, 2 * 2204.6, 0.2 * 2204.6, 0.04, 0.01, 0.25});
    EXPECT_NEAR(tonne.open / pound.open, 2204.6, 1e-7);
    EXPECT_NEAR(tonne.close / pound.close, 2204.6, 1e-7);
}

TEST(RealOptions, ApproachFullCostWhenThePriceIsCertain) {
    const auto found = real_option_thresholds({1, 4, 0.5, 0.025, 0, 0});
    EXPECT_NEAR(found.open, 1 + 0.025 * 4, 0.005);
    EXPECT_NEAR(found.close, 1 - 0.025 * 0.5, 0.005);
}

TEST(RealOptions, MeetAtRunningCostWhenMovesAreFree) {
    const auto found = real_option_thresholds({1, 0, 0, 0.05, 0, 0.3});
    EXPECT_DOUBLE_EQ(found.open, 1);
    EXPECT_DOUBLE_EQ(found.close, 1);
}

TEST(RealOptions, NeverCloseWhatCostsMoreToCloseThanToRun) {
    const auto found = real_option_thresholds({1, 2, 25, 0.05, 0, 0.3});
    EXPECT_EQ(found.close, 0);
    EXPECT_GT(found.open, 1.1);
}

TEST(RealOptions, RefuseFiguresWithoutThresholds) {
    EXPECT_THROW(real_option_thresholds({1, 2, 0, 0, -0.01, 0.2}), std::invalid_argument);
    EXPECT_THROW(real_option_thresholds({1, 2, 0, 0.05, 0.05, 0.2}), std::invalid_argument);
    EXPECT_THROW(real_option_thresholds({1, 2, -3, 0.05, 0, 0.2}), std::invalid_argument);
}

}  // namespace
}  // namespace orepolitik
