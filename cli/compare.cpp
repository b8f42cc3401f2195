#include "cli/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/csv_cell.hpp"
#include "output/effects.hpp"
#include "output/file_error.hpp"

namespace orepolitik::cli {
namespace {

using output::EffectTable;
constexpr std::size_t rows_shown = 12;  // of each table, on a terminal; JSON and CSV hold all
constexpr double band = 0.05;           // of runs below the band, and above it

struct Spread {
    double mean = 0, low = 0, high = 0;
};

double quantile(const std::vector<double>& sorted, double level) {
    const double place = level * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Spread spread_of(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return {std::nan(""), std::nan(""), std::nan("")};
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) sum += value;
    return {sum / static_cast<double>(values.size()), quantile(values, band), quantile(values, 1 - band)};
}

// The same tables of several pairs of runs, cell by cell.
struct Comparison {
    std::size_t pairs = 0, months = 0;
    std::string base_title, run_title;
    std::vector<EffectTable> tables;  // of the first pair: names and columns
    std::vector<std::map<std::vector<std::string>, std::vector<std::vector<double>>>> values;  // [table][key][column]

    void add(const output::Effects& effects) {
        if (tables.empty()) tables = effects.tables;
        values.resize(tables.size());
        months = effects.months;
        for (std::size_t t = 0; t < tables.size(); ++t)
            for (const auto& row : effects.tables[t].rows) {
                auto& columns = values[t][row.key];
                columns.resize(row.values.size());
                for (std::size_t c = 0; c < row.values.size(); ++c) columns[c].push_back(row.values[c]);
            }
        ++pairs;
    }
    // A key that a pair lacks did not change there.
    Spread spread(const std::string& unit, std::vector<double> of_cell) const {
        if (unit.starts_with("USD") || unit == "t" || unit == "points") of_cell.resize(pairs, 0.0);
        return spread_of(std::move(of_cell));
    }
};

std::map<std::int64_t, std::filesystem::path> runs_by_seed(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {{output::RunReader(path).seed(), path}};
    std::map<std::int64_t, std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().extension() != ".h5") continue;
        const auto seed = output::RunReader(entry.path()).seed();
        if (!found.emplace(seed, entry.path()).second)
            throw output::FileError(entry.path(), fmt::format("has seed {} like another file of the folder", seed));
    }
    if (found.empty()) throw output::FileError(path, "holds no run file (*.h5)");
    return found;
}

Comparison read_pairs(const CompareOptions& options) {
    const auto bases = runs_by_seed(options.base), runs = runs_by_seed(options.run);
    Comparison comparison;
    for (const auto& [seed, path] : runs) {
        const auto base = bases.find(seed);
        if (base == bases.end())
            throw output::FileError(
                path, fmt::format("has seed {}, which {} lacks: differences would be chance", seed, options.base));
        const output::RunReader before(base->second), after(path);
        comparison.base_title = before.title();
        comparison.run_title = after.title();
        comparison.add(output::effects_between(before, after, options.mineral));
    }
    return comparison;
}

std::string dollars(double value) {
    if (std::isnan(value)) return "-";
    return std::abs(value) >= 1e9 ? fmt::format("{:+.2f} bn", value / 1e9) : fmt::format("{:+.2f} m", value / 1e6);
}

std::string number(const std::string& unit, double value) {
    if (std::isnan(value)) return "-";
    if (unit == "USD") return dollars(value);
    if (unit == "USD/t") return fmt::format("{:.4g} USD/t", value);
    if (unit == "%") return fmt::format("{:+.1f} %", value);
    if (unit == "per cent") return fmt::format("{:.1f} %", value);
    if (unit == "points") return fmt::format("{:+.1f} points", value);
    if (unit == "t") return fmt::format("{:+.0f} t", value);
    return fmt::format("{:.0f} {}{}", value, unit, value == 1 ? "" : "s");
}

// The column by which a table is judged: rows are sorted by what moved most there.
std::size_t main_column(const EffectTable& table) {
    for (const char* name : {"welfare", "peak", "buyers_paid", "consumer", "profit"})
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (table.columns[c].name == name) return c;
    return 0;
}

void print_table(const Comparison& comparison, std::size_t t) {
    const EffectTable& table = comparison.tables[t];
    if (table.columns.empty()) return;
    const std::size_t main = main_column(table);
    std::vector<std::pair<double, std::vector<std::string>>> order;
    for (const auto& [key, columns] : comparison.values[t]) {
        const double size = std::abs(comparison.spread(table.columns[main].unit, columns[main]).mean);
        if (size > 0) order.emplace_back(-size, key);
    }
    std::sort(order.begin(), order.end());
    fmt::print("\n{:34}", fmt::format("{}", fmt::join(table.keys, ", ")));
    for (const auto& column : table.columns) fmt::print("{:>20}", column.name);
    fmt::print("\n");
    for (std::size_t i = 0; i < std::min(order.size(), rows_shown); ++i) {
        const auto& key = order[i].second;
        fmt::print("{:34}", fmt::format("{}", fmt::join(key, ", ")));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto& unit = table.columns[c].unit;
            const Spread s = comparison.spread(unit, comparison.values[t].at(key)[c]);
            fmt::print("{:>20}", number(unit, s.mean));
            if (comparison.pairs > 1 && c == main) fmt::print(" [{} to {}]", number(unit, s.low), number(unit, s.high));
        }
        fmt::print("\n");
    }
    if (order.size() > rows_shown) fmt::print("... and {} more (--csv or --json)\n", order.size() - rows_shown);
    if (order.empty()) fmt::print("nothing changed\n");
}

void print_text(const Comparison& comparison) {
    fmt::print("{} against {}: {} months, {} pair{} of runs with the same draws.\n", comparison.run_title,
               comparison.base_title, comparison.months, comparison.pairs, comparison.pairs == 1 ? "" : "s");
    fmt::print("Changes over all months, USD of the base year, undiscounted; plus is a gain.{}\n",
               comparison.pairs > 1 ? " Brackets hold nine runs in ten."
                                    : " One run: small changes of other minerals may be chance.");
    for (std::size_t t = 0; t < comparison.tables.size(); ++t) print_table(comparison, t);
}

void print_csv(const Comparison& comparison) {
    fmt::print("table,key,second_key,measure,unit,mean,low,high\n");
    for (std::size_t t = 0; t < comparison.tables.size(); ++t)
        for (const auto& [key, columns] : comparison.values[t])
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const auto& column = comparison.tables[t].columns[c];
                const Spread s = comparison.spread(column.unit, columns[c]);
                if (std::isnan(s.mean)) continue;
                fmt::print("{},{},{},{},{},{},{},{}\n", comparison.tables[t].name, csv_cell(key[0]),
                           key.size() > 1 ? csv_cell(key[1]) : "", column.name, column.unit, s.mean, s.low, s.high);
            }
}

nlohmann::ordered_json json_of(const Comparison& comparison) {
    nlohmann::ordered_json all{{"base", comparison.base_title},
                               {"run", comparison.run_title},
                               {"months", comparison.months},
                               {"pairs", comparison.pairs},
                               {"band", {band, 1 - band}}};
    for (std::size_t t = 0; t < comparison.tables.size(); ++t) {
        const EffectTable& table = comparison.tables[t];
        auto& rows = all["tables"][table.name] = nlohmann::ordered_json::array();
        for (const auto& [key, columns] : comparison.values[t]) {
            nlohmann::ordered_json row;
            for (std::size_t k = 0; k < key.size(); ++k) row[table.keys[k]] = key[k];
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const Spread s = comparison.spread(table.columns[c].unit, columns[c]);  // NaN becomes null
                row[table.columns[c].name] = {{"mean", s.mean}, {"low", s.low}, {"high", s.high}};
            }
            rows.push_back(std::move(row));
        }
        for (const auto& column : table.columns)
            all["columns"][table.name][column.name] = {{"unit", column.unit}, {"meaning", column.meaning}};
    }
    return all;
}

}  // namespace

int compare(const CompareOptions& options) {
    const Comparison comparison = read_pairs(options);
    if (options.format == CompareFormat::csv)
        print_csv(comparison);
    else if (options.format == CompareFormat::json)
        std::cout << json_of(comparison).dump(1) << '\n';
    else
        print_text(comparison);
    return exit_done;
}

}  // namespace orepolitik::cli
