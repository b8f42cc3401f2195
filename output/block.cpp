#include "output/block.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "model/parallel.hpp"

namespace orepolitik::output {

namespace {

template <class Number>
constexpr Number missing = std::numeric_limits<Number>::quiet_NaN();

template <class Number>
Number* new_strip(TableBlock& table) {
    const std::size_t values = table.layout.months * table.layout.width;
    return static_cast<Number*>(table.memory.take(values * sizeof(Number)));
}

// The strip of a full table, with what its rows were so far. Lanes without a row stay missing, as the file shows them.
template <class Number>
void lay_strip(TableBlock& table, ColumnStrips<Number>& column, std::size_t strip, std::size_t months_so_far) {
    const StripLayout& layout = table.layout;
    const std::size_t width = layout.width;
    const std::span rows = std::span(layout.row_of_cell).subspan(strip * width, width);
    Number* const first = column.strips[strip] = new_strip<Number>(table);
    const auto fill_lane = [&](std::size_t lane, Number value, std::size_t months) {
        for (std::size_t month = 0; month < months; ++month) first[month * width + lane] = value;
    };
    for (std::size_t lane = 0; lane < width; ++lane) {
        if (rows[lane] == no_row) {
            fill_lane(lane, missing<Number>, layout.months);
        } else {
            fill_lane(lane, column.constant[rows[lane]], months_so_far);
            column.lane[rows[lane]] = first + lane;
        }
    }
}

template <class Number>
void give_lane(TableBlock& table, ColumnStrips<Number>& column, std::size_t row, std::size_t months_so_far) {
    const std::size_t width = table.layout.width, lane = column.row_of.size() % width;
    if (lane == 0) column.strips.push_back(new_strip<Number>(table));
    Number* const first = column.lane[row] = column.strips.back() + lane;
    column.row_of.push_back(static_cast<std::uint32_t>(row));
    for (std::size_t month = 0; month < months_so_far; ++month) first[month * width] = column.constant[row];
}

// By bits: a missing value equals itself.
template <class Number>
bool same(Number one, Number other) {
    using Bits = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::uint32_t>;
    return std::bit_cast<Bits>(one) == std::bit_cast<Bits>(other);
}

template <class Number>
bool still_constant(std::span<const double> values, const Number* constant) {
    for (std::size_t k = 0; k < values.size(); ++k)
        if (!same(static_cast<Number>(values[k]), constant[k])) return false;
    return true;
}

// Where rows are cells one after the other, a strip is filled whole, and its rows are not looked up.
template <class Number>
void append_to_strips(TableBlock& table, ColumnStrips<Number>& column, std::size_t month,
                      std::span<const double> values) {
    const std::size_t width = table.layout.width;
    for (std::size_t strip = 0; strip < column.strips.size(); ++strip) {
        const std::size_t first = strip * width;
        const auto of_strip = values.subspan(first, std::min(width, values.size() - first));
        if (!column.strips[strip]) {
            if (still_constant(of_strip, &column.constant[first])) continue;
            lay_strip(table, column, strip, month);
        }
        Number* const place = column.strips[strip] + month * width;
        for (std::size_t k = 0; k < of_strip.size(); ++k) place[k] = static_cast<Number>(of_strip[k]);
    }
}

template <class Number>
void append(TableBlock& table, ColumnStrips<Number>& column, std::size_t month, std::span<const double> values) {
    if (month == 0) {
        for (std::size_t row = 0; row < values.size(); ++row) column.constant[row] = static_cast<Number>(values[row]);
        return;
    }
    if (table.layout.in_order) return append_to_strips(table, column, month, values);
    const std::size_t width = table.layout.width;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const auto value = static_cast<Number>(values[row]);
        if (!column.lane[row]) {
            if (same(value, column.constant[row])) continue;
            if (table.layout.full)
                lay_strip(table, column, table.layout.cells[row] / width, month + 1);
            else
                give_lane(table, column, row, month);
        }
        column.lane[row][month * width] = value;
    }
}

}  // namespace

StripLayout strip_layout(const RunSchema& schema, const TableInfo& table, int months) {
    StripLayout layout{.rows = table.cells.size(),
                       .months = static_cast<std::size_t>(months),
                       .width = rows_per_strip,
                       .full = table.dimensions.size() == 1,
                       .in_order = false,
                       .cells = table.cells,
                       .row_of_cell = {}};
    if (!layout.full) return layout;
    const auto dimension = std::ranges::find(schema.dimensions, table.dimensions.front(), &DimensionInfo::name);
    if (dimension == schema.dimensions.end())
        throw std::logic_error("no dimension is called " + table.dimensions.front());
    layout.width = std::clamp<std::size_t>(dimension->labels.size(), 1, rows_per_strip);
    const std::size_t strips = (dimension->labels.size() + layout.width - 1) / layout.width;
    layout.row_of_cell.assign(strips * layout.width, no_row);
    for (std::uint32_t row = 0; row < layout.rows; ++row) layout.row_of_cell[layout.cells[row]] = row;
    layout.in_order = layout.rows == dimension->labels.size() && std::ranges::is_sorted(layout.cells);
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
                strips.constant.resize(table.layout.rows);
                strips.lane.resize(table.layout.rows, nullptr);
                if (table.layout.full) strips.strips.resize(table.layout.row_of_cell.size() / table.layout.width);
            },
            table.columns.back());
    }
    return table;
}

void append_to_column(TableBlock& table, std::size_t column, std::size_t month, std::span<const double> values) {
    std::visit([&](auto& strips) { append(table, strips, month, values); }, table.columns[column]);
}

double value_of(const TableBlock& table, std::size_t column, std::size_t month, std::size_t row) {
    return std::visit([&](const auto& strips) -> double { return strips.at(row, month, table.layout.width); },
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
        constexpr std::size_t values_per_task = 4096;
        for_each_index(table.columns.size(), std::max<std::size_t>(1, values_per_task / std::max<std::size_t>(rows, 1)),
                       [&](std::size_t c) {
                           append_to_column(table, c, static_cast<std::size_t>(block.months),
                                            values.subspan(c * rows, rows));
                       });
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
