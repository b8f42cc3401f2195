#include "cli/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "cli/commands.hpp"
#include "cli/csv_cell.hpp"
#include "config/fault.hpp"
#include "output/file_error.hpp"
#include "output/place.hpp"
#include "output/run_reader.hpp"

namespace orepolitik::cli {
namespace {

using output::ReadVariable;
using output::RunReader;

[[noreturn]] void refuse(const std::string& what, const std::string& why, const std::string& word,
                         const std::vector<std::string>& known) {
    const std::vector<std::string_view> words(known.begin(), known.end());
    throw config::InputError({{{.file = "export"}, what, why, config::nearest(word, words)}});
}

// One dimension of what is exported: its labels, and which of them are wanted.
struct Axis {
    ReadVariable labels;
    std::vector<bool> wanted;
};

Axis make_axis(const RunReader& run, const ReadVariable& variable, const std::string& dimension,
               const std::vector<std::string>& select) {
    Axis axis{run.labels(variable, dimension), {}};
    const auto place = std::find(variable.dimensions.begin(), variable.dimensions.end(), dimension);
    output::expect_cells(axis.labels, variable.shape[static_cast<std::size_t>(place - variable.dimensions.begin())],
                         run.path());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < axis.labels.size(); ++i) names.push_back(axis.labels.text(i));
    axis.wanted.assign(names.size(), true);
    for (const auto& choice : select) {
        if (!choice.starts_with(dimension + "=")) continue;
        axis.wanted.assign(names.size(), false);
        for (std::size_t at = dimension.size() + 1; at <= choice.size();) {
            const std::size_t end = std::min(choice.find(',', at), choice.size());
            const std::string word = choice.substr(at, end - at);
            const auto found = std::find(names.begin(), names.end(), word);
            if (found == names.end()) refuse(choice, fmt::format("no {} is called {}", dimension, word), word, names);
            axis.wanted[static_cast<std::size_t>(found - names.begin())] = true;
            at = end + 1;
        }
    }
    return axis;
}

// Variables of a group that share one dimension, side by side, such as events: who, what, when, why.
std::vector<ReadVariable> columns_of(const RunReader& run, const std::string& name) {
    if (run.has(name)) return {run.read(name)};
    std::vector<ReadVariable> columns;
    for (const auto& known : run.names()) {
        if (!known.starts_with(name + "/") || known.find('/', name.size() + 1) != std::string::npos) continue;
        const ReadVariable described = run.describe(known);
        const bool is_label = described.dimensions.size() == 1 && known == name + "/" + described.dimensions[0];
        if (described.dimensions.size() == 1 && !is_label && described.dimensions[0] != "time")
            columns.push_back(run.read(known));
    }
    if (columns.empty()) refuse(name, "the run has no such variable", name, run.names());
    return columns;
}

void check_select(const ExportOptions& options, const ReadVariable& variable) {
    for (const auto& choice : options.select) {
        const std::string dimension = choice.substr(0, choice.find('='));
        const auto& known = variable.dimensions;
        if (choice.find('=') == std::string::npos || std::find(known.begin(), known.end(), dimension) == known.end())
            refuse(choice, variable.name + " has the dimensions " + fmt::format("{}", fmt::join(known, ", ")),
                   dimension, known);
    }
}

bool is_missing(const ReadVariable& column, std::size_t cell) {
    return !column.is_text() && std::isnan(column.numbers[cell]);
}

// Long format: a row per cell, labels first; cells that are missing throughout are left out.
void write_rows(std::ostream& out, const std::vector<Axis>& axes, const std::vector<ReadVariable>& columns) {
    std::vector<std::size_t> at(axes.size(), 0);
    for (std::size_t cell = 0; cell < columns.front().size(); ++cell) {
        bool wanted = std::any_of(columns.begin(), columns.end(), [&](auto& c) { return !is_missing(c, cell); });
        for (std::size_t d = 0; d < axes.size(); ++d) wanted = wanted && axes[d].wanted[at[d]];
        if (wanted) {
            std::string row;
            for (std::size_t d = 0; d < axes.size(); ++d) row += csv_cell(axes[d].labels.text(at[d])) + ',';
            for (const auto& column : columns) row += csv_cell(column.text(cell)) + ',';
            row.back() = '\n';
            out << row;
        }
        for (std::size_t d = axes.size(); d-- > 0;) {
            if (++at[d] < axes[d].wanted.size()) break;
            at[d] = 0;
        }
    }
}

void write_table(std::ostream& out, const RunReader& run, const ExportOptions& options) {
    const auto columns = columns_of(run, options.variable);
    const auto& first = columns.front();
    for (const auto& column : columns) output::expect_cells(column, first.size(), run.path());
    check_select(options, first);
    std::vector<Axis> axes;
    std::string header;
    const bool is_label = first.dimensions == std::vector<std::string>{first.name};
    for (const auto& dimension : first.dimensions) {
        if (is_label) break;
        axes.push_back(make_axis(run, first, dimension, options.select));
        header += dimension + ',';
    }
    for (const auto& column : columns) header += column.name.substr(column.name.rfind('/') + 1) + ',';
    header.back() = '\n';
    out << header;
    write_rows(out, axes, columns);
}

void list_variables(const RunReader& run) {
    for (const auto& name : run.names()) {
        const auto variable = run.describe(name);
        fmt::print("{:34} ({}) [{}] {}\n", name, fmt::join(variable.dimensions, ", "), variable.units,
                   variable.long_name);
    }
}

void export_to_file(const RunReader& run, const ExportOptions& options) {
    const std::filesystem::path path = options.output, part = output::part_of(path);
    output::check_place_of_export(path);
    const output::PartLock lock(path);
    std::ofstream file(part);
    if (!file) throw output::FileError(path, "cannot be written");
    try {
        write_table(file, run, options);
    } catch (...) {
        std::filesystem::remove(part);
        throw;
    }
    file.close();
    std::error_code failed;
    if (file) std::filesystem::rename(part, path, failed);
    if (file && !failed) return;
    std::filesystem::remove(part, failed);
    throw output::FileError(path, "cannot be written whole");
}

}  // namespace

int export_variable(const ExportOptions& options) {
    const RunReader run(options.run);
    if (options.variable.empty())
        list_variables(run);
    else if (options.output.empty())
        write_table(std::cout, run, options);
    else
        export_to_file(run, options);
    return exit_done;
}

}  // namespace orepolitik::cli
