#include "output/batch_file.hpp"

#include <algorithm>
#include <limits>

#include "output/file_error.hpp"
#include "output/hdf5_texts.hpp"
#include "output/netcdf.hpp"
#include "output/place.hpp"
#include "output/raw_file.hpp"
#include "output/seal.hpp"

namespace orepolitik::output {
namespace {

constexpr std::size_t most_values_per_chunk = std::size_t{1} << 17;    // a megabyte
constexpr std::size_t memory_for_batch_bytes = std::size_t{16} << 20;  // beside the values
constexpr double not_done = std::numeric_limits<double>::quiet_NaN();

// All times and cells of as many runs as a chunk holds: statistics over runs read whole chunks.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape) {
    for (hsize_t& length : shape) length = std::max<hsize_t>(length, 1);
    for (std::size_t d = 0; d < shape.size(); ++d) {
        hsize_t rest = 1;
        for (std::size_t e = d + 1; e < shape.size(); ++e) rest *= shape[e];
        shape[d] = std::clamp<hsize_t>(most_values_per_chunk / std::max<hsize_t>(rest, 1), 1, shape[d]);
    }
    return shape;
}

// One output of all runs, one after the other; missing where a run is not done.
std::vector<double> collect(std::span<const RunResult> results, std::size_t begin, std::size_t count) {
    std::vector<double> values;
    values.reserve(results.size() * count);
    for (const RunResult& result : results)
        if (result.state == RunState::done) {
            const auto from = result.values.begin() + static_cast<std::ptrdiff_t>(begin);
            values.insert(values.end(), from, from + static_cast<std::ptrdiff_t>(count));
        } else {
            values.insert(values.end(), count, not_done);
        }
    return values;
}

void write_outputs(NetcdfGroup& group, const SweepLayout& layout, std::span<const RunResult> results) {
    std::size_t begin = 0;
    for (const SweepOutput& output : layout.outputs) {
        add_values(group, {output.name, output.units, output.long_name}, dimensions_of(output),
                   collect(results, begin, output.times * output.cells));
        begin += output.times * output.cells;
    }
}

void write_states(NetcdfGroup& group, std::span<const RunResult> results) {
    std::vector<std::int64_t> states;
    std::vector<std::string> reasons;
    for (const RunResult& result : results) {
        states.push_back(static_cast<std::int64_t>(result.state));
        reasons.push_back(result.reason);
    }
    group.add_integers({"status", "1", "0 done, 1 failed, 2 missing"}, "run", states);
    group.add_texts({"reason", "1", "why the run failed"}, "run", reasons);
}

std::vector<double> read_numbers(const FileHandle& file, const std::string& name, std::size_t count) {
    const DatasetHandle dataset(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), "open a dataset");
    const SpaceHandle space(H5Dget_space(dataset.id()), "read a shape");
    if (H5Sget_simple_extent_npoints(space.id()) != static_cast<hssize_t>(count))
        throw Hdf5Failure(name + " has another shape than sweep.json says");
    std::vector<double> values(count);
    if (count > 0)
        check(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "read values");
    return values;
}

// Throws Hdf5Failure for a number that is no state.
RunState state_of(double number) {
    for (const RunState state : {RunState::done, RunState::failed, RunState::missing})
        if (number == static_cast<double>(state)) return state;
    throw Hdf5Failure("status holds what is no state of a run");
}

}  // namespace

std::vector<std::string> dimensions_of(const SweepOutput& output) {
    std::vector<std::string> names{"run", output.time};
    names.insert(names.end(), output.dimensions.begin(), output.dimensions.end());
    return names;
}

void add_values(NetcdfGroup& group, const VariableInfo& info, const std::vector<std::string>& dimensions,
                const std::vector<double>& values) {
    std::vector<hsize_t> shape;
    for (const std::string& name : dimensions) shape.push_back(group.length(name));
    const DatasetHandle dataset = group.add_chunked(info, Precision::full, dimensions, chunk_of(shape));
    if (!values.empty())
        check(H5Dwrite(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "write values");
}

void put_sweep_title(const FileHandle& file, const SweepLayout& layout) {
    put_text(file.id(), "Conventions", "CF-1.10");
    put_text(file.id(), "title", layout.title);
    put_text(file.id(), "source", "Orepolitik " + layout.program_version);
}

void add_sweep_dimensions(NetcdfGroup& group, const SweepLayout& layout, std::size_t first_run, std::size_t runs) {
    group.add_numbered({"run", "1", "number of the run"}, static_cast<std::int64_t>(first_run), runs);
    add_output_dimensions(group, layout);
}

void add_output_dimensions(NetcdfGroup& group, const SweepLayout& layout) {
    for (const SweepOutput& output : layout.outputs) {
        if (!group.has_dimension(output.time))
            group.add_times(output.time, layout.first_month(), output.every_months, output.times);
        for (const std::string& name : output.dimensions)
            if (!group.has_dimension(name)) group.add_labels(layout.dimension(name));
    }
}

void write_whole(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    const auto part = part_of(path);
    std::error_code failure;
    try {
        RawFile file(part, RawFile::Mode::write_new);
        file.write(bytes);
        file.put_on_disk();
    } catch (...) {
        std::filesystem::remove(part, failure);
        throw;
    }
    put_in_place(part, path);
    put_folder_on_disk(path.parent_path());
}

void write_whole(const std::filesystem::path& path, const FileHandle& file) {
    auto bytes = bytes_of_file(file);
    append_seal(bytes);
    write_whole(path, bytes);
}

void write_batch(const std::filesystem::path& path, const SweepLayout& layout, std::size_t batch,
                 std::span<const RunResult> results) {
    // The values once in a row, and once as a file in memory.
    ask_memory_for_hdf5(memory_for_batch_bytes + 2 * results.size() * layout.values_per_run() * sizeof(double));
    silence_hdf5();
    try {
        const FileHandle file = create_netcdf_in_memory();
        int next_dimension = 0;
        {
            NetcdfGroup group(file.id(), "", next_dimension);
            put_sweep_title(file, layout);
            add_sweep_dimensions(group, layout, layout.first_run(batch), results.size());
            write_outputs(group, layout, results);
            write_states(group, results);
        }
        write_whole(path, file);
    } catch (const Hdf5Failure& failure) {
        throw FileError(path, std::string("cannot be written (") + failure.what() + ")");
    }
}

std::vector<RunResult> read_batch(const std::filesystem::path& path, const SweepLayout& layout, std::size_t batch) {
    silence_hdf5();
    try {
        const FileHandle file = open_for_reading(path.c_str());
        const std::size_t runs = layout.runs_in(batch);
        if (runs > 0 && read_numbers(file, "run", runs).front() != static_cast<double>(layout.first_run(batch)))
            throw Hdf5Failure("it holds the runs of another batch");
        const auto states = read_numbers(file, "status", runs);
        auto reasons = read_texts(DatasetHandle(H5Dopen2(file.id(), "reason", H5P_DEFAULT), "open a dataset"), runs);
        std::vector<RunResult> results(runs);
        for (std::size_t r = 0; r < runs; ++r)
            results[r] = {layout.first_run(batch) + r, state_of(states[r]), std::move(reasons[r]), {}};
        for (const SweepOutput& output : layout.outputs) {
            const std::size_t count = output.times * output.cells;
            const auto values = read_numbers(file, output.name, runs * count);
            for (std::size_t r = 0; r < runs; ++r)
                if (results[r].state == RunState::done)
                    results[r].values.insert(results[r].values.end(),
                                             values.begin() + static_cast<std::ptrdiff_t>(r * count),
                                             values.begin() + static_cast<std::ptrdiff_t>((r + 1) * count));
        }
        return results;
    } catch (const Hdf5Failure& failure) {
        throw FileError(path, std::string("cannot be read (") + failure.what() + ")",
                        "remove it and sweep again: its runs are then done anew");
    }
}

}  // namespace orepolitik::output
