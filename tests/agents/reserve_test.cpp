// Bands, plans and money of a strategic reserve, by hand.
#include "agents/reserve.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

constexpr double month_t = 365.0 / 12;  // use: a tonne a day

ReserveRule reserve_rule() {
    return {.target_days = 60, .most_days = 180, .band = 0.3, .budget_usd = 0, .credit_usd = 100};
}
ReserveView view(double price) {
    return {.price_usd_per_t = price,
            .mean_usd_per_t = 100,
            .use_t_per_month = month_t,
            .stock_t = 40,
            .import_loss = 0,
            .users_cover_months = 3,
            .insolvent = false};
}

TEST(Reserve, HasFiveBandsRoundTheMean) {
    EXPECT_EQ(band_of(69, 100, 0.3), Band::must_buy);
    EXPECT_EQ(band_of(75, 100, 0.3), Band::may_buy);
    EXPECT_EQ(band_of(100, 100, 0.3), Band::idle);
    EXPECT_EQ(band_of(125, 100, 0.3), Band::may_sell);
    EXPECT_EQ(band_of(131, 100, 0.3), Band::must_sell);
}

TEST(Reserve, BuysLowSellsHighAndRestsBetween) {
    EXPECT_NEAR(plan_of_reserve(view(60), reserve_rule()).buy_t, (180 - 40) / 6.0, 1e-9);
    EXPECT_NEAR(plan_of_reserve(view(75), reserve_rule()).buy_t, (60 - 40) / 12.0, 1e-9);
    EXPECT_NEAR(plan_of_reserve(view(100), reserve_rule()).buy_t, (60 - 40) / 36.0, 1e-9) << "fills up slowly";
    EXPECT_EQ(plan_of_reserve(view(100), reserve_rule()).release_t, 0);
    EXPECT_EQ(plan_of_reserve(view(125), reserve_rule()).release_t, 0) << "below its target it keeps what it has";
    EXPECT_NEAR(plan_of_reserve(view(140), reserve_rule()).release_t, (40 - 30) / 6.0, 1e-9);
}

TEST(Reserve, ReleasesInACrisisWhateverThePrice) {
    auto crisis = view(60);
    crisis.import_loss = 0.2;
    EXPECT_FALSE(plan_of_reserve(crisis, reserve_rule()).emergency) << "users still have cover";
    crisis.users_cover_months = 1;
    const auto plan = plan_of_reserve(crisis, reserve_rule());
    EXPECT_TRUE(plan.emergency);
    EXPECT_NEAR(plan.release_t, 40 / 3.0, 1e-9);
    EXPECT_EQ(plan.buy_t, 0);
}

TEST(Reserve, InsolventSellsOut) {
    auto broke = view(60);
    broke.insolvent = true;
    EXPECT_NEAR(plan_of_reserve(broke, reserve_rule()).release_t, 40 / 3.0, 1e-9);
    EXPECT_EQ(plan_of_reserve(broke, reserve_rule()).buy_t, 0);
}

TEST(Reserve, PaysFromCashThenOnCreditAtInterest) {
    const auto short_of = after_trades({10, 0}, 30, 5, 0.01);
    EXPECT_NEAR(short_of.cash_usd, 0, 1e-12);
    EXPECT_NEAR(short_of.debt_usd, 15, 1e-12);
    const auto repaying = after_trades({0, 100}, 0, 50, 0.01);
    EXPECT_NEAR(repaying.debt_usd, 51, 1e-12);
    EXPECT_NEAR(repaying.cash_usd, 0, 1e-12);
}

}  // namespace
}  // namespace orepolitik
