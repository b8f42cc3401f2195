#include <gtest/gtest.h>

#include <cmath>

#include "start/base_year.hpp"
#include "tests/start/small_world.hpp"

namespace orepolitik::start {
namespace {

WorldData world_with_routes() {
    WorldData data = three_countries();
    ChokepointRow narrow;
    narrow.name = "Bab-el-Mandeb";
    ChokepointRow gulf;
    gulf.name = "Hormuz";
    data.chokepoints = {narrow, gulf};
    RouteRow far = route_row("AAA", "BBB", 9000);
    far.chokepoints = "Bab-el-Mandeb;Hormuz";
    far.distance_nm_bab_el_mandeb_closed = 12000;
    far.distance_nm_hormuz_closed = "closed";
    data.routes = {far, route_row("AAA", "BBB", 10000)};
    return data;
}

const Lane& lane(const BaseYear& base, std::size_t from, std::size_t to) {
    return base.lanes[from * base.regions.size() + to];
}

TEST(Lanes, TakeTheCheapestStatedRouteEitherWay) {
    const BaseYear base = derive_base_year(world_with_routes());
    EXPECT_EQ(lane(base, 0, 1).distance_nm, 9000);
    EXPECT_EQ(lane(base, 1, 0).distance_nm, 9000);
    EXPECT_NEAR(lane(base, 0, 1).bulk_usd_per_t, 3 + 0.00157 * 9000, 1e-12);
    EXPECT_NEAR(lane(base, 0, 1).container_usd_per_t, 30 + 0.004 * 9000, 1e-12);
    EXPECT_EQ(lane(base, 0, 1).months, 1);
}

TEST(Lanes, StayHomeForNothing) {
    const BaseYear base = derive_base_year(world_with_routes());
    EXPECT_EQ(lane(base, 2, 2).distance_nm, 0);
    EXPECT_EQ(lane(base, 2, 2).bulk_usd_per_t, 0);
    EXPECT_EQ(lane(base, 2, 2).months, 0);
    EXPECT_EQ(freight_usd_per_t(base.materials[0], lane(base, 2, 2), base.rules), 0);
}

TEST(Lanes, FallBackOnTheMedianBetweenPartsOfTheWorld) {
    const BaseYear base = derive_base_year(world_with_routes());
    EXPECT_EQ(lane(base, 0, 2).distance_nm, 9000);  // south to north, as AAA to BBB
}

TEST(Lanes, FallBackOnRoutesThatShareAPartOfTheWorld) {
    const BaseYear base = derive_base_year(world_with_routes());
    EXPECT_EQ(lane(base, 1, 2).distance_nm, 9000);  // north to north: only south to north is known
}

TEST(Lanes, FallBackOnTheWorldMedian) {
    WorldData data = world_with_routes();
    data.countries.push_back(country_row("DDD", "east"));
    data.countries.push_back(country_row("EEE", "west"));
    uses(data, "tinsel", "DDD", 10);
    uses(data, "tinsel", "EEE", 10);
    const BaseYear base = derive_base_year(data);
    EXPECT_EQ(lane(base, 3, 4).distance_nm, 9000);
}

TEST(Lanes, NeedNoRoutesTable) {
    WorldData data = three_countries();
    const BaseYear base = derive_base_year(data);
    EXPECT_EQ(lane(base, 0, 1).distance_nm, data.rules.ship_nm_per_month);
}

TEST(Lanes, KnowTheWayAroundAClosedStrait) {
    const BaseYear base = derive_base_year(world_with_routes());
    const Lane& south = lane(base, 0, 1);
    EXPECT_EQ(south.chokepoints, 0b11U);
    EXPECT_EQ(south.distance_if_closed_nm[0], 12000);
    EXPECT_TRUE(std::isinf(south.distance_if_closed_nm[1]));
}

TEST(Lanes, AssumeADetourThatTheTableDoesNotState) {
    WorldData data = world_with_routes();
    data.chokepoints[0].name = "Bosporus";
    data.routes[0].chokepoints = "Bosporus";
    const BaseYear base = derive_base_year(data);
    EXPECT_EQ(lane(base, 0, 1).distance_if_closed_nm[0], 9000 + data.rules.unknown_detour_nm);
}

TEST(Freight, IsPerTonneOfMetalAndDependsOnTheWorthOfTheCargo) {
    const Lane sea{.from = RegionId{0},
                   .to = RegionId{1},
                   .bulk_usd_per_t = 10,
                   .container_usd_per_t = 60,
                   .distance_nm = 5000,
                   .months = 1,
                   .chokepoints = 0,
                   .distance_if_closed_nm = {}};
    Material ore{.name = "ore",
                 .mineral = {},
                 .form = Form::ore,
                 .base_price_usd_per_t = 2000,
                 .content_share = 0.25,
                 .handling_usd_per_t = 5};
    EXPECT_DOUBLE_EQ(freight_usd_per_t(ore, sea, {}), 10 / 0.25 + 5);  // 500 USD a gross tonne: bulk
    ore.content_share = 1;
    EXPECT_DOUBLE_EQ(freight_usd_per_t(ore, sea, {}), 60 + 5);
}

}  // namespace
}  // namespace orepolitik::start
