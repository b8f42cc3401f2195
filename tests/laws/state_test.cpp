// No state is forgotten: a world that takes over the state of another goes on like it, to the bit, whatever past it had
// itself. Random worlds under random laws, and the real one. OREPOLITIK_RANDOM_WORLDS sets how many random ones.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "config/scenario.hpp"
#include "model/carried.hpp"
#include "model/step.hpp"
#include "start/world.hpp"
#include "tests/support/random_world.hpp"

namespace orepolitik {
namespace {

using State = std::vector<std::byte>;

unsigned world_count() {
    const char* asked = std::getenv("OREPOLITIK_RANDOM_WORLDS");
    return asked ? static_cast<unsigned>(std::atoi(asked)) : 200;
}

void pass_month(OreWorld& world) {
    step(world, [](OreWorld&) {});
}

// The state after each month, from the first day on.
std::vector<State> live(OreWorld& world, int months) {
    std::vector<State> states{state_of(world)};
    for (int month = 0; month < months; ++month) {
        pass_month(world);
        states.push_back(state_of(world));
    }
    return states;
}

// The other world has lived to its end when it takes over a state from the middle.
void take_over(OreWorld& other, const std::vector<State>& states, std::size_t month) {
    SCOPED_TRACE(fmt::format("from month {}", month));
    restore_state(other, states[month]);
    EXPECT_EQ(state_of(other), states[month]) << "saving what was loaded gives other bytes";
    for (std::size_t next = month + 1; next < states.size(); ++next) {
        pass_month(other);
        ASSERT_EQ(state_of(other), states[next]) << "differs after month " << next;
    }
}

TEST(State, OfRandomWorldsUnderRandomLawsIsWhole) {
    for (unsigned seed = 1; seed <= world_count() && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(fmt::format("random world {}", seed));
        const test::RandomWorld random(seed);
        const auto base = start::derive_base_year(random.data);
        auto world = start::make_world(base, random.scenario);
        const auto states = live(world, random.scenario.months);
        for (const std::size_t month : {0U, 1 + seed % 22, 1 + (7 * seed) % 22}) take_over(world, states, month);
        auto newborn = start::make_world(base, random.scenario);
        take_over(newborn, states, 1 + (3 * seed) % 22);
    }
}

TEST(State, OfTheRealWorldIsWhole) {
    for (const char* name : {"baseline", "ree-quota-together", "licence", "malacca-closed"}) {
        SCOPED_TRACE(name);
        const auto loaded =
            config::load_scenario(std::string(OREPOLITIK_SOURCE_DIR "/config/scenarios/") + name + ".yaml");
        auto world = start::make_world(start::derive_base_year(loaded.world), loaded.scenario);
        const auto states = live(world, 30);
        for (const std::size_t month : {std::size_t{1}, std::size_t{14}, std::size_t{19}})
            take_over(world, states, month);
    }
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
