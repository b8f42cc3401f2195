// The runs of a batch as one netCDF-4 file: what is kept of them, and their states. It appears whole or not at all, and
// its bytes depend on the runs alone, not on who made them, when, or in which order.
#pragma once
#include <filesystem>
#include <span>
#include <vector>

#include "output/hdf5_handles.hpp"
#include "output/run_result.hpp"
#include "output/sweep_layout.hpp"

namespace orepolitik::output {

class NetcdfGroup;
struct VariableInfo;

// `results`: one per run of the batch, in the order of runs. Throws FileError.
void write_batch(const std::filesystem::path& path, const SweepLayout& layout, std::size_t batch,
                 std::span<const RunResult> results);
std::vector<RunResult> read_batch(const std::filesystem::path& path, const SweepLayout& layout, std::size_t batch);

// Writes bytes beside their place, puts them on the disk and gives them their name. Throws FileError.
void write_whole(const std::filesystem::path& path, std::span<const std::byte> bytes);

// The same for a file made in memory, with a checksum at its end (seal.hpp). Throws FileError, Hdf5Failure.
void write_whole(const std::filesystem::path& path, const FileHandle& file);

// What every file of a sweep says of itself at its root: conventions, title, program.
void put_sweep_title(const FileHandle& file, const SweepLayout& layout);

// Dimensions of a file that holds so many runs, and those of each output in their order; the second without runs.
void add_sweep_dimensions(NetcdfGroup& group, const SweepLayout& layout, std::size_t first_run, std::size_t runs);
void add_output_dimensions(NetcdfGroup& group, const SweepLayout& layout);
// Adds a variable and writes it whole. Throws Hdf5Failure.
void add_values(NetcdfGroup& group, const VariableInfo& info, const std::vector<std::string>& dimensions,
                const std::vector<double>& values);
std::vector<std::string> dimensions_of(const SweepOutput& output);

}  // namespace orepolitik::output
