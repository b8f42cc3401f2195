// One material's month: who sells nothing quotes what a tonne would fetch at home.
#include "model/market/market.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace orepolitik {
namespace {

// Two countries with a seller and a buyer each, free trade, a price of a hundred in the base year. The second seller
// has so much left.
Market two_sellers(double second_has_t) {
    Market m;
    m.material = MaterialId{0}, m.mineral = MineralId{0}, m.form = Form::refined;
    m.sourcing_elasticity = 8;
    m.exporters.resize(2), m.importers.resize(2);
    for (std::uint32_t k = 0; k < 2; ++k) {
        auto& seller = m.exporters[k];
        m.importers[k].region = seller.region = RegionId{k};
        seller.home = k;
        seller.export_cap_t = std::numeric_limits<double>::infinity();
        seller.base_log_price = seller.log_price = seller.linearised_at = std::log(100.0);
        m.importers[k].base_log_delivered = std::log(100.0);
    }
    auto& o = m.orders;
    o.sell_quantity_t = {120, second_has_t}, o.sell_log_reservation = {std::log(90.0), std::log(90.0)};
    o.sell_steepness = {6, 6}, o.sell_first = {0, 1, 2};
    o.buy_quantity_t = {80, 80}, o.buy_log_value = {std::log(120.0), std::log(120.0)};
    o.buy_steepness = {10, 10}, o.buy_first = {0, 1, 2};
    o.sold_t = o.bought_t = {0, 0};
    auto& routes = m.routes;
    for (auto* column : {&routes.log_weight, &routes.freight_usd_per_t, &routes.log_trade_cost, &routes.open_log_weight,
                         &routes.flow_t, &routes.perceived_cost, &routes.base_share})
        column->assign(4, 0);
    routes.terms.resize(4), routes.rents.resize(4);
    find_prices(m);
    book_trades(m);
    return m;
}

double price(const Market& m, std::size_t exporter) {
    return std::exp(m.exporters[exporter].log_price);
}

TEST(Market, WhoHasNothingLeftQuotesWhatBuyersAtHomePay) {
    for (const double left_t : {0.0, 1e-9, 1e-5}) {
        const Market m = two_sellers(left_t);
        EXPECT_NEAR(m.exporters[1].log_price, m.importers[1].log_delivered, 1e-12) << left_t;
        EXPECT_EQ(m.exporters[1].sold_t, 0) << left_t;
        EXPECT_EQ(m.orders.sold_t[1], 0) << left_t;
        EXPECT_EQ(m.exporters[1].revenue_usd, 0) << left_t;
        EXPECT_LT(price(m, 1), 1.5 * price(m, 0)) << left_t;
    }
}

TEST(Market, WhoHasMoreThanDustSellsItAtWhatItFetches) {
    const Market m = two_sellers(1e-2);
    EXPECT_GT(m.exporters[1].sold_t, 0.9e-2);
    EXPECT_GT(price(m, 1), price(m, 0));
    EXPECT_LT(price(m, 1), 10 * price(m, 0));  // shares of origins bound it: the dust's is the largest
}

TEST(Market, DustLeavesTheOthersAndTheBooksAsTheyAre) {
    const Market without = two_sellers(0), with = two_sellers(1e-5);
    EXPECT_EQ(with.exporters[0].log_price, without.exporters[0].log_price);
    EXPECT_EQ(with.world_log_price, without.world_log_price);
    double paid = 0;
    for (const auto& buyer : with.importers) paid += buyer.paid_usd;
    EXPECT_NEAR(paid, with.exporters[0].revenue_usd + with.exporters[1].revenue_usd, 1e-12 * paid);
    const double bought = std::accumulate(with.orders.bought_t.begin(), with.orders.bought_t.end(), 0.0);
    EXPECT_NEAR(bought, with.exporters[0].sold_t, 1e-12 * bought);
}

TEST(Market, WithoutBuyersAtHomeThePriceIsTheLastOneAsked) {
    Market m = two_sellers(1e-9);
    m.exporters[1].home = none_index;
    m.exporters[1].log_price = m.result.log_price[1] = std::log(77.0);
    find_prices(m);
    EXPECT_DOUBLE_EQ(price(m, 1), 77);
}

// A quota of ten tonnes, then none that binds: what licences cost over the price at home falls by a quarter a month.
TEST(Market, LicencesOfOnesOwnCapAreSoldOffSlowly) {
    Market m = two_sellers(10);
    Behaviour b;
    b.licence_months = 4;
    m.exporters[0].export_cap_t = 10;
    m.exporters[0].rent_eases = true;
    const auto exported = [&] { return m.result.flow_t[m.route(0, 1)]; };
    const auto month = [&] {
        observe_prices(m, b);
        find_prices(m);
    };
    month();
    EXPECT_NEAR(exported(), 10, 1e-6);
    const double rent = std::expm1(m.exporters[0].log_rent);
    ASSERT_GT(rent, 0.05);
    m.exporters[0].export_cap_t = 1000;
    for (int later = 1; later <= 3; ++later) {
        month();
        EXPECT_NEAR(std::expm1(m.exporters[0].log_rent), std::pow(0.75, later) * rent, 1e-9);
        EXPECT_LT(exported(), 40);
    }
    m.routes.base_share[m.route(0, 1)] =
        0.5;  // buyers who can turn elsewhere: at an elasticity of 8 / 2, a third of the price
    m.exporters[0].log_rent = std::log(2.0);
    observe_prices(m, b);
    EXPECT_NEAR(std::expm1(m.exporters[0].least_log_rent), 1.0 / 3, 1e-12);
    m.routes.base_share[m.route(0, 1)] = 0.8;
    m.exporters[0].conceded = 0.5;  // to buyers who act as one
    observe_prices(m, b);
    EXPECT_NEAR(std::expm1(m.exporters[0].least_log_rent), 0.5 * 0.75, 1e-12);
    m.exporters[0].rent_eases = false;
    month();
    EXPECT_NEAR(m.exporters[0].log_rent, 0, 1e-12);
    EXPECT_GT(exported(), 10);
}

// At home ore is all but given away, and what freight makes of it abroad is few people's choice, so that a quota leaves
// room. Supposing any higher price at home, a rent would make up for it: only the price asked is an answer.
TEST(Market, UnderACapWithRoomLeftFreightIsAddedToThePriceAsked) {
    for (double least_price = 1; least_price > 1e-14; least_price /= 3) {
        Market m = two_sellers(100);
        m.under_caps = true;
        m.orders.sell_log_reservation[0] = std::log(least_price);
        m.routes.freight_usd_per_t[m.route(0, 1)] = 300;
        m.exporters[0].export_cap_t = 0.05;
        find_prices(m);
        EXPECT_EQ(m.exporters[0].log_rent, 0) << least_price;
        EXPECT_NEAR(m.exporters[0].linearised_at, m.exporters[0].log_price, 1e-9) << least_price;
        EXPECT_NEAR(price(m, 0) * std::exp(m.routes.log_trade_cost[m.route(0, 1)]), price(m, 0) + 300, 1e-6);
        EXPECT_GT(m.result.flow_t[m.route(0, 1)], 0);
        EXPECT_LT(m.result.flow_t[m.route(0, 1)], 0.05);
    }
}

TEST(Market, FallsSteeplyWhereItsPriceIsFarBelowThatOfTheMonthsBefore) {
    ExporterSide side;
    side.recent_log_price = 0, side.log_price = -0.3, side.sold_t = 1;
    EXPECT_TRUE(side.falls_steeply(0.25));
    EXPECT_FALSE(side.falls_steeply(0.35));
    side.sold_t = 0;
    EXPECT_FALSE(side.falls_steeply(0.25)) << "a quote at which nothing was sold tells nobody anything";
    side.log_price = 0.3, side.sold_t = 1;
    EXPECT_FALSE(side.falls_steeply(0.25)) << "it rises";
}

}  // namespace
}  // namespace orepolitik
