// A trader bids below and offers above what he expects, within his stores.
#include "agents/trader.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(Trader, BidsBelowAndOffersAboveExpectationWithinHisStores) {
    Economy economy;
    economy.behaviour.trader_band = 0.15;
    auto& market = economy.markets.emplace_back();
    market.exporters.resize(1);
    market.importers.resize(1);
    market.exporters[0].log_price = market.exporters[0].mean_log_price = 2;
    market.importers[0].log_delivered = market.importers[0].mean_log_delivered = 2.1;
    auto& orders = market.orders;
    for (auto* column : {&orders.sell_quantity_t, &orders.sell_log_reservation, &orders.sell_steepness,
                         &orders.buy_quantity_t, &orders.buy_log_value, &orders.buy_steepness})
        column->assign(1, 0);
    Traders traders;
    traders.material = {MaterialId{0}};
    traders.exporter = traders.importer = traders.sell_slot = traders.buy_slot = {0};
    traders.stock_t = {60};
    traders.claims_t = {10};
    traders.store_t = {100};
    traders.decide(0, economy);
    EXPECT_NEAR(orders.sell_log_reservation[0], 2.15, 1e-12);
    EXPECT_NEAR(orders.buy_log_value[0], 1.95, 1e-12);
    EXPECT_NEAR(orders.sell_quantity_t[0], 30, 1e-12);
    EXPECT_NEAR(orders.buy_quantity_t[0], 15, 1e-12);
    market.exporters[0].announced_rise = -0.1;  // sells while it may leave
    market.importers[0].announced_rise = 0.2;   // buys before the duty
    traders.decide(0, economy);
    EXPECT_NEAR(orders.sell_log_reservation[0], 2.05, 1e-12);
    EXPECT_NEAR(orders.buy_log_value[0], 2.15, 1e-12);
    market.log_rise_per_share_lost = 1;
    market.importers[0].news = 1;  // whatever the news: no user pays more than his loss
    market.log_choke = 3;
    traders.decide(0, economy);
    EXPECT_NEAR(orders.sell_log_reservation[0], 3.15, 1e-12);
    EXPECT_NEAR(orders.buy_log_value[0], 2.85, 1e-12);
}

}  // namespace
}  // namespace orepolitik
