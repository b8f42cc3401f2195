#include "output/chunk_codec.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace orepolitik::output {

namespace {

constexpr int deflate_level = 1;  // higher levels took twice the time and saved 2 % on run data

// Every element equals the one before it.
bool is_constant(std::span<const std::byte> values, std::size_t element_size) {
    return values.size() >= element_size &&
           std::memcmp(values.data(), values.data() + element_size, values.size() - element_size) == 0;
}

// Low mantissa bytes of simulated numbers are noise, which deflate reads slowly and cannot shrink. Noise shows in how
// often two bytes drawn from the plane are equal: 1/256 if all values are equally likely.
bool is_noise(std::span<const std::byte> plane) {
    constexpr std::size_t most_looked_at = 1024;
    const auto sample = plane.first(std::min(plane.size(), most_looked_at));
    std::array<std::uint32_t, 256> counts{};
    for (const std::byte byte : sample) ++counts[std::to_integer<std::size_t>(byte)];
    double equal_pairs = 0;
    for (const std::uint32_t count : counts) equal_pairs += static_cast<double>(count) * count;
    const auto n = static_cast<double>(sample.size());
    return equal_pairs / (n * n) < 1.0 / 128 + 1.0 / n;
}

}  // namespace

ChunkCodec::ChunkCodec() : compressor_(libdeflate_alloc_compressor(deflate_level)) {
    if (!compressor_) throw std::bad_alloc();
}

std::span<const std::byte> ChunkCodec::encode(std::span<const std::byte> values, std::size_t element_size) {
    const auto element = values.first(element_size);
    if (!is_constant(values, element_size)) {
        shuffle(values, element_size);
        encode_shuffled(values.size() / element_size);
        return stream_;
    }
    if (constant_size_ != values.size() || !std::ranges::equal(constant_, element)) {
        shuffle(values, element_size);
        encode_shuffled(values.size() / element_size);
        constant_stream_ = stream_;
        constant_.assign(element.begin(), element.end());
        constant_size_ = values.size();
    }
    return constant_stream_;
}

// First bytes of all elements, then second bytes, and so on: like bytes stand together and compress.
void ChunkCodec::shuffle(std::span<const std::byte> values, std::size_t element_size) {
    const std::size_t count = values.size() / element_size;
    shuffled_.resize(values.size());
    for (std::size_t byte = 0; byte < element_size; ++byte) {
        std::byte* plane = shuffled_.data() + byte * count;
        for (std::size_t i = 0; i < count; ++i) plane[i] = values[i * element_size + byte];
    }
}

std::size_t ChunkCodec::noisy_prefix(std::size_t plane_size) const {
    std::size_t end = 0;
    while (end < shuffled_.size() && is_noise(std::span(shuffled_).subspan(end, plane_size))) end += plane_size;
    return end;
}

// A zlib stream (RFC 1950) of which the noisy planes are stored blocks and the rest is deflated.
void ChunkCodec::encode_shuffled(std::size_t plane_size) {
    const std::size_t noisy = noisy_prefix(plane_size);
    stream_.assign({std::byte{0x78}, std::byte{0x01}});  // deflate, 32 KiB window, fastest level
    put_stored(std::span(shuffled_).first(noisy));
    put_deflated(std::span(shuffled_).subspan(noisy));
    put_checksum();
}

void ChunkCodec::put_stored(std::span<const std::byte> bytes) {
    constexpr std::size_t longest_block = 65535;  // RFC 1951, 3.2.4
    while (!bytes.empty()) {
        const auto block = bytes.first(std::min(bytes.size(), longest_block));
        const auto low = static_cast<std::byte>(block.size() & 0xff), high = static_cast<std::byte>(block.size() >> 8);
        const std::array header{std::byte{0}, low, high, ~low, ~high};  // not the last block; length; its complement
        stream_.insert(stream_.end(), header.begin(), header.end());
        stream_.insert(stream_.end(), block.begin(), block.end());
        bytes = bytes.subspan(block.size());
    }
}

void ChunkCodec::put_deflated(std::span<const std::byte> bytes) {
    const std::size_t start = stream_.size();
    const std::size_t room = libdeflate_deflate_compress_bound(compressor_.get(), bytes.size());
    stream_.resize(start + room);
    const std::size_t used =
        libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(), stream_.data() + start, room);
    stream_.resize(start + used);
}

void ChunkCodec::put_checksum() {
    const std::uint32_t sum = libdeflate_adler32(1, shuffled_.data(), shuffled_.size());
    for (int shift = 24; shift >= 0; shift -= 8) stream_.push_back(static_cast<std::byte>(sum >> shift & 0xff));
}

}  // namespace orepolitik::output
