// The world of 2023 in motion: undisturbed, its first year must be the one that the tables describe.
#include "start/world.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>

#include "config/scenario.hpp"
#include "model/market/logistic.hpp"
#include "model/step.hpp"

namespace orepolitik::start {
namespace {

constexpr int months = 12;

using NamedCell = std::pair<std::uint32_t, std::string>;  // material or mineral, and the code of a country or region
using NamedAmounts = std::map<NamedCell, double>;

struct FirstYear {
    NamedAmounts output, use;  // t, by material; use of manufacturers and of plants
    NamedAmounts stock_before, stock_after;
    std::vector<std::vector<double>> world_price;     // by material, month
    std::vector<std::vector<double>> fob_of_month_1;  // by material, exporter
};

struct Case {
    config::LoadedScenario loaded;
    BaseYear base;
    FirstYear year;
};

void count_plants(const OreWorld& world, const Plants& plants, NamedAmounts& output) {
    for (std::size_t i = 0; i < plants.size(); ++i)
        output[{plants.product[i].value, world.economy.country_codes[plants.country[i].value]}] += plants.output_t[i];
}

// Recycling that the tables leave out is not compared with them.
void count_output(const OreWorld& world, const WorldData& tables, NamedAmounts& output) {
    count_plants(world, std::get<Mines>(world.kinds).plants, output);
    count_plants(world, std::get<Smelters>(world.kinds).plants, output);
    const auto& recyclers = std::get<Recyclers>(world.kinds).plants;
    for (std::size_t i = 0; i < recyclers.size(); ++i)
        if (tables.minerals[recyclers.mineral[i].value].tables_count != "primary")
            output[{recyclers.product[i].value, world.economy.country_codes[recyclers.country[i].value]}] +=
                recyclers.output_t[i];
}

void count_use(const OreWorld& world, NamedAmounts& use) {
    const auto& regions = world.economy.region_codes;
    const auto& users = std::get<Manufacturers>(world.kinds);
    for (std::size_t i = 0; i < users.size(); ++i)
        use[{users.material[i].value, regions[users.region[i].value]}] += users.used_t[i];
    const auto& smelters = std::get<Smelters>(world.kinds);
    for (std::size_t i = 0; i < smelters.size(); ++i)
        use[{smelters.feed_material[i].value, regions[smelters.plants.region[i].value]}] += smelters.feed_used_t[i];
}

NamedAmounts count_stocks(const OreWorld& world) {
    NamedAmounts stock;
    const auto& e = world.economy;
    const auto add = [&](std::uint32_t material, RegionId region, double tonnes) {
        stock[{material, e.region_codes[region.value]}] += tonnes;
    };
    const auto& users = std::get<Manufacturers>(world.kinds);
    for (std::size_t i = 0; i < users.size(); ++i)
        add(users.material[i].value, users.region[i], users.holders.stock_t[i]);
    for (const auto* p : {static_cast<const Processing*>(&std::get<Smelters>(world.kinds)),
                          static_cast<const Processing*>(&std::get<Recyclers>(world.kinds))})
        for (std::size_t i = 0; i < p->size(); ++i) {
            add(p->feed_material[i].value, p->plants.region[i], p->feed.stock_t[i]);
            add(p->plants.product[i].value, p->plants.region[i], p->finished_t[i]);
        }
    const auto& traders = std::get<Traders>(world.kinds);
    for (std::size_t i = 0; i < traders.size(); ++i)
        add(traders.material[i].value, e.markets[traders.material[i].value].exporters[traders.exporter[i]].region,
            traders.stock_t[i]);
    return stock;
}

FirstYear run_first_year(OreWorld world, const WorldData& tables) {
    FirstYear year;
    year.stock_before = count_stocks(world);
    year.world_price.resize(world.economy.markets.size());
    for (int month = 0; month < months; ++month)
        step(world, [&](const OreWorld& now) {
            count_output(now, tables, year.output);
            count_use(now, year.use);
            for (const auto& market : now.economy.markets) {
                year.world_price[market.material.value].push_back(std::exp(market.world_log_price));
                if (month > 0) continue;
                auto& fob = year.fob_of_month_1.emplace_back();
                for (const auto& side : market.exporters) fob.push_back(std::exp(side.log_price));
            }
        });
    year.stock_after = count_stocks(world);
    return year;
}

const Case& first_year() {
    static const Case result = [] {
        Case c;
        c.loaded =
            config::load_scenario(OREPOLITIK_SOURCE_DIR "/config/scenarios/baseline.yaml", {"behaviour.shocks=false"});
        c.base = derive_base_year(c.loaded.world);
        c.year = run_first_year(make_world(c.base, c.loaded.scenario), c.loaded.world);
        return c;
    }();
    return result;
}

struct Comparison {
    std::string what;
    double actual, expected, tolerance;
    double strain() const { return std::abs(actual - expected) / tolerance; }
};

// Prints the worst ten, so that a change of the model shows where it moves the start.
void expect_all_within(const char* title, std::vector<Comparison> rows) {
    ASSERT_FALSE(rows.empty());
    std::ranges::sort(rows, std::greater{}, &Comparison::strain);
    std::cout << fmt::format("{}: {} rows, worst ten (deviation over what is allowed)\n", title, rows.size());
    for (std::size_t k = 0; k < std::min<std::size_t>(10, rows.size()); ++k)
        std::cout << fmt::format("  {:5.2f}  {:32} {:14.6g} for {:14.6g}\n", rows[k].strain(), rows[k].what,
                                 rows[k].actual, rows[k].expected);
    for (const auto& row : rows)
        EXPECT_LE(row.strain(), 1) << title << " " << row.what << ": " << row.actual << " for " << row.expected;
}

// Within 3 %, or 0.5 % of the world's for small ones.
std::vector<Comparison> compare(const NamedAmounts& actual, const NamedAmounts& expected) {
    std::map<std::uint32_t, double> world;
    for (const auto& [cell, amount] : expected) world[cell.first] += amount;
    std::vector<Comparison> rows;
    for (const auto& [cell, amount] : expected) {
        const auto found = actual.find(cell);
        rows.push_back({first_year().base.materials[cell.first].name + " " + cell.second,
                        found == actual.end() ? 0 : found->second, amount,
                        std::max(0.03 * amount, 0.005 * world[cell.first]) + 1e-9});
    }
    return rows;
}

template <class Rows>
NamedAmounts stated_output(const Rows& rows, bool mined) {
    NamedAmounts stated;
    for (const auto& row : rows) {
        const auto found = std::ranges::find(first_year().base.minerals, row.mineral, &Mineral::id);
        if (found == first_year().base.minerals.end() || is_blank(row.production_t)) continue;
        const MaterialId material = mined ? found->ore : found->refined;
        if (material.exists()) stated[{material.value, row.iso3}] += row.production_t;
    }
    return stated;
}

// The table's use, plus recycling in proportion to it where the tables count primary metal only; never less than what
// smelters need of a form that is both used and smelted.
NamedAmounts stated_use() {
    const auto& c = first_year();
    std::map<std::string, double> refined;
    for (const auto& row : c.loaded.world.refined_production)
        if (!is_blank(row.production_t)) refined[row.mineral] += row.production_t;
    std::map<std::string, double> used;
    for (const auto& row : c.loaded.world.consumption) used[row.mineral] += is_blank(row.demand_t) ? 0 : row.demand_t;
    NamedAmounts stated;
    for (const auto& row : c.loaded.world.consumption) {
        const auto mineral = std::ranges::find(c.base.minerals, row.mineral, &Mineral::id);
        const auto table = std::ranges::find(c.loaded.world.minerals, row.mineral, &MineralRow::id);
        if (mineral == c.base.minerals.end() || is_blank(row.demand_t)) continue;
        const double share = mineral->scrap.exists() && table->tables_count == "primary"
                                 ? table->recycled_share_of_supply / (1 - table->recycled_share_of_supply)
                                 : 0;
        stated[{mineral->demanded.value, row.iso3}] +=
            row.demand_t * (1 + share * refined[row.mineral] / used[row.mineral]);
    }
    NamedAmounts needed;
    for (const auto& plant : c.base.plants)
        if (plant.stage == PlantStage::smelter) {
            const auto& recipe = c.base.recipes[plant.product.value];
            const RegionId region = c.base.countries[plant.country.value].region;
            needed[{recipe.feed.value, c.base.regions[region.value].code}] +=
                12 * recipe.feed_t_per_t * plant.output_t_per_month;
        }
    for (auto& [cell, amount] : stated)
        if (const auto found = needed.find(cell); found != needed.end()) amount = std::max(amount, found->second);
    return stated;
}

TEST(FirstYearOfTheWorldOf2023, MinesWhatTheTablesSay) {
    expect_all_within("mine output", compare(first_year().year.output,
                                             stated_output(first_year().loaded.world.mine_production, true)));
}

TEST(FirstYearOfTheWorldOf2023, RefinesWhatTheTablesSay) {
    expect_all_within("refined output", compare(first_year().year.output,
                                                stated_output(first_year().loaded.world.refined_production, false)));
}

TEST(FirstYearOfTheWorldOf2023, UsesWhatTheTablesSay) {
    expect_all_within("use", compare(first_year().year.use, stated_use()));
}

TEST(FirstYearOfTheWorldOf2023, KeepsTheQuotedPrices) {
    std::vector<Comparison> rows;
    for (const auto& row : first_year().loaded.world.minerals) {
        const auto mineral = std::ranges::find(first_year().base.minerals, row.id, &Mineral::id);
        const auto& prices = first_year().year.world_price[mineral->priced.value];
        for (int month = 0; month < months; ++month)
            rows.push_back({fmt::format("{} month {}", row.id, month + 1), prices[static_cast<std::size_t>(month)],
                            row.base_price_usd_per_t, 0.05 * row.base_price_usd_per_t});
    }
    expect_all_within("world price", rows);
}

TEST(FirstYearOfTheWorldOf2023, BeginsAtAFixedPointOfTheExchange) {
    std::vector<Comparison> rows;
    const auto& fob = first_year().year.fob_of_month_1;
    for (std::size_t m = 0; m < fob.size(); ++m) {
        const auto& material = first_year().base.materials[m];
        for (std::size_t i = 0; i < fob[m].size(); ++i)
            rows.push_back({fmt::format("{} exporter {}", material.name, i), fob[m][i], material.base_price_usd_per_t,
                            0.005 * material.base_price_usd_per_t});
    }
    expect_all_within("price of the first month", rows);
}

// In months of a region's use or output, whichever is larger; small regions against 0.5 % of the world's.
TEST(FirstYearOfTheWorldOf2023, LetsNoStockDriftByMoreThanAMonth) {
    const auto& c = first_year();
    NamedAmounts through;
    std::map<std::uint32_t, double> world;
    for (const auto& flow : c.base.flows) {
        through[{flow.material.value, c.base.regions[flow.to.value].code}] += flow.t_per_month;
        world[flow.material.value] += flow.t_per_month;
    }
    std::vector<Comparison> rows;
    for (const auto& [cell, before] : c.year.stock_before)
        rows.push_back({c.base.materials[cell.first].name + " " + cell.second, c.year.stock_after.at(cell), before,
                        std::max(through[cell], 0.005 * world[cell.first]) + 1e-9});
    expect_all_within("stock", rows);
}

// The price of stopping lies below that of starting again, and that below the price of building anew.
TEST(WorldOf2023, StopsBelowWhereItRestartsAndRestartsBelowWhereItBuilds) {
    const OreWorld world = make_world(first_year().base, first_year().loaded.scenario);
    for (const Plants* plants : plants_by_kind(world.kinds))
        for (std::size_t i = 0; i < plants->size(); ++i) {
            const auto& t = plants->thresholds[i];
            EXPECT_LT(t.mothball, 1) << plants->name[i];
            EXPECT_GT(t.restart, 1) << plants->name[i];
            EXPECT_LT(t.restart, t.open) << plants->name[i];
        }
}

// A programme of a state that reacts is a law that no scenario wrote.
TEST(WorldOf2023, PlantsHearOfLawsWhereStatesMayPayForThem) {
    Scenario scenario = first_year().loaded.scenario;
    scenario.laws.clear();
    scenario.outages.clear();
    const auto is_deaf = [&] {
        return std::get<Smelters>(make_world(first_year().base, scenario).kinds).plants.terms.all_usual();
    };
    EXPECT_TRUE(is_deaf());
    scenario.behaviour.politics.states = "reactive";
    EXPECT_FALSE(is_deaf());
    scenario.behaviour.politics.reshoring = false;
    EXPECT_TRUE(is_deaf());
}

// Output of all mines of a mineral at a price over its base.
double mined_t(const Mines& mines, const Market& market, double price_over_base) {
    double tonnes = 0;
    const auto& orders = market.orders;
    const auto sold = [&](std::uint32_t slot, double log_price) {
        return orders.sell_quantity_t[slot] *
               logistic(orders.sell_steepness[slot] * (log_price - orders.sell_log_reservation[slot]));
    };
    for (std::size_t i = 0; i < mines.size(); ++i) {
        if (mines.plants.product[i] != market.material) continue;
        const double price = market.exporters[mines.plants.exporter[i]].base_log_price + std::log(price_over_base);
        tonnes += sold(mines.plants.slot[i], price) + sold(mines.swing_slot[i], price);
    }
    return tonnes;
}

TEST(WorldOf2023, AnswersPricesByTheTablesShortRunElasticity) {
    OreWorld world = make_world(first_year().base, first_year().loaded.scenario);
    auto& mines = std::get<Mines>(world.kinds);
    mines.decide({0, mines.size()}, world.economy);
    for (const auto& market : world.economy.markets) {
        const double base = mined_t(mines, market, 1);
        if (base <= 0) continue;
        const double elasticity =
            std::log(mined_t(mines, market, 1.01) / mined_t(mines, market, 1 / 1.01)) / (2 * std::log(1.01));
        const auto& mineral = first_year().base.minerals[market.mineral.value];
        EXPECT_NEAR(elasticity, mineral.supply_elasticity_sr, 0.02 + 0.05 * mineral.supply_elasticity_sr) << mineral.id;
        EXPECT_LE(mined_t(mines, market, 100), 1.16 * base) << mineral.id;
    }
}

}  // namespace
}  // namespace orepolitik::start
