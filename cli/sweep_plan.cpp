#include "cli/sweep_plan.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <mutex>
#include <new>
#include <set>

#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/csv_cell.hpp"
#include "cli/machine.hpp"
#include "cli/simulation.hpp"
#include "cli/stop_signal.hpp"
#include "cli/sweep_series.hpp"
#include "cli/sweep_stopped.hpp"
#include "model/step.hpp"
#include "output/raw_file.hpp"
#include "start/world.hpp"

namespace orepolitik::cli {
namespace {

std::uint32_t checksum_of(const std::string& text) {
    return output::checksum(std::as_bytes(std::span(text)));
}

// Runs share most of what is wrong with them: each fault is told once.
class DistinctFaults {
  public:
    void add(const config::Faults& more) {
        const std::lock_guard lock(mutex_);
        for (const config::Fault& fault : more.list())
            if (known_.insert(config::to_string(fault)).second)
                all_.add(fault.place, fault.what, fault.why, fault.suggestion);
    }
    void throw_if_any() const { all_.throw_if_any(); }

  private:
    std::mutex mutex_;
    std::set<std::string> known_;
    config::Faults all_;
};

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

SweepPlan::SweepPlan(const std::string& design_file) : design_(config::load_design(design_file)) {
    config::Faults faults;
    try {
        family_ = std::make_unique<config::ScenarioFamily>(design_.scenario, design_.common, faults);
    } catch (const config::FileError& error) {
        faults.add({design_file}, "scenario=" + design_.keys.scenario, fmt::format("cannot be read: {}", error.what()));
    }
    faults.throw_if_any();
    check_runs();
    if (design_.keys.branch) find_stems();
    base_year_ = start::derive_base_year(family_->world());
    lay_out();
}

Scenario SweepPlan::scenario(std::size_t run) const {
    config::Faults none;
    Scenario scenario = family_->member(design_.settings(run), none);
    scenario.record = record_;
    return scenario;
}

void SweepPlan::check_runs() {
    DistinctFaults faults;
    const std::size_t arms = design_.arms.size();
    // Runs of a point and an arm differ by seed alone: the first stands for all, which may be a million.
    std::vector<std::uint32_t> checksums(design_.points.size() * arms);
    tbb::parallel_for(std::size_t{0}, checksums.size(), [&](std::size_t cell) {
        config::Faults own;
        const std::size_t run = design_.first_run(cell / arms, cell % arms);
        checksums[cell] = checksum_of(family_->member(design_.settings(run), own).text);
        if (own.any()) faults.add(own);
    });
    faults.throw_if_any();
    checksums.push_back(design_.keys.branch ? 1 : 0);  // which orders runs otherwise
    layout_.runs_checksum = output::checksum(std::as_bytes(std::span(checksums)));
}

void SweepPlan::lay_out() {
    const Scenario first = scenario(0);
    layout_.title = design_.keys.title;
    layout_.sampling = design_.keys.sampling;
    layout_.program = build_name();
    layout_.program_version = build_info.version;
    layout_.world = family_->world().rules.name;
    layout_.scenario = first.text;
    layout_.world_checksum = checksum_of_world(family_->world_folder());
    layout_.from = first.from.since_year_0;
    layout_.months = first.months;
    layout_.runs = design_.runs();
    layout_.runs_per_batch = output::runs_per_batch(design_.runs(), design_.keys.branch ? design_.arms.size() : 1);
    layout_.parameters = design_.paths;
    const OreWorld world = start::make_world(base_year_, first);
    const Recorder everything(world, RecordSettings{});
    record_ = settings_for(design_, everything.schema());
    config::Faults faults;
    lay_out_outputs(layout_, design_, everything.schema(), faults);
    faults.throw_if_any();
}

output::SweepTexts SweepPlan::texts() const {
    output::SweepTexts texts{"run,point,arm,seed", design_.text};
    for (const std::string& path : design_.paths) texts.design_csv += "," + csv_cell(path);
    texts.design_csv += "\n";
    for (std::size_t number = 0; number < design_.runs(); ++number) {
        const config::DesignRun run = design_.run(number);
        texts.design_csv +=
            fmt::format("{},{},{},{}", number, run.point, csv_cell(design_.arms[run.arm].name), run.seed);
        for (const auto& value : design_.points[run.point]) {
            std::string text = value.kind == config::yaml::Kind::scalar ? value.text : config::yaml::as_yaml(value);
            while (!text.empty() && text.back() == '\n') text.pop_back();
            texts.design_csv += "," + csv_cell(value.kind == config::yaml::Kind::null ? "" : text);
        }
        texts.design_csv += "\n";
    }
    return texts;
}

std::vector<double> SweepPlan::simulate(std::size_t number) const {
    const Scenario scenario = this->scenario(number);
    OreWorld world = start::make_world(base_year_, scenario);
    Recorder recorder(world, scenario.record);
    SweepSeries series(layout_, recorder.schema());
    for (int month = 0; month < scenario.months; ++month) {
        step(world, [&](OreWorld& now) { series.add(month, recorder.month(now)); });
        if (stop_signal() != 0) throw Stopped{};
    }
    return series.take();
}

output::FinishedRun SweepPlan::run(std::size_t number) const {
    return finish(number, [&] { return simulate(number); });
}

output::FinishedRun SweepPlan::finish(std::size_t number, const std::function<std::vector<double>()>& simulate) const {
    const auto begun = std::chrono::steady_clock::now();
    output::FinishedRun finished{{number, output::RunState::failed, {}, {}}, 1, 0};
    // An arena of one slot keeps the loops inside a run on this thread: cores are for other runs.
    tbb::task_arena alone(1);
    try {
        finished.result.values = alone.execute(simulate);
        finished.result.state = output::RunState::done;
        finished.exit_code = exit_done;
    } catch (const Stopped&) {
        finished.result.state = output::RunState::missing;
    } catch (const start::StartError& error) {
        finished.result.reason = error.what();
        finished.exit_code = exit_bad_input;
    } catch (const std::bad_alloc&) {
        finished.result.reason = "not enough memory; fewer --jobs?";
        finished.exit_code = exit_stopped;
    } catch (const std::exception& error) {
        finished.result.reason = error.what();
    }
    finished.wall_seconds = seconds_since(begun);
    return finished;
}

SweepPlan::Pace SweepPlan::pace() const {
    constexpr int tried_months = 12;
    auto begun = std::chrono::steady_clock::now();
    const Scenario scenario = this->scenario(0);
    OreWorld world = start::make_world(base_year_, scenario);
    Recorder recorder(world, scenario.record);
    const double start = seconds_since(begun);
    const int months = std::min(tried_months, scenario.months);
    begun = std::chrono::steady_clock::now();
    tbb::task_arena alone(1);
    alone.execute([&] {
        for (int month = 0; month < months; ++month) step(world, [&](OreWorld& now) { recorder.month(now); });
    });
    return {start, seconds_since(begun) / months};
}

}  // namespace orepolitik::cli
