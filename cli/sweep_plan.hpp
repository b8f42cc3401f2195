// A design made ready to run: its scenarios checked, its world read and its base year derived once.
#pragma once
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
    // Wall time of a run as far as its first months tell.
    double seconds_per_run() const;

  private:
    Scenario scenario(std::size_t run) const;
    void check_runs();
    void lay_out();
    std::vector<double> simulate(std::size_t number) const;

    config::Design design_;
    std::unique_ptr<config::ScenarioFamily> family_;
    start::BaseYear base_year_;
    RecordSettings record_;
    output::SweepLayout layout_;
};

}  // namespace orepolitik::cli
