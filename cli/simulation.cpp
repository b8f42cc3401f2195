#include "cli/simulation.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <iostream>
#include <optional>
#include <span>
#include <stdexcept>

#include "agents/record.hpp"
#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/law_events.hpp"
#include "cli/machine.hpp"
#include "cli/progress.hpp"
#include "cli/stop_signal.hpp"
#include "config/world.hpp"
#include "model/carried.hpp"
#include "model/step.hpp"
#include "output/file_error.hpp"
#include "output/live_file.hpp"
#include "output/place.hpp"
#include "output/run_file.hpp"
#include "start/world.hpp"

namespace orepolitik::cli {
namespace {

output::RunMetadata metadata_of(const config::LoadedScenario& loaded) {
    return {.title = loaded.scenario.title,
            .world = loaded.world.rules.name,
            .scenario = loaded.scenario.text,
            .seed = loaded.scenario.seed,
            .program_version = build_info.version,
            .git_hash = build_info.git_hash,
            .compiler = build_info.compiler,
            .flags = build_info.flags,
            .platform = platform_name(),
            .self_test_hash = self_test_hash()};
}

std::vector<output::PhaseTime> times_of(const OreWorld& world) {
    std::vector<output::PhaseTime> times;
    for (std::size_t p = 0; p < phase_names.size(); ++p)
        times.push_back({std::string(phase_names[p]), world.phase_seconds[p]});
    return times;
}

// What does not change between the checkpoints of a run. The world's files are read now: they may change while it runs.
output::Checkpoint blank_checkpoint(const Simulation& simulation) {
    const auto& scenario = simulation.loaded.scenario;
    output::Checkpoint checkpoint;
    checkpoint.build = build_name();
    checkpoint.self_test_hash = self_test_hash();
    checkpoint.scenario = scenario.text;
    checkpoint.world_folder = std::filesystem::absolute(scenario.world).lexically_normal().string();
    checkpoint.world_checksum = checksum_of_world(scenario.world);
    checkpoint.every_months = simulation.checkpoint_every;
    return checkpoint;
}

class Run {
  public:
    Run(const Simulation& simulation, const CheckpointFile* from)
        : simulation_(simulation),
          blank_(blank_checkpoint(simulation)),
          world_(start::make_world(start::derive_base_year(simulation.loaded.world), scenario())),
          recorder_(world_, scenario().record),
          file_(simulation.output, recorder_.schema(), metadata_of(simulation.loaded), scenario().from,
                scenario().months) {
        if (simulation.live) live_.emplace(output::live_of(simulation.output), recorder_.schema(), scenario().from);
        if (from)
            take_up(*from);
        else if (simulation.checkpoint_every > 0)
            file_.keep_months();
    }

    int go_on() {
        Progress progress(scenario().months, done_);
        while (done_ < scenario().months) {
            step(world_, [this](OreWorld&) { record(); });
            progress.done(++done_);
            if (done_ == scenario().months) break;
            const int signal = stop_signal();
            if (signal != 0 || is_due()) write_checkpoint();
            if (signal != 0) return stopped_by(signal);
        }
        file_.finish(times_of(world_));
        progress.finish(simulation_.output.string());
        return exit_done;
    }

  private:
    const Scenario& scenario() const { return simulation_.loaded.scenario; }
    bool is_due() const { return simulation_.checkpoint_every > 0 && done_ % simulation_.checkpoint_every == 0; }

    void take_up(const CheckpointFile& from) {
        try {
            restore_state(world_, from.content.state);
        } catch (const std::length_error& error) {
            throw output::CheckpointError(from.path,
                                          std::string("damaged: its state is not of this scenario, ") + error.what());
        }
        world_.phase_seconds = from.content.phase_seconds;
        done_ = from.content.months_done;
        file_.take_up(from.path, from.content);
    }
    void record() {
        const auto tables = recorder_.month(world_);
        file_.append(done_, tables);
        if (live_) live_->append(done_, tables);
        report_laws(world_);
        for (auto& event : world_.economy.events) file_.add_event(event);
    }
    void write_checkpoint() {
        auto checkpoint = blank_;
        checkpoint.months_done = done_;
        checkpoint.phase_seconds = world_.phase_seconds;
        checkpoint.state = state_of(world_);
        file_.write_checkpoint(std::move(checkpoint));
    }
    int stopped_by(int signal) const {
        std::cerr << fmt::format("stopped by signal {} after {} of {} months; to go on: orepolitik resume {}\n", signal,
                                 done_, scenario().months, output::checkpoint_of(simulation_.output).string());
        return exit_stopped;
    }

    const Simulation& simulation_;
    output::Checkpoint blank_;
    OreWorld world_;
    Recorder recorder_;
    output::RunFile file_;
    std::optional<output::LiveFile> live_;
    int done_ = 0;  // months
};

}  // namespace

std::uint32_t checksum_of_world(const std::string& folder) {
    const auto text = config::text_of_world(folder);
    return output::checksum(std::as_bytes(std::span(text)));
}

int simulate(const Simulation& simulation, const CheckpointFile* from) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(simulation.threads));
    tbb::task_arena arena(simulation.threads);  // loops ask it whether other threads may come
    try {
        return arena.execute([&] { return Run(simulation, from).go_on(); });
    } catch (const start::StartError& error) {
        std::cerr << simulation.source << ": " << error.what() << '\n';
        return exit_bad_input;
    }
}

}  // namespace orepolitik::cli
