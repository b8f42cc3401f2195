#include "model/market/ldlt.hpp"

#include <algorithm>
#include <cstring>

#include "model/market/pair.hpp"

namespace orepolitik {

// A tile stays in registers while the sum runs over k.
OREPOLITIK_WIDE void Ldlt::set_to_products(std::size_t count, const double* left, const double* right) {
    static_assert(tile * sizeof(double) == sizeof(Four));
    for (std::size_t first_row = 0; first_row < stride_; first_row += tile) {
        for (std::size_t first_column = 0; first_column <= first_row; first_column += tile) {
            Four sum[tile] = {};
            for (std::size_t k = 0; k < count; ++k) {
                const double* const from_left = left + k * stride_ + first_row;
                Four from_right;
                std::memcpy(&from_right, right + k * stride_ + first_column, sizeof from_right);
#pragma GCC unroll 4
                for (std::size_t i = 0; i < tile; ++i) sum[i] += from_left[i] * from_right;
            }
#pragma GCC unroll 4
            for (std::size_t i = 0; i < tile; ++i)
                std::memcpy(row(first_row + i) + first_column, &sum[i], sizeof sum[i]);
        }
    }
}

// Row by row below each pivot; column_ keeps the pivot's column unscaled so that the inner loop runs along rows.
OREPOLITIK_WIDE void Ldlt::factor(std::size_t count) {
    constexpr double relative_floor = 1e-13, absolute_floor = 1e-280;
    factored_ = count;
    for (std::size_t k = 0; k < count; ++k) floor_[k] = std::max(relative_floor * row(k)[k], absolute_floor);
    for (std::size_t k = 0; k < count; ++k) {
        const double pivot = std::max(row(k)[k], floor_[k]);
        row(k)[k] = pivot;
        const double inverse = 1 / pivot;
        for (std::size_t i = k + 1; i < size_; ++i) column_[i] = row(i)[k];
        for (std::size_t i = k + 1; i < size_; ++i) {
            double* const target = row(i);
            const double factor = column_[i] * inverse;
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
