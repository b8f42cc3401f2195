// Writes blocks of months into the variables of one table, chunk by chunk.
// Tables over several dimensions are sparse (few countries trade a material): a chunk is one series, and cells without
// a value are never stored. Tables over one dimension are full: a chunk is sixteen neighbours.
// Chunks are encoded by as many threads as the run has, a batch ahead of the one that is being written.
#pragma once
#include <tbb/enumerable_thread_specific.h>

#include <cstdint>
#include <vector>

#include "model/record.hpp"
#include "output/block.hpp"
#include "output/chunk_codec.hpp"
#include "output/netcdf.hpp"

namespace orepolitik::output {

// What encoding takes, of each thread; and the chunks that wait to be written.
struct EncodedChunk {
    std::uint32_t cell = 0;  // its first
    std::vector<std::byte> bytes;
};
struct Encoders {
    tbb::enumerable_thread_specific<ChunkCodec> codecs;
    std::vector<std::vector<EncodedChunk>> now, next;  // by strip of a batch
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
    void encode(const ColumnStrips<Number>& column, std::size_t strip, std::size_t months, ChunkCodec& codec,
                std::vector<EncodedChunk>& chunks) const;
    template <class Number>
    void read_column(TableBlock& block, std::size_t column, int first_index, std::size_t months) const;
    void write_chunk(const DatasetHandle& dataset, int first_index, const EncodedChunk& chunk) const;

    TableInfo info_;
    StripLayout layout_;          // of a whole block
    std::vector<hsize_t> shape_;  // time left out
    std::vector<DatasetHandle> columns_;
};

}  // namespace orepolitik::output
