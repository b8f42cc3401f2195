// Months come back from a block as they were put in, in the precision of the file; rows that never change take no
// strip.
#include "output/block.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace orepolitik::output {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t rows = 40;

RunSchema schema_over(std::vector<std::string> dimensions) {
    RunSchema schema;
    TableInfo table{
        "", std::move(dimensions), {}, {{"tonnes", "t", "made"}, {"share", "1", "part", Precision::single}}};
    for (std::uint32_t row = 0; row < rows; ++row) table.cells.push_back(row);
    for (const std::string& name : table.dimensions)
        schema.dimensions.push_back({name, name, std::vector<std::string>(rows, "x")});
    schema.tables = {table};
    return schema;
}

// Rows have a value from the month of their number on; the second half never.
std::vector<double> month_with_late_rows(int month) {
    std::vector<double> values(2 * rows, missing);
    for (std::uint32_t row = 0; row < rows / 2; ++row)
        if (static_cast<int>(row) <= month) {
            values[row] = row + 0.1 * month;
            values[rows + row] = row + 0.25 * month;
        }
    return values;
}

Block filled(const RunSchema& schema, int months) {
    Block block = empty_block(schema, 0, months);
    for (int month = 0; month < months; ++month) {
        const auto values = month_with_late_rows(month);
        const TableValues view{values};
        append_month(block, {&view, 1});
    }
    return block;
}

TEST(Block, MonthsComeBackWhereRowsBeginLate) {
    for (const auto& dimensions : {std::vector<std::string>{"plant"}, {"company", "mineral"}}) {
        const Block block = filled(schema_over(dimensions), 25);
        for (int month = 0; month < 25; ++month) {
            const auto got = month_of(block, month).tables.front(), put = month_with_late_rows(month);
            ASSERT_EQ(got.size(), put.size());
            for (std::size_t i = 0; i < put.size(); ++i)
                EXPECT_TRUE(got[i] == put[i] || std::isnan(got[i] + put[i])) << month << ' ' << i;
        }
    }
}

TEST(Block, RowsThatDoNotChangeTakeNoStrip) {
    const auto strips = [](const Block& block) {
        const auto& all = std::get<ColumnStrips<double>>(block.tables.front().columns.front()).strips;
        return std::ranges::count_if(all, [](const double* strip) { return strip != nullptr; });
    };
    EXPECT_EQ(strips(filled(schema_over({"company", "mineral"}), 25)), 2);  // of 20 rows with values
    EXPECT_EQ(strips(filled(schema_over({"plant"}), 25)), 2);
    EXPECT_EQ(strips(filled(schema_over({"plant"}), 1)), 0);
}

TEST(Block, AMonthThatLacksValuesIsAnError) {
    Block block = empty_block(schema_over({"plant"}), 0, 1);
    const std::vector<double> few(rows, 0.0);
    const TableValues view{few};
    EXPECT_THROW(append_month(block, {&view, 1}), std::logic_error);
    EXPECT_THROW(append_month(block, {}), std::logic_error);
}

TEST(StripMemory, PiecesAreApartAndAligned) {
    StripMemory memory;
    std::byte* before = nullptr;
    for (const std::size_t bytes : {100UL, 3UL << 20, 64UL, 50000UL}) {
        auto* piece = static_cast<std::byte*>(memory.take(bytes));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(piece) % 64, 0U);
        EXPECT_NE(piece, before);
        std::fill_n(piece, bytes, std::byte{1});  // sanitizers see what is not ours
        before = piece;
    }
}

}  // namespace
}  // namespace orepolitik::output
