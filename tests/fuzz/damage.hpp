// Files that are large and mostly right: the input says where to damage a real one, so that inputs stay small and what
// stands behind the first checks is reached.
#pragma once
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>

#include "tests/fuzz/harness.hpp"

namespace orepolitik::fuzz {

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytes_of(const fs::path& path) {
    Bytes bytes(fs::file_size(path));
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(bytes.data()), static_cast<long>(bytes.size()));
    return bytes;
}

// Some bytes replaced, the end cut off now and then.
inline Bytes damaged(Bytes bytes, FuzzedDataProvider& input) {
    if (input.ConsumeBool()) bytes.resize(input.ConsumeIntegralInRange<std::size_t>(0, bytes.size()));
    while (input.remaining_bytes() > 0 && !bytes.empty()) {
        const auto at = input.ConsumeIntegralInRange<std::size_t>(0, bytes.size() - 1);
        const auto piece = input.ConsumeBytes<std::uint8_t>(input.ConsumeIntegralInRange<std::size_t>(1, 16));
        std::copy_n(piece.begin(), std::min(piece.size(), bytes.size() - at), bytes.begin() + static_cast<long>(at));
    }
    return bytes;
}

}  // namespace orepolitik::fuzz
