// One exporting and one importing country with straight lines, D = 100 - p and S = 2p - 20 against D = 200 - p and
// S = p - 40: the price of every trade measure by the algebra of Krugman, Obstfeld and Melitz, International Economics,
// ch. 9. Excess supply 3p - 120 and excess demand 240 - 2p meet at 72; a wedge of w per tonne lowers the exporter's
// price by 2w/5 and raises the importer's by 3w/5.
#include <gtest/gtest.h>

#include "tests/theory/textbook_market.hpp"

namespace orepolitik {
namespace {

constexpr double nearly_same_good = 800;  // sourcing elasticity
constexpr double tolerance_usd = 0.15;    // ln(2)/800 of a price, and its effect on the other

Textbook two_countries() {
    Textbook book{{inverse_supply(10, 0.5), inverse_supply(40, 1)},
                  {inverse_demand(100, 1), inverse_demand(200, 1)},
                  {0, 0, 0, 0}};
    book.freight_usd_per_t[2] = -1;  // the importer sells nothing back
    return book;
}

void expect_prices(const Textbook& book, double exporters_price, double importers_price, double trade_t) {
    const TextbookPrices prices = cleared(book, nearly_same_good);
    EXPECT_TRUE(prices.converged);
    EXPECT_NEAR(prices.producer[0], exporters_price, tolerance_usd);
    EXPECT_NEAR(prices.producer[1], importers_price, tolerance_usd);
    EXPECT_NEAR(prices.flow_t[1], trade_t, 4 * tolerance_usd);
}

TEST(TwoCountries, TradeFreelyAtOnePrice) {
    expect_prices(two_countries(), 72, 72, 96);
}

TEST(TwoCountries, ShareATariff) {
    Textbook book = two_countries();
    book.import_duty_usd_per_t = {0, 20, 0, 0};
    expect_prices(book, 64, 84, 72);
}

TEST(TwoCountries, ShareAnExportTaxLikeATariff) {
    Textbook book = two_countries();
    book.export_tax_usd_per_t = {0, 20, 0, 0};
    expect_prices(book, 64, 84, 72);
}

TEST(TwoCountries, PayARentUnderAQuota) {
    Textbook book = two_countries();
    book.cap_on_first_t = 48;
    expect_prices(book, 56, 96, 48);
    EXPECT_NEAR(cleared(book, nearly_same_good).rent_usd_per_t, 40, 2 * tolerance_usd);
    EXPECT_NEAR(cleared(book, nearly_same_good).flow_t[1], 48, 1e-6);
}

TEST(TwoCountries, FallBackToThemselvesUnderABan) {
    Textbook book = two_countries();
    book.freight_usd_per_t[1] = -1;
    expect_prices(book, 40, 120, 0);
}

// Tariff 16 and export tax 24 are best answers to each other.
TEST(TwoCountries, FightATariffWar) {
    Textbook book = two_countries();
    book.import_duty_usd_per_t = {0, 16, 0, 0};
    book.export_tax_usd_per_t = {0, 24, 0, 0};
    expect_prices(book, 56, 96, 48);
}

}  // namespace
}  // namespace orepolitik
