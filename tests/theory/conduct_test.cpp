// Market power as a conduct parameter: margins add up to concentration over elasticity, mergers of alike firms pay only
// for four fifths of them, and what a merger does to others changes sign where Farrell and Shapiro say.
#include "model/market/conduct.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

// Inverse demand 100 - q.
Curve textbook_demand() {
    return {CurveShape::linear, 50, std::log(50.0), 1};
}

class Conduct : public testing::TestWithParam<double> {};

TEST_P(Conduct, MakesMarginsAddUpToConcentrationOverElasticity) {
    const double conduct = GetParam();
    for (const Curve& demand : {textbook_demand(), Curve{CurveShape::isoelastic, 40, std::log(30.0), 1.7}}) {
        const OligopolyOutcome out = clear_oligopoly({demand, {10, 15, 20, 25}, conduct});
        EXPECT_NEAR(out.mean_lerner_index, conduct * out.herfindahl / 1e4 / out.demand_elasticity, 1e-9);
        double sold_t = 0;
        for (std::size_t i = 0; i < out.sold_t.size(); ++i) {
            sold_t += out.sold_t[i];
            const double share = out.sold_t[i] / out.quantity_t;
            const double cost = std::vector<double>{10, 15, 20, 25}[i];
            if (share > 0) {
                EXPECT_NEAR(lerner_index(conduct, share, out.demand_elasticity), 1 - cost / out.price_usd_per_t, 1e-9);
            }
        }
        EXPECT_NEAR(sold_t, out.quantity_t, 1e-9 * sold_t);
    }
}

// The margin at the old price must be the sum of the parts' margins, whatever the conduct.
TEST_P(Conduct, LeavesThePriceWhereTheMergedFirmSavesTheSumOfMargins) {
    const OligopolyOutcome before = clear_oligopoly({textbook_demand(), {10, 15, 20, 25}, GetParam()});
    const std::vector<double> merging{10, 15};
    const double cost = break_even_cost_usd_per_t(before.price_usd_per_t, merging);
    const auto price_at = [&](double merged_cost) {
        return clear_oligopoly({textbook_demand(), {merged_cost, 20, 25}, GetParam()}).price_usd_per_t;
    };
    EXPECT_NEAR(price_at(cost), before.price_usd_per_t, 1e-9);
    EXPECT_GT(price_at(10), before.price_usd_per_t);
    EXPECT_LT(price_at(cost - 1), before.price_usd_per_t);
}

// Rivals' profit and buyers' surplus as the merging firms sell a little less, by solving the rivals' conditions anew.
TEST_P(Conduct, HasTheExternalEffectOfASmallCutThatDifferencesGive) {
    const double conduct = GetParam();
    const std::vector<double> costs{10, 14, 20, 25};
    for (const Curve& demand : {textbook_demand(), Curve{CurveShape::isoelastic, 40, std::log(30.0), 1.7}}) {
        const Oligopoly market{demand, costs, conduct};
        const OligopolyOutcome out = clear_oligopoly(market);
        for (const std::vector<std::size_t>& merging : {std::vector<std::size_t>{0, 1}, {2, 3}}) {
            // At a price p rivals sell eta Q (p - c) / (conduct p); the merging firms what is left.
            const auto others_usd = [&](double price) {
                const CurvePoint point = point_on(demand, Side::buy, std::log(price));
                double sum = 0;
                for (std::size_t i = 0; i < costs.size(); ++i)
                    if (i != merging[0] && i != merging[1])
                        sum += std::pow(std::max(0.0, price - costs[i]), 2) * -point.slope_t / (conduct * price);
                return sum;
            };
            const double step = 1e-4 * out.price_usd_per_t, p = out.price_usd_per_t;
            const auto quantity_t = [&](double price) {
                return point_on(demand, Side::buy, std::log(price)).quantity_t;
            };
            const double gain_usd = others_usd(p + step) - others_usd(p - step) - 2 * step * out.quantity_t;
            const double cut_t = quantity_t(p - step) - quantity_t(p + step);
            EXPECT_NEAR(external_gain_usd_per_t(market, out, merging), gain_usd / cut_t, 1e-3 * p);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(HalfAndFull, Conduct, testing::Values(0.5, 1.0));

TEST(Mergers, OfLessThanHalfTheMarketHelpOthersUnderLinearDemand) {
    const Oligopoly market{textbook_demand(), {10, 10, 10, 10, 10}, 1};
    const OligopolyOutcome out = clear_oligopoly(market);
    EXPECT_GT(external_gain_usd_per_t(market, out, std::vector<std::size_t>{0, 1}), 0);
    EXPECT_LT(external_gain_usd_per_t(market, out, std::vector<std::size_t>{0, 1, 2}), 0);
}

// Fewest of n alike firms whose merger does not lose (four of five just break even): Salant, Switzer and Reynolds
// (1983).
TEST(Mergers, OfAlikeFirmsPayForFourFifthsOfThem) {
    const auto fewest = [](std::size_t firms) {
        const double each_usd = clear_oligopoly({textbook_demand(), std::vector<double>(firms, 10.0), 1}).profit_usd[0];
        for (std::size_t merging = 2; merging < firms; ++merging) {
            const Oligopoly after{textbook_demand(), std::vector<double>(firms - merging + 1, 10.0), 1};
            if (clear_oligopoly(after).profit_usd[0] >= (1 - 1e-12) * static_cast<double>(merging) * each_usd)
                return merging;
        }
        return firms;
    };
    EXPECT_EQ(fewest(3), 3u);
    EXPECT_EQ(fewest(4), 4u);
    EXPECT_EQ(fewest(5), 4u);
    EXPECT_EQ(fewest(10), 9u);
    EXPECT_EQ(fewest(11), 9u);
    EXPECT_EQ(fewest(15), 13u);
}

TEST(Mergers, DoNotMatterAmongPriceTakers) {
    const OligopolyOutcome out = clear_oligopoly({textbook_demand(), {10, 10, 20}, 0});
    EXPECT_DOUBLE_EQ(out.price_usd_per_t, 10);
    EXPECT_DOUBLE_EQ(out.sold_t[0], 45);
    EXPECT_EQ(out.sold_t[2], 0);
    EXPECT_EQ(out.total_profit_usd(), 0);
}

}  // namespace
}  // namespace orepolitik
