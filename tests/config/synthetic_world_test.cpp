// Made-up worlds: as many plants as asked for, the same for the same keys, and every figure within the bounds that real
// tables keep.
#include "config/synthetic/synthetic_world.hpp"

#include <numeric>

#include "config/synthetic/figures.hpp"
#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

WorldData world_of(const SyntheticKeys& keys) {
    WorldData data;
    add_synthetic_tables(keys, {"world.yaml", 3, 1}, data);
    return data;
}

double plants_in(const WorldData& data) {
    double plants = 0;
    for (const auto& row : data.mine_production) plants += row.plants;
    for (const auto& row : data.refined_production) plants += row.plants;
    return plants;
}

// The first figure that no table could hold; empty if there is none.
struct FirstFault {
    std::string text;
    void operator()(const FieldInfo& info, const double& value, const Check& check) {
        const bool missing = is_blank(value) && check.presence == Presence::required;
        if (missing || value < check.low || value > check.high || std::isinf(value)) tell(info, std::to_string(value));
    }
    void operator()(const FieldInfo& info, const std::string& value, const Check& check) {
        const bool known = check.one_of.empty() || value.empty() || std::ranges::count(check.one_of, value) > 0;
        if (!known || (value.empty() && check.presence == Presence::required)) tell(info, value);
    }
    void tell(const FieldInfo& info, const std::string& value) {
        if (text.empty()) text = std::string(info.name) + "=" + value;
    }
};

TEST(SyntheticWorld, HasThePlantsAskedForWithinTheBoundsOfTables) {
    for (const SyntheticKeys keys :
         {SyntheticKeys{1000, 40, 10, 1}, SyntheticKeys{2, 1, 1, 2}, SyntheticKeys{200, 7, 100, 3},
          SyntheticKeys{1'000'000, 300, 20, 4}, SyntheticKeys{37, 300, 3, 5}}) {
        SCOPED_TRACE(synthetic_world_text(keys));
        WorldData data = world_of(keys);
        EXPECT_EQ(plants_in(data), keys.plants);
        EXPECT_EQ(data.countries.size(), static_cast<std::size_t>(keys.countries));
        EXPECT_EQ(data.minerals.size(), static_cast<std::size_t>(keys.minerals));
        FirstFault fault;
        data.tables([&](auto& rows) {
            for (auto& row : rows) row.fields(fault);
        });
        EXPECT_EQ(fault.text, "");
        Faults faults;
        check_tables(data, {}, faults);
        EXPECT_FALSE(faults.any()) << to_string(faults.list().front());
    }
}

TEST(SyntheticWorld, UsesWhatItMakesButForAResidual) {
    const WorldData data = world_of({10000, 30, 8, 7});
    for (const MineralRow& mineral : data.minerals) {
        double mined = 0, refined = 0, used = 0;
        for (const auto& row : data.mine_production) mined += row.mineral == mineral.id ? row.production_t : 0;
        for (const auto& row : data.refined_production) refined += row.mineral == mineral.id ? row.production_t : 0;
        for (const auto& row : data.consumption) used += row.mineral == mineral.id ? row.demand_t : 0;
        const double made = mineral.refined_product.empty() ? mined : refined;
        EXPECT_NEAR(used, made, 0.021 * made) << mineral.id;
        EXPECT_GT(mineral.other_stage_price_usd_per_t > 0 || mineral.refined_product.empty(), 0) << mineral.id;
    }
}

TEST(SyntheticWorld, IsTheSameForTheSameKeysAndAnotherForAnotherSeed) {
    const SyntheticKeys keys{500, 12, 4, 9};
    const auto outputs = [](const WorldData& data) {
        std::vector<double> t;
        for (const auto& row : data.mine_production) t.push_back(row.production_t);
        return t;
    };
    EXPECT_EQ(outputs(world_of(keys)), outputs(world_of(keys)));
    EXPECT_NE(outputs(world_of(keys)), outputs(world_of({500, 12, 4, 10})));
}

TEST(Apportion, GivesWholePartsThatSumUp) {
    EXPECT_EQ(apportion(10, {1, 1, 2}), (std::vector<int>{3, 3, 4}));
    EXPECT_EQ(apportion(3, {1, 1, 1000}), (std::vector<int>{1, 1, 1}));
    const auto parts = apportion(100000, {0.3, 1e-9, 7, 2.5, 11});
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), 0), 100000);
    EXPECT_EQ(parts[1], 1);
}

class SyntheticFile : public Workspace {
  protected:
    std::string said_of(const std::string& synth) const {
        return world_faults(write("world.yaml", "name: made up\nbase_month: 2024-01\nsynth: " + synth + "\n"));
    }
};

TEST_F(SyntheticFile, IsReadAsAFileAndAsAFolder) {
    write("world.yaml", synthetic_world_text({100, 5, 3, 1}));
    EXPECT_EQ(plants_in(read_world(path("world.yaml"))), 100);
    EXPECT_EQ(plants_in(read_world(path(""))), 100);
    EXPECT_TRUE(is_world_file(path("world.yaml")));
    const auto loaded = load_scenario(write("case.yaml", "title: A case\nworld: world.yaml\nmonths: 3\n"));
    EXPECT_EQ(loaded.world.countries.size(), 5u);
    EXPECT_EQ(faults_of(write("case.yaml",
                              "title: A case\nworld: world.yaml\nlaws: {x: {law: export_ban, actor: AAZ, "
                              "from: 2024-02}}\n")),
              "case.yaml:3:36: laws.x.actor=AAZ (no country or customs union of this world) meant AAA?");
}

TEST_F(SyntheticFile, EveryFaultHasItsPlace) {
    EXPECT_EQ(said_of("{plants: 100, minerals: 3}"), "");
    EXPECT_EQ(said_of("{plants: 5, minerals: 3}"), "world.yaml:3:17: synth.plants=5 (3 minerals need at least 6)");
    EXPECT_EQ(said_of("many"), "world.yaml:3:8: synth=many (must be a map of keys)");
    EXPECT_THAT(said_of("{countries: 3}"), testing::HasSubstr("synth.plants"));
    EXPECT_THAT(said_of("{plants: 100, contries: 0}"), testing::HasSubstr("meant countries?"));
    EXPECT_THAT(said_of("{plants: 1e9}"),
                testing::HasSubstr("world.yaml:3:17: synth.plants=1e9 (must be a whole number"));
    EXPECT_THAT(said_of("{plants: nan}"), testing::HasSubstr("world.yaml:3:17: synth.plants=nan"));
    write("mine_production.csv", "mineral\n");
    write("world.yaml", synthetic_world_text({100, 5, 3, 1}));
    EXPECT_THAT(world_faults(path("")), testing::HasSubstr("a world with the section synth has no tables"));
    write("world.yaml", "name: tables\nbase_month: 2024-01\n");
    EXPECT_THAT(world_faults(path("world.yaml")), testing::HasSubstr("synth (is missing"));
}

}  // namespace
}  // namespace orepolitik::config
