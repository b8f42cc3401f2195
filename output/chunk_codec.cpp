#include "output/chunk_codec.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace orepolitik::output {

namespace {

// Codes that fit a series take more room and time than they save of it: deflate's own fixed ones (RFC 1951, 3.2.6) do.
// Longer stretches are deflated at level 3: what levels 1 and 2 of ISA-L 2.30 make of a chunk depends on the address of
// the stream's state, for they hash the pointer to it in place of the third to sixth bytes.
constexpr std::size_t least_size_of_own_codes = 4096;

// Every element equals the one before it.
bool is_constant(std::span<const std::byte> values, std::size_t element_size) {
    return values.size() >= element_size &&
           std::memcmp(values.data(), values.data() + element_size, values.size() - element_size) == 0;
}

// Low mantissa bytes of simulated numbers are noise, which deflate reads slowly and cannot shrink. Noise shows in how
// often two bytes of the plane are equal: one pair in 256 if all values are equally likely. A sample is enough.
bool is_noise(std::span<const std::byte> plane) {
    constexpr std::size_t sample_size = 128;
    const std::size_t size = std::min(plane.size(), sample_size), stride = plane.size() / size;
    std::array<std::uint8_t, 256> seen{};
    std::size_t equal_pairs = 0;
    for (std::size_t i = 0; i < size; ++i) equal_pairs += seen[std::to_integer<std::size_t>(plane[i * stride])]++;
    return equal_pairs < size * (size - 1) / 2 / 128;
}

using Bytes [[gnu::vector_size(16)]] = unsigned char;

Bytes interleaved_starts(Bytes a, Bytes b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
Bytes interleaved_ends(Bytes a, Bytes b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

// Sixteen words at once. To interleave the halves of an array turns the bits of every byte's address by one: after four
// turns the four bits that say which word have changed places with those that say which byte of it.
template <std::size_t size>
void shuffle_sixteen(const std::byte* words, std::byte* planes, std::size_t plane_size) {
    std::array<Bytes, size> now, next;
    std::memcpy(now.data(), words, sizeof now);
    for (int turn = 0; turn < 4; ++turn, now = next)
        for (std::size_t i = 0; i < size / 2; ++i) {
            next[2 * i] = interleaved_starts(now[i], now[i + size / 2]);
            next[2 * i + 1] = interleaved_ends(now[i], now[i + size / 2]);
        }
    for (std::size_t byte = 0; byte < size; ++byte) std::memcpy(planes + byte * plane_size, &now[byte], sizeof(Bytes));
}

// First bytes of all elements, then second bytes, and so on: like bytes stand together and compress.
template <std::size_t size>
void shuffle_words(std::span<const std::byte> values, std::span<std::byte> planes) {
    const std::size_t count = values.size() / size;
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16) shuffle_sixteen<size>(values.data() + i * size, planes.data() + i, count);
    for (; i < count; ++i)
        for (std::size_t byte = 0; byte < size; ++byte) planes[byte * count + i] = values[i * size + byte];
}

}  // namespace

ChunkCodec::ChunkCodec() : deflate_(std::make_unique<isal_zstream>()), counts_(ISAL_DEF_LVL3_DEFAULT) {}

std::span<const std::byte> ChunkCodec::encode(std::span<const std::byte> values, std::size_t element_size) {
    const auto element = values.first(element_size);
    const bool constant = is_constant(values, element_size);
    if (constant && constant_size_ == values.size() && std::ranges::equal(constant_, element)) return constant_stream_;
    shuffle(values, element_size);
    encode_shuffled(values.size() / element_size);
    if (!constant) return stream_;
    constant_stream_ = stream_;
    constant_.assign(element.begin(), element.end());
    constant_size_ = values.size();
    return constant_stream_;
}

void ChunkCodec::shuffle(std::span<const std::byte> values, std::size_t element_size) {
    shuffled_.resize(values.size());
    if (element_size == sizeof(std::uint64_t))
        shuffle_words<8>(values, shuffled_);
    else
        shuffle_words<4>(values, shuffled_);
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

void ChunkCodec::put_deflated(std::span<std::byte> bytes) {
    constexpr std::size_t longest_header = ISAL_DEF_MAX_HDR_SIZE;
    const std::size_t start = stream_.size(), room = bytes.size() + bytes.size() / 8 + longest_header;
    stream_.resize(start + room);
    isal_deflate_stateless_init(deflate_.get());
    deflate_->end_of_stream = 1;
    deflate_->next_in = reinterpret_cast<std::uint8_t*>(bytes.data());
    deflate_->avail_in = static_cast<std::uint32_t>(bytes.size());
    deflate_->next_out = reinterpret_cast<std::uint8_t*>(stream_.data() + start);
    deflate_->avail_out = static_cast<std::uint32_t>(room);
    if (bytes.size() < least_size_of_own_codes) {
        isal_deflate_set_hufftables(deflate_.get(), nullptr, IGZIP_HUFFTABLE_STATIC);
    } else {
        deflate_->level = 3;
        deflate_->level_buf = counts_.data();
        deflate_->level_buf_size = static_cast<std::uint32_t>(counts_.size());
    }
    if (isal_deflate_stateless(deflate_.get()) != COMP_OK) throw std::logic_error("a chunk has no room for its code");
    stream_.resize(start + deflate_->total_out);
}

void ChunkCodec::put_checksum() {
    const std::uint32_t sum =
        isal_adler32(1, reinterpret_cast<const std::uint8_t*>(shuffled_.data()), shuffled_.size());
    for (int shift = 24; shift >= 0; shift -= 8) stream_.push_back(static_cast<std::byte>(sum >> shift & 0xff));
}

}  // namespace orepolitik::output
