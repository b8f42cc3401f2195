#include "model/market/ldlt.hpp"

#include <algorithm>
#include <cstring>

namespace orepolitik {

namespace {

// Two doubles in one register, which every 64-bit processor has: the compiler does not find this by itself at -O2.
using Pair [[gnu::vector_size(16)]] = double;

Pair pair_at(const double* address) {
    return Pair{address[0], address[1]};
}

}  // namespace

void Ldlt::set_to_products(std::size_t count, const double* left, const double* right) {
    for (std::size_t i = 0; i < stride_; i += tile) {
        for (std::size_t j = 0; j <= i; j += tile) set_tile(i, j, count, left, right);
    }
}

// A tile stays in registers while the sum runs over k.
void Ldlt::set_tile(std::size_t first_row, std::size_t first_column, std::size_t count, const double* left,
                    const double* right) {
    Pair sum[tile][2] = {};
    for (std::size_t k = 0; k < count; ++k) {
        const double* const from_left = left + k * stride_ + first_row;
        const double* const from_right = right + k * stride_ + first_column;
        const Pair low = pair_at(from_right), high = pair_at(from_right + 2);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < tile; ++i) {
            sum[i][0] += from_left[i] * low;
            sum[i][1] += from_left[i] * high;
        }
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < tile; ++i) {
        std::memcpy(row(first_row + i) + first_column, sum[i], sizeof sum[i]);
    }
}

// Row by row below each pivot; column_ keeps the pivot's column unscaled so that the inner loop runs along rows.
void Ldlt::factor(std::size_t count) {
    constexpr double relative_floor = 1e-13, absolute_floor = 1e-280;
    factored_ = count;
    for (std::size_t k = 0; k < count; ++k) floor_[k] = std::max(relative_floor * row(k)[k], absolute_floor);
    for (std::size_t k = 0; k < count; ++k) {
        const double pivot = std::max(row(k)[k], floor_[k]);
        row(k)[k] = pivot;
        const double inverse = 1 / pivot;
        for (std::size_t i = k + 1; i < size_; ++i) {
            double* const target = row(i);
            column_[i] = target[k];
            const double factor = target[k] * inverse;
            for (std::size_t j = k + 1; j <= i; ++j) target[j] -= factor * column_[j];
            target[k] = factor;
        }
    }
}

void Ldlt::forward(double* right_side) const {
    for (std::size_t i = 1; i < size_; ++i) {
        const double* const lower = lower_.data() + i * stride_;
        for (std::size_t k = 0; k < std::min(i, factored_); ++k) right_side[i] -= lower[k] * right_side[k];
    }
}

void Ldlt::backward(double* right_side) const {
    for (std::size_t i = 0; i < factored_; ++i) right_side[i] /= lower_[i * stride_ + i];
    for (std::size_t i = size_; i-- > 0;) {
        const double* const lower = lower_.data() + i * stride_;
        for (std::size_t k = 0; k < std::min(i, factored_); ++k) right_side[k] -= lower[k] * right_side[i];
    }
}

}  // namespace orepolitik
