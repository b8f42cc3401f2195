#include "start/proportional_fit.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace orepolitik::start {
namespace {

using Values = std::vector<double>;

void expect_margins(const FlowTable& table, const Values& supply, const Values& use) {
    const double total = std::accumulate(supply.begin(), supply.end(), 0.0);
    for (std::size_t i = 0; i < table.size; ++i) {
        double row = 0, column = 0;
        for (std::size_t j = 0; j < table.size; ++j) {
            EXPECT_GE(table.at(i, j), 0);
            row += table.at(i, j);
            column += table.at(j, i);
        }
        EXPECT_NEAR(row, supply[i], 1e-9 * total);
        EXPECT_NEAR(column, use[i], 1e-9 * total);
    }
}

// A uniform prior gives the product of the margins.
TEST(ProportionalFit, OfAUniformPriorIsTheProductOfTheMargins) {
    const Values supply{60, 30, 10}, use{50, 30, 20};
    const FlowTable fitted = proportional_fit({3, Values(9, 1.0)}, supply, use);
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            EXPECT_NEAR(fitted.at(i, j), supply[i] * use[j] / 100, 1e-9);
        }
    }
}

// By hand: with an empty diagonal, x12 = a, x13 = 4 - a, x21 = b, x23 = 4 - b, x31 = c, x32 = 4 - c and equal margins
// of 4 leave b + c = 4, a + 4 - c = 4, so a = c = 4 - b; odds ratio x12 x23 x31 / (x13 x21 x32) = 8 in the prior stays,
// so a^3 / (4 - a)^3 = 8 and a = 8/3.
TEST(ProportionalFit, OfAnEmptyDiagonalKeepsTheOddsOfThePrior) {
    const Values four{4, 4, 4};
    const FlowTable fitted = proportional_fit({3, {0, 2, 1, 1, 0, 2, 2, 1, 0}}, four, four);
    EXPECT_NEAR(fitted.at(0, 1), 8.0 / 3, 1e-9);
    EXPECT_NEAR(fitted.at(0, 2), 4.0 / 3, 1e-9);
    EXPECT_NEAR(fitted.at(1, 2), 8.0 / 3, 1e-9);
    EXPECT_NEAR(fitted.at(2, 0), 8.0 / 3, 1e-9);
}

TEST(ProportionalFit, SaysWhenRoutesCannotJoinSupplyAndUse) {
    EXPECT_THROW(proportional_fit({2, {1, 0, 0, 1}}, {5, 5}, {8, 2}), TradeCannotBalance);
}

TEST(TradeTable, KeepsHomeUseAtHomeButForTheCrossHauledPart) {
    const Values supply{100, 40, 60}, use{50, 90, 60}, crossing{0.1, 0.1, 0.1};
    const FlowTable table = trade_table({3, Values(9, 1.0)}, supply, use, crossing);
    EXPECT_DOUBLE_EQ(table.at(0, 0), 45);
    EXPECT_DOUBLE_EQ(table.at(1, 1), 36);
    EXPECT_DOUBLE_EQ(table.at(2, 2), 54);
    expect_margins(table, supply, use);
}

TEST(TradeTable, KeepsMoreAtHomeWhereTheOthersAreTooSmall) {
    const Values supply{100, 1, 1}, use{98, 2, 2}, crossing{0.12, 0.12, 0.12};
    const FlowTable table = trade_table({3, Values(9, 1.0)}, supply, use, crossing);
    EXPECT_GT(table.at(0, 0), 0.88 * 98);
    expect_margins(table, supply, use);
}

TEST(TradeTable, OfOneRegionIsAllHome) {
    const FlowTable table = trade_table({1, {1}}, {7}, {7}, {0.12});
    EXPECT_DOUBLE_EQ(table.at(0, 0), 7);
}

TEST(TradeTable, OfTwoRegionsFollowsFromTheMargins) {
    const Values supply{10, 2}, use{3, 9}, crossing{0.2, 0.2};
    expect_margins(trade_table({2, Values(4, 1.0)}, supply, use, crossing), supply, use);
}

TEST(TradeTable, BalancesAnyMargins) {
    std::mt19937 engine(7);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int trial = 0; trial < 300; ++trial) {
        const std::size_t size = 1 + engine() % 12;
        Values supply(size), use(size);
        for (std::size_t i = 0; i < size; ++i) {  // a few giants, many dwarfs, some who only make or only use
            supply[i] = uniform(engine) < 0.3 ? 0 : std::pow(uniform(engine), 6);
            use[i] = uniform(engine) < 0.2 ? 0 : std::pow(uniform(engine), 4);
        }
        supply[0] += 0.01;
        use[size - 1] += 0.01;
        const double scale =
            std::accumulate(supply.begin(), supply.end(), 0.0) / std::accumulate(use.begin(), use.end(), 0.0);
        FlowTable prior{size, Values(size * size)};
        for (double& cell : prior.cells) {
            cell = std::exp(4 * uniform(engine));
        }
        for (double& value : use) {
            value *= scale;
        }
        expect_margins(trade_table(prior, supply, use, Values(size, 0.12)), supply, use);
    }
}

}  // namespace
}  // namespace orepolitik::start
