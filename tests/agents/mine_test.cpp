// Costs rise as grades fall; by-products follow what their hosts make.
#include "agents/mine.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(Mine, CostRisesAsGradeFalls) {
    EXPECT_DOUBLE_EQ(cash_cost_usd_per_t(1000, 1, 0.4), 1000);
    EXPECT_NEAR(cash_cost_usd_per_t(1000, 0.25, 0.5), 2000, 1e-9);
}

// Two regions make 30 and 70; half of the by-product comes with the host.
Economy economy_with_host() {
    Economy economy;
    auto& market = economy.markets.emplace_back();
    market.exporters.resize(2);
    market.exporters[0].made_t = 30;
    market.exporters[1].made_t = 70;
    market.made_t = 100;
    return economy;
}

TEST(Mine, ByProductFollowsTheHostsOutputAtHome) {
    const std::vector<HostLink> links{{MaterialId{0}, 0, 0.5, 60}};
    EXPECT_NEAR(host_activity(links, economy_with_host()), 0.5 + 0.5 * 0.5, 1e-12);
}

TEST(Mine, ByProductFollowsTheWorldWhereNoHostIsAtHome) {
    const std::vector<HostLink> links{{MaterialId{0}, none_index, 0.8, 100}};
    EXPECT_NEAR(host_activity(links, economy_with_host()), 1, 1e-12);
}

TEST(Mine, ByProductDoesNotFollowSalesFromStock) {
    Economy economy = economy_with_host();
    economy.markets[0].exporters[0].sold_t = 500;
    EXPECT_NEAR(host_activity({{MaterialId{0}, 0, 1, 30}}, economy), 1, 1e-12);
}

// One mine of 10 t a month with 25 t in the ground.
Mines small_mine(double replacement_share) {
    Mines mines;
    mines.plants.name = {"mine"};
    mines.plants.capacity_t = {10};
    mines.plants.reserve_columns(1);
    mines.plants.status = {static_cast<std::uint8_t>(Status::running)};
    mines.plants.output_t = {10};
    mines.reserves_t = {25};
    mines.mined_t = {0};
    mines.base_output_t = {0};
    mines.replacement_share = {replacement_share};
    mines.explores = {1};
    return mines;
}

TEST(Mine, ClosesForGoodWhenItsReservesAreMinedOut) {
    const Economy economy;
    Mines mines = small_mine(0);
    mines.deplete(0, economy);
    EXPECT_DOUBLE_EQ(mines.reserves_t[0], 15);
    EXPECT_EQ(mines.plants.status[0], static_cast<std::uint8_t>(Status::running));
    mines.deplete(0, economy);
    EXPECT_EQ(mines.plants.status[0], static_cast<std::uint8_t>(Status::closed));
    EXPECT_EQ(mines.plants.moved[0], static_cast<std::uint16_t>(PlantMove::exhaustion));
}

TEST(Mine, ThatIsMinedOutInTheMonthOfANewProjectTellsOfItsEndAlone) {
    const Economy economy;
    Mines mines = small_mine(0);
    mines.reserves_t = {15};
    mines.plants.begun[0].push_back({.month = 24, .t = 5});
    mines.plants.moved[0] = static_cast<std::uint16_t>(PlantMove::project);
    mines.deplete(0, economy);
    EXPECT_TRUE(mines.plants.begun[0].empty());
    EXPECT_EQ(mines.plants.moved[0], static_cast<std::uint16_t>(PlantMove::exhaustion));
}

TEST(Mine, LivesOnWhereExplorationReplacesWhatIsMined) {
    const Economy economy;
    Mines mines = small_mine(1);
    for (int month = 0; month < 100; ++month) mines.deplete(0, economy);
    EXPECT_DOUBLE_EQ(mines.reserves_t[0], 25);
    EXPECT_EQ(mines.plants.status[0], static_cast<std::uint8_t>(Status::running));
}

}  // namespace
}  // namespace orepolitik
