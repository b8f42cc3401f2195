// A month of the steady state takes no memory: once columns have their size, neither deciding nor clearing, settling or
// recording calls operator new. Counted in a program of its own, for it replaces operator new.
#include <gtest/gtest.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "agents/record.hpp"
#include "config/scenario.hpp"
#include "model/step.hpp"
#include "output/block.hpp"
#include "start/world.hpp"

namespace {
std::atomic<std::size_t> allocations{0};

void* counted(std::size_t bytes) {
    ++allocations;
    if (void* memory = std::malloc(bytes > 0 ? bytes : 1)) return memory;
    throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t bytes) {
    return counted(bytes);
}
void* operator new[](std::size_t bytes) {
    return counted(bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace orepolitik {
namespace {

constexpr int warm_up_months = 36, counted_months = 24, least_quiet_months = 6;

// Events are news, and news takes memory: neither chance nor investment makes any here, only plants that give up.
OreWorld quiet_world(const std::string& scenario) {
    const auto loaded = config::load_scenario(
        OREPOLITIK_SOURCE_DIR "/config/scenarios/" + scenario,
        {"behaviour.shocks=false", "behaviour.investment=false", "behaviour.mothball_months=120"});
    return start::make_world(start::derive_base_year(loaded.world), loaded.scenario);
}

std::size_t allocations_of_month(OreWorld& world, Recorder& recorder, output::Block& block) {
    const std::size_t before = allocations;
    step(world, [&](OreWorld& now) { output::append_month(block, recorder.month(now)); });
    return allocations - before;
}

class Allocations : public testing::TestWithParam<int> {};  // threads

TEST_P(Allocations, AMonthOfTheSteadyStateTakesNoMemory) {
    tbb::task_arena arena(GetParam());
    arena.execute([] {
        auto world = quiet_world("baseline.yaml");
        Recorder recorder(world, {});
        auto block = output::empty_block(recorder.schema(), 0, warm_up_months + counted_months);
        EXPECT_GT(allocations_of_month(world, recorder, block), 0U) << "nothing is counted";
        for (int month = 1; month < warm_up_months; ++month) allocations_of_month(world, recorder, block);
        int quiet_months = 0;
        for (int month = 0; month < counted_months; ++month) {
            const std::size_t taken = allocations_of_month(world, recorder, block);
            if (!world.economy.events.empty()) continue;
            ++quiet_months;
            EXPECT_EQ(taken, 0U) << to_string(world.economy.month);
        }
        EXPECT_GE(quiet_months, least_quiet_months);
    });
}
INSTANTIATE_TEST_SUITE_P(Threads, Allocations, testing::Values(1, 2));

}  // namespace
}  // namespace orepolitik
