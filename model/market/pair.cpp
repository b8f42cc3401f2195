#include "model/market/pair.hpp"

#include <cstdint>

namespace orepolitik {

namespace {

using FourBits [[gnu::vector_size(32)]] = std::uint64_t;  // sums of bits may wrap

}  // namespace

// x = n ln 2 + r with |r| <= ln(2) / 2; e^r by its series to r^13, whose remainder is below 5e-18; then n is added to
// the exponent. Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits.
OREPOLITIK_WIDE void exp_all(double* values, std::size_t count) {
    constexpr double round_off = 0x1.8p52, log2_e = 0x1.71547652b82fep0;
    constexpr double ln2_high = 0x1.62e42fefa0000p-1, ln2_low = 0x1.cf79abc9e3b3ap-40;  // n times the first is exact
    for (std::size_t k = 0; k < count; k += 4) {
        const bool whole = k + 4 <= count;
        Four x{};
        if (whole)
            std::memcpy(&x, values + k, sizeof x);
        else
            std::memcpy(&x, values + k, sizeof x / 2);
        const Four rounded = x * log2_e + round_off;
        const Four n = rounded - round_off;
        const Four r = (x - n * ln2_high) - n * ln2_low;
        const Four r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
        const Four second = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
        const Four sixth = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
        const Four tenth = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
        const Four power = 1.0 + (r + r2 * (second + (r4 * sixth + r8 * tenth)));
        const Four result = Four((FourBits(power) + (FourBits(rounded) << 52)) & FourBits(x >= -708.0));
        if (whole)
            std::memcpy(values + k, &result, sizeof result);
        else
            std::memcpy(values + k, &result, sizeof result / 2);
    }
}

}  // namespace orepolitik
