#include "model/random.hpp"

#include <array>

#include "model/market/pair.hpp"

namespace orepolitik {
namespace {

constexpr std::size_t lanes = 32;
using Lanes = std::array<std::uint32_t, lanes>;

}  // namespace

// Philox's ten rounds (Salmon et al. 2011) on several counters side by side: whole numbers, so the same on any machine.
OREPOLITIK_WIDE void first_uniforms(std::uint64_t seed, Draw purpose, std::span<const std::uint32_t> agents,
                                    std::uint32_t month, double* numbers) {
    constexpr std::uint64_t multiplier[] = {PHILOX_M4x32_0, PHILOX_M4x32_1};
    const std::size_t whole = agents.size() - agents.size() % lanes;
    for (std::size_t first = 0; first < whole; first += lanes) {
        Lanes a, b, c, d;
        for (std::size_t l = 0; l < lanes; ++l) {
            a[l] = static_cast<std::uint32_t>(purpose);
            b[l] = agents[first + l];
            c[l] = month;
            d[l] = 0;
        }
        auto key = static_cast<std::uint32_t>(seed), other_key = static_cast<std::uint32_t>(seed >> 32);
        for (int round = 0; round < 10; ++round, key += PHILOX_W32_0, other_key += PHILOX_W32_1)
            for (std::size_t l = 0; l < lanes; ++l) {
                const std::uint64_t from_a = multiplier[0] * a[l], from_c = multiplier[1] * c[l];
                a[l] = static_cast<std::uint32_t>(from_c >> 32) ^ b[l] ^ key;
                c[l] = static_cast<std::uint32_t>(from_a >> 32) ^ d[l] ^ other_key;
                b[l] = static_cast<std::uint32_t>(from_c);
                d[l] = static_cast<std::uint32_t>(from_a);
            }
        for (std::size_t l = 0; l < lanes; ++l) numbers[first + l] = a[l] * 0x1p-32;
    }
    for (std::size_t k = whole; k < agents.size(); ++k) numbers[k] = Stream(seed, purpose, agents[k], month).uniform();
}

}  // namespace orepolitik
