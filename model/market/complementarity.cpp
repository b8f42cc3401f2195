#include "model/market/complementarity.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {

namespace {
constexpr int block_patience = 4;  // block exchanges without progress before single ones
constexpr int most_exchanges = 500;
}  // namespace

void Complementarity::solve() {
    std::size_t fewest = size_ + 1;
    int patience = block_patience;
    for (int exchange = 0; exchange < most_exchanges; ++exchange) {
        solve_positive();
        list_violations();
        if (violations_.empty()) break;
        if (violations_.size() < fewest) {
            fewest = violations_.size();
            patience = block_patience;
        } else if (--patience < 0) {
            violations_.erase(violations_.begin(), violations_.end() - 1);
        }
        for (const std::uint32_t k : violations_) positive_[k] ^= 1U;
    }
    for (double& value : x_) value = std::max(0.0, value);
}

void Complementarity::solve_positive() {
    members_.clear();
    for (std::uint32_t k = 0; k < size_; ++k) {
        x_[k] = 0;
        if (positive_[k]) members_.push_back(k);
    }
    factor_.reset(members_.size());
    right_side_.resize(members_.size());
    for (std::size_t i = 0; i < members_.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) factor_.row(i)[j] = row(members_[i])[members_[j]];
        right_side_[i] = -constant_[members_[i]];
    }
    factor_.factor(members_.size());
    factor_.forward(right_side_.data());
    factor_.backward(right_side_.data());
    for (std::size_t i = 0; i < members_.size(); ++i) x_[members_[i]] = right_side_[i];
}

void Complementarity::list_violations() {
    violations_.clear();
    for (std::uint32_t k = 0; k < size_; ++k) {
        double slack = constant_[k], scale = std::abs(constant_[k]);
        for (std::size_t j = 0; j < size_; ++j) {
            slack += row(k)[j] * x_[j];
            scale += std::abs(row(k)[j] * x_[j]);
        }
        if (positive_[k] ? x_[k] < 0 : slack < -1e-12 * scale) violations_.push_back(k);
    }
}

}  // namespace orepolitik
