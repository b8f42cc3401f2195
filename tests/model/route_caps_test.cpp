// Random quotas over several materials and routes together: one rent holds each of them, whatever the markets.
#include "model/route_caps.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/economy.hpp"
#include "tests/model/market/random_market.hpp"

namespace orepolitik {
namespace {

constexpr std::uint32_t groups = 4000;

// A market of the month made of hand-held orders: regions are numbered so that home is home.
Market market_of(const HandMarket& hand, std::uint32_t material) {
    Market m;
    m.material = MaterialId{material};
    m.form = Form::refined;
    m.sourcing_elasticity = hand.sourcing_elasticity;
    m.exporters.resize(hand.exporters());
    m.importers.resize(hand.importers());
    const auto buyers = static_cast<std::uint32_t>(hand.importers());
    for (std::uint32_t j = 0; j < buyers; ++j) m.importers[j].region = RegionId{j};
    for (std::uint32_t i = 0; i < hand.exporters(); ++i) {
        const bool sells_at_home = hand.home[i] != none_index;
        m.exporters[i].region = RegionId{sells_at_home ? hand.home[i] : buyers + i};
        m.exporters[i].home = hand.home[i];
        m.exporters[i].export_cap_t = no_cap;
        m.exporters[i].log_price = m.exporters[i].linearised_at = hand.sell.log_price[hand.sell.first[i]];
    }
    auto& o = m.orders;
    o.sell_quantity_t = hand.sell.quantity_t, o.sell_log_reservation = hand.sell.log_price;
    o.sell_steepness = hand.sell.steepness, o.sell_first = hand.sell.first;
    o.buy_quantity_t = hand.buy.quantity_t, o.buy_log_value = hand.buy.log_price;
    o.buy_steepness = hand.buy.steepness, o.buy_first = hand.buy.first;
    const std::size_t routes = hand.log_weight.size();
    m.routes.log_weight = hand.log_weight;
    m.routes.terms.assign(routes, {});
    m.routes.rents.assign(routes, {});
    for (auto* column : {&m.routes.freight_usd_per_t, &m.routes.log_trade_cost, &m.routes.open_log_weight,
                         &m.routes.flow_t, &m.routes.base_share})
        column->assign(routes, 0);
    return m;
}

double passing_t(const Economy& e, const RouteCap& cap) {
    double sum = 0;
    for (const auto& member : cap.members)
        for (const std::uint32_t r : member.routes) sum += e.markets[member.market].result.flow_t[r];
    return sum;
}

constexpr int most_cold_iterations = 30;

// Two to four materials, a quarter of them with sellers and buyers who offer or want nothing; the cap covers what the
// first few exporters of each ship abroad, and allows a part of it.
struct Group {
    Economy economy;
    double free_t = 0;

    explicit Group(std::uint32_t index) {
        Stream stream(11, Draw::trade_noise, index, 0);
        RandomMarketShape shape;
        shape.capped_share = 0;
        shape.exporters = 1 + index % 7;
        shape.importers = 1 + index % 11;
        RouteCap cap;
        cap.rent_to = stream.happens(0.5) ? RentTo::exporters : RentTo::importers;
        for (std::uint32_t m = 0; m < 2 + index % 3; ++m) {
            HandMarket hand = RandomMarket(4 * index + m, shape).draw();
            if (index % 4 == 1) empty_some(hand, 4 * index + m);
            economy.markets.push_back(market_of(hand, m));
            Market& market = economy.markets.back();
            find_prices(market);
            EXPECT_LE(market.result.iterations, most_cold_iterations) << "group " << index;
            market.world_log_price = market.exporters[0].log_price;
            market.under_caps = true;
            RouteCap::Member member{m, {}};
            const std::size_t covered = 1 + index % (shape.exporters + 1) / 2;
            for (std::size_t i = 0; i < covered; ++i)
                for (std::size_t j = 0; j < shape.importers; ++j)
                    if (market.exporters[i].home != j)
                        member.routes.push_back(static_cast<std::uint32_t>(market.route(i, j)));
            cap.members.push_back(std::move(member));
        }
        free_t = passing_t(economy, cap);
        cap.allowed_t = free_t * (0.05 + 1.2 * stream.uniform());
        economy.caps.push_back(std::move(cap));
    }
};

TEST(RandomGroupQuotas, HoldAtOneRentOnAllTheyCover) {
    std::uint32_t binding = 0;
    for (std::uint32_t index = 0; index < groups; ++index) {
        Group group(index);
        if (!(group.free_t > 0)) continue;
        find_cap_rents(group.economy);
        const RouteCap& cap = group.economy.caps[0];
        const double passing = passing_t(group.economy, cap);
        ASSERT_LE(passing, cap.allowed_t * (1 + 1e-12)) << "group " << index;
        ASSERT_GE(cap.rent_usd_per_t, 0) << index;
        for (const auto& market : group.economy.markets) {
            ASSERT_TRUE(market.result.converged) << "group " << index;
            ASSERT_LE(market.result.residual, 1e-9) << "group " << index;
        }
        if (cap.allowed_t > 1.001 * group.free_t) {
            ASSERT_EQ(cap.rent_usd_per_t, 0) << "group " << index << ": nothing to hold back";
        }
        if (cap.rent_usd_per_t == 0) continue;
        ++binding;
        EXPECT_NEAR(passing, cap.allowed_t, 1e-8 * cap.allowed_t)
            << "group " << index << " rent " << cap.rent_usd_per_t;
        for (const auto& member : cap.members)
            for (const std::uint32_t r : member.routes) {
                const auto& rents = group.economy.markets[member.market].routes.rents[r];
                ASSERT_EQ(rents.to_exporters + rents.to_importers, cap.rent_usd_per_t);
            }
    }
    EXPECT_GT(binding, groups / 2);
}

// A quota of half of what passes opens a rent; when it is lifted to twice that trade, licences are left over, and their
// holders come down month by month as they asked last.
TEST(GroupQuota, HoldersOfLicencesComeDownSlowly) {
    std::uint32_t eased = 0;
    for (std::uint32_t index = 0; index < 40; ++index) {
        Group group(index);
        if (!(group.free_t > 0)) continue;
        RouteCap& cap = group.economy.caps[0];
        group.economy.behaviour.licence_months = 4;
        cap.held = true;
        cap.allowed_t = 0.5 * group.free_t;
        find_cap_rents(group.economy);
        const double asked = cap.rent_usd_per_t;
        if (asked == 0) continue;
        cap.allowed_t = 2 * group.free_t;
        for (int month = 1; month <= 3; ++month) {
            find_cap_rents(group.economy);
            EXPECT_NEAR(cap.rent_usd_per_t, std::pow(0.75, month) * asked, 1e-9 * asked) << index;
            EXPECT_LT(passing_t(group.economy, cap), group.free_t) << index;
        }
        cap.allowed_t = 0.5 * group.free_t;
        find_cap_rents(group.economy);
        EXPECT_NEAR(cap.rent_usd_per_t, asked, 1e-6 * asked) << "what binds is asked at once, " << index;
        ++eased;
    }
    EXPECT_GT(eased, 20u);
}

}  // namespace
}  // namespace orepolitik
