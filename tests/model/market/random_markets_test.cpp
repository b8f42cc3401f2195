// Thousands of random markets: every one clears, and what any cleared market must satisfy holds.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/model/market/random_market.hpp"

namespace orepolitik {
namespace {

HandMarket draw_market(std::uint32_t index, double capped_share = 0.3) {
    RandomMarketShape shape;
    shape.exporters = 1 + index % 20;
    shape.importers = 1 + (index / 3) % 30;
    shape.capped_share = capped_share;
    return RandomMarket(index, shape).draw();
}

double total_trade_t(const ExchangeResult& result) {
    double sum = 0;
    for (const double flow_t : result.flow_t) sum += flow_t;
    return sum;
}

void expect_clears(const HandMarket& market, const ExchangeResult& result) {
    const double tolerance_t = 1.0001e-9 * total_trade_t(result) + 1e-12;
    for (std::size_t i = 0; i < market.exporters(); ++i) {
        const double sold_t = sales_t(market, result, i);
        if (sold_t > 0) {
            EXPECT_NEAR(sold_t, amount_of(market.sell, i, Side::sell, result.log_price[i]), tolerance_t);
        }
        EXPECT_GE(result.log_rent[i], 0);
        const double exported_t = exports_t(market, result, i);
        EXPECT_LE(exported_t, market.export_cap_t[i] + tolerance_t);
        if (result.log_rent[i] > 0) {
            EXPECT_NEAR(exported_t, market.export_cap_t[i], tolerance_t);
        }
    }
    for (std::size_t j = 0; j < market.importers(); ++j) {
        const double bought_t = purchases_t(market, result, j);
        const double wanted_t =
            std::isinf(result.log_delivered[j]) ? 0 : amount_of(market.buy, j, Side::buy, result.log_delivered[j]);
        EXPECT_NEAR(bought_t, wanted_t, 1e-12 * (wanted_t + bought_t) + 1e-60);  // e^-200 of an order is none
    }
    for (std::size_t r = 0; r < market.log_weight.size(); ++r) {
        if (market.log_weight[r] == no_route) {
            EXPECT_EQ(result.flow_t[r], 0);
        }
    }
}

// What a sanitizer looks for lies in how a market is solved, not in which: there a tenth of them will do.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint32_t thinning = 10;
#else
constexpr std::uint32_t thinning = 1;
#endif

// Elasticity of sourcing 2 to 200, steepness of orders 0.5 to 100, one to 20 exporters and one to 30 importers.
struct Family {
    const char* name;
    double capped_share;
    bool empty;
    std::uint32_t first, markets;
};

class ManyRandomMarkets : public testing::TestWithParam<Family> {};

TEST_P(ManyRandomMarkets, AllClearInThirtyIterationsFromNothing) {
    const Family family = GetParam();
    int slowest = 0;
    for (std::uint32_t index = family.first; index < family.first + family.markets / thinning; ++index) {
        HandMarket market = draw_market(index, family.capped_share);
        if (family.empty) empty_some(market, index);
        const auto result = cleared(market);
        ASSERT_TRUE(result.converged) << "market " << index << " residual " << result.residual;
        ASSERT_LE(result.residual, 1e-9);
        slowest = std::max(slowest, result.iterations);
        if (index % 8 == 0) expect_clears(market, result);
    }
    EXPECT_LE(slowest, 30);
}

INSTANTIATE_TEST_SUITE_P(HundredThousand, ManyRandomMarkets,
                         testing::Values(Family{"SomeCapped", 0.3, false, 0, 50000},
                                         Family{"AllCapped", 1.0, false, 0, 25000},
                                         Family{"SomeSilent", 0.3, true, 0, 25000}),
                         [](const auto& family) { return family.param.name; });

TEST(RandomMarkets, HaveOneSolutionWhateverTheStart) {
    RandomMarketShape shape;
    shape.elasticity_high = 30, shape.steepness_high = 12, shape.price_spread = 0.5;
    for (std::uint32_t index = 0; index < 100; ++index) {
        const HandMarket market = RandomMarket(index, shape).draw();
        const auto plain = cleared(market);
        for (std::uint32_t k = 0; k < 5; ++k) {
            Stream stream(3, Draw::trade_noise, index, k);
            ExchangeResult start = plain;
            for (double& log_price : start.log_price) log_price += 2 * stream.normal();
            for (double& log_rent : start.log_rent) log_rent = stream.uniform();
            const auto again = cleared(market, start);
            ASSERT_TRUE(again.converged) << index;
            for (std::size_t r = 0; r < plain.flow_t.size(); ++r) {
                EXPECT_NEAR(again.flow_t[r], plain.flow_t[r], 1e-6 * total_trade_t(plain));
            }
        }
    }
}

TEST(RandomMarkets, DoNotDependOnTheUnitsOfTonnesAndDollars) {
    for (std::uint32_t index = 0; index < 200; ++index) {
        const HandMarket market = draw_market(index);
        const auto plain = cleared(market);
        for (const double tonnes : {1e-9, 1e10}) {
            HandMarket scaled = market;
            for (double& quantity_t : scaled.sell.quantity_t) quantity_t *= tonnes;
            for (double& quantity_t : scaled.buy.quantity_t) quantity_t *= tonnes;
            for (double& cap_t : scaled.export_cap_t) cap_t *= tonnes;
            for (double& log_price : scaled.sell.log_price) log_price += 5;
            for (double& log_value : scaled.buy.log_price) log_value += 5;
            const auto result = cleared(scaled);
            ASSERT_TRUE(result.converged) << index;
            for (std::size_t r = 0; r < plain.flow_t.size(); ++r) {
                EXPECT_NEAR(result.flow_t[r] / tonnes, plain.flow_t[r], 1e-7 * total_trade_t(plain)) << index;
            }
        }
    }
}

// The same market with exporters and importers numbered backwards.
HandMarket renumbered(const HandMarket& market) {
    const auto reversed = [](const Orders& orders) {
        Orders result;
        for (std::size_t who = orders.first.size() - 1; who-- > 0;) {
            for (std::uint32_t k = orders.first[who]; k < orders.first[who + 1]; ++k) {
                result.add(orders.quantity_t[k], std::exp(orders.log_price[k]), orders.steepness[k]);
            }
            result.end_participant();
        }
        return result;
    };
    HandMarket result = market;
    result.sell = reversed(market.sell);
    result.buy = reversed(market.buy);
    std::reverse(result.log_weight.begin(), result.log_weight.end());
    std::reverse(result.log_trade_cost.begin(), result.log_trade_cost.end());
    std::reverse(result.export_cap_t.begin(), result.export_cap_t.end());
    std::reverse(result.home.begin(), result.home.end());
    for (auto& home : result.home) {
        if (home != none_index) home = static_cast<std::uint32_t>(market.importers()) - 1 - home;
    }
    return result;
}

TEST(RandomMarkets, DoNotDependOnTheNumberingOfCountries) {
    for (std::uint32_t index = 0; index < 200; ++index) {
        const HandMarket market = draw_market(index);
        const auto plain = cleared(market);
        auto other = cleared(renumbered(market));
        ASSERT_TRUE(other.converged) << index;
        std::reverse(other.flow_t.begin(), other.flow_t.end());
        for (std::size_t r = 0; r < plain.flow_t.size(); ++r) {
            EXPECT_NEAR(other.flow_t[r], plain.flow_t[r], 1e-7 * total_trade_t(plain)) << index;
        }
    }
}

}  // namespace
}  // namespace orepolitik
