// What a plant costs in a month and in memory, in made-up worlds of a thousand to a million plants, recording all but
// plants and routes; how long such a world takes to make.
//   plants_bench --benchmark_filter=Months     ns_per_plant_month; ByTheClock on one and two threads
//   plants_bench --benchmark_filter=Start      seconds from a few numbers to a world that can begin, and its bytes
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "agents/record.hpp"
#include "config/synthetic/synthetic_world.hpp"
#include "model/step.hpp"
#include "start/world.hpp"

namespace orepolitik {
namespace {

constexpr int countries = 40, minerals = 10;

Scenario quiet_scenario() {
    Scenario scenario;
    scenario.from = Month::of(2024, 1);
    scenario.record = {.flows = false, .plants = false};
    return scenario;
}

WorldData data_of(std::int64_t plants) {
    WorldData data;
    data.rules.name = "synthetic";
    config::add_synthetic_tables({static_cast<int>(plants), countries, minerals, 1}, {}, data);
    return data;
}

OreWorld new_world(std::int64_t plants) {
    return start::make_world(start::derive_base_year(data_of(plants)), quiet_scenario());
}

double plants_of(const OreWorld& world) {
    double plants = 0;
    for (const Plants* kind : plants_by_kind(world.kinds)) plants += static_cast<double>(kind->size());
    return plants;
}

// In memory, after what is free was given back: room that a vector keeps and never touches is not counted.
double resident_bytes() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    double size = 0, resident = 0;
    statm >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// Goes on with one world from run to run: making a million plants takes longer than a month of theirs.
void pass_months(benchmark::State& state, std::size_t threads) {
    static std::map<std::int64_t, OreWorld> worlds;
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const auto [found, fresh] = worlds.try_emplace(state.range(0));
    OreWorld& world = found->second;
    if (fresh) world = new_world(state.range(0));
    Recorder recorder(world, quiet_scenario().record);
    const auto before = world.phase_seconds;
    for (auto _ : state) step(world, [&](OreWorld& now) { benchmark::DoNotOptimize(recorder.month(now)); });
    const double plant_months = plants_of(world) * static_cast<double>(state.iterations());
    state.SetItemsProcessed(static_cast<std::int64_t>(plant_months));
    double total = 0;
    for (std::size_t p = 0; p < phase_names.size(); ++p) total += world.phase_seconds[p] - before[p];
    for (std::size_t p = 0; p < phase_names.size(); ++p)
        state.counters[std::string(phase_names[p]) + "_share"] = (world.phase_seconds[p] - before[p]) / total;
    state.counters["ns_per_plant_month"] =
        benchmark::Counter(plant_months / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// In processor time, which other programs disturb less.
void Months(benchmark::State& state) {
    pass_months(state, 1);
}
BENCHMARK(Months)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

// By the clock: how much sooner two threads are done.
void MonthsByTheClock(benchmark::State& state) {
    pass_months(state, static_cast<std::size_t>(state.range(1)));
}
BENCHMARK(MonthsByTheClock)->Args({100'000, 1})->Args({100'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

void Start(benchmark::State& state) {
    double bytes = 0, plants = 0;
    for (auto _ : state) {
        const double before = resident_bytes();
        OreWorld world = new_world(state.range(0));
        bytes = resident_bytes() - before;
        plants = plants_of(world);
        Recorder recorder(world, quiet_scenario().record);
        step(world, [&](OreWorld& now) { benchmark::DoNotOptimize(recorder.month(now)); });
        state.counters["bytes_per_plant_after_a_month"] = (resident_bytes() - before) / plants;
    }
    state.counters["bytes_per_plant"] = bytes / plants;
}
BENCHMARK(Start)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace orepolitik
