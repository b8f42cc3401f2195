// A small run without a model: numbers that say where they belong, so that a reader can check each of them.
#pragma once
#include <cmath>
#include <filesystem>
#include <limits>
#include <vector>

#include "output/run_file.hpp"

namespace orepolitik::output {

inline RunSchema synthetic_schema() {
    RunSchema schema;
    schema.dimensions = {{"material", "traded form of a mineral", {"copper.ore", "copper.refined", "tin.refined"}},
                         {"country", "ISO 3166-1 alpha-3 code, or customs union", {"CHL", "CHN", "EUU", "ROW"}},
                         {"route", "trade relation", {}},
                         {"mine", "plant that makes ore", {"Ñuble 1", "Escondida"}}};
    RunSchema& s = schema;
    for (int i = 0; i < 40; ++i) s.dimensions[2].labels.push_back("route " + std::to_string(i));
    TableInfo markets{"", {"material", "country"}, {0, 2, 5, 7, 11}, {}};
    markets.columns = {{"price", "USD/t", "quoted FOB price", Precision::full},
                       {"supply", "t/month", "tonnes sold by the country's sellers", Precision::single},
                       {"import_duty", "USD/month", "import duty collected", Precision::full}};
    TableInfo routes{"", {"route"}, {}, {{"flow", "t/month", "tonnes shipped", Precision::single}}};
    for (std::uint32_t i = 0; i < 40; ++i) routes.cells.push_back(i);
    const TableInfo mines{"/agents/mine", {"mine"}, {1, 0}, {{"output", "t/month", "ore mined", Precision::full}}};
    schema.tables = {markets, routes, mines};
    schema.facts = {{"", "material", "base_price", "USD/t", "price of the base year", {8000, 8490, 25938}, {}},
                    {"/agents/mine", "mine", "owner", "", "largest owner", {}, {"Compañía Minera", ""}}};
    return schema;
}

// Value of a cell that names its table, column, row and month; every fourth month of the first column is missing.
inline double synthetic_value(std::size_t table, std::size_t column, std::size_t row, int month) {
    if (table == 0 && column == 0 && month % 4 == 3) return std::numeric_limits<double>::quiet_NaN();
    if (table == 0 && column == 2) return 0;
    return 1000.0 * static_cast<double>(table + 1) + 100.0 * static_cast<double>(column) + static_cast<double>(row) +
           std::sin(0.37 * month + static_cast<double>(row));
}

inline void append_synthetic_months(RunFile& file, const RunSchema& schema, int months) {
    for (int month = 0; month < months; ++month) {
        std::vector<std::vector<double>> values(schema.tables.size());
        std::vector<TableValues> spans;
        for (std::size_t t = 0; t < schema.tables.size(); ++t) {
            for (std::size_t c = 0; c < schema.tables[t].columns.size(); ++c)
                for (std::size_t r = 0; r < schema.tables[t].cells.size(); ++r)
                    values[t].push_back(synthetic_value(t, c, r, month));
            spans.push_back({values[t]});
        }
        file.append(month, spans);
    }
}

inline RunMetadata synthetic_metadata() {
    return {.title = "Synthetic run",
            .world = "tiny",
            .scenario = "months: 30\n# Süd\n",
            .seed = -7,
            .program_version = "0.0.0",
            .git_hash = "none",
            .compiler = "g++",
            .flags = "-O2",
            .platform = "x86-64",
            .self_test_hash = ""};
}

}  // namespace orepolitik::output
