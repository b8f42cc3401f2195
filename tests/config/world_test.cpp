// Worlds as users write them in spreadsheets: the shipped ones hold, and every fault of a broken one is told at once.
#include "config/world.hpp"

#include <algorithm>
#include <chrono>

#include "config/world_format.hpp"
#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

class WorldFolder : public Workspace {
  protected:
    void SetUp() override {
        Workspace::SetUp();
        copy_world("tiny");
    }
    std::string said() const { return world_faults(path("tiny")); }
    // What is said after one replacement in one table.
    std::string said_after(const std::string& table, const std::string& old_text, const std::string& new_text) const {
        const std::string before = read("tiny/" + table);
        replace("tiny/" + table, old_text, new_text);
        const std::string faults = said();
        write("tiny/" + table, before);
        return faults;
    }
};

TEST_F(WorldFolder, TinyHoldsAndBlanksGetTheirDefaults) {
    const WorldData world = read_world(path("tiny"));
    ASSERT_EQ(world.minerals.size(), 1u);
    const MineralRow& metal = world.minerals[0];
    EXPECT_EQ(metal.base_price_usd_per_t, 8000);
    EXPECT_EQ(metal.ore_content_share, 0.3);
    EXPECT_EQ(metal.demand_stage, "refined");
    EXPECT_EQ(metal.tables_count, "all");
    EXPECT_EQ(metal.refined_content_share, 1);
    EXPECT_EQ(metal.handling_cost_usd_per_t, 0);
    EXPECT_TRUE(is_blank(metal.world_reserves_t));
    EXPECT_EQ(world.refined_production[2].note, "mostly from scrap");
    EXPECT_EQ(world.refined_production[2].origin.line, 4);
    EXPECT_EQ(world.rules.name, "tiny");
}

TEST_F(WorldFolder, CellsAreChecked) {
    EXPECT_EQ(said_after("mine_production.csv", "800000", "80O000"),
              "tiny/mine_production.csv:2:4: production_t=80O000 (must be a number alone, in t/year, without O000)");
    EXPECT_EQ(said_after("mine_production.csv", "800000", "\"800,000\""),
              "tiny/mine_production.csv:2:4: production_t=800,000 (no separators in numbers, in t/year) meant 800000?");
    EXPECT_EQ(said_after("mine_production.csv", "800000", "-1"),
              "tiny/mine_production.csv:2:4: production_t=-1 (must be at least 0, in t/year)");
    EXPECT_EQ(said_after("mine_production.csv", "800000", "nan"),
              "tiny/mine_production.csv:2:4: production_t=nan (must be a finite number, in t/year)");
    EXPECT_EQ(said_after("mine_production.csv", "800000", ""),
              "tiny/mine_production.csv:2:4: production_t= (must not be blank)");
    EXPECT_EQ(said_after("mine_production.csv", "estimate", "estimated"),
              "tiny/mine_production.csv:2:7: quality=estimated (must be one of verified, derived, recalled, estimate) "
              "meant estimate?");
}

TEST_F(WorldFolder, ADecimalCommaIsTakenForOne) {
    EXPECT_EQ(said_after("chains.csv", "ore,1,", "ore,\"1,25\","),
              "tiny/chains.csv:2:4: input_t_per_t_output=1,25 (no separators in numbers, in t/t or MWh/t) meant 1.25?");
    EXPECT_EQ(said_after("chains.csv", "ore,1,", "ore,\"0,125\","),
              "tiny/chains.csv:2:4: input_t_per_t_output=0,125 (no separators in numbers, in t/t or MWh/t) meant "
              "0.125?");
}

TEST_F(WorldFolder, NumbersThatNoSumCouldHoldAreRefused) {
    EXPECT_EQ(said_after("mine_production.csv", "800000", "1e300"),
              "tiny/mine_production.csv:2:4: production_t=1e300 (must not exceed 1e+15, in t/year)");
    EXPECT_EQ(said_after("minerals.csv", "8000", "1e16"),
              "tiny/minerals.csv:2:6: base_price_usd_per_t=1e16 (must not exceed 1e+15, in USD/t)");
}

TEST_F(WorldFolder, AFaultHasNoSecondOneBehindIt) {
    EXPECT_EQ(said_after("ownership.csv", "0.7", "most"),
              "tiny/ownership.csv:2:8: share=most (must be a number, a fraction)");
    EXPECT_EQ(said_after("consumption.csv", "iso3", "iso"),
              "tiny/consumption.csv:1:1: iso3 (required column is missing)\n"
              "tiny/consumption.csv:1:2: iso (unknown column) meant iso3?");
}

TEST_F(WorldFolder, SemicolonsBetweenCellsAreOneFault) {
    std::string text = read("tiny/minerals.csv");
    std::replace(text.begin(), text.end(), ',', ';');
    write("tiny/minerals.csv", text);
    EXPECT_EQ(said(),
              "tiny/minerals.csv:1:1: (cells are separated by semicolons or tabs) save it with commas between cells?");
}

TEST_F(WorldFolder, AWorldHasAMineralAndAPlace) {
    for (const std::string table : {"minerals.csv", "countries.csv"}) {
        const std::string before = read("tiny/" + table);
        write("tiny/" + table, before.substr(0, before.find('\n') + 1));
        EXPECT_EQ(said(), "tiny/" + table + ": " + table + " (holds no row below its header)");
        write("tiny/" + table, before);
    }
}

TEST_F(WorldFolder, NamesOfATableThatIsNotThereAreDangling) {
    std::filesystem::remove(path("tiny/chokepoints.csv"));
    std::filesystem::remove(path("tiny/companies.csv"));
    EXPECT_EQ(said(),
              "tiny/ownership.csv:2:1: owner=redhill (no company of this world)\n"
              "tiny/ownership.csv:3:1: owner=smeltco (no company of this world)\n"
              "tiny/routes.csv:2:6: chokepoints=Narrows (no chokepoint of this world)");
}

TEST_F(WorldFolder, ReferencesHold) {
    EXPECT_EQ(said_after("consumption.csv", "redmetal,SMA", "redmetl,SMA"),
              "tiny/consumption.csv:3:1: mineral=redmetl (no mineral of this world) meant redmetal?");
    EXPECT_EQ(said_after("routes.csv", "MNA,SMA", "MNA,SMB"),
              "tiny/routes.csv:2:2: destination_iso3=SMB (no country of this world) meant SMA?");
    EXPECT_EQ(said_after("routes.csv", ",Narrows,", ",Narrows;Norrows,"),
              "tiny/routes.csv:2:6: chokepoints=Norrows (no chokepoint of this world) meant Narrows?");
    EXPECT_EQ(said_after("countries.csv", "INVENTED", "INVENTD"),
              "tiny/countries.csv:2:7: source=INVENTD (no source of this world) meant INVENTED?");
    EXPECT_EQ(said_after("ownership.csv", "redhill", "redhil"),
              "tiny/ownership.csv:2:1: owner=redhil (no company of this world) meant redhill?");
}

TEST_F(WorldFolder, SharesSumToOne) {
    EXPECT_EQ(
        said_after("minerals.csv", "cars:0.4", "cars:0.5"),
        "tiny/minerals.csv:2:1: demand_sectors=building:0.6;cars:0.5 (the shares of redmetal sum to 1.1, not to 1)");
    EXPECT_EQ(said_after("minerals.csv", "cars:0.4", "car:0.4"),
              "tiny/minerals.csv:2:1: demand_sectors=car (no sector of this world) meant cars?");
    EXPECT_EQ(said_after("minerals.csv", "cars:0.4", "building:0.4"),
              "tiny/minerals.csv:2:1: demand_sectors=building:0.4 (stands twice in the list)");
    EXPECT_EQ(said_after("minerals.csv", "cars:0.4", "cars"),
              "tiny/minerals.csv:2:1: demand_sectors=cars (must read NAME:SHARE;NAME:SHARE)");
    EXPECT_EQ(said_after("ownership.csv", "0.3", "0.4"),
              "tiny/ownership.csv:2:1: asset=Red Hill (the owners' shares sum to 1.1, not to 1)");
}

TEST_F(WorldFolder, AMineralIsNotItsOwnHost) {
    replace("tiny/minerals.csv", ",ore_content_share\n", ",ore_content_share,by_product_of\n");
    replace("tiny/minerals.csv", ",0.3\n", ",0.3,redmetal:0.5\n");
    EXPECT_EQ(said(), "tiny/minerals.csv:2:1: by_product_of=redmetal (a mineral is not its own host)");
}

TEST_F(WorldFolder, WhatSmeltersSellHasAName) {
    EXPECT_THAT(said_after("minerals.csv", "concentrate,cathode", "concentrate,"),
                testing::StartsWith("tiny/refined_production.csv:2:1: mineral=redmetal (minerals.csv names no "
                                    "refined_product of it) name it there, or say what demand_stage is?\n"));
}

TEST_F(WorldFolder, SourcesOfPowerMakeUpNoMoreThanAll) {
    const std::string header = "iso3,t_co2_per_mwh,generation_twh,coal_share,hydro_share,source,quality\n";
    write("tiny/electricity.csv", header + "SMA,0.5,100,0.6,0.4,INVENTED,estimate\n");
    EXPECT_EQ(said(), "");
    write("tiny/electricity.csv", header + "SMA,0.5,100,0.6,0.5,INVENTED,estimate\n");
    EXPECT_EQ(said(), "tiny/electricity.csv:2:1: iso3=SMA (the shares of its sources sum to 1.1, more than 1)");
}

TEST_F(WorldFolder, ThereIsALimitToChokepoints) {
    std::string text = read("tiny/chokepoints.csv");
    for (int k = 2; k <= 32; ++k) text += "Strait " + std::to_string(k) + ",INVENTED,estimate,\n";
    write("tiny/chokepoints.csv", text);
    EXPECT_EQ(said(), "");
    write("tiny/chokepoints.csv", text + "Sound,INVENTED,estimate,\n");
    EXPECT_EQ(said(), "tiny/chokepoints.csv:34:1: name=Sound (a world has at most 32 chokepoints)");
}

TEST_F(WorldFolder, RowsAreUniqueAndWhole) {
    EXPECT_EQ(said_after("countries.csv", "USR,", "SMA,Smeltia again,,,,,\nUSR,"),
              "tiny/countries.csv:4:1: iso3=SMA (duplicate row, first at line 3)");
    EXPECT_EQ(said_after("mine_production.csv", "redmetal,SMA", "redmetal,MNA"),
              "tiny/mine_production.csv:3:1: mineral,iso3,year=redmetal,MNA,2023 (duplicate row, first at line 2)");
    EXPECT_EQ(said_after("mine_production.csv", ",800000,", ",800000,5,"),
              "tiny/mine_production.csv:2:8: 8 cells (the header has 7 columns)");
    EXPECT_EQ(said_after("mine_production.csv", "redmetal,MNA", "redmetal,\"MNA"),
              "tiny/mine_production.csv:2:1: (a quote is opened here and never closed)");
}

TEST_F(WorldFolder, ColumnsAndTablesAreKnown) {
    EXPECT_EQ(said_after("chokepoints.csv", "quality", "qualty"),
              "tiny/chokepoints.csv:1:3: qualty (unknown column) meant quality?");
    EXPECT_EQ(said_after("stockpiles.csv", "", "iso3,mineral,holder\n"),
              "tiny/stockpiles.csv:1:1: stock_t (required column is missing)");
    std::filesystem::remove(path("tiny/stockpiles.csv"));
    write("tiny/polices.csv", "iso3\n");
    EXPECT_EQ(said(), "tiny/polices.csv: polices.csv (unknown table) meant policies.csv?");
}

TEST_F(WorldFolder, RequiredTablesAreMissed) {
    std::filesystem::remove(path("tiny/chains.csv"));
    std::filesystem::remove(path("tiny/world.yaml"));
    EXPECT_EQ(said(),
              "tiny/chains.csv: chains.csv (required table is missing)\n"
              "tiny/world.yaml: world.yaml (required file is missing)");
    EXPECT_EQ(world_faults(path("nowhere")), "FileError nowhere: (cannot be read: no such folder or file)");
}

TEST_F(WorldFolder, RulesAreChecked) {
    EXPECT_EQ(said_after("world.yaml", "name: tiny", "nmae: tiny"),
              "tiny/world.yaml:3:1: name= (required key is missing)\n"
              "tiny/world.yaml:3:1: nmae=tiny (unknown key) meant name?");
    EXPECT_EQ(said_after("world.yaml", "name: tiny", "name: tiny\nutilisation: 90"),
              "tiny/world.yaml:4:14: utilisation=90 (must be within 0.3..0.99, a fraction)");
}

TEST_F(WorldFolder, SpreadsheetsMayWriteItTheirWay) {
    std::string text = read("tiny/refined_production.csv");
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    write("tiny/refined_production.csv", windows + ",,,,,,\r\n");
    replace("tiny/refined_production.csv", "mostly from scrap", "\"mostly, or \"\"nearly\"\" all,\r\nfrom scrap\"");
    const WorldData world = read_world(path("tiny"));
    ASSERT_EQ(world.refined_production.size(), 3u);
    EXPECT_EQ(world.refined_production[2].note, "mostly, or \"nearly\" all,\r\nfrom scrap");
    replace("tiny/refined_production.csv", "150000,", "x,");
    EXPECT_EQ(said(), "tiny/refined_production.csv:2:4: production_t=x (must be a number, in t/year)");
}

TEST_F(WorldFolder, LinesAreCountedThroughQuotedLineBreaks) {
    replace("tiny/chokepoints.csv", "between Minera and Smeltia", "\"between Minera\nand Smeltia\"");
    write("tiny/chokepoints.csv", read("tiny/chokepoints.csv") + "\nSound,INVENTED,sure,\n");
    EXPECT_EQ(said().substr(0, 47), "tiny/chokepoints.csv:5:3: quality=sure (must be");
}

TEST_F(WorldFolder, ABrokenCopyOfTheRealWorldGetsEveryFaultAtOnce) {
    copy_world("2023");
    replace("2023/minerals.csv", "construction:0.27", "construction:0.37");
    replace("2023/countries.csv", "non-aligned", "neutral");
    replace("2023/mine_production.csv", "copper,CHL,2023", "copper,CHI,2022");
    replace("2023/refined_production.csv", "copper,COD", "copper,CHN");
    replace("2023/world.yaml", "name: world-2023", "name: world-2023\nutilization: 0.9");
    EXPECT_EQ(world_faults(path("2023")),
              "2023/countries.csv:4:7: bloc=neutral (must be one of us-allied, china-aligned, non-aligned)\n"
              "2023/mine_production.csv:2:1: year=2022 (minerals.csv gives copper the base year 2023)\n"
              "2023/mine_production.csv:2:2: iso3=CHI (no country of this world) meant CHE?\n"
              "2023/minerals.csv:2:1: demand_sectors=construction:0.37;power_grid:0.28;industrial_machinery:0.12;"
              "transport:0.13;clean_energy_excl_grid:0.10;consumer_electronics:0.10 (the shares of copper sum to 1.1, "
              "not to 1)\n"
              "2023/refined_production.csv:3:1: mineral,iso3,year=copper,CHN,2023 (duplicate row, first at line 2)\n"
              "2023/world.yaml:4:1: utilization=0.9 (unknown key) meant utilisation?");
}

TEST(ShippedWorlds, HoldWithEveryRow) {
    const WorldData world = read_world(source_dir + "/config/worlds/2023");
    EXPECT_EQ(world.minerals.size(), 29u);
    EXPECT_EQ(world.countries.size(), 104u);
    EXPECT_EQ(world.mine_production.size(), 320u);
    EXPECT_EQ(world.refined_production.size(), 311u);
    EXPECT_EQ(world.consumption.size(), 321u);
    EXPECT_EQ(world.routes.size(), 341u);
    EXPECT_EQ(world.ownership.size(), 228u);
    EXPECT_EQ(world.trade_flows.size(), 419u);
    EXPECT_EQ(world.mine_history.size(), 577u);
    EXPECT_NO_THROW(read_world(source_dir + "/config/worlds/tiny"));
}

TEST(ShippedScenarios, Hold) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_dir + "/config/scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        EXPECT_NO_THROW(load_scenario(entry.path().string())) << entry.path();
        ++count;
    }
    EXPECT_GE(count, 5);
    EXPECT_EQ(load_scenario(source_dir + "/config/scenarios/baseline.yaml").scenario.months, 360);
}

TEST(FormatPage, IsWhatTheFieldListsSay) {
    std::ifstream stream(source_dir + "/config/worlds/FORMAT.md");
    const std::string page(std::istreambuf_iterator<char>(stream), {});
    EXPECT_TRUE(page == world_format()) << "refresh it: orepolitik describe FORMAT.md > config/worlds/FORMAT.md";
}

}  // namespace
}  // namespace orepolitik::config
