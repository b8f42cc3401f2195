// What a run tells the outside, without a word of file formats: dimensions, tables of columns, events.
// output/ turns a schema into a file; tests read the same through a lambda.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/month.hpp"

namespace orepolitik {

enum class Precision : std::uint8_t { single, full };

struct DimensionInfo {
    std::string name, long_name;
    std::vector<std::string> labels;  // one per entry: ISO3 codes, material names, plant names
};

struct ColumnInfo {
    std::string name, units, long_name;
    Precision precision = Precision::full;
};

// Columns recorded each month over the same rows. `cells[r]` is the row's place in the dense array of its dimensions
// (row-major, time left out), so a sparse table still becomes price(time, material, country).
struct TableInfo {
    std::string group;                    // "" for the root, "/agents/mine"
    std::vector<std::string> dimensions;  // names; {"material", "country"}
    std::vector<std::uint32_t> cells;
    std::vector<ColumnInfo> columns;
};

// Facts that do not change over the run: plant owner, route ends. Text or numbers, one per entry of one dimension.
struct FactInfo {
    std::string group, dimension, name, units, long_name;
    std::vector<double> numbers;
    std::vector<std::string> texts;  // used when numbers is empty
};

struct RunSchema {
    std::vector<DimensionInfo> dimensions;
    std::vector<TableInfo> tables;
    std::vector<FactInfo> facts;
};

struct Event {
    Month month;
    std::string kind;    // "law", "strike", "project", "mothball"
    std::string actor;   // who
    std::string object;  // what it acts on
    double value = 0;    // the number that matters: tonnes, rate
    std::string reason;  // why, with the numbers that triggered it
};

// One month of one table: columns one after the other, each with a value per row.
struct TableValues {
    std::span<const double> values;  // [columns][rows]
};

}  // namespace orepolitik
