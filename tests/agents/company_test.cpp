// What a month does to a company's cash and debt.
#include "agents/company.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(Purse, PaysOutAShareOfProfitWithoutDebt) {
    const Purse after = after_month({100, 0}, 60, 20, 0.5);
    EXPECT_DOUBLE_EQ(after.cash_usd, 120);
    EXPECT_DOUBLE_EQ(after.debt_usd, 0);
}

TEST(Purse, BorrowsWhatLacks) {
    const Purse after = after_month({10, 0}, -30, 50, 0.5);
    EXPECT_DOUBLE_EQ(after.cash_usd, 0);
    EXPECT_DOUBLE_EQ(after.debt_usd, 70);
}

TEST(Purse, RepaysDebtBeforePayingOut) {
    const Purse after = after_month({10, 100}, 60, 0, 0.5);
    EXPECT_DOUBLE_EQ(after.cash_usd, 0);
    EXPECT_DOUBLE_EQ(after.debt_usd, 30);
}

}  // namespace
}  // namespace orepolitik
