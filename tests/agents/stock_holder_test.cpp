// What a stock is worth and what is ordered, by cases worked by hand.
#include "agents/stock_holder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

Behaviour behaviour() {
    Behaviour b;
    b.cover_scale_months = 1;
    b.cover_surplus_penalty = 1.5;
    b.stocking_months = 3;
    b.tranche_steepness = 10;
    return b;
}

StockPosition position(double cover_months) {
    return {
        .need_t = 100, .cover_months = cover_months, .target_months = 2, .log_expected = 0, .log_choke = std::log(10)};
}

TEST(StockHolder, ValuesTheLastTonneAtItsChoke) {
    EXPECT_NEAR(log_value_of_cover(0, position(0), behaviour()), std::log(10), 1e-12);
    EXPECT_NEAR(log_value_of_cover(-0.5, position(0), behaviour()), std::log(10), 1e-12);
}

TEST(StockHolder, ValueFallsToExpectationAndBelowItAboveTarget) {
    EXPECT_NEAR(log_value_of_cover(1, position(0), behaviour()), std::log(10) / std::exp(1.0), 1e-12);
    EXPECT_NEAR(log_value_of_cover(3, position(0), behaviour()), std::log(10) * std::exp(-3.0) - 0.75, 1e-12);
}

TEST(StockHolder, OrdersTheFirstMonthAtOnceAndMoreOverThree) {
    double first_month = 0;
    const auto tranches = tranches_of_order(position(1), behaviour());
    for (std::size_t k = 0; k < 4; ++k) first_month += tranches[k].quantity_t;
    EXPECT_NEAR(first_month, 100, 1e-12);
    EXPECT_NEAR(tranches[4].quantity_t, 100 * 0.5 / 3, 1e-12);
}

TEST(StockHolder, BuysLessAtHigherPricesAndMoreWhenShort) {
    double before = purchases_t(-2, position(1), behaviour());
    for (double log_price = -1.8; log_price < 3; log_price += 0.2) {
        const double now = purchases_t(log_price, position(1), behaviour());
        EXPECT_LT(now, before);
        before = now;
    }
    EXPECT_GT(purchases_t(0.5, position(0), behaviour()), purchases_t(0.5, position(1), behaviour()));
    EXPECT_GT(purchases_t(0.5, position(1), behaviour()), purchases_t(0.5, position(3), behaviour()));
}

TEST(StockHolder, TheSameCoverFeelsShorterToTheFearful) {
    StockPosition afraid = position(1);
    afraid.fear = 2;
    EXPECT_NEAR(log_value_of_cover(1, afraid, behaviour()), std::log(10) * std::exp(-0.5), 1e-12);
    EXPECT_GT(purchases_t(1, afraid, behaviour()), purchases_t(1, position(1), behaviour()));
}

TEST(StockHolder, HoardsAgainstRestrictionShortageAndNewConcentration) {
    ImporterSide side;
    side.concentration = side.base_concentration = 0.4;
    EXPECT_DOUBLE_EQ(hoarding_factor(side, 2), 1);
    side.alarm = 0.25;
    EXPECT_DOUBLE_EQ(hoarding_factor(side, 2), 1.5);
    side.shortage_memory = 0.1;
    side.concentration = 0.5;
    EXPECT_NEAR(hoarding_factor(side, 2), 1.9, 1e-12);
    side.concentration = 0.2;  // more suppliers than before calm nobody below the base year's cover
    EXPECT_NEAR(hoarding_factor(side, 2), 1.7, 1e-12);
    side.alarm = 5;
    EXPECT_DOUBLE_EQ(hoarding_factor(side, 2), 3);
}

TEST(StockHolder, StoresAgainstARiseUntilStorageHasEatenIt) {
    Behaviour b = behaviour();
    b.storage_cost_per_month = 0.05;
    EXPECT_DOUBLE_EQ(cover_worth_holding_months(0.15, b), 0.15 / 0.05);
    EXPECT_EQ(cover_worth_holding_months(0, b), 0);
    EXPECT_EQ(cover_worth_holding_months(-0.2, b), 0);
}

// A fall of .15 over three months loses as much a month as storage costs: half the cover pays.
TEST(StockHolder, HoldsLessWhilePricesFall) {
    Behaviour b = behaviour();
    b.storage_cost_per_month = 0.05;
    b.trend_months = 3;
    EXPECT_DOUBLE_EQ(cover_before_fall(-0.15, b), 0.5);
    EXPECT_EQ(cover_before_fall(0, b), 1);
    EXPECT_EQ(cover_before_fall(0.2, b), 1);
}

TEST(StockHolder, SeesTheEndOfHisStockComing) {
    EXPECT_EQ(months_to_stockout(10, 5, 5), std::numeric_limits<double>::infinity());
    EXPECT_DOUBLE_EQ(months_to_stockout(10, 3, 5), 5);
    EXPECT_DOUBLE_EQ(months_to_stockout(-1, 3, 5), 0);
    EXPECT_DOUBLE_EQ(expected_before_stockout(1, 3, 0, 2), 3);
    EXPECT_NEAR(expected_before_stockout(1, 3, 2, 2), 1 + 2 / std::exp(1.0), 1e-12);
    EXPECT_DOUBLE_EQ(expected_before_stockout(1, 3, std::numeric_limits<double>::infinity(), 2), 1);
    EXPECT_DOUBLE_EQ(expected_before_stockout(1, 3, 0, 0), 1);
}

TEST(StockHolder, SteadyBuyerBuysHisNeed) {
    for (const double cover : {0.5, 1.0, 2.5}) {
        StockPosition p = position(cover);
        p.log_offset = offset_of_steady_buyer(p, behaviour());
        EXPECT_NEAR(purchases_t(p.log_expected, p, behaviour()), 100, 1e-6);
    }
}

}  // namespace
}  // namespace orepolitik
