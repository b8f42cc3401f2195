#include "model/market/exchange.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {

namespace {

constexpr int most_iterations = 200;
constexpr double longest_step = 1.5;  // of a log price, per iteration

bool is_open(const ExchangeProblem& problem, std::size_t exporter, std::size_t importer) {
    if (!(problem.log_weight[exporter * problem.importers + importer] > -std::numeric_limits<double>::infinity())) {
        return false;
    }
    return problem.home[exporter] == importer || problem.export_cap_t[exporter] > 0;
}

bool all_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace

void ExchangeSolver::solve(const ExchangeProblem& problem, ExchangeResult& result) {
    sigma_ = problem.sourcing_elasticity;
    supply_.load(Side::sell, problem.sell.quantity_t, problem.sell.log_reservation, problem.sell.steepness,
                 problem.sell.first, problem.sell.curves);
    demand_.load(Side::buy, problem.buy.quantity_t, problem.buy.log_value, problem.buy.steepness, problem.buy.first,
                 problem.buy.curves);
    select_participants(problem);
    load_routes(problem);
    start(problem, result);
    Residual left = residual();
    int iterations = 0;
    for (; !left.small() && iterations < most_iterations; ++iterations) {
        find_direction();
        const double length = step_length();
        if (length == 0) break;
        point_.swap(trial_);
        left = residual();
    }
    result.iterations = iterations;
    result.residual = left.of_trade;
    result.converged = left.small();
    report(problem, result);
}

void ExchangeSolver::select_participants(const ExchangeProblem& problem) {
    exporters_.clear();
    importers_.clear();
    double offered_t = 0, wanted_t = 0;
    for (std::size_t j = 0; j < problem.importers; ++j) {
        if (!(demand_.total_t(j) > 0)) continue;
        for (std::size_t i = 0; i < problem.exporters; ++i) {
            if (!(supply_.total_t(i) > 0) || !is_open(problem, i, j)) continue;
            importers_.push_back(static_cast<std::uint32_t>(j));
            wanted_t += demand_.total_t(j);
            break;
        }
    }
    home_.clear();
    for (std::size_t i = 0; i < problem.exporters; ++i) {
        if (!(supply_.total_t(i) > 0)) continue;
        const auto reaches = [&](std::uint32_t j) { return is_open(problem, i, j); };
        if (std::none_of(importers_.begin(), importers_.end(), reaches)) continue;
        exporters_.push_back(static_cast<std::uint32_t>(i));
        const auto at_home = std::find(importers_.begin(), importers_.end(), problem.home[i]);
        home_.push_back(at_home == importers_.end() ? no_home
                                                    : static_cast<std::uint32_t>(at_home - importers_.begin()));
        offered_t += supply_.total_t(i);
    }
    book_t_ = std::min(offered_t, wanted_t);
}

void ExchangeSolver::load_routes(const ExchangeProblem& problem) {
    const std::size_t sellers = exporters_.size(), buyers = importers_.size();
    sourcing_.reset(sellers, buyers, sigma_);
    capped_.clear();
    cap_t_.clear();
    for (std::size_t a = 0; a < sellers; ++a) load_routes_of(problem, a);
    for (auto* column : {&point_, &trial_, &direction_, &gradient_}) column->assign(variables(), 0.0);
    for (auto* column : {&supply_t_, &supply_slope_, &sales_t_, &abroad_price_}) column->resize(sellers);
    for (auto* column : {&demand_t_, &demand_slope_}) column->resize(buyers);
    abroad_t_.resize(capped_.size());
    weighted_shares_.resize(buyers * Ldlt::padded(variables()));
}

void ExchangeSolver::load_routes_of(const ExchangeProblem& problem, std::size_t seller) {
    constexpr double closed = -std::numeric_limits<double>::infinity();
    const std::size_t i = exporters_[seller], buyers = importers_.size(), home = home_[seller];
    const double* const log_weight = problem.log_weight.data() + i * problem.importers;
    const double* const log_cost = problem.log_trade_cost.data() + i * problem.importers;
    const bool may_export = problem.export_cap_t[i] > 0;
    bool sells_abroad = false;
    sourcing_.set_home(seller, home_[seller]);
    for (std::size_t b = 0; b < buyers; ++b) {
        const std::uint32_t j = importers_[b];
        const bool open = log_weight[j] > closed && (may_export || home == b);
        sells_abroad |= open && home != b;
        sourcing_.log_pull(b)[seller] = open ? log_weight[j] - sigma_ * log_cost[j] : closed;
    }
    if (sells_abroad && std::isfinite(problem.export_cap_t[i])) {
        capped_.push_back(static_cast<std::uint32_t>(seller));
        cap_t_.push_back(problem.export_cap_t[i]);
    }
}

void ExchangeSolver::start(const ExchangeProblem& problem, const ExchangeResult& last) {
    const bool warm = last.log_price.size() == problem.exporters && last.log_rent.size() == problem.exporters &&
                      all_finite(last.log_price) && all_finite(last.log_rent);
    for (std::size_t a = 0; a < exporters_.size(); ++a) {
        point_[a] = warm ? last.log_price[exporters_[a]] : supply_.mean_log_price(exporters_[a]);
    }
    for (std::size_t k = 0; k < capped_.size(); ++k) {
        point_[exporters_.size() + k] = warm ? std::max(0.0, last.log_rent[exporters_[capped_[k]]]) : 0.0;
    }
    evaluate(point_);
    if (!warm || residual().of_trade > 0.2) shift_all_prices_to_balance();
}

// A common shift of all prices leaves the shares as they are, so world balance is one equation in one unknown.
void ExchangeSolver::shift_all_prices_to_balance() {
    const auto excess_t = [&](double shift) {
        double sum = 0;
        for (std::size_t a = 0; a < exporters_.size(); ++a)
            sum += supply_.at(exporters_[a], point_[a] + shift).quantity_t;
        for (std::size_t b = 0; b < importers_.size(); ++b) {
            sum -= demand_.at(importers_[b], sourcing_.log_delivered(b) + shift).quantity_t;
        }
        return sum;
    };
    double low = -1, high = 1;
    while (low > -60 && excess_t(low) > 0) low *= 2;
    while (high < 60 && excess_t(high) < 0) high *= 2;
    while (high - low > 0.01) {
        const double middle = 0.5 * (low + high);
        (excess_t(middle) > 0 ? high : low) = middle;
    }
    for (std::size_t a = 0; a < exporters_.size(); ++a) point_[a] += 0.5 * (low + high);
    evaluate(point_);
}

// Supply, sourcing, demand and the gradient at a point.
void ExchangeSolver::evaluate(const std::vector<double>& point) {
    const std::size_t sellers = exporters_.size();
    std::copy_n(point.begin(), sellers, abroad_price_.begin());
    for (std::size_t k = 0; k < capped_.size(); ++k) abroad_price_[capped_[k]] += point[sellers + k];
    sourcing_.evaluate(point.data(), abroad_price_.data());
    for (std::size_t a = 0; a < sellers; ++a) {
        const CurvePoint offer = supply_.at(exporters_[a], point[a]);
        supply_t_[a] = offer.quantity_t;
        supply_slope_[a] = offer.slope_t;
        sales_t_[a] = 0;
    }
    for (std::size_t b = 0; b < importers_.size(); ++b) {
        const CurvePoint need = demand_.at(importers_[b], sourcing_.log_delivered(b));
        demand_t_[b] = need.quantity_t;
        demand_slope_[b] = need.slope_t;
        const double* const share = sourcing_.share(b);
        for (std::size_t a = 0; a < sellers; ++a) sales_t_[a] += share[a] * need.quantity_t;
    }
    for (std::size_t a = 0; a < sellers; ++a) gradient_[a] = supply_t_[a] - sales_t_[a];
    for (std::size_t k = 0; k < capped_.size(); ++k) {
        const std::size_t a = capped_[k];
        const std::uint32_t home = home_[a];
        abroad_t_[k] = sales_t_[a];
        if (home != no_home) abroad_t_[k] = std::max(0.0, sales_t_[a] - sourcing_.share(home)[a] * demand_t_[home]);
        gradient_[sellers + k] = cap_t_[k] - abroad_t_[k];
    }
}

ExchangeSolver::Residual ExchangeSolver::residual() const {
    const std::size_t sellers = exporters_.size();
    double trade_t = 0;
    for (const double demand_t : demand_t_) trade_t += demand_t;
    const double scale_t = std::max(trade_t, 1e-6 * book_t_);
    Residual worst;
    const auto note = [&](double miss_t, double own_t) {
        worst.of_trade = std::max(worst.of_trade, miss_t / scale_t);
        worst.of_own = std::max(worst.of_own, miss_t / std::max(own_t, 1e-9 * scale_t));
    };
    for (std::size_t a = 0; a < sellers; ++a) note(std::abs(gradient_[a]), sales_t_[a]);
    for (std::size_t k = 0; k < capped_.size(); ++k) {
        const double unused_t = gradient_[sellers + k];
        note(point_[sellers + k] > 0 ? std::abs(unused_t) : std::max(0.0, -unused_t), cap_t_[k]);
    }
    return worst;
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

void ExchangeSolver::report(const ExchangeProblem& problem, ExchangeResult& result) const {
    const bool had_prices = result.log_price.size() == problem.exporters;
    const std::size_t sellers = exporters_.size();
    result.log_delivered.assign(problem.importers, std::numeric_limits<double>::infinity());
    result.flow_t.assign(problem.exporters * problem.importers, 0.0);
    result.log_rent.assign(problem.exporters, 0.0);
    result.log_price.resize(problem.exporters, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t b = 0; b < importers_.size(); ++b) {
        result.log_delivered[importers_[b]] = sourcing_.log_delivered(b);
        const double* const share = sourcing_.share(b);
        for (std::size_t a = 0; a < sellers; ++a) {
            result.flow_t[exporters_[a] * problem.importers + importers_[b]] = share[a] * demand_t_[b];
        }
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < problem.exporters; ++i) {
        if (next < sellers && exporters_[next] == i) {
            result.log_price[i] = point_[next++];
        } else {
            result.log_price[i] = quote_without_sales(i, had_prices ? result.log_price[i] : NAN);
        }
    }
    for (std::size_t k = 0; k < capped_.size(); ++k) result.log_rent[exporters_[capped_[k]]] = point_[sellers + k];
}

// Who offers but reaches nobody is down to his lowest reservation; who offers nothing keeps his last price.
double ExchangeSolver::quote_without_sales(std::size_t exporter, double last) const {
    const double lowest = supply_.lowest_log_price(exporter);
    if (std::isfinite(lowest)) return lowest;
    if (std::isfinite(last)) return last;
    double sum = 0;
    for (std::size_t a = 0; a < exporters_.size(); ++a) sum += point_[a];
    return exporters_.empty() ? 0.0 : sum / static_cast<double>(exporters_.size());
}

}  // namespace orepolitik
