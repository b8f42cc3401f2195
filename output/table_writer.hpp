// Writes blocks of months into the variables of one table, chunk by chunk.
// Tables over several dimensions are sparse (few countries trade a material): a chunk is one series, and cells without
// a row are never stored. Tables over one dimension are full: a chunk is sixteen neighbours.
#pragma once
#include <cstdint>
#include <tuple>
#include <vector>

#include "model/record.hpp"
#include "output/block.hpp"
#include "output/chunk_codec.hpp"
#include "output/netcdf.hpp"

namespace orepolitik::output {

class TableWriter {
  public:
    TableWriter(NetcdfGroup& group, const TableInfo& info, hsize_t months_per_chunk);

    // Frees each column of the block once it is written.
    void write(TableBlock& block, int first_index, ChunkCodec& codec);
    // Months that were written, as they were given.
    TableBlock read(int first_index, std::size_t months) const;

  private:
    // One chunk of every column: its corner in the dense array (time left out) and the rows that lie in it.
    struct Place {
        std::vector<hsize_t> corner;
        std::vector<std::uint32_t> rows, offsets;
    };
    std::vector<hsize_t> corner_of(std::uint32_t cell) const;
    void place_rows();
    template <class Number>
    void write_column(const DatasetHandle& dataset, const std::vector<Number>& values, int first_index,
                      ChunkCodec& codec);
    template <class Number>
    std::vector<Number> read_column(const DatasetHandle& dataset, int first_index, std::size_t months) const;
    static void write_chunk(const DatasetHandle& dataset, int first_index, const Place& place,
                            std::span<const std::byte> bytes);

    std::vector<std::uint32_t> cells_;   // of each row
    std::vector<Precision> precisions_;  // of each column
    std::vector<hsize_t> shape_;         // time left out
    hsize_t width_ = 1;                  // of a chunk in the last dimension
    hsize_t months_per_chunk_;
    std::vector<Place> places_;
    std::vector<DatasetHandle> columns_;
    std::tuple<std::vector<float>, std::vector<double>> scratch_;  // one column, series by series
};

}  // namespace orepolitik::output
