// How full a smelter runs at its margin, and the feed that it sells again.
#include "agents/processing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

constexpr RunRule run_rule{.base_utilisation = 0.9, .base_margin_usd_per_t = 50, .lowest_share = 0.7};
constexpr double restart_cost_usd_per_t = 1200;

double run_at(double margin_usd_per_t) {
    return utilisation(margin_usd_per_t, run_rule, restart_cost_usd_per_t);
}

TEST(Utilisation, IsItsBaseBetweenZeroAndTheBaseMargin) {
    for (const double margin : {0.0, 25.0, 50.0}) EXPECT_DOUBLE_EQ(run_at(margin), 0.9);
}

TEST(Utilisation, FallsToItsLowestShareAtMinusTheRestartCostOverAYear) {
    EXPECT_NEAR(run_at(-50), 0.9 * 0.85, 1e-12);
    EXPECT_NEAR(run_at(-100), 0.63, 1e-12);
    EXPECT_NEAR(run_at(-1000), 0.63, 1e-12);
}

TEST(Utilisation, RisesToFullAboveTheBaseMargin) {
    EXPECT_NEAR(run_at(100), 0.95, 1e-12);
    EXPECT_DOUBLE_EQ(run_at(150), 1);
    EXPECT_DOUBLE_EQ(run_at(5000), 1);
}

TEST(Utilisation, NeverFallsAsTheMarginRises) {
    for (double margin = -200; margin < 300; margin += 1) EXPECT_LE(run_at(margin), run_at(margin + 1));
}

// One smelter of 100 t a month, a tonne of feed for a tonne of metal, whose target cover is a month.
struct OneSmelter {
    Economy economy;
    Smelters smelters;

    explicit OneSmelter(double feed_stock_t, Status status = Status::running) {
        economy.markets.resize(2);
        for (std::uint32_t m = 0; m < 2; ++m) {
            auto& market = economy.markets[m];
            market.material = MaterialId{m};
            market.exporters.resize(1);
            market.importers.resize(1);
            market.exporters[0].log_price = market.exporters[0].mean_log_price = std::log(m == 0 ? 60 : 100);
            market.importers[0].log_delivered = market.importers[0].mean_log_delivered = std::log(m == 0 ? 60 : 100);
            auto& o = market.orders;
            for (auto* column : {&o.sell_quantity_t, &o.sell_log_reservation, &o.sell_steepness, &o.sold_t})
                column->assign(1, 0);
            for (auto* column : {&o.buy_quantity_t, &o.buy_log_value, &o.buy_log_choke, &o.buy_steepness, &o.bought_t})
                column->assign(tranche_count, 0);
        }
        auto& s = smelters;
        s.plants.name = {"one"};
        s.plants.product = {MaterialId{1}};
        s.plants.mineral = {MineralId{0}};
        s.plants.country = {CountryId{0}};
        s.plants.region = {RegionId{0}};
        s.plants.exporter = s.plants.slot = s.feed.market = s.feed.importer = s.feed.slot = {0};
        s.plants.capacity_t = {100};
        s.plants.typical_t = {100};
        s.plants.status = {static_cast<std::uint8_t>(status)};
        s.plants.lines = {1};
        s.plants.stopped_lines = {0};
        s.plants.restart_cost_usd_per_t = {restart_cost_usd_per_t};
        s.feed.stock_t = {feed_stock_t};
        s.feed.claims_t = s.feed.log_offset = {0};
        s.feed.base_cover_months = {1};
        s.feed.supply_t = {100};
        s.feed_material = {MaterialId{0}};
        s.feed_exporter = s.feed_sell_slot = {0};
        s.feed_t_per_t = {1};
        s.conversion_cost_usd_per_t = {20};
        s.power_cost_usd_per_t = s.carbon_t_per_t = {0};
        s.unseen_income_usd_per_t = s.finished_t = s.planned_t = s.wanted_t = {0};
        s.base_sale_share = {0.5};
        s.margin_usd_per_t = {20};
        s.rules = {run_rule};
        s.credits = {{}};
    }
    const OrderBook& feed_orders() const { return economy.markets[0].orders; }
};

TEST(Smelter, OffersOnlyFeedBeyondItsUseAndCover) {
    OneSmelter lean(150), full(600);
    lean.smelters.decide(0, lean.economy);
    full.smelters.decide(0, full.economy);
    EXPECT_DOUBLE_EQ(lean.feed_orders().sell_quantity_t[0], 0);
    const double surplus = 600 - 2 * 90;  // 90 t a month at its base utilisation
    EXPECT_NEAR(full.feed_orders().sell_quantity_t[0], surplus / full.economy.behaviour.stocking_months, 1e-9);
    EXPECT_LT(full.feed_orders().sell_log_reservation[0], std::log(60));  // stock beyond cover is worth less to it
}

Background carbon_priced_at(double usd_per_t) {
    return bind_background({}, {},
                           {.regions = {"AAA"},
                            .countries = {"AAA"},
                            .region_of_country = {RegionId{0}},
                            .has_numeraire = {1},
                            .carbon_price_usd_per_t = {usd_per_t},
                            .minerals = {},
                            .sectors = {}})
        .background;
}

// A smelter of steel by hand: 0.9 t of CO2 of its own and 1.0 t in its feed; the border counts 1.9 t.
TEST(Smelter, PaysAsMuchForItsCarbonAsTheBorderCounts) {
    OneSmelter one(150);
    one.smelters.plants.terms.tell_apart(1);
    one.smelters.carbon_t_per_t = {0.9};
    one.economy.markets[1].exporters[0].made_with.co2_t_per_t = 1.9;
    one.economy.background = carbon_priced_at(80);
    const auto cost = [&](double share, double counted = std::numeric_limits<double>::infinity()) {
        one.smelters.plants.terms.set(
            0, {.has_free_allowances = true, .charged_carbon_share = share, .counted_t_co2_per_t = counted});
        return one.smelters.unit_cost_usd_per_t(0, one.economy);
    };
    one.economy.markets[0].importers[0].served = 1;
    for (const double share : {0.25, 1.0}) EXPECT_NEAR(cost(share) - cost(0), share * 80 * 1.9, 1e-9);
    EXPECT_NEAR(cost(1, 1.5) - cost(0, 1.5), 80 * 1.5, 1e-9) << "a stated intensity counts on both sides";
    one.economy.markets[0].form = Form::scrap;
    EXPECT_NEAR(cost(1) - cost(0), 80 * 0.9, 1e-9) << "scrap brings no carbon";
}

TEST(Smelter, ThatStandsStillOffersAllItsFeedABandAboveTheExpectedPrice) {
    OneSmelter idle(600, Status::mothballed);
    idle.smelters.decide(0, idle.economy);
    EXPECT_NEAR(idle.feed_orders().sell_quantity_t[0], 600 / idle.economy.behaviour.stocking_months, 1e-9);
    EXPECT_NEAR(idle.feed_orders().sell_log_reservation[0], std::log(60) + idle.economy.behaviour.trader_band, 1e-9);
}

TEST(Smelter, BidsForFeedBelowWhatItAsksForIt) {
    OneSmelter full(600);
    full.smelters.decide(0, full.economy);
    for (std::size_t k = 0; k < tranche_count; ++k)
        EXPECT_LT(full.feed_orders().buy_log_value[k], full.feed_orders().sell_log_reservation[0]);
}

TEST(QuarterLosses, EndWhenAnotherStopsBehindACapThatBinds) {
    ExporterSide side;
    side.capacity_t = 90;
    EXPECT_FALSE(is_relieved_by_a_stop(side, 100));  // the world's price does not notice
    side.log_rent = 0.1;
    EXPECT_TRUE(is_relieved_by_a_stop(side, 100));
    EXPECT_FALSE(is_relieved_by_a_stop(side, 90));
    EXPECT_FALSE(is_relieved_by_a_stop(side, 80));
    side.log_rent = 0, side.cap_rent_usd_per_t = 5;
    EXPECT_TRUE(is_relieved_by_a_stop(side, 100));
}

TEST(QuarterLosses, HoldTheLastFourQuarters) {
    QuarterLosses losses{};
    for (int month = 0; month < 24; ++month) losses = after_month(losses, 10, month % 3 == 0);
    EXPECT_DOUBLE_EQ(sum_of(losses), 120);
    for (int month = 0; month < 12; ++month) losses = after_month(losses, 0, month % 3 == 0);
    EXPECT_DOUBLE_EQ(sum_of(losses), 0);
}

}  // namespace
}  // namespace orepolitik
