#include "output/block.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace orepolitik::output {

namespace {

template <class Number>
constexpr Number missing = std::numeric_limits<Number>::quiet_NaN();

template <class Number>
Number* new_strip(TableBlock& table, ColumnStrips<Number>& column) {
    const std::size_t values = table.layout.months * table.layout.width;
    return column.strips.emplace_back(static_cast<Number*>(table.memory.take(values * sizeof(Number))));
}

// Lanes of cells that have no row are missing, as the file shows them.
template <class Number>
void lay_full_column(TableBlock& table, ColumnStrips<Number>& column) {
    const StripLayout& layout = table.layout;
    if (layout.cells.empty()) return;
    const std::size_t width = layout.width, strips = *std::ranges::max_element(layout.cells) / width + 1;
    std::vector<std::size_t> rows(strips, 0);
    for (const std::uint32_t cell : layout.cells) ++rows[cell / width];
    for (const std::size_t in_strip : rows) {
        Number* strip = new_strip(table, column);
        if (in_strip < width) std::fill_n(strip, layout.months * width, missing<Number>);
    }
    for (std::size_t row = 0; row < layout.rows; ++row)
        column.first_of_row[row] = column.strips[layout.cells[row] / width] + layout.cells[row] % width;
}

// Its months so far are missing.
template <class Number>
Number* give_lane(TableBlock& table, ColumnStrips<Number>& column, std::size_t row, std::size_t months_so_far) {
    const std::size_t width = table.layout.width, lane = column.row_of.size() % width;
    Number* first = (lane == 0 ? new_strip(table, column) : column.strips.back()) + lane;
    column.row_of.push_back(static_cast<std::uint32_t>(row));
    for (std::size_t month = 0; month < months_so_far; ++month) first[month * width] = missing<Number>;
    return column.first_of_row[row] = first;
}

template <class Number>
void append(TableBlock& table, ColumnStrips<Number>& column, std::size_t month, std::span<const double> values) {
    const std::size_t offset = month * table.layout.width;
    for (std::size_t row = 0; row < values.size(); ++row) {
        Number* first = column.first_of_row[row];
        if (!first) {
            if (std::isnan(values[row])) continue;
            first = give_lane(table, column, row, month);
        }
        first[offset] = static_cast<Number>(values[row]);
    }
}

}  // namespace

StripLayout strip_layout(const RunSchema& schema, const TableInfo& table, int months) {
    StripLayout layout{.rows = table.cells.size(),
                       .months = static_cast<std::size_t>(months),
                       .width = rows_per_strip,
                       .full = table.dimensions.size() == 1,
                       .cells = table.cells};
    if (!layout.full) return layout;
    const auto dimension = std::ranges::find(schema.dimensions, table.dimensions.front(), &DimensionInfo::name);
    if (dimension == schema.dimensions.end())
        throw std::logic_error("no dimension is called " + table.dimensions.front());
    layout.width = std::clamp<std::size_t>(dimension->labels.size(), 1, rows_per_strip);
    return layout;
}

TableBlock empty_table(const TableInfo& info, StripLayout layout) {
    TableBlock table{.layout = std::move(layout), .memory = {}, .columns = {}};
    for (const ColumnInfo& column : info.columns) {
        if (column.precision == Precision::full)
            table.columns.emplace_back(ColumnStrips<double>{});
        else
            table.columns.emplace_back(ColumnStrips<float>{});
        std::visit(
            [&](auto& strips) {
                strips.first_of_row.resize(table.layout.rows, nullptr);
                if (table.layout.full) lay_full_column(table, strips);
            },
            table.columns.back());
    }
    return table;
}

void append_to_column(TableBlock& table, std::size_t column, std::size_t month, std::span<const double> values) {
    std::visit([&](auto& strips) { append(table, strips, month, values); }, table.columns[column]);
}

double value_of(const TableBlock& table, std::size_t column, std::size_t month, std::size_t row) {
    return std::visit(
        [&](const auto& strips) -> double {
            const auto* first = strips.first_of_row[row];
            return first ? first[month * table.layout.width] : missing<double>;
        },
        table.columns[column]);
}

Block empty_block(const RunSchema& schema, int first_index, int months) {
    Block block{.first_index = first_index, .months = 0, .tables = {}};
    for (const TableInfo& info : schema.tables)
        block.tables.push_back(empty_table(info, strip_layout(schema, info, months)));
    return block;
}

void append_month(Block& block, std::span<const TableValues> tables) {
    if (tables.size() != block.tables.size()) throw std::logic_error("a month has values for every table");
    for (std::size_t t = 0; t < tables.size(); ++t) {
        TableBlock& table = block.tables[t];
        const std::span<const double> values = tables[t].values;
        const std::size_t rows = table.layout.rows;
        if (values.size() != rows * table.columns.size())
            throw std::logic_error("a month has a value for every column and row of table " + std::to_string(t));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            append_to_column(table, c, static_cast<std::size_t>(block.months), values.subspan(c * rows, rows));
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
        values.reserve(table.layout.rows * table.columns.size());
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            for (std::size_t row = 0; row < table.layout.rows; ++row)
                values.push_back(value_of(table, c, static_cast<std::size_t>(month), row));
    }
    return copy;
}

}  // namespace orepolitik::output
