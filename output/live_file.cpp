#include "output/live_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <system_error>

namespace orepolitik::output {
namespace {

const std::vector<std::string>& labels_of(const RunSchema& schema, const std::string& dimension) {
    return std::ranges::find(schema.dimensions, dimension, &DimensionInfo::name)->labels;
}

// Sums over countries mean something of tonnes alone.
bool is_told(const TableInfo& table, const ColumnInfo& column) {
    return table.dimensions.size() == 1 || column.units == "t" || column.units == "t month-1";
}

}  // namespace

LiveFile::LiveFile(const std::filesystem::path& path, const RunSchema& schema, Month first_month)
    : materials_(labels_of(schema, "material")), first_month_(first_month), file_(path, RawFile::Mode::write_new) {
    find_series(schema);
    std::string head = "month,material";
    for (const auto& series : series_) head += "," + series.name;
    head += "\n";
    file_.write(std::as_bytes(std::span(head)));
}

LiveFile::~LiveFile() {
    std::error_code ignored;
    std::filesystem::remove(file_.path(), ignored);
}

void LiveFile::find_series(const RunSchema& schema) {
    material_of_row_.resize(schema.tables.size());
    for (std::size_t t = 0; t < schema.tables.size(); ++t) {
        const TableInfo& table = schema.tables[t];
        if (!table.group.empty() || table.dimensions.front() != "material") continue;
        std::size_t others = 1;
        for (std::size_t d = 1; d < table.dimensions.size(); ++d)
            others *= labels_of(schema, table.dimensions[d]).size();
        for (const std::uint32_t cell : table.cells)
            material_of_row_[t].push_back(cell / static_cast<std::uint32_t>(others));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (is_told(table, table.columns[c])) series_.push_back({t, c, table.columns[c].name});
    }
}

// Missing only where every row is.
std::vector<double> LiveFile::values_of(const Series& series, std::span<const TableValues> tables) const {
    std::vector<double> sums(materials_.size(), std::numeric_limits<double>::quiet_NaN());
    const auto& material_of_row = material_of_row_[series.table];
    const auto values =
        tables[series.table].values.subspan(series.column * material_of_row.size(), material_of_row.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        double& sum = sums[material_of_row[row]];
        if (!std::isnan(values[row])) sum = std::isnan(sum) ? values[row] : sum + values[row];
    }
    return sums;
}

void LiveFile::append(int month_index, std::span<const TableValues> tables) {
    std::vector<std::vector<double>> columns;
    for (const auto& series : series_) columns.push_back(values_of(series, tables));
    std::string text;
    const Month month = first_month_ + month_index;
    for (std::size_t m = 0; m < materials_.size(); ++m) {
        fmt::format_to(std::back_inserter(text), "{:04}-{:02},{}", month.year(), month.month_of_year(), materials_[m]);
        for (const auto& column : columns)
            std::isnan(column[m]) ? fmt::format_to(std::back_inserter(text), ",")
                                  : fmt::format_to(std::back_inserter(text), ",{:.6g}", column[m]);
        text += "\n";
    }
    file_.write(std::as_bytes(std::span(text)));
}

}  // namespace orepolitik::output
