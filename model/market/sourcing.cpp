#include "model/market/sourcing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/market/ldlt.hpp"

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
    home_.assign(exporters, std::numeric_limits<std::uint32_t>::max());
    log_pull_.resize(stride_ * importers);
    pull_.resize(stride_ * importers);
    share_.resize(stride_ * importers);
    for (std::size_t j = 0; j < importers; ++j) {
        for (std::size_t i = exporters; i < stride_; ++i) share_[j * stride_ + i] = 0;  // the rest is evaluated
    }
    log_scale_.resize(importers);
    log_delivered_.resize(importers);
    for (auto* column : {&anchor_home_, &anchor_abroad_, &fall_home_, &fall_abroad_}) column->resize(exporters);
}

bool Sourcing::near_anchor(const double* log_price_home, const double* log_price_abroad) const {
    double farthest = 0;
    for (std::size_t i = 0; i < exporters_; ++i) {
        farthest = std::max(farthest, std::abs(log_price_home[i] - anchor_home_[i]));
        farthest = std::max(farthest, std::abs(log_price_abroad[i] - anchor_abroad_[i]));
    }
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
        for (std::size_t i = 0; i < exporters_; ++i) pull[i] = std::exp(pull[i] - largest);
    }
    anchored_ = true;
}

void Sourcing::evaluate(const double* log_price_home, const double* log_price_abroad) {
    if (!anchored_ || !near_anchor(log_price_home, log_price_abroad)) anchor(log_price_home, log_price_abroad);
    for (std::size_t i = 0; i < exporters_; ++i) {
        fall_abroad_[i] = std::exp(-elasticity_ * (log_price_abroad[i] - anchor_abroad_[i]));
        const bool same = log_price_home[i] == log_price_abroad[i] && anchor_home_[i] == anchor_abroad_[i];
        fall_home_[i] = same ? fall_abroad_[i] : std::exp(-elasticity_ * (log_price_home[i] - anchor_home_[i]));
    }
    for (std::size_t j = 0; j < importers_; ++j) {
        const double* const pull = pull_.data() + j * stride_;
        double* const share = share_.data() + j * stride_;
        for (std::size_t i = 0; i < exporters_; ++i) share[i] = pull[i] * fall_abroad_[i];
        log_delivered_[j] = 0;
    }
    for (std::size_t i = 0; i < exporters_; ++i) {
        if (home_[i] < importers_) share_[home_[i] * stride_ + i] = pull_[home_[i] * stride_ + i] * fall_home_[i];
    }
    for (std::size_t j = 0; j < importers_; ++j) {
        double* const share = share_.data() + j * stride_;
        double sum = 0;
        for (std::size_t i = 0; i < exporters_; ++i) sum += share[i];
        const double inverse = 1 / sum;
        for (std::size_t i = 0; i < exporters_; ++i) share[i] *= inverse;
        log_delivered_[j] = -(log_scale_[j] + std::log(sum)) / elasticity_;
    }
}

}  // namespace orepolitik
