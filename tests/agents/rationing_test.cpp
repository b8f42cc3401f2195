// When an emergency plan begins and ends, and who hands over what, by hand.
#include "agents/rationing.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

EmergencyPlan plan() {
    EmergencyPlan made;
    made.priority_sectors = {"defence"};
    made.trigger_cover_months = 1;
    made.trigger_unmet_share = 0.05;
    made.others_share = 0.5;
    made.compensation = 0.1;
    return made;
}

TEST(Rationing, BeginsWhenCoverOrNeedFallsShort) {
    EXPECT_FALSE(plan_runs({.need_t = 10, .stock_t = 12, .unmet_t = 0}, plan(), false));
    EXPECT_TRUE(plan_runs({.need_t = 10, .stock_t = 9, .unmet_t = 0}, plan(), false));
    EXPECT_TRUE(plan_runs({.need_t = 10, .stock_t = 12, .unmet_t = 1}, plan(), false));
    EXPECT_FALSE(plan_runs({}, plan(), false)) << "nobody of priority needs it";
}

TEST(Rationing, EndsOnlyWellAboveItsTrigger) {
    EXPECT_TRUE(plan_runs({.need_t = 10, .stock_t = 14, .unmet_t = 0}, plan(), true));
    EXPECT_FALSE(plan_runs({.need_t = 10, .stock_t = 16, .unmet_t = 0}, plan(), true));
}

// One region, one material; a sector of priority and two others.
struct ThreeUsers {
    Economy economy;
    Manufacturers users;
    ThreeUsers() {
        economy.first_month = economy.month = Month::of(2025, 1);
        economy.region_codes = {"AAA"};
        economy.material_names = {"tin.refined"};
        auto& market = economy.markets.emplace_back();
        market.mineral = MineralId{0};
        market.form = Form::refined;
        market.importers.emplace_back().log_delivered = std::log(1000);
        BoundLaw law;
        law.name = "plan";
        law.instrument = plan();
        law.dates.from = economy.month;
        law.scope.actor = RegionId{0};
        economy.laws = LawBook({law});
        users.sector_names = {"defence", "cans"};
        users.sector = {0, 1, 1};
        users.material.assign(3, MaterialId{0});
        users.region.assign(3, RegionId{0});
        users.holders.market.assign(3, 0);
        users.holders.importer.assign(3, 0);
        users.need_t = users.allowed_t = {10, 20, 20};
        users.holders.stock_t = {2, 30, 10};
        users.unmet_t = users.handed_t = users.compensation = {0, 0, 0};
        users.rationed = {0, 0, 0};
    }
};

TEST(Rationing, OthersWaitAndHandOverWhatTheyMayNotUse) {
    ThreeUsers world;
    ration(world.users, world.economy);
    EXPECT_EQ(world.users.allowed_t, (std::vector<double>{10, 10, 10}));
    // 8 t to a month's need, from 30 and 10 t of stock; 5 t more to one and a half, from what is beyond 10 t of use.
    EXPECT_NEAR(world.users.handed_t[0], 13, 1e-12);
    EXPECT_NEAR(world.users.handed_t[1], -6 - 5, 1e-12);
    EXPECT_NEAR(world.users.handed_t[2], -2, 1e-12);
    EXPECT_NEAR(world.users.holders.stock_t[0], 15, 1e-12);
    EXPECT_NEAR(world.users.holders.stock_t[1], 19, 1e-12);
    ASSERT_EQ(world.economy.events.size(), 1U);
    EXPECT_EQ(world.economy.events[0].kind, "rationing");
    EXPECT_NEAR(rationing_compensation_usd(world.users, world.economy)[0], 0.1 * 20 * 1000, 1e-6);
}

TEST(Rationing, LeavesAloneWhoIsNotShort) {
    ThreeUsers world;
    world.users.holders.stock_t[0] = 20;
    ration(world.users, world.economy);
    EXPECT_EQ(world.users.allowed_t, world.users.need_t);
    EXPECT_TRUE(world.economy.events.empty());
    EXPECT_EQ(rationing_compensation_usd(world.users, world.economy)[0], 0);
}

TEST(Rationing, LetsNobodyWaitOnceThePlanHasEnded) {
    ThreeUsers world;
    ration(world.users, world.economy);
    ASSERT_EQ(world.users.rationed, (std::vector<std::uint8_t>{first_served, waiting, waiting}));
    BoundLaw ended = world.economy.laws.law(0);
    ended.dates.until = world.economy.month = world.economy.month + 1;
    world.economy.laws = LawBook({ended});
    world.users.allowed_t = world.users.need_t;
    ration(world.users, world.economy);
    EXPECT_EQ(world.users.rationed, (std::vector<std::uint8_t>{0, 0, 0}));
    EXPECT_EQ(rationing_compensation_usd(world.users, world.economy)[0], 0);
}

TEST(Rationing, PaysForThePlanThatRunsAlone) {
    ThreeUsers world;
    BoundLaw other = world.economy.laws.law(0);
    other.name = "never runs";
    auto& terms = std::get<EmergencyPlan>(other.instrument);
    terms.priority_sectors = {"cans"};
    terms.trigger_cover_months = 0;
    terms.trigger_unmet_share = 1;
    terms.compensation = 100;
    world.economy.laws = LawBook({world.economy.laws.law(0), other});
    ration(world.users, world.economy);
    EXPECT_EQ(world.users.rationed, (std::vector<std::uint8_t>{first_served, waiting, waiting}));
    EXPECT_NEAR(rationing_compensation_usd(world.users, world.economy)[0], 0.1 * 20 * 1000, 1e-6);
}

}  // namespace
}  // namespace orepolitik
