#include "cli/compare_print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/csv_cell.hpp"

namespace orepolitik::cli {
namespace {

using output::EffectTable;
constexpr std::size_t rows_shown = 12;  // of each table, on a terminal; JSON and CSV hold all

std::string dollars(double value) {
    if (std::isnan(value)) return "-";
    return std::abs(value) >= 1e9 ? fmt::format("{:+.2f} bn", value / 1e9) : fmt::format("{:+.2f} m", value / 1e6);
}

// Four digits, or all before the point: nobody reads 1.267e+04.
std::string plain_number(double value) {
    return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

std::string number(const std::string& unit, double value) {
    if (std::isnan(value)) return "-";
    value += 0.0;  // no minus before nothing
    if (unit == "USD") return dollars(value);
    if (unit == "USD/t") return plain_number(value) + " USD/t";
    if (unit == "%") return fmt::format("{:+.1f} %", value);
    if (unit == "per cent") return fmt::format("{:.1f} %", value);
    if (unit == "points") return fmt::format("{:+.1f} points", value);
    if (unit == "t") return fmt::format("{:+.0f} t", value);
    if (unit == "month") return fmt::format("{:.0f} month{}", value, value == 1 ? "" : "s");
    return plain_number(value);  // the unit stands at the head
}

// The column by which a table is judged: rows are sorted by what moved most there.
std::size_t main_column(const EffectTable& table) {
    for (const char* name : {"welfare", "peak", "buyers_paid", "consumer", "profit", "change"})
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (table.columns[c].name == name) return c;
    return 0;
}

// What a row moved, up or down, in the column by which its table is judged; where imports are, exports count alike.
double size_of_move(const Comparison& comparison, std::size_t t, std::size_t main, const auto& columns) {
    const auto& heads = comparison.tables[t].columns;
    double size = 0;
    for (std::size_t c = 0; c < heads.size(); ++c)
        if (c == main || (heads[main].name == "imports" && heads[c].name == "exports"))
            size = std::max(size, std::abs(comparison.spread(heads[c].unit, columns[c]).mean));
    return size;
}

// Keys in the order of what moved most; those that did not move are left out.
std::vector<std::vector<std::string>> moved_keys(const Comparison& comparison, std::size_t t, std::size_t main) {
    std::vector<std::pair<double, std::vector<std::string>>> order;
    for (const auto& [key, columns] : comparison.values[t]) {
        const double size = size_of_move(comparison, t, main, columns);
        if (size > 0) order.emplace_back(-size, key);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::vector<std::string>> keys;
    for (auto& [size, key] : order) keys.push_back(std::move(key));
    return keys;
}

// Means in columns; beside the mean of the column that the table is judged by its band.
std::vector<std::string> cells_of(const Comparison& comparison, std::size_t t, const std::vector<std::string>& key,
                                  std::size_t main) {
    std::vector<std::string> cells;
    const auto& columns = comparison.tables[t].columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const Spread s = comparison.spread(columns[c].unit, comparison.values[t].at(key)[c]);
        cells.push_back(number(columns[c].unit, s.mean));
        if (comparison.pairs > 1 && c == main)
            cells.back() += fmt::format(" [{} to {}]", number(columns[c].unit, s.low), number(columns[c].unit, s.high));
    }
    return cells;
}

// Letters on the screen: a character that is not ASCII takes several bytes.
std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Right-aligned but for the first, each column as wide as its widest cell.
void print_aligned(const std::vector<std::vector<std::string>>& lines) {
    std::vector<std::size_t> widths(lines.front().size(), 0);
    for (const auto& line : lines)
        for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], letters(line[c]));
    for (const auto& line : lines) {
        for (std::size_t c = 0; c < line.size(); ++c) {
            const std::string space(widths[c] - letters(line[c]), ' ');
            fmt::print("{}", c == 0 ? line[c] + space : "  " + space + line[c]);
        }
        fmt::print("\n");
    }
}

// Words of the columns; of units that cells do not name, the unit in brackets.
std::string head_of(const output::EffectColumn& column) {
    static const std::vector<std::string> in_cells{"USD", "USD/t", "%", "per cent", "points", "t", "month"};
    std::string name = column.name;
    std::ranges::replace(name, '_', ' ');
    const bool told = std::ranges::find(in_cells, column.unit) != in_cells.end();
    if (told || column.unit == "1") return name;
    return fmt::format("{} ({})", name, column.unit == "USD t-1" ? "USD/t" : column.unit);
}

void print_table(const Comparison& comparison, std::size_t t) {
    const EffectTable& table = comparison.tables[t];
    if (table.columns.empty()) return;
    const std::size_t main = main_column(table);
    const auto keys = moved_keys(comparison, t, main);
    std::string name = table.name;
    std::ranges::replace(name, '_', ' ');
    const std::string judged = table.columns[main].name == "imports" ? "imports or exports" : table.columns[main].name;
    fmt::print("\n{}, largest {} first\n", name, judged);
    std::vector<std::vector<std::string>> lines{{fmt::format("  {}", fmt::join(table.keys, ", "))}};
    for (const auto& column : table.columns) lines.front().push_back(head_of(column));
    for (std::size_t i = 0; i < std::min(keys.size(), rows_shown); ++i) {
        lines.push_back({fmt::format("  {}", fmt::join(keys[i], ", "))});
        for (auto& cell : cells_of(comparison, t, keys[i], main)) lines.back().push_back(std::move(cell));
    }
    if (keys.empty())
        fmt::print("  nothing changed\n");
    else
        print_aligned(lines);
    if (keys.size() > rows_shown) fmt::print("  ... and {} more (--csv or --json)\n", keys.size() - rows_shown);
}

nlohmann::ordered_json json_of(const Comparison& comparison) {
    nlohmann::ordered_json all{{"base", comparison.base_title}, {"run", comparison.run_title},
                               {"note", comparison.pair_note},  {"months", comparison.months},
                               {"pairs", comparison.pairs},     {"band", {band, 1 - band}}};
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

void print_text(const Comparison& comparison) {
    const std::string months = comparison.months > 0 ? fmt::format("{} months, ", comparison.months) : "";
    fmt::print("{} against {}: {}{} pair{} of runs with the same draws.\n{}\n", comparison.run_title,
               comparison.base_title, months, comparison.pairs, comparison.pairs == 1 ? "" : "s", comparison.pair_note);
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
                           csv_cell(fmt::format("{}", fmt::join(key.begin() + 1, key.end(), " "))), column.name,
                           column.unit, s.mean, s.low, s.high);
            }
}

void print_json(const Comparison& comparison) {
    std::cout << json_of(comparison).dump(1) << '\n';
}

}  // namespace orepolitik::cli
