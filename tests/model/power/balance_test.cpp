// A grid's price and cuts, by hand: neutral in the base year, dearer by fuel, carbon and want of margin.
#include "model/power/balance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/power/power_system.hpp"

namespace orepolitik {
namespace {

const PowerRules rules;

GridBase grid() {
    GridBase base;
    base.share = {0.2, 0.2, 0, 0, 0.6, 0, 0};
    base.fuel_usd_per_mwh = {60, 80, 130, 4, 0, 0, 0};
    base.market_priced_share = 0;
    base.smelter_share = 0.1;
    return base;
}

TEST(PowerBalance, IsNeutralInTheBaseYear) {
    const auto now = balance_of(grid(), {}, rules);
    EXPECT_NEAR(now.price, 1, 1e-12);
    EXPECT_NEAR(now.margin, 0.2, 1e-12);
    EXPECT_EQ(now.cut, 0);
}

TEST(PowerBalance, FuelEntersByItsShareInGeneration) {
    GridMonth month;
    month.fuel_price[static_cast<std::size_t>(PowerSource::gas)] = 2;
    auto inelastic = rules;
    inelastic.power_demand_elasticity = 0;
    EXPECT_NEAR(balance_of(grid(), month, inelastic).price, 1 + 0.2 * 80 / 100, 1e-9);
}

TEST(PowerBalance, OnAnExchangeTheDearestSourceSetsThePrice) {
    GridMonth month;
    month.fuel_price[static_cast<std::size_t>(PowerSource::gas)] = 2;
    auto exchange = grid();
    exchange.market_priced_share = 1;  // gas and coal are 0.4 of generation: they set every hour, half of them gas
    auto inelastic = rules;
    inelastic.power_demand_elasticity = 0;
    EXPECT_NEAR(balance_of(exchange, month, inelastic).price, 1 + 0.5 * 80 / 100, 1e-9);
    EXPECT_GT(balance_of(exchange, month, rules).price, balance_of(grid(), month, rules).price);
}

TEST(PowerBalance, CarbonIsPaidOnWhatBurns) {
    GridMonth month;
    month.carbon_rise_usd_per_t = 50;
    auto inelastic = rules;
    inelastic.power_demand_elasticity = 0;
    EXPECT_NEAR(balance_of(grid(), month, inelastic).price, 1 + 50 * (0.2 * 0.95 + 0.2 * 0.40) / 100, 1e-9);
    auto clean = grid();
    clean.share = {0, 0, 0, 0, 1, 0, 0};
    EXPECT_NEAR(balance_of(clean, month, inelastic).price, 1, 1e-9);
}

TEST(PowerBalance, RenewablesTakeThePlaceOfFuel) {
    GridMonth month;
    auto sunny = grid();
    sunny.share = {0.2, 0.2, 0, 0, 0.3, 0.3, 0};
    month.available[static_cast<std::size_t>(PowerSource::wind_solar)] = 1.5;
    const auto now = balance_of(sunny, month, rules);
    EXPECT_LT(now.price, 1);
    EXPECT_GT(now.margin, 0.2);
}

TEST(PowerBalance, ADroughtRaisesThePriceThenCutsSmeltersThenOthers) {
    GridMonth month;
    double before = 1;
    for (const double water : {0.9, 0.8, 0.75, 0.7, 0.6, 0.4}) {
        month.available[static_cast<std::size_t>(PowerSource::hydro)] = water;
        const auto now = balance_of(grid(), month, rules);
        EXPECT_GE(now.price, before);
        before = now.price;
        if (now.cut == 0) {
            EXPECT_GE(now.margin, rules.power_emergency_margin - 1e-9);
        } else if (now.cut < 0.1) {
            EXPECT_NEAR(now.margin, rules.power_emergency_margin, 1e-9);
        }
        EXPECT_LE(now.cut, 0.1);
    }
    month.available[static_cast<std::size_t>(PowerSource::hydro)] = 0.4;
    const auto dry = balance_of(grid(), month, rules);
    EXPECT_NEAR(dry.cut, 0.1, 1e-12);
    EXPECT_LT(dry.margin, 0) << "others go without";
}

TEST(PowerBalance, PriceBalancesUseAndSupply) {
    GridMonth month;
    month.other_use = 1.12;
    const auto now = balance_of(grid(), month, rules);
    const double use = 0.9 * 1.12 * std::pow(now.price, -rules.power_demand_elasticity) + 0.1;
    EXPECT_NEAR(now.use, use, 1e-9);
    EXPECT_NEAR(now.margin, 1.2 / use - 1, 1e-9);
}

TEST(PowerBalance, CutsTheLeastValuePerPowerFirst) {
    const auto cuts = cuts_by_product(12, {10, 0, 4}, {500, 10, 100});
    EXPECT_DOUBLE_EQ(cuts[2], 1);
    EXPECT_DOUBLE_EQ(cuts[0], 0.8);
    EXPECT_EQ(cuts[1], 0);
}

}  // namespace
}  // namespace orepolitik
