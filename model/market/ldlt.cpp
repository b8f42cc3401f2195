#include "model/market/ldlt.hpp"

#include <algorithm>

namespace orepolitik {

void Ldlt::subtract_outer_product(double weight, const double* vector) {
    for (std::size_t i = 0; i < size_; ++i) {
        double* const target = row(i);
        const double factor = weight * vector[i];
        for (std::size_t j = 0; j <= i; ++j) target[j] -= factor * vector[j];
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
        const double* const lower = lower_.data() + i * size_;
        for (std::size_t k = 0; k < std::min(i, factored_); ++k) right_side[i] -= lower[k] * right_side[k];
    }
}

void Ldlt::backward(double* right_side) const {
    for (std::size_t i = 0; i < factored_; ++i) right_side[i] /= lower_[i * size_ + i];
    for (std::size_t i = size_; i-- > 0;) {
        const double* const lower = lower_.data() + i * size_;
        for (std::size_t k = 0; k < std::min(i, factored_); ++k) right_side[k] -= lower[k] * right_side[i];
    }
}

}  // namespace orepolitik
