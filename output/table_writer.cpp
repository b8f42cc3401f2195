#include "output/table_writer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace orepolitik::output {

namespace {

constexpr hsize_t neighbours_per_chunk = 16;

template <class Number>
bool all_missing(std::span<const Number> values) {
    return std::ranges::all_of(values, [](Number value) { return std::isnan(value); });
}

}  // namespace

TableWriter::TableWriter(NetcdfGroup& group, const TableInfo& info, hsize_t months_per_chunk)
    : cells_(info.cells), months_per_chunk_(months_per_chunk) {
    std::vector<std::string> dimensions{"time"};
    for (const std::string& dimension : info.dimensions) {
        dimensions.push_back(dimension);
        shape_.push_back(group.length(dimension));
    }
    if (shape_.size() == 1) width_ = std::clamp<hsize_t>(shape_[0], 1, neighbours_per_chunk);
    std::vector<hsize_t> chunk(dimensions.size(), 1);
    chunk.front() = months_per_chunk;
    chunk.back() = width_;
    for (const ColumnInfo& column : info.columns) {
        precisions_.push_back(column.precision);
        columns_.push_back(
            group.add_chunked({column.name, column.units, column.long_name}, column.precision, dimensions, chunk));
    }
    place_rows();
}

std::vector<hsize_t> TableWriter::corner_of(std::uint32_t cell) const {
    std::vector<hsize_t> corner(shape_.size());
    hsize_t rest = cell - cell % width_;
    for (std::size_t d = shape_.size(); d-- > 0; rest /= shape_[d]) corner[d] = rest % shape_[d];
    return corner;
}

void TableWriter::place_rows() {
    std::vector<std::uint32_t> order(cells_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t row) { return cells_[row]; });
    hsize_t chunk = std::numeric_limits<hsize_t>::max();
    for (const std::uint32_t row : order) {
        if (cells_[row] / width_ != chunk) {
            chunk = cells_[row] / width_;
            places_.push_back({corner_of(cells_[row]), {}, {}});
        }
        places_.back().rows.push_back(row);
        places_.back().offsets.push_back(static_cast<std::uint32_t>(cells_[row] % width_));
    }
}

void TableWriter::write(TableBlock& block, int first_index, ChunkCodec& codec) {
    for (std::size_t c = 0; c < columns_.size(); ++c)
        std::visit(
            [&](auto& values) {
                write_column(columns_[c], values, first_index, codec);
                std::decay_t<decltype(values)>().swap(values);
            },
            block.columns[c]);
}

template <class Number>
void TableWriter::write_column(const DatasetHandle& dataset, const std::vector<Number>& values, int first_index,
                               ChunkCodec& codec) {
    if (places_.empty()) return;
    const std::size_t months = values.size() / cells_.size();
    // Chunks of neighbours lie month by month, as the block does; series lie across it.
    std::vector<Number>& series = std::get<std::vector<Number>>(scratch_);
    if (width_ == 1) to_series(std::span(values), months, series);
    std::vector<Number> chunk;
    for (const Place& place : places_) {
        chunk.assign(months_per_chunk_ * width_, std::numeric_limits<Number>::quiet_NaN());
        if (width_ == 1)
            std::copy_n(series.data() + place.rows.front() * months, months, chunk.data());
        else
            for (std::size_t month = 0; month < months; ++month)
                for (std::size_t r = 0; r < place.rows.size(); ++r)
                    chunk[month * width_ + place.offsets[r]] = values[month * cells_.size() + place.rows[r]];
        if (all_missing(std::span<const Number>(chunk))) continue;  // what readers see where nothing is stored
        write_chunk(dataset, first_index, place, codec.encode(std::as_bytes(std::span(chunk)), sizeof(Number)));
    }
}

TableBlock TableWriter::read(int first_index, std::size_t months) const {
    TableBlock block{.rows = cells_.size(), .columns = {}};
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (precisions_[c] == Precision::full)
            block.columns.emplace_back(read_column<double>(columns_[c], first_index, months));
        else
            block.columns.emplace_back(read_column<float>(columns_[c], first_index, months));
    return block;
}

template <class Number>
std::vector<Number> TableWriter::read_column(const DatasetHandle& dataset, int first_index, std::size_t months) const {
    std::vector<hsize_t> corner(shape_.size() + 1, 0), extent{months};
    corner[0] = static_cast<hsize_t>(first_index);
    extent.insert(extent.end(), shape_.begin(), shape_.end());
    const auto size = static_cast<int>(extent.size());
    const SpaceHandle in_file(H5Dget_space(dataset.id()), "see a shape"),
        in_memory(H5Screate_simple(size, extent.data(), nullptr), "make a shape");
    check(H5Sselect_hyperslab(in_file.id(), H5S_SELECT_SET, corner.data(), nullptr, extent.data(), nullptr),
          "select months");
    const hsize_t cells = std::accumulate(shape_.begin(), shape_.end(), hsize_t{1}, std::multiplies<>());
    std::vector<Number> dense(months * cells), values;
    const hid_t type = std::is_same_v<Number, double> ? H5T_NATIVE_DOUBLE : H5T_NATIVE_FLOAT;
    check(H5Dread(dataset.id(), type, in_memory.id(), in_file.id(), H5P_DEFAULT, dense.data()), "read months");
    values.reserve(months * cells_.size());
    for (std::size_t month = 0; month < months; ++month)
        for (const std::uint32_t cell : cells_) values.push_back(dense[month * cells + cell]);
    return values;
}

void TableWriter::write_chunk(const DatasetHandle& dataset, int first_index, const Place& place,
                              std::span<const std::byte> bytes) {
    std::vector<hsize_t> corner{static_cast<hsize_t>(first_index)};
    corner.insert(corner.end(), place.corner.begin(), place.corner.end());
    check(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, corner.data(), bytes.size(), bytes.data()), "write a chunk");
}

}  // namespace orepolitik::output
