// Writes blocks of months into the variables of one table, chunk by chunk.
// Tables over several dimensions are sparse (few countries trade a material): a chunk is one series, and cells without
// a value are never stored. Tables over one dimension are full: a chunk is sixteen neighbours.
// Chunks are encoded by as many threads as the run has, a batch ahead of the one that is being written.
#pragma once
#include <tbb/enumerable_thread_specific.h>

#include <cstdint>
#include <span>
#include <vector>

#include "model/record.hpp"
#include "output/block.hpp"
#include "output/chunk_codec.hpp"
#include "output/netcdf.hpp"

namespace orepolitik::output {

// Chunks that wait to be written, one behind the other.
class EncodedChunks {
  public:
    void clear() {
        ends_.clear();
        bytes_.clear();
    }
    void add(std::size_t cell, std::span<const std::byte> bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
        ends_.push_back({static_cast<std::uint32_t>(cell), bytes_.size()});
    }
    // Calls visit(first cell, bytes) for each in turn.
    void each(auto&& visit) const {
        std::size_t begin = 0;
        for (const End& end : ends_) {
            visit(end.cell, std::span(bytes_).subspan(begin, end.at - begin));
            begin = end.at;
        }
    }

  private:
    struct End {
        std::uint32_t cell;  // first of the chunk
        std::size_t at;
    };
    std::vector<End> ends_;
    std::vector<std::byte> bytes_;
};

// What encoding takes, of each thread; and a batch that is being written while the next is encoded, sixteen rows each.
struct Encoders {
    tbb::enumerable_thread_specific<ChunkCodec> codecs;
    std::vector<EncodedChunks> now, next;
};

class TableWriter {
  public:
    TableWriter(NetcdfGroup& group, const TableInfo& info, StripLayout layout);

    // Frees the block's values.
    void write(TableBlock& block, int first_index, int months, Encoders& encoders);
    // Months that were written, as they were given.
    TableBlock read(int first_index, int months) const;

  private:
    template <class Number>
    void write_column(const DatasetHandle& dataset, const ColumnStrips<Number>& column, int first_index,
                      std::size_t months, Encoders& encoders) const;
    template <class Number>
    void encode_rows(const ColumnStrips<Number>& column, std::size_t first_row, std::size_t months, ChunkCodec& codec,
                     EncodedChunks& chunks) const;
    template <class Number>
    void encode_strip(const ColumnStrips<Number>& column, std::size_t strip, std::size_t months, ChunkCodec& codec,
                      EncodedChunks& chunks) const;
    template <class Number>
    void read_column(TableBlock& block, std::size_t column, int first_index, std::size_t months) const;
    void write_chunk(const DatasetHandle& dataset, std::size_t first_index, std::size_t cell,
                     std::span<const std::byte> bytes) const;

    TableInfo info_;
    StripLayout layout_;          // of a whole block
    std::vector<hsize_t> shape_;  // time left out
    std::size_t cells_ = 1;       // of one month
    std::vector<DatasetHandle> columns_;
};

}  // namespace orepolitik::output
