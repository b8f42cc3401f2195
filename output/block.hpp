// Months of recorded values on their way from the compute thread to the writer: filled month by month, handed over
// whole, read series by series.
// A row that has the same value in every month, as half of them do, is that one value. The others lie in strips of
// sixteen rows, month by month: a month writes whole cache lines, a strip is read from the nearest cache. Strips of a
// table over one dimension are the chunks of the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <variant>
#include <vector>

#include "model/record.hpp"
#include "output/strip_memory.hpp"

namespace orepolitik::output {

inline constexpr std::size_t rows_per_strip = 16;

// How the rows of a table lie in strips.
struct StripLayout {
    std::size_t rows = 0, months = 0;
    std::size_t width = rows_per_strip;  // of a strip
    // Tables over one dimension are full: a row has the lane of its cell, and its strip is there as soon as one of the
    // strip's rows changes. Of others a row gets the next lane when it first changes.
    bool full = false;
    bool in_order = false;                   // full, and row k is cell k
    std::vector<std::uint32_t> cells;        // of each row
    std::vector<std::uint32_t> row_of_cell;  // of whole strips, only of a full table; no_row where a cell has none
};
inline constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();
StripLayout strip_layout(const RunSchema& schema, const TableInfo& table, int months);

template <class Number>
struct ColumnStrips {
    std::vector<Number> constant;       // by row: its value in the first month
    std::vector<Number*> lane;          // by row: where that value lies in a strip; null while it has not changed
    std::vector<Number*> strips;        // [months][width] each; of a full table null while none of its rows has changed
    std::vector<std::uint32_t> row_of;  // of each lane, strip after strip; only where the table is not full

    Number at(std::size_t row, std::size_t month, std::size_t width) const {
        return lane[row] ? lane[row][month * width] : constant[row];
    }
};
using ColumnValues = std::variant<ColumnStrips<float>, ColumnStrips<double>>;  // in the precision of the file

struct TableBlock {
    StripLayout layout;
    StripMemory memory;
    std::vector<ColumnValues> columns;
};
TableBlock empty_table(const TableInfo& table, StripLayout layout);

// One value per row.
void append_to_column(TableBlock& table, std::size_t column, std::size_t month, std::span<const double> values);
double value_of(const TableBlock& table, std::size_t column, std::size_t month, std::size_t row);

struct Block {
    int first_index = 0;  // of its first month in the run
    int months = 0;       // how many it holds
    std::vector<TableBlock> tables;
};

// Room for `months` months of every table.
Block empty_block(const RunSchema& schema, int first_index, int months);

// Copies one month after those that the block already holds.
void append_month(Block& block, std::span<const TableValues> tables);

// One month of a block in the form in which it came.
struct MonthValues {
    std::vector<std::vector<double>> tables;
    std::vector<TableValues> views() const;
};
MonthValues month_of(const Block& block, int month);

}  // namespace orepolitik::output
