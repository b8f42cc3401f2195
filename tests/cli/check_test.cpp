// `check` and `describe` as users meet them: what they print, where, and what they return.
#include "cli/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/describe.hpp"
#include "cli/schema.hpp"

namespace orepolitik::cli {
namespace {

using testing::HasSubstr;

const std::string source_dir = OREPOLITIK_SOURCE_DIR;

struct Said {
    int code;
    std::string out, err;
};

Said said_by(auto&& command) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = command();
    std::fflush(stdout);
    std::fflush(stderr);
    return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

TEST(Check, TellsWhatAGoodFileHolds) {
    const std::string world = source_dir + "/config/worlds/tiny", scenario = source_dir + "/config/scenarios/tiny.yaml";
    const Said said = said_by([&] { return check_files({.files = {world, scenario}}); });
    EXPECT_EQ(said.code, 0);
    EXPECT_EQ(said.err, "");
    EXPECT_EQ(said.out,
              world + ": OK (world with 1 minerals, 3 countries, 2 companies, 3 routes)\n" + scenario +
                  ": OK (60 months from 2024-01, 1 laws, world with 1 minerals, 3 countries, 2 companies, 3 routes)\n");
}

TEST(Check, TellsOnRequestWhatTablesLack) {
    namespace fs = std::filesystem;
    const fs::path world = fs::path(testing::TempDir()) / "check_notes";
    fs::remove_all(world);
    fs::copy(source_dir + "/config/worlds/tiny", world);
    std::ofstream(world / "consumption.csv") << "mineral,iso3,year,demand_t,source,quality\n"
                                                "redmetal,USR,2023,1600000,INVENTED,estimate\n";
    const std::string first = world.string() + ": OK (world with 1 minerals, 3 countries, 2 companies, 3 routes; ",
                      note = world.string() + ": note: redmetal.refined: 38 % of use has no reported supply\n";
    const Said plain = said_by([&] { return check_files({.files = {world}}); });
    EXPECT_EQ(plain.out, first + "notes on its tables: 1 (--notes))\n");
    const Said all = said_by([&] { return check_files({.files = {world}, .notes = true}); });
    EXPECT_EQ(all.code, 0);
    EXPECT_EQ(all.out, plain.out + note);
}

TEST(Check, TellsAMarketFromAScenario) {
    const std::string folder = source_dir + "/config/markets/";
    const Said good = said_by([&] {
        return check_files({.files = {folder + "two-country-tariff.yaml", folder + "cournot.yaml"}});
    });
    EXPECT_EQ(good.code, 0);
    EXPECT_EQ(good.out, folder + "two-country-tariff.yaml: OK (one market of 2 countries, with a change)\n" + folder +
                            "cournot.yaml: OK (firms in one market)\n");
}

TEST(Check, GoesOnAfterABadFileAndReturnsTheWorst) {
    const std::string page = source_dir + "/config/README.md", good = source_dir + "/config/worlds/tiny";
    const Said bad = said_by([&] { return check_files({.files = {page, good}}); });
    EXPECT_EQ(bad.code, 2);
    EXPECT_THAT(bad.err, HasSubstr(page + ":"));
    EXPECT_THAT(bad.err, HasSubstr(page + ": 1 fault\n"));
    EXPECT_THAT(bad.out, HasSubstr(good + ": OK"));
    const Said gone = said_by([&] { return check_files({.files = {"no-such-file.yaml", page}}); });
    EXPECT_EQ(gone.code, 3);
    EXPECT_THAT(gone.err, HasSubstr("no-such-file.yaml: (cannot be read: no such file)\n"));
}

TEST(Describe, ListsKeysOfASectionALawATable) {
    EXPECT_THAT(said_by([] { return describe("import_tariff", false); }).out,
                HasSubstr("rate [fraction of CIF value]"));
    EXPECT_THAT(said_by([] { return describe("scenario", false); }).out,
                HasSubstr("months [months]\n      How many months to simulate.\n      whole number within 1..12000; "
                          "default 360\n"));
    EXPECT_THAT(said_by([] { return describe("minerals.csv", false); }).out, HasSubstr("base_price_usd_per_t [USD/t]"));
    EXPECT_THAT(said_by([] { return describe("seed", false); }).out, HasSubstr("scenario.seed\n"));
    const std::string all = said_by([] { return describe("", false); }).out;
    for (const char* name :
         {"\n  scenario  ", "\n  behaviour  ", "\n  strait_closure  ", "\n  world  ", "\n  routes.csv  "})
        EXPECT_THAT(all, HasSubstr(name));
}

TEST(Describe, UnknownNameNamesTheNearest) {
    const Said said = said_by([] { return describe("behavior", false); });
    EXPECT_EQ(said.code, 2);
    EXPECT_EQ(said.err, "describe: behavior (no such section, instrument, table or key) meant behaviour?\n");
}

TEST(Describe, SchemaKnowsEveryKey) {
    const nlohmann::json schema = nlohmann::json::parse(scenario_schema());
    const auto& keys = schema.at("properties");
    EXPECT_EQ(keys.at("months").at("default"), 360);
    EXPECT_EQ(keys.at("months").at("maximum"), 12000);
    EXPECT_EQ(keys.at("behaviour").at("additionalProperties"), false);
    EXPECT_EQ(keys.at("behaviour").at("properties").at("shocks").at("type"), "boolean");
    const auto& laws = keys.at("laws").at("additionalProperties").at("anyOf");
    EXPECT_EQ(laws.at(0).at("properties").at("law").at("const"), "import_tariff");
    EXPECT_EQ(laws.at(0).at("properties").at("forms").at("items").at("enum").size(), 3u);
}

}  // namespace
}  // namespace orepolitik::cli
