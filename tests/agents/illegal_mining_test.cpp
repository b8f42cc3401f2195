// What pays to dig without a permit, and what a mine's blend is made of.
#include "agents/illegal_mining.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(IllegalMining, KeepsAPartOfWhatATonneEarnsLessWhatIsFound) {
    const Behaviour b;
    EXPECT_NEAR(illegal_mining_margin(1000, 400, 0.1, b), 0.7 * 0.6 - 0.1 * 1.5, 1e-12);
    EXPECT_LT(illegal_mining_margin(1000, 900, 0.1, b), 0);  // what earns little is not worth the risk
    EXPECT_LT(illegal_mining_margin(1000, 400, 0.3, b), illegal_mining_margin(1000, 400, 0.1, b));
}

// A mine that could make 100 and may make 60.
Plants capped_mine() {
    Plants p;
    p.name.push_back("m");
    p.reserve_columns(1);
    p.capacity_t = {100};
    p.status = {static_cast<std::uint8_t>(Status::running)};
    p.permitted_t.set(0, 60);
    return p;
}

TEST(IllegalMining, WhatALawIdlesIsWhatThePermitLacks) {
    Plants p = capped_mine();
    EXPECT_EQ(p.available_capacity_t(0, 0), 60);
    EXPECT_EQ(p.idled_by_law_t(0, 0), 40);
    p.status = {static_cast<std::uint8_t>(Status::mothballed)};
    EXPECT_EQ(p.idled_by_law_t(0, 0), 0);
}

// Offered 60 by right and 18 more, of 20 of which a tenth is found; two thirds are sold, of both alike.
TEST(IllegalMining, IsSoldAndFoundInProportion) {
    Plants p = capped_mine();
    p.blended_t.set(0, 18);
    p.found_t.set(0, 2);
    p.output_t = {52};
    Economy economy;
    settle_unlicensed(p, 0, 1000, economy);
    EXPECT_NEAR(p.blended_t[0], 12, 1e-12);
    EXPECT_NEAR(p.found_t[0], 2 * 12 / 18.0, 1e-12);
    EXPECT_NEAR(p.fine_usd[0], 2 * 12 / 18.0 * 0.5 * 1000, 1e-9);
}

// Capacity worth running past a permit of 60, of which 40 are idle.
double worth_digging(double sold_t, double blended_t, double margin) {
    Economy economy;
    economy.behaviour.illegal_mining_share = 0.5;
    economy.behaviour.smuggling_slope = 0.3;
    Plants p = capped_mine();
    p.output_t = {sold_t};
    p.blended_t.set(0, blended_t);
    return worth_digging_t(p, 0, margin, economy);
}

TEST(IllegalMining, NothingIsDugWhereThePermitDoesNotBindOrItDoesNotPay) {
    EXPECT_NEAR(worth_digging(60, 0, 0.6), 0.5 * 40, 1e-12);
    EXPECT_NEAR(worth_digging(60, 0, 0.03), 0.1 * 40, 1e-12);
    EXPECT_EQ(worth_digging(50, 0, 0.6), 0);
    EXPECT_EQ(worth_digging(70, 20, 0.6), 0);  // of which 50 by right
    EXPECT_GT(worth_digging(79, 20, 0.6), 0);
    EXPECT_EQ(worth_digging(60, 0, 0), 0);
    EXPECT_EQ(worth_digging(60, 0, -1), 0);
}

}  // namespace
}  // namespace orepolitik
