// Each rule of the base year on worlds worked out by hand.
#include "tests/start/small_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/lifetimes.hpp"
#include "start/base_year.hpp"
#include "start/founding.hpp"

namespace orepolitik::start {
namespace {

double output_of(const BaseYear& base, const std::string& country, PlantStage stage) {
    double total = 0;
    for (const Plant& plant : base.plants) {
        const bool here = base.countries[plant.country.value].code == country;
        total += here && plant.stage == stage ? 12 * plant.output_t_per_month : 0;
    }
    return total;
}

double flow(const BaseYear& base, const std::string& material, const std::string& from, const std::string& to) {
    double total = 0;
    for (const BaseFlow& each : base.flows) {
        if (base.materials[each.material.value].name == material && base.regions[each.from.value].code == from &&
            base.regions[each.to.value].code == to) {
            total += 12 * each.t_per_month;
        }
    }
    return total;
}

TEST(SmallWorld, ScrapMakesWhatHomeOreCannotExplain) {
    const BaseYear base = derive_base_year(three_countries());
    // 300 of 1200 t are secondary, so 1200 t of ore made 900 t: AAA could have made all its 240 t from its own ore.
    EXPECT_NEAR(output_of(base, "AAA", PlantStage::recycler), 0, 1e-9);
    EXPECT_NEAR(output_of(base, "BBB", PlantStage::recycler), 300, 1e-9);
    EXPECT_NEAR(output_of(base, "BBB", PlantStage::smelter), 660, 1e-9);
    EXPECT_NEAR(base.recipes[base.minerals[0].refined.value].feed_t_per_t, 1200.0 / 900, 1e-12);
}

TEST(SmallWorld, RecyclingThatTheTablesLeaveOutIsAddedToOutputAndUse) {
    WorldData data = three_countries();
    data.minerals[0].tables_count = "primary";
    const BaseYear base = derive_base_year(data);
    // A quarter of all supply: 400 t beside the 1200 t, where 480 and 600 t are used.
    EXPECT_NEAR(output_of(base, "BBB", PlantStage::recycler), 400 * 480.0 / 1080, 1e-9);
    EXPECT_NEAR(output_of(base, "CCC", PlantStage::recycler), 400 * 600.0 / 1080, 1e-9);
    EXPECT_NEAR(output_of(base, "BBB", PlantStage::smelter), 960, 1e-9);
    double used = 0;
    for (const FinalUse& use : base.final_uses) {
        used += 12 * use.use_t_per_month;
    }
    EXPECT_NEAR(used, 1080 + 400, 1e-9);
}

TEST(SmallWorld, ExcessSupplyBecomesUnreportedUseOfItsMakers) {
    const BaseYear base = derive_base_year(three_countries());
    ASSERT_EQ(base.residuals.size(), 2U);  // 1200 t refined, 1080 t used
    EXPECT_NEAR(12 * base.residuals[0].t_per_month, -120 * 240.0 / 1200, 1e-9);
    EXPECT_NEAR(12 * base.residuals[1].t_per_month, -120 * 960.0 / 1200, 1e-9);
    EXPECT_THAT(base.notes, testing::Contains("tinsel.refined: 10 % of supply has no reported use"));
}

TEST(SmallWorld, WhatIsBeingBuiltIsPlannedWhereThereIsAPlantToGrowFrom) {
    WorldData data = three_countries();
    const auto row = [](const char* iso3, const char* stage) {
        PipelineRow r;
        r.mineral = "tinsel";
        r.iso3 = iso3;
        r.stage = stage;
        r.project = "Hill";
        r.capacity_t = 120;
        r.opens_year = 2026;
        return r;
    };
    data.pipeline = {row("BBB", "refined"), row("CCC", "refined"), row("AAA", "mine")};
    data.pipeline[2].opens_month = 7;
    const BaseYear base = derive_base_year(data);
    ASSERT_EQ(base.pipeline.size(), 2U);
    EXPECT_NEAR(base.pipeline[0].t_per_month, 10, 1e-12);
    EXPECT_EQ(base.pipeline[0].month, Month::of(2026, 1));
    EXPECT_EQ(base.pipeline[1].month, Month::of(2026, 7));
    EXPECT_EQ(base.pipeline[1].project, "Hill");
    EXPECT_THAT(base.notes,
                testing::Contains("project Hill (tinsel in CCC) has no plant or deposit to grow from and is "
                                  "left out"));
}

TEST(SmallWorld, ADepositThatNobodyWorksStandsBehindAllPlants) {
    WorldData data = three_countries();
    const BaseYear without = derive_base_year(data);
    DepositRow row;
    row.mineral = "tinsel";
    row.iso3 = "CCC";
    row.deposit = "Far Hill";
    row.reserves_t = 5000;
    data.deposits = {row};
    const BaseYear base = derive_base_year(data);
    ASSERT_EQ(base.plants.size(), without.plants.size() + 1);
    for (std::size_t k = 0; k < without.plants.size(); ++k) EXPECT_EQ(base.plants[k].name, without.plants[k].name);
    const Plant& deposit = base.plants.back();
    EXPECT_EQ(deposit.name, "Far Hill");
    EXPECT_EQ(deposit.output_t_per_month, 0);
    EXPECT_EQ(deposit.reserves_t, 5000);
    EXPECT_EQ(deposit.stage, PlantStage::mine);
    EXPECT_EQ(base.countries[deposit.country.value].code, "CCC");
    ASSERT_EQ(deposit.owners.size(), 1U);
    EXPECT_EQ(deposit.owners[0].share, 1);
}

TEST(SmallWorld, ACapitalSubsidyFindsSitesForWhatIsUsedAndNotMade) {
    const BaseYear base = derive_base_year(three_countries());
    Scenario scenario;
    EXPECT_TRUE(founding_sites(base, scenario).empty());
    CapitalSubsidy subsidy;
    subsidy.measure.actor = "CCC";
    scenario.laws.push_back({"grants", subsidy});
    const auto sites = founding_sites(base, scenario);
    double made = 0;
    for (const Plant& site : sites) {
        EXPECT_EQ(base.countries[site.country.value].code, "CCC");
        EXPECT_EQ(site.output_t_per_month, 0);
        if (site.stage != PlantStage::mine) made += site.site_t_per_month;
    }
    EXPECT_NEAR(12 * made, 600, 1e-6);  // what it uses, of ore and of scrap
    EXPECT_TRUE(std::ranges::any_of(sites, [](const Plant& p) { return p.stage == PlantStage::recycler; }));
    const BaseYear more = with_sites(base, sites);
    ASSERT_EQ(more.plants.size(), base.plants.size() + sites.size());
    for (std::size_t k = 0; k < base.plants.size(); ++k) EXPECT_EQ(more.plants[k].name, base.plants[k].name);
    subsidy.measure.actor = "BBB";  // smelts already
    scenario.laws = {{"grants", subsidy}};
    for (const Plant& site : founding_sites(base, scenario)) EXPECT_NE(site.stage, PlantStage::smelter);
}

TEST(SmallWorld, ExcessUseBecomesUnreportedSupplyOfItsUsers) {
    WorldData data = three_countries();
    uses(data, "tinsel", "AAA", 360);
    const BaseYear base = derive_base_year(data);
    ASSERT_EQ(base.residuals.size(), 3U);  // 1200 t refined, 1440 t used
    EXPECT_NEAR(12 * base.residuals[0].t_per_month, 240 * 360.0 / 1440, 1e-9);
}

TEST(SmallWorld, HomeComesFirst) {
    WorldData data = three_countries();
    data.rules.cross_hauling_share = 0.1;
    const BaseYear base = derive_base_year(data);
    // Ore: only AAA has any and smelts 240 t of metal at 4/3; the rest goes to BBB.
    EXPECT_NEAR(flow(base, "tinsel.ore", "AAA", "AAA"), 320, 1e-6);
    EXPECT_NEAR(flow(base, "tinsel.ore", "AAA", "BBB"), 880, 1e-6);
    // Metal: BBB makes 960 t and uses 480 t and 96 t unreported; AAA keeps its own unreported 24 t, less a tenth.
    EXPECT_NEAR(flow(base, "tinsel.refined", "AAA", "AAA"), 0.9 * 24, 1e-6);
    EXPECT_GE(flow(base, "tinsel.refined", "BBB", "BBB"), 0.9 * 576 - 1e-6);
    EXPECT_NEAR(flow(base, "tinsel.refined", "AAA", "CCC") + flow(base, "tinsel.refined", "BBB", "CCC"), 600, 1e-6);
}

TEST(SmallWorld, ScrapMeetsWhatRecyclersNeed) {
    const BaseYear base = derive_base_year(three_countries());
    const Mineral& mineral = base.minerals[0];
    const double end_of_life = steady_discard_share(10, 3, std::log(1.025));
    EXPECT_NEAR((mineral.collection_rate * end_of_life + mineral.new_scrap_share) * 1080, 1.05 * 300, 1e-9);
    EXPECT_DOUBLE_EQ(mineral.collection_rate, 0.3);
    EXPECT_NEAR(flow(base, "tinsel.scrap", "CCC", "BBB"), 315 * 600.0 / 1080, 1e-6);
}

TEST(SmallWorld, LessIsCollectedWhereCollectionAloneExceedsRecycling) {
    WorldData data = three_countries();
    data.minerals[0].eol_recycling_rate = 0.9;
    const Mineral mineral = derive_base_year(data).minerals[0];
    EXPECT_EQ(mineral.new_scrap_share, 0);
    EXPECT_LT(mineral.collection_rate, 0.9);
}

TEST(SmallWorld, MembersOfTheUnionShareOneMarket) {
    WorldData data = three_countries();
    data.countries[1].eu_member = 1;
    data.countries[2].eu_member = 1;
    data.countries.push_back(country_row("EUU", "north"));
    data.consumption.back().iso3 = "EUU";
    refines(data, "tinsel", "CCC", 10);
    const BaseYear base = derive_base_year(data);
    ASSERT_EQ(base.regions.size(), 2U);
    ASSERT_EQ(base.countries.size(), 3U);
    EXPECT_EQ(base.countries[1].region, base.countries[2].region);
    EXPECT_EQ(base.regions[base.countries[1].region.value].code, "EUU");
    EXPECT_GT(flow(base, "tinsel.refined", "AAA", "EUU"), 0);
}

TEST(SmallWorld, SectorsShareDemandAndCostsFollowTheMinedForm) {
    const BaseYear base = derive_base_year(three_countries());
    const Mineral& mineral = base.minerals[0];
    ASSERT_EQ(mineral.sectors.size(), 2U);
    EXPECT_DOUBLE_EQ(mineral.sectors[0].share, 0.75);
    // The two prices leave no margin at the implied recovery: the ore's gives way, and its costs with it.
    const double ore_price = base.materials[mineral.ore.value].base_price_usd_per_t;
    const double refined_price = base.materials[mineral.refined.value].base_price_usd_per_t;
    EXPECT_NEAR(base.recipes[mineral.refined.value].feed_t_per_t * ore_price,
                (1 - base.rules.least_treatment_margin_share) * refined_price, 1e-9);
    EXPECT_NEAR(mineral.cost_p50, 500 * ore_price / refined_price, 1e-9);
    EXPECT_NEAR(cost_at_quantile(mineral, 0.25), mineral.cost_p25, 1e-9);
    EXPECT_NEAR(cost_at_quantile(mineral, 0.50), mineral.cost_p50, 1e-9);
    EXPECT_NEAR(cost_at_quantile(mineral, 0.90), mineral.cost_p90, 1e-9);
    EXPECT_LT(cost_at_quantile(mineral, 0.05), mineral.cost_p25);
}

TEST(SmallWorld, UnknownPricesFollowTheStatedShares) {
    WorldData data = three_countries();
    data.minerals[0].other_stage_price_usd_per_t = blank;
    const BaseYear base = derive_base_year(data);
    EXPECT_DOUBLE_EQ(base.materials[base.minerals[0].ore.value].base_price_usd_per_t, 700);
    EXPECT_DOUBLE_EQ(base.materials[base.minerals[0].scrap.value].base_price_usd_per_t, 850);
}

OwnershipRow ownership(const std::string& asset, const std::string& owner, double share) {
    OwnershipRow row;
    row.mineral = "tinsel";
    row.host_iso3 = "AAA";
    row.asset = asset;
    row.stage = "mine";
    row.owner = owner;
    row.owner_iso3 = "CCC";
    row.share = share;
    return row;
}

WorldData world_with_owners() {
    WorldData data = three_countries();
    CompanyRow miner;
    miner.id = "miner";
    miner.name = "Miner";
    miner.home_iso3 = "AAA";
    data.companies = {miner};
    CompanyProductionRow output;
    output.company = "miner";
    output.mineral = "tinsel";
    output.stage = "mine";
    output.production_t = 360;
    data.company_production = {output};
    data.ownership = {ownership("Big Hole", "miner", 0.6), ownership("Big Hole", "Aunt", 0.4)};
    return data;
}

TEST(SmallWorld, OwnersReportsSizeTheirAssets) {
    const BaseYear base = derive_base_year(world_with_owners());
    const auto hole = std::ranges::find(base.plants, "Big Hole", &Plant::name);
    ASSERT_NE(hole, base.plants.end());
    EXPECT_NEAR(12 * hole->output_t_per_month, 360 / 0.6, 1e-9);
    EXPECT_NEAR(hole->reserves_t, 30000, 1e-6);
    EXPECT_EQ(base.companies[hole->owners[1].company.value].name, "Aunt");
    EXPECT_EQ(base.countries[base.companies[hole->owners[1].company.value].home.value].code, "CCC");
    EXPECT_NEAR(output_of(base, "AAA", PlantStage::mine), 1200, 1e-9);
}

TEST(SmallWorld, NamedAssetsLeaveSomeToOthers) {
    WorldData data = world_with_owners();
    data.company_production[0].production_t = 6000;
    const BaseYear base = derive_base_year(data);
    const auto hole = std::ranges::find(base.plants, "Big Hole", &Plant::name);
    EXPECT_NEAR(12 * hole->output_t_per_month, 0.9 * 1200, 1e-9);
}

TEST(SmallWorld, CompaniesOwnGenericPlantsAtHomeForWhatAssetsDoNotExplain) {
    WorldData data = world_with_owners();
    data.ownership.clear();
    const BaseYear base = derive_base_year(data);
    double owned = 0;
    for (const Plant& plant : base.plants) {
        for (const Owner& owner : plant.owners) {
            const bool miners = base.companies[owner.company.value].id == "miner";
            owned += miners ? 12 * plant.output_t_per_month * owner.share : 0;
        }
    }
    EXPECT_NEAR(owned, 360, 1e-9);
    EXPECT_EQ(std::ranges::count(base.plants, PlantStage::mine, &Plant::stage), 8);  // all world ore, at most eight
}

TEST(SmallWorld, StocksLieInTheFormThatIsUsed) {
    WorldData data = three_countries();
    StockpileRow row;
    row.iso3 = "CCC";
    row.mineral = "tinsel";
    row.holder = "treasury";
    row.stock_t = 7;
    data.stockpiles = {row};
    const BaseYear base = derive_base_year(data);
    ASSERT_EQ(base.government_stocks.size(), 1U);
    EXPECT_EQ(base.government_stocks[0].material, base.minerals[0].refined);
    EXPECT_EQ(base.government_stocks[0].stock_t, 7);
}

}  // namespace
}  // namespace orepolitik::start
