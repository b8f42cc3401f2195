#include "cli/sweep_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace orepolitik::cli {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Column {
    std::size_t table, column;
};

std::string full_name(const TableInfo& table, const ColumnInfo& column) {
    return table.group.empty() ? column.name : table.group.substr(1) + "/" + column.name;
}

std::optional<Column> find_column(const RunSchema& schema, const std::string& variable) {
    for (std::size_t t = 0; t < schema.tables.size(); ++t)
        for (std::size_t c = 0; c < schema.tables[t].columns.size(); ++c)
            if (full_name(schema.tables[t], schema.tables[t].columns[c]) == variable) return Column{t, c};
    return std::nullopt;
}

std::string nearest_variable(const RunSchema& schema, const std::string& variable) {
    std::vector<std::string> names;
    for (const TableInfo& table : schema.tables)
        for (const ColumnInfo& column : table.columns) names.push_back(full_name(table, column));
    return config::nearest(variable, {names.begin(), names.end()});
}

const DimensionInfo& dimension_of(const RunSchema& schema, const std::string& name) {
    return *std::ranges::find(schema.dimensions, name, &DimensionInfo::name);
}

// Labels may repeat (a site that makes two things): the second of a name is another one.
std::vector<std::string> told_apart(const std::vector<std::string>& labels) {
    std::map<std::string, int> seen;
    std::vector<std::string> keys;
    for (const std::string& label : labels) keys.push_back(fmt::format("{}\n{}", label, seen[label]++));
    return keys;
}

// The chosen labels of a dimension in the order in which they were named; all that repeat one.
DimensionInfo chosen(const DimensionInfo& all, const config::Output& output, config::Faults& faults) {
    const auto selection = std::ranges::find(output.where, all.name, &config::Selection::dimension);
    if (selection == output.where.end()) return all;
    DimensionInfo some{all.name, all.long_name, {}};
    for (const std::string& label : selection->labels) {
        const auto count = std::ranges::count(all.labels, label);
        some.labels.insert(some.labels.end(), static_cast<std::size_t>(count), label);
        if (count == 0)
            faults.add(selection->place, fmt::format("record.{}.where.{}={}", output.name, all.name, label),
                       fmt::format("no {} of that name", all.name),
                       config::nearest(label, {all.labels.begin(), all.labels.end()}));
    }
    return some;
}

// The dimension in the layout that has these labels: shared with other outputs, or one of the output's own.
std::string place_in(output::SweepLayout& layout, DimensionInfo dimension, const std::string& output) {
    const auto known = std::ranges::find(layout.dimensions, dimension.name, &DimensionInfo::name);
    if (known != layout.dimensions.end()) {
        if (known->labels == dimension.labels) return dimension.name;
        dimension.name = output + "_" + dimension.name;
    }
    layout.dimensions.push_back(dimension);
    return dimension.name;
}

std::string time_name(const output::SweepLayout& layout, const config::Output& output) {
    for (const auto& other : layout.outputs)
        if (other.every_months == output.keys.every_months) return other.time;
    return layout.outputs.empty() ? "time" : output.name + "_time";
}

void check_dimensions(const config::Output& output, const TableInfo& table, config::Faults& faults) {
    for (const auto& selection : output.where)
        if (std::ranges::find(table.dimensions, selection.dimension) == table.dimensions.end())
            faults.add(
                selection.place, fmt::format("record.{}.where.{}", output.name, selection.dimension),
                fmt::format("{} has the dimensions time, {}", output.keys.variable, fmt::join(table.dimensions, ", ")),
                config::nearest(selection.dimension, {table.dimensions.begin(), table.dimensions.end()}));
}

// For each entry of a run's dimension its place among the kept labels, or none.
std::vector<std::size_t> places(const std::vector<std::string>& of_run, const std::vector<std::string>& kept) {
    std::map<std::string, std::size_t> place;
    for (const std::string& key : told_apart(kept)) place.emplace(key, place.size());
    std::vector<std::size_t> found;
    for (const std::string& key : told_apart(of_run)) {
        const auto at = place.find(key);
        found.push_back(at == place.end() ? static_cast<std::size_t>(-1) : at->second);
    }
    return found;
}

std::vector<std::pair<std::size_t, std::size_t>> cells_of(const output::SweepLayout& layout,
                                                          const output::SweepOutput& output, const RunSchema& schema,
                                                          const TableInfo& table) {
    std::vector<std::vector<std::size_t>> kept;
    std::vector<std::size_t> lengths;
    for (std::size_t d = 0; d < table.dimensions.size(); ++d) {
        const auto& labels = layout.dimension(output.dimensions[d]).labels;
        kept.push_back(places(dimension_of(schema, table.dimensions[d]).labels, labels));
        lengths.push_back(labels.size());
    }
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t row = 0; row < table.cells.size(); ++row) {
        std::size_t rest = table.cells[row], cell = 0, stride = 1;
        bool is_kept = true;
        for (std::size_t d = kept.size(); d-- > 0;) {
            const std::size_t place = kept[d][rest % kept[d].size()];
            rest /= kept[d].size();
            is_kept = is_kept && place != static_cast<std::size_t>(-1);
            cell += place * stride;
            stride *= lengths[d];
        }
        if (is_kept) cells.emplace_back(row, cell);
    }
    return cells;
}

void take_in(double& kept, int& count, double value, const std::string& statistic) {
    if (value != value) return;
    if (count++ == 0 || statistic == "last")
        kept = value;
    else if (statistic == "min")
        kept = std::min(kept, value);
    else if (statistic == "max")
        kept = std::max(kept, value);
    else
        kept += value;
}

// In the file outputs stand beside coordinates and parameters.
void check_names(const output::SweepLayout& layout, const config::Design& design, config::Faults& faults) {
    for (const auto& wanted : design.record) {
        const auto taken = [&](const std::string& name) { return name == wanted.name; };
        if (std::ranges::any_of(layout.dimensions, taken, &DimensionInfo::name) ||
            std::ranges::any_of(layout.outputs, taken, &output::SweepOutput::time) ||
            std::ranges::any_of(layout.parameters, taken))
            faults.add(wanted.place, "record." + wanted.name, "is the name of a dimension or parameter",
                       "meant " + wanted.name + "_" + wanted.keys.variable.substr(wanted.keys.variable.rfind('/') + 1));
    }
}

}  // namespace

RecordSettings settings_for(const config::Design& design, const RunSchema& everything) {
    RecordSettings settings{.flows = false, .plants = false};
    for (const auto& output : design.record)
        if (const auto column = find_column(everything, output.keys.variable)) {
            const TableInfo& table = everything.tables[column->table];
            if (std::ranges::find(table.dimensions, "route") != table.dimensions.end()) settings.flows = true;
            if (!table.group.empty()) settings.plants = true;
        }
    return settings;
}

void lay_out_outputs(output::SweepLayout& layout, const config::Design& design, const RunSchema& everything,
                     config::Faults& faults) {
    for (const auto& wanted : design.record) {
        const auto column = find_column(everything, wanted.keys.variable);
        if (!column) {
            faults.add(wanted.place, fmt::format("record.{}.variable={}", wanted.name, wanted.keys.variable),
                       "no variable of that name in a run file", nearest_variable(everything, wanted.keys.variable));
            continue;
        }
        const TableInfo& table = everything.tables[column->table];
        const ColumnInfo& info = table.columns[column->column];
        check_dimensions(wanted, table, faults);
        output::SweepOutput output{
            wanted.name, wanted.keys.variable, info.units, info.long_name, {}, {}, {}, {}, {}, 1};
        output.statistic = wanted.keys.statistic;
        output.every_months = wanted.keys.every_months;
        if (output.every_months > 1)
            output.long_name += fmt::format("; {} of {} months", output.statistic, output.every_months);
        output.times = static_cast<std::size_t>((layout.months + output.every_months - 1) / output.every_months);
        output.time = time_name(layout, wanted);
        for (const std::string& name : table.dimensions) {
            auto dimension = chosen(dimension_of(everything, name), wanted, faults);
            output.cells *= dimension.labels.size();
            output.dimensions.push_back(place_in(layout, std::move(dimension), wanted.name));
        }
        layout.outputs.push_back(std::move(output));
    }
    check_names(layout, design, faults);
}

SweepSeries::SweepSeries(const output::SweepLayout& layout, const RunSchema& schema)
    : values_(layout.values_per_run(), missing), counts_(values_.size(), 0) {
    std::size_t begin = 0;
    for (const auto& output : layout.outputs) {
        if (const auto column = find_column(schema, output.variable)) {
            const TableInfo& table = schema.tables[column->table];
            series_.push_back({&output, column->table, column->column * table.cells.size(),
                               cells_of(layout, output, schema, table), begin});
        }
        begin += output.times * output.cells;
    }
}

void SweepSeries::add(int month_index, std::span<const TableValues> tables) {
    for (const Series& series : series_) {
        const auto time = static_cast<std::size_t>(month_index / series.output->every_months);
        const auto column = tables[series.table].values.subspan(series.first_value);
        const std::size_t begin = series.begin + time * series.output->cells;
        for (const auto& [row, cell] : series.cells)
            take_in(values_[begin + cell], counts_[begin + cell], column[row], series.output->statistic);
    }
}

void SweepSeries::begin_with(const SweepSeries& other) {
    for (const Series& series : series_)
        for (std::size_t time = 0; time < series.output->times; ++time)
            for (const auto& [row, cell] : series.cells) {
                const std::size_t at = series.begin + time * series.output->cells + cell;
                values_[at] = other.values_[at];
                counts_[at] = other.counts_[at];
            }
}

std::vector<double> SweepSeries::take() {
    for (const Series& series : series_) {
        if (series.output->statistic != "mean") continue;
        for (std::size_t i = series.begin; i < series.begin + series.output->times * series.output->cells; ++i)
            if (counts_[i] > 1) values_[i] /= counts_[i];
    }
    return std::move(values_);
}

}  // namespace orepolitik::cli
