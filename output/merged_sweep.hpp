// One file that shows all runs of a sweep as one array, without copying them: HDF5 virtual datasets over the batches.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/run_result.hpp"
#include "output/sweep_layout.hpp"

namespace orepolitik::output {

// One entry per run.
struct RunRows {
    std::vector<std::int64_t> point, seed, status;
    std::vector<std::string> arm, reason;
    std::vector<std::vector<std::string>> parameters;  // per key path of the layout
};

// `batches`: numbers of those whose files are there. Throws FileError.
void write_merged(const std::filesystem::path& path, const std::filesystem::path& folder, const SweepLayout& layout,
                  const std::vector<std::size_t>& batches, const RunRows& runs);

}  // namespace orepolitik::output
