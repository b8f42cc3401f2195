#include "output/table_writer.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace orepolitik::output {

namespace {

constexpr std::size_t strips_per_batch = 16;

template <class Number>
bool all_missing(std::span<const Number> values) {
    return std::ranges::all_of(values, [](Number value) { return std::isnan(value); });
}

// Lanes that hold rows, each as the series of one chunk; months that the block lacks are missing.
template <class Number>
void to_series(const Number* strip, std::size_t lanes, std::size_t months, std::size_t months_per_chunk,
               std::vector<Number>& series) {
    series.resize(lanes * months_per_chunk);
    for (std::size_t month = 0; month < months; ++month)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            series[lane * months_per_chunk + month] = strip[month * rows_per_strip + lane];
    for (std::size_t lane = 0; lane < lanes && months < months_per_chunk; ++lane)
        std::fill_n(series.data() + lane * months_per_chunk + months, months_per_chunk - months,
                    std::numeric_limits<Number>::quiet_NaN());
}

// Kept from call to call by the thread.
template <class Number>
std::vector<Number>& scratch() {
    thread_local std::vector<Number> values;
    return values;
}

}  // namespace

TableWriter::TableWriter(NetcdfGroup& group, const TableInfo& info, StripLayout layout)
    : info_(info), layout_(std::move(layout)) {
    std::vector<std::string> dimensions{"time"};
    for (const std::string& dimension : info.dimensions) {
        dimensions.push_back(dimension);
        shape_.push_back(group.length(dimension));
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

template <class Number>
void TableWriter::encode(const ColumnStrips<Number>& column, std::size_t strip, std::size_t months, ChunkCodec& codec,
                         std::vector<EncodedChunk>& chunks) const {
    const auto add = [&](std::size_t cell, std::span<const Number> values) {
        if (all_missing(values)) return;  // what readers see where nothing is stored
        const auto bytes = codec.encode(std::as_bytes(values), sizeof(Number));
        chunks.push_back({static_cast<std::uint32_t>(cell), {bytes.begin(), bytes.end()}});
    };
    const std::size_t length = layout_.months, width = layout_.width;
    const Number* values = column.strips[strip];
    chunks.clear();
    auto& series = scratch<Number>();
    if (layout_.full) {
        if (months == length) return add(strip * width, {values, length * width});
        series.assign(values, values + months * width);
        series.resize(length * width, std::numeric_limits<Number>::quiet_NaN());
        return add(strip * width, series);
    }
    const auto rows = std::span(column.row_of).subspan(strip * width);
    const std::size_t lanes = std::min(width, rows.size());
    to_series(values, lanes, months, length, series);
    for (std::size_t lane = 0; lane < lanes; ++lane)
        add(layout_.cells[rows[lane]], std::span(series).subspan(lane * length, length));
}

template <class Number>
void TableWriter::write_column(const DatasetHandle& dataset, const ColumnStrips<Number>& column, int first_index,
                               std::size_t months, Encoders& encoders) const {
    const std::size_t strips = column.strips.size();
    const auto encode_batch = [&](std::size_t first) {
        encoders.next.resize(strips_per_batch);
        const std::size_t end = std::min(first + strips_per_batch, strips);
        tbb::parallel_for(first, end, [&](std::size_t strip) {
            encode(column, strip, months, encoders.codecs.local(), encoders.next[strip - first]);
        });
        for (std::size_t none = end; none < first + strips_per_batch; ++none) encoders.next[none - first].clear();
    };
    encode_batch(0);
    for (std::size_t first = 0; first < strips; first += strips_per_batch) {
        std::swap(encoders.now, encoders.next);
        tbb::task_group ahead;
        if (first + strips_per_batch < strips) ahead.run([&] { encode_batch(first + strips_per_batch); });
        for (const auto& strip : encoders.now)
            for (const EncodedChunk& chunk : strip) write_chunk(dataset, first_index, chunk);
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
    const hsize_t cells = std::accumulate(shape_.begin(), shape_.end(), hsize_t{1}, std::multiplies<>());
    std::vector<Number> dense(months * cells);
    std::vector<double> values(layout_.rows);
    const hid_t type = std::is_same_v<Number, double> ? H5T_NATIVE_DOUBLE : H5T_NATIVE_FLOAT;
    check(H5Dread(dataset.id(), type, in_memory.id(), in_file.id(), H5P_DEFAULT, dense.data()), "read months");
    for (std::size_t month = 0; month < months; ++month) {
        for (std::size_t row = 0; row < values.size(); ++row) values[row] = dense[month * cells + layout_.cells[row]];
        append_to_column(block, column, month, values);
    }
}

void TableWriter::write_chunk(const DatasetHandle& dataset, int first_index, const EncodedChunk& chunk) const {
    std::vector<hsize_t> corner(shape_.size() + 1);
    corner.front() = static_cast<hsize_t>(first_index);
    hsize_t rest = chunk.cell;
    for (std::size_t d = shape_.size(); d-- > 0; rest /= shape_[d]) corner[d + 1] = rest % shape_[d];
    check(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, corner.data(), chunk.bytes.size(), chunk.bytes.data()),
          "write a chunk");
}

}  // namespace orepolitik::output
