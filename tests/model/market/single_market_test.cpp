// One market by itself: every dollar paid arrives somewhere, base-year flows are reproduced, and the first-order
// response is the slope of the whole one.
#include "model/market/single_market.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/market/first_order.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr std::size_t countries = 4;

struct Case {
    SingleMarket market;
    TradeMeasures measures{countries};
    std::vector<double> flow_t, fob_usd_per_t;
};

enum class Charges : std::uint8_t { of_value, of_value_and_per_tonne };

// Flows, prices and charges, drawn at random.
Case random_case(std::uint32_t index, double elasticity, Charges charges = Charges::of_value_and_per_tonne) {
    Stream stream(11, Draw::trade_noise, index, 0);
    Case drawn;
    drawn.market.sourcing_elasticity = elasticity;
    for (std::size_t i = 0; i < countries; ++i) {
        drawn.market.supply.push_back({CurveShape::isoelastic, 1, 0, 0.3 + stream.uniform()});
        drawn.market.demand.push_back({CurveShape::linear, 1, 0, 0.3 + stream.uniform()});
        drawn.fob_usd_per_t.push_back(50 + 100 * stream.uniform());
    }
    for (std::size_t r = 0; r < countries * countries; ++r) {
        drawn.flow_t.push_back(r % 5 == 3 ? 0.0 : 100 * stream.uniform());
        if (r / countries == r % countries) continue;
        drawn.measures.export_tax[r] = 0.1 * stream.uniform();
        drawn.measures.import_duty[r] = 0.2 * stream.uniform();
        if (charges == Charges::of_value) continue;
        drawn.measures.freight_usd_per_t[r] = 10 * stream.uniform();
        drawn.measures.export_tax_usd_per_t[r] = 3 * stream.uniform();
        drawn.measures.import_duty_usd_per_t[r] = 3 * stream.uniform();
    }
    fit_to_flows(drawn.market, drawn.measures, drawn.flow_t, drawn.fob_usd_per_t);
    return drawn;
}

TEST(SingleMarket, ReproducesBaseYearFlowsForAnySourcingElasticity) {
    for (const double elasticity : {2.0, 8.0, 200.0}) {
        const Case drawn = random_case(3, elasticity);
        const MarketOutcome outcome = clear_market(drawn.market, drawn.measures);
        ASSERT_TRUE(outcome.converged);
        for (std::size_t r = 0; r < drawn.flow_t.size(); ++r)
            EXPECT_NEAR(outcome.flow_t[r], drawn.flow_t[r], 2e-6 * (1 + drawn.flow_t[r])) << elasticity << ' ' << r;
        for (std::size_t i = 0; i < countries; ++i)
            EXPECT_NEAR(std::exp(outcome.log_price[i]), drawn.fob_usd_per_t[i], 1e-6 * drawn.fob_usd_per_t[i]);
    }
}

// At the end every buyer pays the same for whatever he buys from anywhere, and nothing cheaper is to be had.
TEST(SingleMarket, LeavesNoArbitrageOnceRelationshipsHaveFollowedTrade) {
    for (const double elasticity : {3.0, 30.0, 300.0}) {
        for (std::uint32_t index = 0; index < 10; ++index) {
            Case drawn = random_case(index, elasticity);
            drawn.market.relationships = Relationships::long_run;
            drawn.measures.closed[1] = 1;
            drawn.measures.export_quota_t[2] = 50;
            const MarketOutcome out = clear_market(drawn.market, drawn.measures);
            ASSERT_TRUE(out.converged) << elasticity << ' ' << index;
            for (std::size_t r = 0; r < drawn.flow_t.size(); ++r) {
                const std::size_t i = r / countries, j = r % countries;
                if (!std::isfinite(drawn.market.log_weight[r]) || drawn.measures.closed[r]) continue;
                const double fob = std::exp(out.log_price[i]);
                const double rent = i == j ? 0 : fob * std::expm1(out.log_rent[i]);
                const double gap = std::log(drawn.measures.split(r, fob, rent).delivered()) - out.log_delivered[j];
                EXPECT_GT(gap, -1e-6) << index << " route " << r;
                if (out.flow_t[r] > 1e-3) {
                    EXPECT_NEAR(gap, 0, 1e-6) << index << " route " << r;
                }
            }
        }
    }
}

TEST(SingleMarket, EveryDollarOfBuyersArrivesSomewhere) {
    for (std::uint32_t index = 0; index < 30; ++index) {
        Case drawn = random_case(index, 6);
        drawn.measures.export_quota_t[1] = 0.5 * (drawn.flow_t[4] + drawn.flow_t[6]);
        drawn.measures.rent_to[1] = index % 2 == 0 ? RentHolder::exporter : RentHolder::importer;
        const MarketOutcome outcome = clear_market(drawn.market, drawn.measures);
        ASSERT_TRUE(outcome.converged);
        double paid = 0, received = 0, supply_t = 0, demand_t = 0, rent = 0;
        for (const CountryAccounts& a : accounts_of(drawn.market, drawn.measures, outcome)) {
            paid += a.outlay_usd;
            received += a.sales_usd + a.freight_usd + a.export_tax_usd + a.import_duty_usd + a.rent_usd;
            supply_t += a.supply_t, demand_t += a.demand_t, rent += a.rent_usd;
        }
        EXPECT_NEAR(paid, received, 1e-12 * paid);
        EXPECT_NEAR(supply_t, demand_t, 1e-12 * supply_t);
        EXPECT_GT(rent, 0);
        EXPECT_GT(outcome.log_rent[1], 0);
    }
}

TEST(SingleMarket, AnswersASmallDutyAsTheFirstOrderResponseSays) {
    // Charges per tonne change their weight with the price, which the first order leaves out.
    const Case drawn = random_case(5, 4, Charges::of_value);
    const auto shares = SourcingShare::tonnes;
    SmallChange small{countries, drawn.flow_t, {}, {}, {}, {}, drawn.market.sourcing_elasticity, shares};
    TradeMeasures more = drawn.measures;
    constexpr double step = 1e-5;
    more.import_duty[1 * countries + 2] += step;
    for (std::size_t r = 0; r < drawn.flow_t.size(); ++r) {
        small.factor_before.push_back(drawn.measures.split(r, 1).delivered());
        small.factor_after.push_back(more.split(r, 1).delivered());
    }
    for (std::size_t i = 0; i < countries; ++i) {
        small.supply_elasticity.push_back(drawn.market.supply[i].steepness);
        small.demand_elasticity.push_back(drawn.market.demand[i].steepness);
    }
    const MarketOutcome before = clear_market(drawn.market, drawn.measures), after = clear_market(drawn.market, more);
    const FirstOrderResponse response = first_order_response(small);
    for (std::size_t i = 0; i < countries; ++i)
        EXPECT_NEAR((after.log_price[i] - before.log_price[i]) / step, response.producer_price[i] / step, 2e-3) << i;
}

// A seller without a market sells nothing and gains nothing, whatever he asks: all that buyers and sellers had is lost.
TEST(SingleMarket, WhoCannotSellHasNoSurplus) {
    SingleMarket market;
    market.supply = {{CurveShape::isoelastic, 10, std::log(5.0), 1}, {}};
    market.demand = {{}, {CurveShape::linear, 10, std::log(5.0), 1}};
    market.log_weight.assign(4, 0.0);
    TradeMeasures free(2), banned(2), capped(2);
    banned.closed[1] = 1;
    capped.export_quota_t[0] = 0;
    EXPECT_NEAR(accounts_of(market, free, clear_market(market, free))[0].producer_surplus_usd, 25, 1e-6);
    for (const TradeMeasures& shut : {banned, capped}) {
        const auto accounts = accounts_of(market, shut, clear_market(market, shut));
        EXPECT_EQ(accounts[0].supply_t, 0);
        EXPECT_EQ(accounts[0].fob_usd_per_t, 0);
        EXPECT_EQ(accounts[0].welfare_usd(), 0);
        EXPECT_EQ(accounts[1].welfare_usd(), 0);
    }
}

// One seller, one buyer abroad: the prices at which supply meets demand over a wedge, by bisection on the definition.
TEST(SingleMarket, TwoCountriesAgreeWithBisection) {
    SingleMarket market;
    market.supply = {{CurveShape::isoelastic, 80, std::log(60.0), 0.7}, {}};
    market.demand = {{}, {CurveShape::logistic, 150, std::log(90.0), 2}};
    market.log_weight.assign(4, 0.0);
    TradeMeasures measures(2);
    measures.freight_usd_per_t[1] = 25;
    measures.export_tax[1] = 0.2;
    measures.import_duty[1] = 0.1;
    double low = 1, high = 1000;
    for (int k = 0; k < 200; ++k) {
        const double fob = 0.5 * (low + high), delivered = (fob * 1.2 + 25) * 1.1;
        const double excess_t = point_on(market.supply[0], Side::sell, std::log(fob)).quantity_t -
                                point_on(market.demand[1], Side::buy, std::log(delivered)).quantity_t;
        (excess_t > 0 ? high : low) = fob;
    }
    const MarketOutcome outcome = clear_market(market, measures);
    ASSERT_TRUE(outcome.converged);
    EXPECT_NEAR(std::exp(outcome.log_price[0]), low, 1e-7 * low);
    EXPECT_NEAR(std::exp(outcome.log_delivered[1]), (low * 1.2 + 25) * 1.1, 1e-7 * low);
}

}  // namespace
}  // namespace orepolitik
