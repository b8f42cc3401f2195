#include "output/table_writer.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace orepolitik::output {

namespace {

constexpr std::size_t units_per_batch = 16;

template <class Number>
constexpr Number unwritten = std::numeric_limits<Number>::quiet_NaN();

// Kept from call to call by the thread.
template <class Number>
std::vector<Number>& scratch() {
    thread_local std::vector<Number> values;
    return values;
}

template <class Number>
bool all_missing(std::span<const Number> values) {
    return std::ranges::all_of(values, [](Number value) { return std::isnan(value); });
}

}  // namespace

TableWriter::TableWriter(NetcdfGroup& group, const TableInfo& info, StripLayout layout)
    : info_(info), layout_(std::move(layout)) {
    std::vector<std::string> dimensions{"time"};
    for (const std::string& dimension : info.dimensions) {
        dimensions.push_back(dimension);
        shape_.push_back(group.length(dimension));
        cells_ *= shape_.back();
    }
    std::vector<hsize_t> chunk(dimensions.size(), 1);
    chunk.front() = layout_.months;
    if (layout_.full) chunk.back() = layout_.width;
    for (const ColumnInfo& column : info.columns)
        columns_.push_back(
            group.add_chunked({column.name, column.units, column.long_name}, column.precision, dimensions, chunk));
}

void TableWriter::write(TableBlock& block, int first_index, int months, Encoders& encoders) {
    for (std::size_t c = 0; c < columns_.size(); ++c)
        std::visit(
            [&](const auto& column) {
                write_column(columns_[c], column, first_index, static_cast<std::size_t>(months), encoders);
            },
            block.columns[c]);
    block.columns.clear();
    block.memory = {};
}

// Of a sparse table: each row's series is a chunk.
template <class Number>
void TableWriter::encode_rows(const ColumnStrips<Number>& column, std::size_t first_row, std::size_t months,
                              ChunkCodec& codec, EncodedChunks& chunks) const {
    auto& series = scratch<Number>();
    series.assign(layout_.months, unwritten<Number>);  // and so it stays where the block has fewer
    for (std::size_t row = first_row; row < std::min(first_row + rows_per_strip, layout_.rows); ++row) {
        for (std::size_t month = 0; month < months; ++month) series[month] = column.at(row, month, layout_.width);
        if (all_missing(std::span<const Number>(series))) continue;
        chunks.add(layout_.cells[row], codec.encode(std::as_bytes(std::span(series)), sizeof(Number)));
    }
}

// Of a full table: a strip is a chunk.
template <class Number>
void TableWriter::encode_strip(const ColumnStrips<Number>& column, std::size_t strip, std::size_t months,
                               ChunkCodec& codec, EncodedChunks& chunks) const {
    const std::size_t width = layout_.width;
    std::span<const Number> values(column.strips[strip], column.strips[strip] ? layout_.months * width : 0);
    if (values.empty() || months < layout_.months) {
        auto& series = scratch<Number>();
        series.assign(layout_.months * width, unwritten<Number>);
        for (std::size_t lane = 0; lane < width; ++lane) {
            const std::uint32_t row = layout_.row_of_cell[strip * width + lane];
            if (row == no_row) continue;
            for (std::size_t month = 0; month < months; ++month)
                series[month * width + lane] = column.at(row, month, width);
        }
        values = series;
    }
    if (!all_missing(values)) chunks.add(strip * width, codec.encode(std::as_bytes(values), sizeof(Number)));
}

template <class Number>
void TableWriter::write_column(const DatasetHandle& dataset, const ColumnStrips<Number>& column, int first_index,
                               std::size_t months, Encoders& encoders) const {
    const std::size_t units =
        layout_.full ? column.strips.size() : (layout_.rows + rows_per_strip - 1) / rows_per_strip;
    const auto encode_batch = [&](std::size_t first) {
        encoders.next.resize(units_per_batch);
        for (auto& chunks : encoders.next) chunks.clear();
        tbb::parallel_for(first, std::min(first + units_per_batch, units), [&](std::size_t unit) {
            auto& chunks = encoders.next[unit - first];
            if (layout_.full)
                encode_strip(column, unit, months, encoders.codecs.local(), chunks);
            else
                encode_rows(column, unit * rows_per_strip, months, encoders.codecs.local(), chunks);
        });
    };
    encode_batch(0);
    for (std::size_t first = 0; first < units; first += units_per_batch) {
        std::swap(encoders.now, encoders.next);
        tbb::task_group ahead;
        if (first + units_per_batch < units) ahead.run([&] { encode_batch(first + units_per_batch); });
        for (const auto& chunks : encoders.now)
            chunks.each([&](std::size_t cell, std::span<const std::byte> bytes) {
                write_chunk(dataset, static_cast<std::size_t>(first_index), cell, bytes);
            });
        ahead.wait();
    }
}

TableBlock TableWriter::read(int first_index, int months) const {
    StripLayout layout = layout_;
    layout.months = static_cast<std::size_t>(months);
    TableBlock block = empty_table(info_, std::move(layout));
    for (std::size_t c = 0; c < columns_.size(); ++c)
        std::visit(
            [&]<class Number>(const ColumnStrips<Number>&) {
                read_column<Number>(block, c, first_index, static_cast<std::size_t>(months));
            },
            block.columns[c]);
    return block;
}

template <class Number>
void TableWriter::read_column(TableBlock& block, std::size_t column, int first_index, std::size_t months) const {
    const DatasetHandle& dataset = columns_[column];
    std::vector<hsize_t> corner(shape_.size() + 1, 0), extent{months};
    corner[0] = static_cast<hsize_t>(first_index);
    extent.insert(extent.end(), shape_.begin(), shape_.end());
    const auto size = static_cast<int>(extent.size());
    const SpaceHandle in_file(H5Dget_space(dataset.id()), "see a shape"),
        in_memory(H5Screate_simple(size, extent.data(), nullptr), "make a shape");
    check(H5Sselect_hyperslab(in_file.id(), H5S_SELECT_SET, corner.data(), nullptr, extent.data(), nullptr),
          "select months");
    std::vector<Number> dense(months * cells_);
    std::vector<double> values(layout_.rows);
    const hid_t type = std::is_same_v<Number, double> ? H5T_NATIVE_DOUBLE : H5T_NATIVE_FLOAT;
    check(H5Dread(dataset.id(), type, in_memory.id(), in_file.id(), H5P_DEFAULT, dense.data()), "read months");
    for (std::size_t month = 0; month < months; ++month) {
        for (std::size_t row = 0; row < values.size(); ++row) values[row] = dense[month * cells_ + layout_.cells[row]];
        append_to_column(block, column, month, values);
    }
}

void TableWriter::write_chunk(const DatasetHandle& dataset, std::size_t first_index, std::size_t cell,
                              std::span<const std::byte> bytes) const {
    std::array<hsize_t, H5S_MAX_RANK> corner{first_index};
    hsize_t rest = cell;
    for (std::size_t d = shape_.size(); d-- > 0; rest /= shape_[d]) corner[d + 1] = rest % shape_[d];
    check(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, corner.data(), bytes.size(), bytes.data()), "write a chunk");
}

}  // namespace orepolitik::output
