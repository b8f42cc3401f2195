// Tables of a market's report: one row per name, one column per figure, as wide as its figures need.
#include <fmt/format.h>

#include <algorithm>

#include "cli/clear_report.hpp"

namespace orepolitik::cli {
namespace {

using nlohmann::ordered_json;

std::string cell(const ordered_json& value) {
    if (value.is_null()) return "infinite";
    if (value.is_string()) return value.get<std::string>();
    const double number = value.get<double>();
    if (number == 0) return "0";
    return std::abs(number) < 1 ? fmt::format("{:.6f}", number) : fmt::format("{:.4f}", number);
}

using Row = std::vector<std::string>;

std::string table(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
    std::string text;
    for (const Row& row : rows) {
        text += fmt::format("  {:<{}}", row[0], widths[0]);
        for (std::size_t c = 1; c < row.size(); ++c) text += fmt::format("  {:>{}}", row[c], widths[c]);
        text += '\n';
    }
    return text;
}

// Figures down, names across: there are more figures than names.
std::string by_name(const ordered_json& named) {
    std::vector<Row> rows{{""}};
    for (const auto& [name, figures] : named.items()) {
        rows[0].push_back(name);
        std::size_t r = 1;
        for (const auto& [key, value] : figures.items()) {
            if (rows.size() <= r) rows.push_back({key});
            rows[r++].push_back(cell(value));
        }
    }
    return table(rows);
}

// A column each for before, after and change of every country would be wide: one table per state.
std::string routes(const ordered_json& flows) {
    std::vector<Row> rows;
    for (const ordered_json& flow : flows) {
        Row head, row;
        for (const auto& [key, value] : flow.items()) {
            head.push_back(key);
            row.push_back(cell(value));
        }
        if (rows.empty()) rows.push_back(head);
        rows.push_back(row);
    }
    return rows.empty() ? "  nothing is traded\n" : table(rows);
}

std::string section(const std::string& title, const ordered_json& part) {
    std::string text = title + "\n";
    std::vector<Row> plain;
    for (const auto& [key, value] : part.items()) {
        if (value.is_array()) {
            text += "\n" + routes(value);
        } else if (value.is_object() && !value.empty() && value.begin()->is_object()) {
            if (key != "countries" && key != "firms") text += "\n  " + key + "\n";
            text += by_name(value);
        } else {
            plain.push_back({key, cell(value)});
        }
    }
    return text + (plain.empty() ? "" : "\n" + table(plain));
}

}  // namespace

std::string as_tables(const ordered_json& report) {
    std::string text = report["title"].get<std::string>() + "\n";
    if (!report["source"].get<std::string>().empty()) text += report["source"].get<std::string>() + "\n";
    for (const auto& [key, part] : report.items())
        if (part.is_object()) text += "\n" + section(key, part);
    return text;
}

}  // namespace orepolitik::cli
