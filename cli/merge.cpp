#include "cli/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/csv_cell.hpp"
#include "config/csv/file.hpp"
#include "config/scalar.hpp"
#include "output/batch_file.hpp"
#include "output/merged_sweep.hpp"
#include "output/place.hpp"
#include "output/sweep_bands.hpp"
#include "output/sweep_folder.hpp"

namespace orepolitik::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view table_beginning = "run,point,arm,seed";
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
        text_ = table_beginning;
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

// Runs numbered from 0, numbers where numbers belong, and as many seeds for each point and arm.
bool is_whole(const config::csv::File& design) {
    std::map<std::pair<std::int64_t, std::string>, std::size_t> seeds;
    std::int64_t expected = 0, points = 0;
    for (const auto& line : design.lines) {
        const auto run = config::parse_integer(line.cells[0], ""), point = config::parse_integer(line.cells[1], ""),
                   seed = config::parse_integer(line.cells[3], "");
        if (!run.good() || !point.good() || !seed.good() || run.value != expected++ || point.value < 0) return false;
        points = std::max(points, point.value + 1);
        ++seeds[{point.value, line.cells[2]}];
    }
    std::set<std::string> arms;
    for (const auto& [group, count] : seeds) {
        if (count != seeds.begin()->second) return false;
        arms.insert(group.second);
    }
    return seeds.size() == static_cast<std::size_t>(points) * arms.size();
}

config::csv::File read_design(const fs::path& folder, const output::SweepLayout& layout) {
    config::Faults faults;
    const fs::path path = folder / "design.csv";
    auto file = config::csv::read_file(path.string(), faults);
    faults.throw_if_any();
    const bool fits = file && file->lines.size() == layout.runs && file->header.size() == 4 + layout.parameters.size();
    if (!fits || !is_whole(*file))
        throw output::FileError(path, "is not the design of this sweep", "put the sweep's own back");
    return std::move(*file);
}

// Bands over seeds; none where each point and arm has one seed, or where they would not fit memory.
class Bands {
  public:
    Bands(const output::SweepLayout& layout, const config::csv::File& design) {
        output::DesignPlaces places;
        for (const auto& line : design.lines) {
            places.points = std::max(places.points, std::stoul(line.cells[1]) + 1);
            if (std::ranges::find(places.arms, line.cells[2]) == places.arms.end())
                places.arms.push_back(line.cells[2]);
        }
        const std::size_t groups = places.points * places.arms.size();
        places.seeds = design.lines.size() / groups;
        if (places.seeds < 2) return;
        const bool alternate = design.lines[0].cells[3] == design.lines[1].cells[3];  // with a branch
        const std::size_t neighbours = alternate ? places.arms.size() : 1;
        bands_.emplace(layout, std::move(places), neighbours);
        if (bands_->bytes() <= most_bytes) return;
        std::cerr << fmt::format("no bands over seeds: they would take {:.1f} GB of memory\n", bands_->bytes() / 1e9);
        bands_.reset();
    }
    void add(const std::vector<std::string>& design, const output::RunResult& run) {
        if (bands_) bands_->add(std::stoul(design[1]), design[2], run);
    }
    void write(const fs::path& path) const {
        if (bands_) bands_->write(path);
    }

  private:
    static constexpr double most_bytes = 1e9;
    std::optional<output::SweepBands> bands_;
};

void tell(const std::string& path, const output::RunRows& rows) {
    std::size_t counts[3] = {};
    for (const auto status : rows.status) ++counts[static_cast<std::size_t>(status)];
    std::cerr << fmt::format("{}: {} runs done, {} failed, {} missing\n", path, counts[0], counts[1], counts[2]);
}

// The array and what goes beside it under the same name: all places are looked at before the first is written.
struct Places {
    explicit Places(const fs::path& path)
        : array(path),
          table(fs::path(path).replace_extension(".csv")),
          bands(fs::path(path).replace_extension(".bands.h5")) {
        if (array == table)
            throw config::InputError({{{.file = "merge"},
                                       "--output=" + path.string(),
                                       "is where the table goes, beside the array that -o names",
                                       "meant " + fs::path(path).replace_extension(".h5").string()}});
        output::check_place_of_run(array);
        output::check_place_beginning(table, table_beginning, "table of a sweep");
        output::check_place_of_run(bands);
    }
    const fs::path array, table, bands;
};

}  // namespace

int merge(const MergeOptions& options) {
    const fs::path folder = options.folder;
    const auto layout = output::read_layout(output::layout_file(folder));
    const Places places(options.output.empty() ? folder / "sweep.h5" : fs::path(options.output));
    const auto design = read_design(folder, layout);
    if (!settle_logs(folder, layout))
        std::cerr << fmt::format("{}: a sweep is at work here; only its finished batches are merged\n", options.folder);
    output::RunRows rows;
    rows.parameters.resize(layout.parameters.size());
    Table table(layout);
    Bands bands(layout, design);
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
            bands.add(cells, runs[r]);
        }
    }
    output::write_merged(places.array, folder, layout, there, rows);
    output::write_whole(places.table, std::as_bytes(std::span(table.text())));
    bands.write(places.bands);
    tell(places.array.string(), rows);
    return exit_done;
}

}  // namespace orepolitik::cli
