// Months of recorded values on their way from the compute thread to the writer: filled month by month, handed over
// whole, read series by series.
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "model/record.hpp"

namespace orepolitik::output {

using ColumnValues = std::variant<std::vector<float>, std::vector<double>>;  // [month][row], as stored in the file

struct TableBlock {
    std::size_t rows = 0;
    std::vector<ColumnValues> columns;
};

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

// [month][row] → [row][month], in tiles that fit the nearest cache. `series` is overwritten; its memory is reused.
template <class Number>
void to_series(std::span<const Number> month_major, std::size_t months, std::vector<Number>& series) {
    constexpr std::size_t tile = 16;
    const std::size_t rows = month_major.size() / months;
    series.resize(months * rows);
    for (std::size_t row = 0; row < rows; row += tile)
        for (std::size_t month = 0; month < months; ++month)
            for (std::size_t r = row; r < std::min(row + tile, rows); ++r)
                series[r * months + month] = month_major[month * rows + r];
}

}  // namespace orepolitik::output
