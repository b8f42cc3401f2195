#include "output/merged_sweep.hpp"

#include <charconv>
#include <iterator>
#include <optional>

#include "output/batch_file.hpp"
#include "output/file_error.hpp"
#include "output/netcdf.hpp"
#include "output/sweep_folder.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

// All texts as numbers, if each is one.
std::optional<std::vector<double>> as_numbers(const std::vector<std::string>& texts) {
    std::vector<double> numbers;
    for (const std::string& text : texts) {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        numbers.push_back(value);
    }
    return numbers;
}

void add_runs(NetcdfGroup& group, const SweepLayout& layout, const RunRows& runs) {
    group.add_integers({"point", "1", "number of the point of the design"}, "run", runs.point);
    group.add_texts({"arm", "1", "name of the policy"}, "run", runs.arm);
    group.add_integers({"seed", "1", "that draws are keyed by"}, "run", runs.seed);
    for (std::size_t p = 0; p < layout.parameters.size(); ++p) {
        const VariableInfo info{layout.parameters[p], "1", "parameter of the design"};
        if (const auto numbers = as_numbers(runs.parameters[p]))
            group.add_numbers(info, "run", *numbers);
        else
            group.add_texts(info, "run", runs.parameters[p]);
    }
    group.add_integers({"status", "1", "0 done, 1 failed, 2 missing"}, "run", runs.status);
    group.add_texts({"reason", "1", "why the run failed"}, "run", runs.reason);
}

std::vector<VirtualRows> rows_of(const fs::path& path, const fs::path& folder, const SweepLayout& layout,
                                 const std::vector<std::size_t>& batches) {
    const fs::path here = fs::absolute(path).lexically_normal().parent_path();
    std::vector<VirtualRows> rows;
    for (const std::size_t batch : batches) {
        const fs::path file = fs::absolute(batch_file(folder, batch)).lexically_normal();
        rows.push_back({file.lexically_relative(here).string(), layout.first_run(batch), layout.runs_in(batch)});
    }
    return rows;
}

}  // namespace

void write_merged(const fs::path& path, const fs::path& folder, const SweepLayout& layout,
                  const std::vector<std::size_t>& batches, const RunRows& runs) {
    silence_hdf5();
    try {
        const FileHandle file = create_netcdf_in_memory();
        int next_dimension = 0;
        {
            NetcdfGroup group(file.id(), "", next_dimension);
            put_sweep_title(file, layout);
            put_text(file.id(), "program", layout.program);
            put_text(file.id(), "world", layout.world);
            put_long_text(file.id(), "scenario", layout.scenario);
            std::string parameters;
            for (const std::string& name : layout.parameters) parameters += (parameters.empty() ? "" : " ") + name;
            put_text(file.id(), "parameters", parameters);
            put_text(file.id(), "sampling", layout.sampling);
            add_sweep_dimensions(group, layout, 0, layout.runs);
            add_runs(group, layout, runs);
            const auto rows = rows_of(path, folder, layout, batches);
            for (const SweepOutput& output : layout.outputs) {
                const auto dimensions = dimensions_of(output);
                group.add_virtual({output.name, output.units, output.long_name}, dimensions, rows);
            }
        }
        write_whole(path, file);
    } catch (const Hdf5Failure& failure) {
        throw FileError(path, std::string("cannot be written (") + failure.what() + ")");
    }
}

}  // namespace orepolitik::output
