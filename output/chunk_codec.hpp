// Values of one chunk → the bytes that HDF5's own shuffle and deflate filters would store, only faster.
// Any HDF5 reader undoes them; nothing here is a format of ours.
#pragma once
#include <isa-l/igzip_lib.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace orepolitik::output {

class ChunkCodec {
  public:
    ChunkCodec();

    // Valid until the next call. Elements are little-endian numbers of 4 or 8 bytes.
    std::span<const std::byte> encode(std::span<const std::byte> values, std::size_t element_size);

  private:
    void shuffle(std::span<const std::byte> values, std::size_t element_size);
    std::size_t noisy_prefix(std::size_t plane_size) const;
    void put_stored(std::span<const std::byte> bytes);
    void put_deflated(std::span<std::byte> bytes);
    void put_checksum();
    void encode_shuffled(std::size_t plane_size);

    std::unique_ptr<isal_zstream> deflate_;
    std::vector<std::uint8_t> counts_;  // of symbols, of which a long stretch makes its own codes
    std::vector<std::byte> shuffled_, stream_;
    std::vector<std::byte> constant_, constant_stream_;  // the last constant chunk: most are zeros of one size
    std::size_t constant_size_ = 0;
};

}  // namespace orepolitik::output
