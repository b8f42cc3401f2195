// The exchange on markets small enough to work by hand, and at its edges.
#include "model/market/exchange.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/model/market/random_market.hpp"

namespace orepolitik {
namespace {

HandMarket one_by_one(double offered_t, double wanted_t) {
    HandMarket market;
    market.sell.add(offered_t, 100, 4);
    market.sell.end_participant();
    market.buy.add(wanted_t, 100, 4);
    market.buy.end_participant();
    market.open_all_routes();
    return market;
}

// Two countries alike, both at home in their own market, with one order each; the second is short of metal.
HandMarket two_countries() {
    HandMarket market;
    for (const double offered_t : {120.0, 30.0}) {
        market.sell.add(offered_t, 80, 5);
        market.sell.end_participant();
        market.buy.add(80, 150, 5);
        market.buy.end_participant();
    }
    market.open_all_routes();
    market.home = {0, 1};
    market.log_trade_cost = {0, 0.1, 0.1, 0};
    return market;
}

TEST(Exchange, OneSellerAndOneBuyerMeetWhereTheirCurvesCross) {
    // 10 L(4 x) = 10 (1 - L(4 x)) at x = 0; with 30 wanted, L/(1 - L) = 3, so x = ln(3)/4.
    const auto even = cleared(one_by_one(10, 10));
    EXPECT_TRUE(even.converged);
    EXPECT_NEAR(even.log_price[0], std::log(100.0), 1e-9);
    EXPECT_NEAR(even.flow_t[0], 5, 1e-8);
    const auto short_of_metal = cleared(one_by_one(10, 30));
    EXPECT_NEAR(short_of_metal.log_price[0], std::log(100.0) + std::log(3.0) / 4, 1e-9);
    EXPECT_NEAR(short_of_metal.flow_t[0], 7.5, 1e-8);
}

TEST(Exchange, AddsTradeCostAndWeightToTheBuyersPrice) {
    HandMarket market = one_by_one(10, 10);
    market.log_trade_cost = {0.2};
    market.log_weight = {0.8};  // at elasticity 8: 0.1 off the price index
    const auto result = cleared(market);
    EXPECT_NEAR(result.log_delivered[0] - result.log_price[0], 0.1, 1e-12);
    EXPECT_NEAR(result.log_price[0], std::log(100.0) - 0.05, 1e-9);  // alike curves share the cost
}

// The prices at which both countries' excess supplies vanish, by nested bisection on the definition.
TEST(Exchange, TwoCountriesAgreeWithBisection) {
    const HandMarket market = two_countries();
    const double sigma = market.sourcing_elasticity;
    const auto excess_t = [&](int country, double u0, double u1) {
        double excess = amount_of(market.sell, static_cast<std::size_t>(country), Side::sell, country == 0 ? u0 : u1);
        for (std::size_t j = 0; j < 2; ++j) {
            const double pull0 = std::exp(-sigma * (u0 + market.log_trade_cost[j]));
            const double pull1 = std::exp(-sigma * (u1 + market.log_trade_cost[2 + j]));
            const double need_t = amount_of(market.buy, j, Side::buy, -std::log(pull0 + pull1) / sigma);
            excess -= need_t * (country == 0 ? pull0 : pull1) / (pull0 + pull1);
        }
        return excess;
    };
    const auto root = [](auto&& rising, double low, double high) {
        for (int k = 0; k < 100; ++k) (rising(0.5 * (low + high)) > 0 ? high : low) = 0.5 * (low + high);
        return 0.5 * (low + high);
    };
    const auto u1_given = [&](double u0) { return root([&](double u1) { return excess_t(1, u0, u1); }, 0, 10); };
    const double u0 = root([&](double at) { return excess_t(0, at, u1_given(at)); }, 0, 10);
    const auto result = cleared(market);
    ASSERT_TRUE(result.converged);
    EXPECT_NEAR(result.log_price[0], u0, 1e-8);
    EXPECT_NEAR(result.log_price[1], u1_given(u0), 1e-8);
}

TEST(Exchange, AQuotaBindsWithARentAndSplitsPrices) {
    HandMarket market = two_countries();
    const auto open = cleared(market);
    const double free_exports_t = exports_t(market, open, 0);
    market.export_cap_t[0] = 0.5 * free_exports_t;
    const auto capped = cleared(market);
    ASSERT_TRUE(capped.converged);
    EXPECT_NEAR(exports_t(market, capped, 0), 0.5 * free_exports_t, 1e-7);
    EXPECT_GT(capped.log_rent[0], 0.01);
    EXPECT_LT(capped.log_price[0], open.log_price[0]);
    EXPECT_GT(capped.log_price[0] + capped.log_rent[0], open.log_price[0]);
    EXPECT_GT(capped.log_delivered[1], open.log_delivered[1]);
    market.export_cap_t[0] = 1.01 * free_exports_t;
    const auto loose = cleared(market, capped);
    EXPECT_EQ(loose.log_rent[0], 0);
    EXPECT_NEAR(loose.log_price[0], open.log_price[0], 1e-8);
}

TEST(Exchange, AQuotaOfNothingIsABan) {
    HandMarket banned = two_countries(), capped = two_countries();
    banned.log_weight[banned.route(0, 1)] = no_route;
    capped.export_cap_t[0] = 0;
    const auto by_ban = cleared(banned), by_cap = cleared(capped);
    EXPECT_EQ(by_cap.flow_t[capped.route(0, 1)], 0);
    EXPECT_EQ(by_cap.log_rent[0], 0);
    EXPECT_EQ(by_ban.log_price, by_cap.log_price);
    EXPECT_EQ(by_ban.flow_t, by_cap.flow_t);
}

TEST(Exchange, LeavesOutWhoCannotTrade) {
    HandMarket market = two_countries();
    market.sell.add(0, 70, 5);  // offers nothing
    market.sell.end_participant();
    market.sell.add(50, 60, 5);  // reaches nobody
    market.sell.end_participant();
    market.buy.add(40, 200, 5);  // reached by nobody
    market.buy.end_participant();
    market.buy.add(0, 200, 5);  // wants nothing
    market.buy.end_participant();
    market.open_all_routes();
    market.home = {0, 1, none_index, none_index};
    for (std::size_t j = 0; j < 4; ++j) market.log_weight[market.route(3, j)] = no_route;
    for (std::size_t i = 0; i < 4; ++i) market.log_weight[market.route(i, 2)] = no_route;
    const auto result = cleared(market);
    ASSERT_TRUE(result.converged);
    for (const double log_price : result.log_price) EXPECT_TRUE(std::isfinite(log_price));
    EXPECT_DOUBLE_EQ(result.log_price[3], std::log(60.0));
    EXPECT_TRUE(std::isinf(result.log_delivered[2]));
    EXPECT_EQ(purchases_t(market, result, 2), 0);
    EXPECT_EQ(purchases_t(market, result, 3), 0);
    EXPECT_EQ(sales_t(market, result, 2), 0);
    EXPECT_EQ(sales_t(market, result, 3), 0);
    EXPECT_GT(sales_t(market, result, 0), 0);
}

TEST(Exchange, NobodyAtAllIsAnEmptyMarket) {
    HandMarket market = one_by_one(10, 0);
    const auto no_demand = cleared(market);
    EXPECT_TRUE(no_demand.converged);
    EXPECT_EQ(no_demand.flow_t[0], 0);
    market = one_by_one(0, 10);
    const auto no_supply = cleared(market);
    EXPECT_TRUE(no_supply.converged);
    EXPECT_TRUE(std::isfinite(no_supply.log_price[0]));
    EXPECT_TRUE(std::isinf(no_supply.log_delivered[0]));
}

TEST(Exchange, SurvivesAWarmStartFromAnotherWorld) {
    const HandMarket market = two_countries();
    const auto plain = cleared(market);
    ExchangeResult far;
    far.log_price = {-40, 60};
    far.log_rent = {3, 0};
    const auto result = cleared(market, far);
    ASSERT_TRUE(result.converged);
    EXPECT_NEAR(result.log_price[0], plain.log_price[0], 1e-7);
    EXPECT_NEAR(result.log_price[1], plain.log_price[1], 1e-7);
    EXPECT_EQ(result.log_rent[0], 0);
}

// 1e-7 of what the world offers: left out, it keeps its last price and sells nothing; the others trade as without it.
TEST(Exchange, WhoOffersDustIsLeftOut) {
    HandMarket market = two_countries();
    market.sell.quantity_t[1] = 12e-6;
    ExchangeProblem problem = market.problem();
    ExchangeSolver solver;
    ExchangeResult result;
    solver.solve(problem, result);
    EXPECT_GT(result.log_price[1], std::log(400));  // at any price, buyers at home want a part of it
    EXPECT_TRUE(solver.offers(1));
    problem.least_offer_share = 1e-6;
    ExchangeResult without;
    without.log_price = {std::log(90), std::log(123)};
    without.log_rent = {0, 0};
    solver.solve(problem, without);
    ASSERT_TRUE(without.converged);
    EXPECT_FALSE(solver.offers(1));
    EXPECT_TRUE(solver.offers(0));
    EXPECT_EQ(without.log_price[1], std::log(123));
    EXPECT_EQ(without.flow_t[2] + without.flow_t[3], 0);
    EXPECT_NEAR(without.log_price[0], result.log_price[0], 1e-6);
}

}  // namespace
}  // namespace orepolitik
