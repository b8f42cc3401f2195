// Months per second of the baseline, the share of each phase, start-up, and what recording and writing cost.
//   run_bench                              all; items_per_second are months
//   run_bench --benchmark_filter=Baseline  the month alone and with the run file
#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include <filesystem>

#include "agents/record.hpp"
#include "config/scenario.hpp"
#include "model/step.hpp"
#include "output/run_file.hpp"
#include "start/world.hpp"

namespace orepolitik {
namespace {

constexpr int months = 360;
const std::string scenario_file = OREPOLITIK_SOURCE_DIR "/config/scenarios/baseline.yaml";

const config::LoadedScenario& baseline() {
    static const auto loaded = config::load_scenario(scenario_file);
    return loaded;
}

OreWorld new_world() {
    return start::make_world(start::derive_base_year(baseline().world), baseline().scenario);
}

void report_phases(benchmark::State& state, const OreWorld& world) {
    double total = 0;
    for (const double seconds : world.phase_seconds) total += seconds;
    for (std::size_t p = 0; p < phase_names.size(); ++p)
        state.counters[std::string(phase_names[p]) + "_share"] = world.phase_seconds[p] / total;
}

void BaselineMonths(benchmark::State& state) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        auto world = new_world();
        state.ResumeTiming();
        for (int month = 0; month < months; ++month) step(world, [](OreWorld&) {});
        report_phases(state, world);
    }
    state.SetItemsProcessed(state.iterations() * months);
}
BENCHMARK(BaselineMonths)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void BaselineMonthsWithRunFile(benchmark::State& state) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
    const auto path = std::filesystem::temp_directory_path() / "orepolitik_run_bench.h5";
    for (auto _ : state) {
        state.PauseTiming();
        auto world = new_world();
        state.ResumeTiming();
        Recorder recorder(world, baseline().scenario.record);
        output::RunFile file(path, recorder.schema(), {}, baseline().scenario.from, months);
        for (int month = 0; month < months; ++month)
            step(world, [&](OreWorld& now) { file.append(month, recorder.month(now)); });
        file.finish({});
        report_phases(state, world);
    }
    std::filesystem::remove(path);
    state.SetItemsProcessed(state.iterations() * months);
}
BENCHMARK(BaselineMonthsWithRunFile)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void StartUp(benchmark::State& state) {
    for (auto _ : state) {
        const auto loaded = config::load_scenario(scenario_file);
        benchmark::DoNotOptimize(start::make_world(start::derive_base_year(loaded.world), loaded.scenario));
    }
}
BENCHMARK(StartUp)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace orepolitik
