#include "output/block.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace orepolitik::output {

namespace {

ColumnValues empty_column(Precision precision, std::size_t values) {
    ColumnValues column;
    if (precision == Precision::full) column = std::vector<double>{};
    std::visit([values](auto& numbers) { numbers.reserve(values); }, column);
    return column;
}

}  // namespace

Block empty_block(const RunSchema& schema, int first_index, int months) {
    Block block{.first_index = first_index, .months = 0, .tables = {}};
    for (const TableInfo& info : schema.tables) {
        TableBlock table{.rows = info.cells.size(), .columns = {}};
        for (const ColumnInfo& column : info.columns)
            table.columns.push_back(empty_column(column.precision, table.rows * static_cast<std::size_t>(months)));
        block.tables.push_back(std::move(table));
    }
    return block;
}

void append_month(Block& block, std::span<const TableValues> tables) {
    if (tables.size() != block.tables.size()) throw std::logic_error("a month has values for every table");
    for (std::size_t t = 0; t < tables.size(); ++t) {
        TableBlock& table = block.tables[t];
        const std::span<const double> values = tables[t].values;
        if (values.size() != table.rows * table.columns.size())
            throw std::logic_error("a month has a value for every column and row of table " + std::to_string(t));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto column = values.subspan(c * table.rows, table.rows);
            std::visit(
                [&](auto& numbers) {
                    using Number = typename std::decay_t<decltype(numbers)>::value_type;
                    const std::size_t before = numbers.size();
                    numbers.resize(before + column.size());  // within what empty_block reserved
                    for (std::size_t r = 0; r < column.size(); ++r)
                        numbers[before + r] = static_cast<Number>(column[r]);
                },
                table.columns[c]);
        }
    }
    ++block.months;
}

std::vector<TableValues> MonthValues::views() const {
    std::vector<TableValues> all;
    for (const auto& values : tables) all.push_back({values});
    return all;
}

MonthValues month_of(const Block& block, int month) {
    MonthValues copy;
    for (const TableBlock& table : block.tables) {
        auto& values = copy.tables.emplace_back();
        values.reserve(table.rows * table.columns.size());
        for (const ColumnValues& column : table.columns)
            std::visit(
                [&](const auto& numbers) {
                    const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(table.rows) * month;
                    values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(table.rows));
                },
                column);
    }
    return copy;
}

}  // namespace orepolitik::output
