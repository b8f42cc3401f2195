#include "model/market/sourcing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/market/ldlt.hpp"
#include "model/market/pair.hpp"

namespace orepolitik {

namespace {
// Within this many e-folds of the anchor a route that underflowed there is still nothing.
constexpr double reach_exponent = 30;
}  // namespace

void Sourcing::reset(std::size_t exporters, std::size_t importers, double elasticity) {
    exporters_ = exporters;
    importers_ = importers;
    stride_ = Ldlt::padded(exporters);
    elasticity_ = elasticity;
    anchored_ = false;
    home_.resize(exporters);
    std::ranges::fill(home_, std::numeric_limits<std::uint32_t>::max());
    for (auto* column : {&log_pull_, &pull_, &share_}) column->resize(stride_ * importers);
    for (auto* column : {&log_scale_, &log_delivered_}) column->resize(importers);
    for (auto* column : {&anchor_home_, &anchor_abroad_, &fall_home_, &fall_abroad_}) {
        column->resize(stride_);
        std::ranges::fill(*column, 0.0);
    }
}

bool Sourcing::near_anchor(const double* log_price, const std::vector<double>& anchor) const {
    double farthest = 0;
    for (std::size_t i = 0; i < exporters_; ++i) farthest = std::max(farthest, std::abs(log_price[i] - anchor[i]));
    return farthest * elasticity_ <= reach_exponent;
}

void Sourcing::anchor(const double* log_price_home, const double* log_price_abroad) {
    std::copy_n(log_price_home, exporters_, anchor_home_.begin());
    std::copy_n(log_price_abroad, exporters_, anchor_abroad_.begin());
    for (std::size_t j = 0; j < importers_; ++j) {
        const double* const log_pull = log_pull_.data() + j * stride_;
        double* const pull = pull_.data() + j * stride_;
        double largest = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < exporters_; ++i) {
            const double log_price = home_[i] == j ? log_price_home[i] : log_price_abroad[i];
            pull[i] = log_pull[i] - elasticity_ * log_price;
            largest = std::max(largest, pull[i]);
        }
        log_scale_[j] = largest;
        std::fill(pull + exporters_, pull + stride_, -std::numeric_limits<double>::infinity());
        for (std::size_t i = 0; i < stride_; ++i) pull[i] -= largest;
    }
    exp_all(pull_.data(), stride_ * importers_);
    anchored_ = true;
}

void Sourcing::fall_from_anchor(const double* log_price, const std::vector<double>& anchor,
                                std::vector<double>& fall) const {
    for (std::size_t i = 0; i < exporters_; ++i) fall[i] = -elasticity_ * (log_price[i] - anchor[i]);
    std::fill(fall.begin() + static_cast<std::ptrdiff_t>(exporters_), fall.end(), 0.0);
    exp_all(fall.data(), stride_);
}

// Makes shares of what they are proportional to; returns its sum.
double Sourcing::normalise(double* share) const {
    static_assert(Ldlt::tile == 4);
    Pair even{}, odd{};
    for (std::size_t i = 0; i < stride_; i += 4) {
        even += pair_at(share + i);
        odd += pair_at(share + i + 2);
    }
    const double sum = sum_of(even + odd), inverse = 1 / sum;
    for (std::size_t i = 0; i < stride_; ++i) share[i] *= inverse;
    return sum;
}

void Sourcing::evaluate(const double* log_price_home, const double* log_price_abroad) {
    const bool differ = log_price_home != log_price_abroad;
    const bool near = anchored_ && near_anchor(log_price_abroad, anchor_abroad_) &&
                      (!differ || near_anchor(log_price_home, anchor_home_));
    if (!near) anchor(log_price_home, log_price_abroad);
    fall_from_anchor(log_price_abroad, anchor_abroad_, fall_abroad_);
    for (std::size_t j = 0; j < importers_; ++j) {
        const double* const pull = pull_.data() + j * stride_;
        double* const share = share_.data() + j * stride_;
        for (std::size_t i = 0; i < stride_; ++i) share[i] = pull[i] * fall_abroad_[i];
    }
    if (differ) {
        fall_from_anchor(log_price_home, anchor_home_, fall_home_);
        for (std::size_t i = 0; i < exporters_; ++i) {
            if (home_[i] < importers_) share_[home_[i] * stride_ + i] = pull_[home_[i] * stride_ + i] * fall_home_[i];
        }
    }
    for (std::size_t j = 0; j < importers_; ++j) {
        log_delivered_[j] = -(log_scale_[j] + std::log(normalise(share_.data() + j * stride_))) / elasticity_;
    }
}

}  // namespace orepolitik
