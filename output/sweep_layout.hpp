// What a sweep keeps of each run, and how runs are spread over files: the same for all who work on it, so that the
// files do not depend on who made them. Written to DIR/sweep.json, by which a folder is known again.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/month.hpp"
#include "model/record.hpp"

namespace orepolitik::output {

// One series of every run: [time][dimensions], a value per `every_months`.
struct SweepOutput {
    std::string name, variable, units, long_name, statistic;
    int every_months = 1;
    std::size_t times = 0;
    std::string time;                     // name of its time dimension
    std::vector<std::string> dimensions;  // names in SweepLayout::dimensions
    std::size_t cells = 1;                // per time
};

struct SweepLayout {
    std::string title, sampling, program, program_version, world, scenario;  // scenario: the text of the first run's
    std::uint32_t world_checksum = 0;
    std::uint32_t runs_checksum = 0;  // of the texts of scenarios, the first of each point and arm
    int from = 0, months = 0;         // from: months since year 0
    std::size_t runs = 0, runs_per_batch = 1;
    std::vector<std::string> parameters;    // key paths
    std::vector<DimensionInfo> dimensions;  // labels that are kept; each name once
    std::vector<SweepOutput> outputs;

    std::size_t batches() const { return (runs + runs_per_batch - 1) / runs_per_batch; }
    std::size_t first_run(std::size_t batch) const { return batch * runs_per_batch; }
    std::size_t runs_in(std::size_t batch) const;
    std::size_t values_per_run() const;
    const DimensionInfo& dimension(const std::string& name) const;
    Month first_month() const;
};

std::string to_json(const SweepLayout& layout);
// Throws FileError if it cannot be read or is none.
SweepLayout read_layout(const std::filesystem::path& file);

// Few enough files for a cluster's file system, enough of them for a job array; depends on the number of runs alone,
// and on how many neighbours share their first months.
std::size_t runs_per_batch(std::size_t runs, std::size_t neighbours = 1);

}  // namespace orepolitik::output
