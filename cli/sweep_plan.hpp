// A design made ready to run: its scenarios checked, its world read and its base year derived once.
#pragma once
#include <functional>
#include <span>
#include <string>

#include "config/design/design.hpp"
#include "config/scenario.hpp"
#include "output/run_result.hpp"
#include "output/sweep_folder.hpp"
#include "output/sweep_layout.hpp"
#include "start/base_year.hpp"

namespace orepolitik::cli {

class SweepPlan {
  public:
    // Throws InputError with every fault of design, scenario, world and runs; FileError.
    explicit SweepPlan(const std::string& design_file);

    const config::Design& design() const { return design_; }
    const output::SweepLayout& layout() const { return layout_; }
    output::SweepTexts texts() const;  // design.csv: a row per run

    // One run from its first month to its last, on the thread that asks. What goes wrong becomes a failed run;
    // a signal to stop leaves it missing.
    output::FinishedRun run(std::size_t number) const;

    // Runs in the order in which they are done, in parts for one thread each: one run, or with a branch several that
    // share their first months, which are simulated once for the part.
    std::vector<std::vector<std::size_t>> parts(std::span<const std::size_t> open, std::size_t jobs) const;
    // All runs of a part, each told as it is finished.
    void run_part(std::span<const std::size_t> runs, const std::function<void(output::FinishedRun)>& tell) const;

    // Months that are simulated for all runs; fewer than runs times months where they share their first ones.
    double months_to_simulate() const;
    // Wall time of a month as far as the first ones tell, and of the start of a run.
    struct Pace {
        double start_seconds = 0, seconds_per_month = 0;
    };
    Pace pace() const;
    std::size_t stems() const;  // sets of runs that share their first months; 0 without a branch

  private:
    struct Lived;  // a world at the month of parting, and what was recorded on the way
    Scenario scenario(std::size_t run) const;
    void check_runs();
    void find_stems();
    void check_arms(std::size_t point, config::Faults& faults) const;
    void check_branch(const Scenario& first, config::Faults& faults) const;
    void lay_out();
    Scenario scenario_of_stem(std::span<const std::size_t> runs) const;
    std::unique_ptr<Lived> live_until_branch(std::span<const std::size_t> runs) const;
    std::vector<double> simulate(std::size_t number) const;
    std::vector<double> simulate_from(std::size_t number, Lived& lived) const;
    output::FinishedRun finish(std::size_t number, const std::function<std::vector<double>()>& simulate) const;

    config::Design design_;
    std::unique_ptr<config::ScenarioFamily> family_;
    start::BaseYear base_year_;
    RecordSettings record_;
    output::SweepLayout layout_;
    std::vector<std::uint32_t> stem_of_run_;  // with a branch: equal numbers, equal first months
};

}  // namespace orepolitik::cli
