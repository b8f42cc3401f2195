// What pays to smuggle, and which way.
#include "agents/smuggler.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(Smuggler, SeesOnlyTheGapThatTheBaseYearDidNotHave) {
    EXPECT_DOUBLE_EQ(price_gap(0.1, 0.1), 0);
    EXPECT_DOUBLE_EQ(price_gap(0.05, 0.1), 0);
    EXPECT_NEAR(price_gap(0.1 + std::log(2), 0.1), 0.5, 1e-12);  // the price has doubled against the origin's
}

TEST(Smuggler, KeepsSevenTenthsLessWhatIsFoundAndWhatHidingCosts) {
    const Behaviour b;
    EXPECT_NEAR(smuggling_margin(0.5, 0.1, 500, 10'000, b), 0.7 * 0.5 - 0.1 * 1.5 - 0.05, 1e-12);
    EXPECT_LT(smuggling_margin(0.5, 0.1, 500, 600, b), 0);  // steel is not worth hiding
}

TEST(Smuggler, CarriesMoreTheMoreItPaysUpToTheFringesCapacity) {
    Behaviour b;
    b.smuggling_capacity = 0.5;
    EXPECT_EQ(smuggled_share(-0.1, b), 0);
    EXPECT_NEAR(smuggled_share(0.15, b), 0.25, 1e-12);
    EXPECT_EQ(smuggled_share(0.9, b), 0.5);
}

// Regions 0 (makes it), 1 (lacks it) and 2 (between them), each a seller and a buyer at the same base price.
Economy three_regions() {
    Economy economy;
    auto& market = economy.markets.emplace_back();
    market.material = MaterialId{0};
    market.exporters.resize(3);
    market.importers.resize(3);
    for (std::uint32_t r = 0; r < 3; ++r) {
        market.exporters[r].region = market.importers[r].region = RegionId{r};
        market.exporters[r].base_log_price = market.exporters[r].log_price = std::log(10'000);
        market.importers[r].base_log_delivered = market.importers[r].log_delivered = std::log(10'000);
        market.exporter_of_region.push_back(r);
        market.importer_of_region.push_back(r);
    }
    market.routes.terms.resize(9);
    market.routes.rents.resize(9);
    market.routes.months.assign(9, 1);
    market.routes.base_freight_usd_per_t.assign(9, 100);
    market.importers[1].log_delivered = std::log(40'000);
    return economy;
}

Smugglers smuggler_from_0_to_1() {
    Smugglers s;
    s.material = {MaterialId{0}};
    s.from = {RegionId{0}};
    s.to = {RegionId{1}};
    s.base_flow_t = {1200};
    s.planned_t = {0};
    s.awake = {0};
    s.way.resize(1);
    return s;
}

TEST(Smuggler, DoesNothingWhereTradeIsFree) {
    const Economy economy = three_regions();
    Smugglers s = smuggler_from_0_to_1();
    s.observe(0, economy);
    EXPECT_EQ(s.planned_t[0], 0);
}

TEST(Smuggler, GoesStraightWhereAllRoutesAreClosed) {
    Economy economy = three_regions();
    economy.behaviour.smuggling_capacity = 0.5;
    for (auto& terms : economy.markets[0].routes.terms) terms.open = false;
    Smugglers s = smuggler_from_0_to_1();
    s.observe(0, economy);
    EXPECT_EQ(s.way[0].through, none_index);
    EXPECT_NEAR(s.way[0].margin, 0.7 * 0.75 - 0.15 - 500.0 / 40'000, 1e-12);
    EXPECT_NEAR(s.planned_t[0], 1200 * 0.5 / 12, 1e-9);  // a twelfth of the way to the fringe's capacity
}

// Whose strait is shut without a way round ships nothing, by law or past it.
TEST(Smuggler, GoesNowhereWhereNoShipCanPass) {
    Economy economy = three_regions();
    for (auto& terms : economy.markets[0].routes.terms) terms = {.open = false, .passable = false};
    Smugglers s = smuggler_from_0_to_1();
    s.observe(0, economy);
    EXPECT_EQ(s.planned_t[0], 0);
}

TEST(Smuggler, GoesThroughAThirdCountryWhoseBordersAreOpen) {
    Economy economy = three_regions();
    auto& routes = economy.markets[0].routes;
    routes.terms[1].open = false;  // from 0 to 1
    Smugglers s = smuggler_from_0_to_1();
    s.observe(0, economy);
    EXPECT_EQ(s.way[0].through, 2U);
    EXPECT_EQ(s.way[0].months, 2U);
    EXPECT_NEAR(s.way[0].detection, 0.05, 1e-12);
    routes.base_freight_usd_per_t[2] = 20'000;  // the detour eats what the straight way costs
    s.observe(0, economy);
    EXPECT_EQ(s.way[0].through, none_index);
}

// Into what the third country sells by right, as far as that hides it, at its price.
TEST(Smuggler, BlendsAsMuchAsAThirdCountrysGoodsHide) {
    Economy economy = three_regions();
    economy.behaviour.blending_share = 0.3;
    auto& routes = economy.markets[0].routes;
    routes.flow_t.assign(9, 0);
    routes.terms[1].open = false;  // from 0 to 1
    Smugglers s = smuggler_from_0_to_1();
    const auto look = [&](double lawful_t, double planned_t) {
        routes.flow_t[7] = lawful_t;  // from 2 to 1
        s.planned_t = {planned_t};
        s.observe(0, economy);
        return s.way[0];
    };
    const double unblended = 0.7 * 0.75 - 0.05 * 1.5 - (500.0 + 100) / 40'000, discount = 0.3 * 0.75;
    EXPECT_EQ(look(0, 600).blended_share, 0);  // nothing to hide in
    EXPECT_NEAR(look(0, 600).margin, unblended, 1e-12);
    EXPECT_EQ(look(1000, 600).through, 2U);
    EXPECT_NEAR(look(1000, 600).blended_share, 0.5, 1e-12);
    EXPECT_NEAR(look(1000, 600).margin, unblended + 0.5 * discount, 1e-12);
    EXPECT_EQ(look(10'000, 600).blended_share, 1);
    economy.behaviour.blending_share = 0;
    EXPECT_EQ(look(10'000, 600).blended_share, 0);
}

// Two origins shut out of 1, of which the first sold twice as much there: it gets two thirds of what 2's goods hide.
TEST(Smuggler, SharesWhatHidesItWithOtherOriginsThatAreShutOut) {
    Economy economy = three_regions();
    economy.behaviour.blending_share = 0.3;
    auto& market = economy.markets[0];
    market.exporters.push_back(market.exporters[0]);  // region 3 sells alike and buys nothing
    market.exporters[3].region = RegionId{3};
    market.exporter_of_region.push_back(3);
    auto& routes = market.routes;
    routes.terms.resize(12);
    routes.rents.resize(12);
    routes.months.assign(12, 1);
    routes.base_freight_usd_per_t.assign(12, 100);
    routes.flow_t.assign(12, 0);
    routes.flow_t[7] = 1000;       // from 2 to 1
    routes.terms[1].open = false;  // from 0 to 1
    Smugglers s = smuggler_from_0_to_1();
    s.material.push_back(MaterialId{0});
    s.from.push_back(RegionId{3});
    s.to.push_back(RegionId{1});
    s.base_flow_t.push_back(600);
    EXPECT_NEAR(s.room_share(0, economy), 1, 1e-12);  // the other may sell there
    routes.terms[10].open = false;                    // from 3 to 1
    EXPECT_NEAR(s.room_share(0, economy), 2.0 / 3, 1e-12);
    EXPECT_NEAR(s.room_share(0, economy) + s.room_share(1, economy), 1, 1e-12);
    s.planned_t = {600};
    s.observe(0, economy);
    EXPECT_NEAR(s.way[0].blended_share, 1.0 / 3, 1e-12);  // two thirds of 300 t, of 600
}

TEST(Smuggler, IsDeterredByEnforcement) {
    Economy economy = three_regions();
    for (auto& terms : economy.markets[0].routes.terms) terms = {.open = false, .detection = 0.4};
    Smugglers s = smuggler_from_0_to_1();
    s.observe(0, economy);
    EXPECT_NEAR(s.way[0].detection, 1 - 0.9 * 0.6, 1e-12);
    EXPECT_LT(s.way[0].margin, 0);
    EXPECT_EQ(s.planned_t[0], 0);
}

}  // namespace
}  // namespace orepolitik
