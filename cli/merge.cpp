#include "cli/merge.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <optional>

#include "cli/commands.hpp"
#include "cli/csv_cell.hpp"
#include "config/csv/file.hpp"
#include "output/batch_file.hpp"
#include "output/merged_sweep.hpp"
#include "output/place.hpp"
#include "output/sweep_folder.hpp"

namespace orepolitik::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* state_names[] = {"done", "failed", "missing"};

// Batches that are not whole get a file of what is there, unless a sweep is at work on them.
bool settle_logs(const fs::path& folder, const output::SweepLayout& layout) {
    try {
        const output::FolderLock lock(folder, "lock", output::FolderLock::Kind::alone);
        for (std::size_t batch = 0; batch < layout.batches(); ++batch)
            if (fs::exists(output::batch_log_file(folder, batch))) output::settle_batch(folder, layout, batch);
        return true;
    } catch (const output::SweepError&) {
        return false;
    }
}

// Values of a run over time, for one cell of an output: their mean, which is what the table holds.
double mean_over_time(const output::RunResult& run, const output::SweepOutput& output, std::size_t begin,
                      std::size_t cell) {
    double sum = 0;
    int count = 0;
    for (std::size_t t = 0; t < output.times; ++t) {
        const double value = run.values[begin + t * output.cells + cell];
        if (std::isnan(value)) continue;
        sum += value;
        ++count;
    }
    return count > 0 ? sum / count : std::nan("");
}

std::string cell_name(const output::SweepLayout& layout, const output::SweepOutput& output, std::size_t cell) {
    std::string labels;
    for (std::size_t d = output.dimensions.size(); d-- > 0;) {
        const auto& all = layout.dimension(output.dimensions[d]).labels;
        labels = all[cell % all.size()] + (labels.empty() ? "" : "," + labels);
        cell /= all.size();
    }
    return labels.empty() ? output.name : output.name + "[" + labels + "]";
}

class Table {
  public:
    explicit Table(const output::SweepLayout& layout) : layout_(layout) {
        text_ = "run,point,arm,seed";
        for (const std::string& name : layout.parameters) text_ += "," + csv_cell(name);
        text_ += ",status,reason";
        for (const auto& output : layout.outputs)
            for (std::size_t cell = 0; cell < output.cells; ++cell)
                text_ += "," + csv_cell(cell_name(layout, output, cell));
        text_ += "\n";
    }
    void add(const std::vector<std::string>& design, const output::RunResult& run) {
        for (const std::string& cell : design) text_ += csv_cell(cell) + ",";
        text_ += fmt::format("{},{}", state_names[static_cast<std::size_t>(run.state)], csv_cell(run.reason));
        std::size_t begin = 0;
        for (const auto& output : layout_.outputs) {
            for (std::size_t cell = 0; cell < output.cells; ++cell) {
                const double value =
                    run.state == output::RunState::done ? mean_over_time(run, output, begin, cell) : std::nan("");
                text_ += std::isnan(value) ? std::string(",") : fmt::format(",{}", value);
            }
            begin += output.times * output.cells;
        }
        text_ += "\n";
    }
    const std::string& text() const { return text_; }

  private:
    const output::SweepLayout& layout_;
    std::string text_;
};

void add_row(output::RunRows& rows, const std::vector<std::string>& design, const output::RunResult& run) {
    rows.point.push_back(std::stoll(design[1]));
    rows.arm.push_back(design[2]);
    rows.seed.push_back(std::stoll(design[3]));
    for (std::size_t p = 0; p < rows.parameters.size(); ++p) rows.parameters[p].push_back(design[4 + p]);
    rows.status.push_back(static_cast<std::int64_t>(run.state));
    rows.reason.push_back(run.reason);
}

config::csv::File read_design(const fs::path& folder, const output::SweepLayout& layout) {
    config::Faults faults;
    const fs::path path = folder / "design.csv";
    auto file = config::csv::read_file(path.string(), faults);
    faults.throw_if_any();
    if (!file || file->lines.size() != layout.runs || file->header.size() != 4 + layout.parameters.size())
        throw output::FileError(path, "is not the design of this sweep", "put the sweep's own back");
    return std::move(*file);
}

void tell(const std::string& path, const output::RunRows& rows) {
    std::size_t counts[3] = {};
    for (const auto status : rows.status) ++counts[static_cast<std::size_t>(status)];
    std::cerr << fmt::format("{}: {} runs done, {} failed, {} missing\n", path, counts[0], counts[1], counts[2]);
}

}  // namespace

int merge(const MergeOptions& options) {
    const fs::path folder = options.folder;
    const fs::path path = options.output.empty() ? folder / "sweep.h5" : fs::path(options.output);
    output::check_place_of_run(path);
    const auto layout = output::read_layout(output::layout_file(folder));
    const auto design = read_design(folder, layout);
    if (!settle_logs(folder, layout))
        std::cerr << fmt::format("{}: a sweep is at work here; only its finished batches are merged\n", options.folder);
    output::RunRows rows;
    rows.parameters.resize(layout.parameters.size());
    Table table(layout);
    std::vector<std::size_t> there;
    for (std::size_t batch = 0; batch < layout.batches(); ++batch) {
        std::vector<output::RunResult> runs(layout.runs_in(batch));
        if (const auto file = output::batch_file(folder, batch); fs::exists(file)) {
            runs = output::read_batch(file, layout, batch);
            there.push_back(batch);
        }
        for (std::size_t r = 0; r < runs.size(); ++r) {
            const auto& cells = design.lines[layout.first_run(batch) + r].cells;
            add_row(rows, cells, runs[r]);
            table.add(cells, runs[r]);
        }
    }
    output::write_merged(path, folder, layout, there, rows);
    output::write_whole(fs::path(path).replace_extension(".csv"), std::as_bytes(std::span(table.text())));
    tell(path.string(), rows);
    return exit_done;
}

}  // namespace orepolitik::cli
