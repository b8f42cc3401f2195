// Two numbers in one register, which every 64-bit processor has: compilers do not find this by themselves at -O2.
// And e^x of many numbers: the same bits on every machine and compiler, since nothing fuses, reorders or looks up.
// Own code rather than a library: Eigen's exp takes as long as the C library's, one number at a time.
#pragma once
#include <cstddef>
#include <cstring>

// Before a function: where the processor has registers for four numbers, the loader picks a second copy of it that uses
// them. The same sums and products number by number, and never a fused one: the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define OREPOLITIK_WIDE [[gnu::target_clones("default", "avx2")]]
#else
#define OREPOLITIK_WIDE
#endif

namespace orepolitik {

using Four [[gnu::vector_size(32)]] = double;
using Pair [[gnu::vector_size(16)]] = double;

inline Pair pair_at(const double* address) {
    Pair pair;
    std::memcpy(&pair, address, sizeof pair);
    return pair;
}

inline void put_pair(double* address, Pair pair) {
    std::memcpy(address, &pair, sizeof pair);
}

inline double sum_of(Pair pair) {
    return pair[0] + pair[1];
}

// e^x in place, within two units of the last place for x <= 709; exactly 0 below -708. `count` is even.
void exp_all(double* values, std::size_t count);

}  // namespace orepolitik
