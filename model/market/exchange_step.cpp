// One Newton step of the exchange: where prices and rents move, and how far.
#include <algorithm>
#include <cmath>

#include "model/market/exchange.hpp"

namespace orepolitik {

namespace {
constexpr double longest_step = 1.5;  // of a log price, per iteration
}

// H = diag(S' + sigma * sales) - sum_j (sigma D_j + D_j') share_j share_j'; a rent moves its exporter's routes abroad.
// What is out of balance is added to the diagonal, which bounds the step where curves are flat and vanishes with it.
void ExchangeSolver::assemble_hessian() {
    const std::size_t sellers = exporters_.size(), buyers = importers_.size();
    factor_.reset(variables());
    const double* const shares = capped_.empty() ? sourcing_.share(0) : shares_with_rents();
    const std::size_t stride = Ldlt::padded(variables());
    for (std::size_t b = 0; b < buyers; ++b) {
        const double weight = -(sigma_ * demand_t_[b] + demand_slope_[b]);
        for (std::size_t v = 0; v < stride; ++v) weighted_shares_[b * stride + v] = weight * shares[b * stride + v];
    }
    factor_.set_to_products(buyers, weighted_shares_.data(), shares);
    for (std::size_t a = 0; a < sellers; ++a) {
        factor_.row(a)[a] += supply_slope_[a] + sigma_ * sales_t_[a] + std::abs(gradient_[a]) / longest_step;
    }
    for (std::size_t k = 0; k < capped_.size(); ++k) {
        double* const row = factor_.row(sellers + k);
        const double moved_t = sigma_ * abroad_t_[k];
        row[capped_[k]] += moved_t;
        row[sellers + k] += moved_t + std::abs(gradient_[sellers + k]) / longest_step;
    }
}

// Each importer's shares, followed by those that the rents move: of capped exporters, from abroad.
const double* ExchangeSolver::shares_with_rents() {
    const std::size_t sellers = exporters_.size(), stride = Ldlt::padded(variables());
    shares_with_rents_.assign(importers_.size() * stride, 0.0);
    for (std::size_t b = 0; b < importers_.size(); ++b) {
        double* const row = shares_with_rents_.data() + b * stride;
        std::copy_n(sourcing_.share(b), sellers, row);
        for (std::size_t k = 0; k < capped_.size(); ++k) {
            if (home_[capped_[k]] != b) row[sellers + k] = row[capped_[k]];
        }
    }
    return shares_with_rents_.data();
}

// Minimises the potential's quadratic model over all prices and over rents that stay at or above zero. No step is the
// model's zero, so its minimum points downhill, and a part of the step is as feasible as the whole.
void ExchangeSolver::find_direction() {
    const std::size_t sellers = exporters_.size();
    assemble_hessian();
    factor_.factor(sellers);
    for (std::size_t v = 0; v < variables(); ++v) direction_[v] = -gradient_[v];
    factor_.forward(direction_.data());
    if (!capped_.empty()) choose_rent_steps();
    factor_.backward(direction_.data());
    double largest = 0;
    for (const double step : direction_) largest = std::max(largest, std::abs(step));
    if (largest > longest_step) {
        for (double& step : direction_) step *= longest_step / largest;
    }
}

// With prices eliminated, the rents' part of the model is a linear complementarity problem in the new rents.
void ExchangeSolver::choose_rent_steps() {
    const std::size_t sellers = exporters_.size(), rents = capped_.size();
    rents_.reset(rents);
    for (std::size_t k = 0; k < rents; ++k) {
        for (std::size_t l = 0; l < rents; ++l) {
            rents_.row(k)[l] = k >= l ? factor_.row(sellers + k)[sellers + l] : factor_.row(sellers + l)[sellers + k];
        }
    }
    for (std::size_t k = 0; k < rents; ++k) {
        double constant = -direction_[sellers + k];
        for (std::size_t l = 0; l < rents; ++l) constant -= rents_.row(k)[l] * point_[sellers + l];
        rents_.constant(k) = constant;
        if (point_[sellers + k] > 0 || gradient_[sellers + k] < 0) rents_.guess_positive(k);
    }
    rents_.solve();
    for (std::size_t k = 0; k < rents; ++k) direction_[sellers + k] = rents_.x(k) - point_[sellers + k];
}

double ExchangeSolver::derivative_at(double length) {
    for (std::size_t v = 0; v < variables(); ++v) trial_[v] = point_[v] + length * direction_[v];
    for (std::size_t v = exporters_.size(); v < variables(); ++v) trial_[v] = std::max(0.0, trial_[v]);
    evaluate(trial_);
    double slope = 0;
    for (std::size_t v = 0; v < variables(); ++v) slope += gradient_[v] * direction_[v];
    return slope;
}

// Along the direction the potential is convex: accept a length at which its derivative is no longer steeply rising,
// found by false position between a falling and a rising end. Leaves the evaluation at the accepted trial point.
double ExchangeSolver::step_length() {
    double slope_low = 0;
    for (std::size_t v = 0; v < variables(); ++v) slope_low += gradient_[v] * direction_[v];
    const double accepted = 0.1 * std::abs(slope_low);
    double low = 0, high = 1;
    double slope_high = derivative_at(high);
    if (slope_high <= accepted) return high;
    for (int attempt = 0; attempt < 40; ++attempt) {
        const double secant = low + (high - low) * slope_low / (slope_low - slope_high);
        const double middle = std::clamp(secant, low + 0.1 * (high - low), high - 0.1 * (high - low));
        const double slope = derivative_at(middle);
        if (std::abs(slope) <= accepted) return middle;
        (slope > 0 ? high : low) = middle;
        (slope > 0 ? slope_high : slope_low) = slope;
    }
    derivative_at(low);
    return low;
}

// Who sells next to nothing moves nobody else's price: his sales fall by exp(-sigma) per unit of log price, and his own
// price is one equation in one unknown, in logs. True if anybody was far from balance.
bool ExchangeSolver::settle_tails() {
    constexpr double negligible = 1e-3, far = 1;  // of trade; e-folds of supply over sales
    double trade_t = 0;
    for (const double demand_t : demand_t_) trade_t += demand_t;
    bool moved = false;
    for (std::size_t a = 0; a < exporters_.size(); ++a) {
        if (std::max(supply_t_[a], sales_t_[a]) > negligible * trade_t) continue;
        if (!(supply_t_[a] > 0 && sales_t_[a] > 0)) continue;
        if (std::abs(std::log(supply_t_[a] / sales_t_[a])) < far) continue;
        point_[a] = price_on_own_curve(a);
        moved = true;
    }
    if (moved) evaluate(point_);
    return moved;
}

double ExchangeSolver::price_on_own_curve(std::size_t seller) {
    constexpr int most_steps = 30;
    const double from = point_[seller], log_sales = std::log(sales_t_[seller]);
    double log_price = from;
    for (int k = 0; k < most_steps; ++k) {
        const CurvePoint offer = supply_.at(exporters_[seller], log_price);
        if (!(offer.quantity_t > 0)) break;
        const double gap = std::log(offer.quantity_t) - log_sales + sigma_ * (log_price - from);
        const double step = -gap / (offer.slope_t / offer.quantity_t + sigma_);
        log_price += std::clamp(step, -longest_step, longest_step);
        if (std::abs(step) * sigma_ < 1e-3) break;
    }
    return log_price;
}

}  // namespace orepolitik
