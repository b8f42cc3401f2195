// Tonnes and dollars close in every month of random worlds under random laws: the ledger audits itself, and here what
// it cannot see is counted again: laws hold on every route, stocks stay above zero, prices are prices.
// OREPOLITIK_RANDOM_WORLDS sets how many worlds; sanitizers take fewer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "model/step.hpp"
#include "start/world.hpp"
#include "tests/support/random_world.hpp"

namespace orepolitik {
namespace {

constexpr double closing = 1e-12;

bool is_price(double log_price) {
    const double price = std::exp(log_price);
    return std::isfinite(price) && price > 0;
}

struct Auditor {
    const OreWorld& world;

    void prices(const Market& m) const {
        for (const auto& side : m.exporters) {
            EXPECT_TRUE(is_price(side.log_price)) << name(m) << " " << code(side.region) << " " << side.log_price;
            EXPECT_GE(side.log_rent, 0) << name(m);
        }
        for (const auto& side : m.importers)
            EXPECT_TRUE(is_price(side.log_delivered)) << name(m) << " " << code(side.region);
    }

    // What a law forbids carries nothing, not even a rounding.
    void laws(const Market& m) const {
        for (std::size_t i = 0; i < m.exporters.size(); ++i) {
            double abroad = 0;
            for (std::size_t j = 0; j < m.importers.size(); ++j) {
                const std::size_t r = m.route(i, j);
                EXPECT_GE(m.routes.flow_t[r], 0);
                if (!m.routes.terms[r].open) {
                    EXPECT_EQ(m.routes.flow_t[r], 0) << name(m);
                }
                if (m.exporters[i].region != m.importers[j].region) abroad += m.routes.flow_t[r];
            }
            EXPECT_NEAR(abroad, m.exporters[i].exports_t, closing * (1 + abroad));
            EXPECT_LE(abroad, m.exporters[i].export_cap_t * (1 + 1e-9))
                << name(m) << " " << code(m.exporters[i].region) << " ships over its quota";
        }
    }

    // Every dollar that buyers pay arrives at a seller, a carrier, a treasury or a licence holder.
    void money(const Market& m) const {
        double paid = 0, received = 0, bought = 0, sold = 0;
        for (const auto& side : m.importers) {
            paid += side.paid_usd;
            received += side.freight_usd + side.duty_usd + side.carbon_usd + side.rent_usd;
            bought += side.bought_t;
        }
        for (const auto& side : m.exporters) {
            received += side.revenue_usd + side.rent_usd + side.export_tax_usd;
            sold += side.sold_t;
        }
        EXPECT_NEAR(paid, received, closing * paid) << name(m);
        EXPECT_NEAR(bought, sold, closing * sold) << name(m);
    }

    void stocks() const {
        const auto& k = world.kinds;
        none_negative("users' stock", std::get<Manufacturers>(k).holders.stock_t);
        none_negative("users' claims", std::get<Manufacturers>(k).holders.claims_t);
        none_negative("smelters' feed", std::get<Smelters>(k).feed.stock_t);
        none_negative("smelters' metal", std::get<Smelters>(k).finished_t);
        none_negative("recyclers' feed", std::get<Recyclers>(k).feed.stock_t);
        none_negative("recyclers' metal", std::get<Recyclers>(k).finished_t);
        none_negative("collectors' stock", std::get<Collectors>(k).stock_t);
        none_negative("traders' stock", std::get<Traders>(k).stock_t);
        none_negative("use", std::get<Manufacturers>(k).used_t);
        none_negative("unmet demand", std::get<Manufacturers>(k).unmet_t);
        none_negative("mines' output", std::get<Mines>(k).plants.output_t);
        for (const auto& m : world.economy.markets)
            for (const auto& shipments : m.routes.at_sea_t)
                for (const double t : shipments) EXPECT_GE(t, 0) << name(m) << " at sea";
    }

    void month() const {
        for (const auto& market : world.economy.markets) {
            prices(market);
            laws(market);
            money(market);
        }
        stocks();
    }

  private:
    const std::string& name(const Market& m) const { return world.economy.material_names[m.material.value]; }
    const std::string& code(RegionId region) const { return world.economy.region_codes[region.value]; }
    static void none_negative(const char* what, const std::vector<double>& column) {
        for (std::size_t i = 0; i < column.size(); ++i)
            EXPECT_TRUE(column[i] >= 0) << what << " of " << i << " is " << column[i];  // NaN fails as well
    }
};

// Runs and audits; the audit of the ledger throws.
void run(const WorldData& data, const Scenario& scenario) {
    auto world = start::make_world(start::derive_base_year(data), scenario);
    for (int month = 0; month < scenario.months && !testing::Test::HasFailure(); ++month) {
        SCOPED_TRACE(fmt::format("month {}", month));
        step(world, [](const OreWorld& now) { Auditor{now}.month(); });
    }
}

TEST(Conservation, HoldsInRandomWorldsUnderRandomLaws) {
    for (unsigned seed = 1; seed <= test::world_count(200); ++seed) {
        SCOPED_TRACE(fmt::format("random world {}", seed));
        const test::RandomWorld random(seed);
        ASSERT_NO_THROW(run(random.data, random.scenario));
        ASSERT_FALSE(testing::Test::HasFailure());
    }
}

Scenario two_years() {
    Scenario scenario;
    scenario.from = test::first_month;
    scenario.months = 24;
    return scenario;
}

TEST(Conservation, ACountryAloneTradesWithItself) {
    auto data = start::three_countries();
    data.countries.resize(1);
    data.mine_production.clear();
    data.refined_production.clear();
    data.consumption.clear();
    start::mines(data, "tinsel", "AAA", 1200, 60000);
    start::refines(data, "tinsel", "AAA", 1200);
    start::uses(data, "tinsel", "AAA", 1000);
    run(data, two_years());
}

TEST(Conservation, NobodyBuys) {
    auto data = start::three_countries();
    data.consumption.clear();
    run(data, two_years());
}

TEST(Conservation, NothingIsMade) {
    auto data = start::three_countries();
    data.mine_production.clear();
    data.refined_production.clear();
    run(data, two_years());
}

TEST(Conservation, NothingAtAll) {
    auto data = start::three_countries();
    data.mine_production.clear();
    data.refined_production.clear();
    data.consumption.clear();
    run(data, two_years());
}

}  // namespace
}  // namespace orepolitik
