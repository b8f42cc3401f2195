#include "cli/sweep.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <iostream>
#include <new>

#include "cli/commands.hpp"
#include "cli/machine.hpp"
#include "cli/shard.hpp"
#include "cli/stop_signal.hpp"
#include "cli/sweep_plan.hpp"
#include "cli/sweep_progress.hpp"

namespace orepolitik::cli {
namespace {

output::Shard shard_of(const SweepOptions& options) {
    const auto shard = options.shard.empty() ? launched_shard() : parse_shard(options.shard);
    if (!shard && options.shard.empty())
        throw config::InputError(
            {{{"sweep"}, "shard=", "the job array does not say which part of how many this is", "meant --shard I/N"}});
    if (!shard)
        throw config::InputError({{{"--shard " + options.shard},
                                   "shard=" + options.shard,
                                   "must be I/N with I from 0 to N - 1",
                                   "meant 0/4"}});
    return *shard;
}

// Runs in their order, as many at a time as there are jobs: few batches are unfinished at any moment.
void do_runs(const SweepPlan& plan, output::SweepFolder& folder, std::size_t jobs, SweepProgress& progress) {
    const auto parts = plan.parts(folder.open_runs(), jobs);
    std::size_t next = 0;
    const auto hand_out = [&](tbb::flow_control& control) {
        if (next < parts.size() && stop_signal() == 0) return next++;
        control.stop();
        return std::size_t{0};
    };
    const auto tell = [&](output::FinishedRun run) {
        const auto state = run.result.state;
        const std::string reason = run.result.reason;
        const std::size_t number = run.result.run;
        folder.add(std::move(run));
        if (state == output::RunState::failed)
            progress.failed(number, reason);
        else
            progress.done();
    };
    const auto do_part = [&](std::size_t part) { plan.run_part(parts[part], tell); };
    using tbb::filter_mode;
    tbb::parallel_pipeline(jobs, tbb::make_filter<void, std::size_t>(filter_mode::serial_in_order, hand_out) &
                                     tbb::make_filter<std::size_t, void>(filter_mode::parallel, do_part));
    folder.finish();
}

std::size_t runs_of(const output::SweepLayout& layout, output::Shard shard) {
    std::size_t runs = 0;
    for (std::size_t batch = shard.index; batch < layout.batches(); batch += shard.count) runs += layout.runs_in(batch);
    return runs;
}

// A thread that cannot be started for want of memory would end the program without a word to the user.
void ask_memory_for_threads(std::size_t jobs) {
    constexpr std::size_t bytes_per_thread = std::size_t{10} << 20;  // mostly its stack, which nobody fills
    ::operator delete(::operator new((jobs + 1) * bytes_per_thread));
}

}  // namespace

int sweep(const SweepOptions& options) {
    listen_for_stop();
    const output::Shard shard = shard_of(options);
    const auto jobs = static_cast<std::size_t>(options.jobs.value_or(allowed_threads()));
    ask_memory_for_threads(jobs);
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    const SweepPlan plan(options.design);
    const std::size_t runs = runs_of(plan.layout(), shard);
    output::SweepFolder folder(options.output, plan.layout(), plan.texts(), shard);
    SweepProgress progress(runs, runs - folder.open_runs().size());
    do_runs(plan, folder, jobs, progress);
    progress.finish(options.output);
    if (const int signal = stop_signal()) {
        std::cerr << fmt::format("stopped by signal {}; the same command goes on with what is left\n", signal);
        return exit_stopped;
    }
    return exit_done;
}

}  // namespace orepolitik::cli
