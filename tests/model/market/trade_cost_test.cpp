// What a tonne costs on its way, worked by hand.
#include "model/market/trade_cost.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

Terms taxed(double export_tax, double import_duty) {
    Terms terms;
    terms.export_tax = export_tax;
    terms.import_duty = import_duty;
    return terms;
}

TEST(TradeCost, TaxesFobThenFreightThenDutyOnAll) {
    // (1000 (1 + .1) + 100) (1 + .5) = 1800
    const PriceSplit split = split_price(1000, taxed(0.1, 0.5), 100);
    EXPECT_DOUBLE_EQ(split.fob, 1000);
    EXPECT_DOUBLE_EQ(split.export_tax, 100);
    EXPECT_DOUBLE_EQ(split.freight, 100);
    EXPECT_DOUBLE_EQ(split.import_duty, 600);
    EXPECT_DOUBLE_EQ(split.delivered(), 1800);
    EXPECT_NEAR(log_trade_cost(1000, taxed(0.1, 0.5), 100), std::log(1.8), 1e-15);
}

TEST(TradeCost, PutsRentsAndCarbonWhereTheyStand) {
    // ((1000 + 200) (1 + .1) + 80) (1 + .5) + 60 + 40 = 2200
    Terms terms = taxed(0.1, 0.5);
    terms.carbon_charge_usd_per_t = 60;
    const PriceSplit split = split_price(1000, terms, 80, {200, 40});
    EXPECT_DOUBLE_EQ(split.export_rent, 200);
    EXPECT_DOUBLE_EQ(split.export_tax, 120);
    EXPECT_DOUBLE_EQ(split.import_duty, 700);
    EXPECT_DOUBLE_EQ(split.carbon_charge, 60);
    EXPECT_DOUBLE_EQ(split.import_rent, 40);
    EXPECT_DOUBLE_EQ(split.delivered(), 2200);
    EXPECT_NEAR(log_trade_cost(1000, terms, 80, {200, 40}), std::log(2.2), 1e-15);
}

// ((1000 + 50) (1 + .1) + 45) (1 + .2) = 1440
TEST(TradeCost, AdvantageOverRivalsIsAskedOnTopOfThePrice) {
    Terms terms = taxed(0.1, 0.2);
    terms.preference = 0.05;
    const PriceSplit split = split_price(1000, terms, 45);
    EXPECT_DOUBLE_EQ(split.export_rent, 50);
    EXPECT_DOUBLE_EQ(split.delivered(), 1440);
    EXPECT_NEAR(log_trade_cost(1000, terms, 45), std::log(1.44), 1e-15);
}

TEST(TradeCost, IsNothingAtHome) {
    EXPECT_EQ(log_trade_cost(1000, Terms{}, 0), 0);
    EXPECT_EQ(split_price(1000, Terms{}, 0).delivered(), 1000);
}

TEST(TradeCost, OfFreightFallsAsThePriceRises) {
    EXPECT_GT(log_trade_cost(100, Terms{}, 20), log_trade_cost(200, Terms{}, 20));
}

}  // namespace
}  // namespace orepolitik
