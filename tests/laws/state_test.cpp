// No state is forgotten: a world that takes over the state of another goes on like it, to the bit, whatever past it had
// itself. Random worlds under random laws, and the real one. OREPOLITIK_RANDOM_WORLDS sets how many random ones.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "agents/record.hpp"
#include "config/scenario.hpp"
#include "model/carried.hpp"
#include "model/step.hpp"
#include "start/world.hpp"
#include "tests/support/random_world.hpp"

namespace orepolitik {
namespace {

using State = std::vector<std::byte>;

// What a month leaves behind, and what of it would be written to a file.
struct MonthEnd {
    State state;
    std::vector<double> recorded;
};

std::vector<double> pass_month(OreWorld& world, Recorder& recorder) {
    std::vector<double> recorded;
    step(world, [&](OreWorld& now) {
        for (const TableValues& table : recorder.month(now))
            recorded.insert(recorded.end(), table.values.begin(), table.values.end());
    });
    return recorded;
}

bool same_bits(const std::vector<double>& one, const std::vector<double>& other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
}

// The first day, then every month's end.
std::vector<MonthEnd> live(OreWorld& world, int months) {
    Recorder recorder(world, {});
    std::vector<MonthEnd> ends{{state_of(world), {}}};
    for (int month = 0; month < months; ++month) {
        auto recorded = pass_month(world, recorder);
        ends.push_back({state_of(world), std::move(recorded)});
    }
    return ends;
}

// The other world may have lived to its end when it takes over a state from the middle.
void take_over(OreWorld& other, const std::vector<MonthEnd>& ends, std::size_t month) {
    SCOPED_TRACE(fmt::format("from month {}", month));
    Recorder recorder(other, {});
    restore_state(other, ends[month].state);
    EXPECT_EQ(state_of(other), ends[month].state) << "saving what was loaded gives other bytes";
    for (std::size_t next = month + 1; next < ends.size(); ++next) {
        const auto recorded = pass_month(other, recorder);
        ASSERT_TRUE(same_bits(recorded, ends[next].recorded)) << "records other things in month " << next;
        ASSERT_TRUE(state_of(other) == ends[next].state) << "differs after month " << next;
    }
}

TEST(State, OfRandomWorldsUnderRandomLawsIsWhole) {
    for (unsigned seed = 1; seed <= test::world_count(200) && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(fmt::format("random world {}", seed));
        const test::RandomWorld random(seed);
        const auto base = start::derive_base_year(random.data);
        auto world = start::make_world(base, random.scenario);
        const auto ends = live(world, random.scenario.months);
        for (const std::size_t month : {0U, 1 + seed % 22, 1 + (7 * seed) % 22}) take_over(world, ends, month);
        auto newborn = start::make_world(base, random.scenario);
        take_over(newborn, ends, 1 + (3 * seed) % 22);
    }
}

TEST(State, OfTheRealWorldIsWhole) {
    for (const char* name :
         {"baseline", "ree-quota-together", "licence", "malacca-closed", "great-power", "strong-dollar"}) {
        SCOPED_TRACE(name);
        const auto loaded =
            config::load_scenario(std::string(OREPOLITIK_SOURCE_DIR "/config/scenarios/") + name + ".yaml");
        auto world = start::make_world(start::derive_base_year(loaded.world), loaded.scenario);
        const auto ends = live(world, 60);  // projects begun early open before the end
        for (const std::size_t month : {std::size_t{14}, std::size_t{31}}) take_over(world, ends, month);
    }
}

TEST(State, HoldsWhatIsLeftInTheGround) {
    auto data = start::three_countries();
    data.mine_production.clear();
    data.rules.reserve_replacement_share = 0;
    start::mines(data, "tinsel", "AAA", 1200, 1800);  // for a year and a half
    Scenario scenario;
    scenario.from = test::first_month;
    const auto base = start::derive_base_year(data);
    auto world = start::make_world(base, scenario);
    const auto ends = live(world, 24);
    EXPECT_EQ(std::get<Mines>(world.kinds).plants.output_t[0], 0) << "mined out by now";
    auto newborn = start::make_world(base, scenario);
    take_over(newborn, ends, 6);
}

TEST(State, CutOrWithMoreBehindItIsRefused) {
    const test::RandomWorld random(3);
    auto world = start::make_world(start::derive_base_year(random.data), random.scenario);
    auto state = state_of(world);
    EXPECT_THROW(restore_state(world, std::span<const std::byte>(state).first(state.size() - 1)), std::length_error);
    state.push_back(std::byte{0});
    EXPECT_THROW(restore_state(world, state), std::length_error);
}

}  // namespace
}  // namespace orepolitik
