// Three-region spatial equilibrium of Takayama and Judge (1971), Spatial and Temporal Price and Allocation Models,
// ch. 8: as buyers come to see origins as the same good (sourcing elasticity to infinity) the exchange's prices go to
// the published 24, 27, 30. The export ban's prices (20, 29.1176, 32.1176) solve the same model without the routes.
#include <gtest/gtest.h>

#include "tests/theory/textbook_market.hpp"

namespace orepolitik {
namespace {

Textbook takayama_judge() {
    return {{inverse_supply(9, 1), inverse_supply(3, 2), inverse_supply(18, 1)},
            {inverse_demand(42, 2), inverse_demand(54, 3), inverse_demand(51, 1)},
            {0, 3, 9, 3, 0, 3, 6, 3, 0}};
}

// Largest distance of producer prices from a table.
double miss(const Textbook& book, double elasticity, const std::vector<double>& table) {
    const TextbookPrices prices = cleared(book, elasticity);
    EXPECT_TRUE(prices.converged) << elasticity;
    double worst = 0;
    for (std::size_t i = 0; i < table.size(); ++i) worst = std::max(worst, std::abs(prices.producer[i] - table[i]));
    return worst;
}

TEST(SpatialEquilibrium, ApproachesThePublishedPricesAsOneOverElasticity) {
    const std::vector<double> published{24, 27, 30};
    const double at_100 = miss(takayama_judge(), 100, published), at_200 = miss(takayama_judge(), 200, published),
                 at_800 = miss(takayama_judge(), 800, published);
    EXPECT_LT(at_200, 0.15);
    EXPECT_NEAR(at_100 / at_200, 2, 0.3);
    EXPECT_NEAR(at_200 / at_800, 4, 0.6);
}

TEST(SpatialEquilibrium, ClosesTheFirstCountryUnderItsExportBan) {
    Textbook book = takayama_judge();
    book.freight_usd_per_t = {0, -1, -1, 3, 0, 3, 6, 3, 0};
    const std::vector<double> derived{20, 29.117647, 32.117647};
    EXPECT_LT(miss(book, 800, derived), 0.05);
    const TextbookPrices prices = cleared(book, 800);
    EXPECT_EQ(prices.flow_t[1], 0);
    EXPECT_EQ(prices.flow_t[2], 0);
}

}  // namespace
}  // namespace orepolitik
