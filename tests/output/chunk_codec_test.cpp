#include "output/chunk_codec.hpp"

#include <gtest/gtest.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>

namespace orepolitik::output {
namespace {

template <class Number>
std::vector<std::byte> bytes_of(std::size_t count, const std::function<double(std::size_t)>& value) {
    std::vector<std::byte> bytes(count * sizeof(Number));
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = static_cast<Number>(value(i));
        std::memcpy(&bytes[i * sizeof(Number)], &number, sizeof number);
    }
    return bytes;
}

// What HDF5's filters would make of a chunk: a zlib stream with a right checksum, whose planes are put together again.
std::vector<std::byte> read_back(std::span<const std::byte> stream, std::size_t size, std::size_t element_size) {
    std::vector<std::byte> input(stream.begin(), stream.end()), planes(size), values(size);
    inflate_state inflate;
    isal_inflate_init(&inflate);
    inflate.crc_flag = ISAL_ZLIB;
    inflate.next_in = reinterpret_cast<std::uint8_t*>(input.data());
    inflate.avail_in = static_cast<std::uint32_t>(input.size());
    inflate.next_out = reinterpret_cast<std::uint8_t*>(planes.data());
    inflate.avail_out = static_cast<std::uint32_t>(planes.size());
    EXPECT_EQ(isal_inflate(&inflate), ISAL_DECOMP_OK);
    EXPECT_EQ(inflate.total_out, size);
    EXPECT_EQ(inflate.avail_in, 0U);
    const std::size_t count = size / element_size;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t byte = 0; byte < element_size; ++byte)
            values[i * element_size + byte] = planes[byte * count + i];
    return values;
}

class ChunkCodecOf : public testing::TestWithParam<std::size_t> {};

TEST_P(ChunkCodecOf, ChunksOfAnyContentComeBack) {
    std::mt19937_64 random(1);
    const std::function<double(std::size_t)> contents[]{
        [](std::size_t) { return 0.0; },
        [](std::size_t) { return std::numeric_limits<double>::quiet_NaN(); },
        [](std::size_t i) { return 100 + std::sqrt(static_cast<double>(i)); },
        [&](std::size_t) { return static_cast<double>(random() % 3); },
        // Every plane is noise, so that nothing is left to deflate.
        [&](std::size_t) {
            return std::ldexp(static_cast<double>(random()) - 0x1p63, static_cast<int>(random() % 180) - 150);
        },
    };
    ChunkCodec codec;
    for (const auto& value : contents) {
        const auto full = bytes_of<double>(GetParam(), value), single = bytes_of<float>(GetParam(), value);
        EXPECT_EQ(read_back(codec.encode(full, 8), full.size(), 8), full);
        EXPECT_EQ(read_back(codec.encode(single, 4), single.size(), 4), single);
    }
}
INSTANTIATE_TEST_SUITE_P(Lengths, ChunkCodecOf, testing::Values(1, 2, 17, 360, 6144, 50000));

// Which of a writer's codecs takes a chunk, where its state lies and what it encoded before depend on the machine; a
// file's bytes must not. Many codecs at once lie at as many addresses.
TEST(ChunkCodec, CodeOfAChunkDependsOnTheChunkAlone) {
    std::mt19937_64 random(1);
    std::vector<ChunkCodec> codecs(200);
    for (int chance = 0; chance < 200; ++chance) {
        std::vector<float> period(16), values(chance % 4 == 0 ? 360 : 1100 + random() % 100);
        std::ranges::generate(period, [&] { return std::bit_cast<float>(static_cast<std::uint32_t>(random())); });
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = period[i % period.size()];
        const auto chunk = std::as_bytes(std::span(values));
        const auto code = codecs.front().encode(chunk, 4);
        for (ChunkCodec& codec : codecs) EXPECT_TRUE(std::ranges::equal(codec.encode(chunk, 4), code)) << chance;
    }
}

TEST(ChunkCodec, ConstantSeriesTakeNearlyNothing) {
    ChunkCodec codec;
    const auto series = bytes_of<double>(360, [](std::size_t) { return 12.5; });
    EXPECT_LT(codec.encode(series, 8).size(), 64U);
}

}  // namespace
}  // namespace orepolitik::output
