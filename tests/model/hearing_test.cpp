// What buyers hear of losses of supply: laws, outages, and feed that will be short once stocks of it are used.
#include <gtest/gtest.h>

#include <cmath>

#include "model/economy.hpp"

namespace orepolitik {
namespace {

// Two regions; the second makes metal of the first one's ore and sells all of it to the first.
Economy ore_and_metal() {
    Economy e;
    e.first_month = e.month = Month::of(2025, 1);
    e.month = e.month + 1;
    e.feed_of_material = {MaterialId{}, MaterialId{0}};
    for (std::uint32_t k = 0; k < 2; ++k) {
        auto& m = e.markets.emplace_back();
        m.material = MaterialId{k};
        m.exporters.resize(1), m.importers.resize(1);
        m.exporters[0].region = RegionId{k}, m.importers[0].region = RegionId{1 - k};
        m.exporter_of_region = {k == 0 ? 0 : none_index, k == 1 ? 0 : none_index};
        m.importer_of_region = {k == 1 ? 0 : none_index, k == 0 ? 0 : none_index};
        m.routes.base_share = {1};
    }
    e.markets[0].importers[0].feed_need_t = 10;
    e.behaviour.feed_alarm_months = 20;
    return e;
}

TEST(Hearing, AnOutageIsNewsByWhatItTakesOfPurchases) {
    Economy e = ore_and_metal();
    e.markets[0].exporters[0].outage_share = 0.3;
    hear_of_restrictions(e);
    EXPECT_DOUBLE_EQ(e.markets[0].importers[0].news, 0.3);
    EXPECT_DOUBLE_EQ(e.markets[0].importers[0].alarm, 0.3);
    e.markets[0].exporters[0].outage_share = 0.1;
    hear_of_restrictions(e);
    EXPECT_NEAR(e.markets[0].importers[0].news, 0.1, 1e-15);
    EXPECT_NEAR(e.markets[0].importers[0].alarm, 0.1, 1e-15);
}

TEST(Hearing, LawsAndOutagesTakeFromEachOther) {
    Economy e = ore_and_metal();
    e.markets[0].exporters[0].outage_share = 0.5;
    e.markets[0].importers[0].law_share = 0.4;
    hear_of_restrictions(e);
    EXPECT_DOUBLE_EQ(e.markets[0].importers[0].restricted_share, 0.7);
}

// Of twenty months, stocks of ten months' need bridge half: a loss of .7 leaves .2 of the metal short, one of .4 none.
TEST(Hearing, StocksOfFeedBridgeALossForThoseWhoBuyTheMetal) {
    Economy e = ore_and_metal();
    auto& feed = e.markets[0].importers[0];
    feed.feed_stock_t = 100;
    feed.law_share = 0.7;
    hear_of_restrictions(e);
    EXPECT_NEAR(e.markets[1].importers[0].news, 0.2, 1e-15);
    feed.law_share = 0.4;
    hear_of_restrictions(e);
    EXPECT_NEAR(e.markets[1].importers[0].restricted_share, 0, 1e-15);
    feed.feed_stock_t = 0;
    hear_of_restrictions(e);
    EXPECT_NEAR(e.markets[1].importers[0].restricted_share, 0.4, 1e-15);
}

// A third of the way from .1 to .4 in three months' memory; half of what is left is expected on top.
TEST(Hearing, TrendsAreCarriedOnAndCalmed) {
    Market m;
    m.exporters.resize(1), m.importers.resize(1);
    m.exporters[0].log_price = m.importers[0].log_delivered = 0.4;
    m.exporters[0].recent_log_price = m.importers[0].recent_log_delivered = 0.1;
    m.importers[0].calmed = 0.5;
    m.exporters[0].sold_t = m.importers[0].bought_t = 1;
    Behaviour b;
    b.trend_extrapolation = 0.5;
    b.trend_months = 3;
    b.usual_move = 0;
    observe_prices(m, b);
    EXPECT_NEAR(m.exporters[0].rise_to_come(), 0.5 * 0.2, 1e-15);
    EXPECT_NEAR(m.importers[0].rise_to_come(), 0.25 * 0.2, 1e-15);
    m.exporters[0].sold_t = 0;
    observe_prices(m, b);
    EXPECT_EQ(m.exporters[0].rise_to_come(), 0) << "a quote without sales has no trend";
}

// Of a usual move half is taken for more than noise, of one four times as large 16 parts of 17.
TEST(Hearing, SmallMovesAreTakenForNoise) {
    for (const auto& [move, share] : {std::pair{0.1, 0.5}, {0.4, 16.0 / 17}, {-0.4, 16.0 / 17}, {0.01, 1.0 / 101}}) {
        Market m;
        m.exporters.resize(1);
        m.exporters[0].sold_t = 1;
        m.exporters[0].log_price = move;
        Behaviour b;
        b.trend_extrapolation = 0.6;
        b.trend_months = 1e9;  // memory stays where it was
        b.usual_move = 0.1;
        observe_prices(m, b);
        EXPECT_NEAR(m.exporters[0].trend_rise, 0.6 * move * share, 1e-8) << move;
    }
}

}  // namespace
}  // namespace orepolitik
