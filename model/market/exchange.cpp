#include "model/market/exchange.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orepolitik {

namespace {

constexpr int most_iterations = 200;

// A cold start meets sharp preferences between origins by way of blurred ones: each as far as is worth while.
constexpr double blurred_elasticity = 20, sharpening = 2.5, good_enough_to_sharpen = 0.1;
// Small exporters far from balance cost Newton an iteration per e-fold; after this many they are put there directly.
constexpr int patience_with_tails = 8, most_tail_settlings = 2;

bool is_open(const ExchangeProblem& problem, std::size_t exporter, std::size_t importer) {
    if (!(problem.log_weight[exporter * problem.importers + importer] > -std::numeric_limits<double>::infinity())) {
        return false;
    }
    return problem.home[exporter] == importer || problem.export_cap_t[exporter] > 0;
}

bool all_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

bool is_warm(const ExchangeProblem& problem, const ExchangeResult& last) {
    return last.log_price.size() == problem.exporters && last.log_rent.size() == problem.exporters &&
           all_finite(last.log_price) && all_finite(last.log_rent);
}

}  // namespace

void ExchangeSolver::solve(const ExchangeProblem& problem, ExchangeResult& result) {
    sigma_ = problem.sourcing_elasticity;
    supply_.load(Side::sell, problem.sell.quantity_t, problem.sell.log_reservation, problem.sell.steepness,
                 problem.sell.first, problem.sell.curves);
    demand_.load(Side::buy, problem.buy.quantity_t, problem.buy.log_value, problem.buy.steepness, problem.buy.first,
                 problem.buy.curves);
    select_participants(problem);
    solve_again(problem, result);
}

void ExchangeSolver::solve_again(const ExchangeProblem& problem, ExchangeResult& result) {
    const bool warm = is_warm(problem, result);
    sigma_ = problem.sourcing_elasticity;
    while (!warm && sigma_ > blurred_elasticity) sigma_ /= sharpening;
    load_routes(problem);
    size_columns();
    start(result, warm);
    Residual left = residual();
    int iterations = 0, settlings = 0;
    while (iterations < most_iterations) {
        const bool sharp = sigma_ == problem.sourcing_elasticity;
        if (!sharp && left.of_trade < good_enough_to_sharpen) {
            sharpen(problem);
            left = residual();
            continue;
        }
        if (left.small()) break;
        find_direction();
        if (step_length() == 0) break;
        point_.swap(trial_);
        ++iterations;
        left = residual();
        const bool only_tails = sharp && iterations > patience_with_tails && left.of_trade < 1e-3 && !left.small();
        if (only_tails && settlings < most_tail_settlings && settle_tails()) {
            ++settlings;
            left = residual();
        }
    }
    result.iterations = iterations;
    result.residual = left.of_trade;
    result.converged = left.small();
    report(problem, result);
}

// The last step arrives at the problem's own elasticity to the bit.
void ExchangeSolver::sharpen(const ExchangeProblem& problem) {
    const double full = problem.sourcing_elasticity;
    sigma_ = sharpening * sigma_ > 0.99 * full ? full : sharpening * sigma_;
    load_routes(problem);
    evaluate(point_);
}

void ExchangeSolver::select_participants(const ExchangeProblem& problem) {
    exporters_.clear();
    importers_.clear();
    double offered_t = 0, wanted_t = 0, all_t = 0;
    for (std::size_t i = 0; i < problem.exporters; ++i) all_t += supply_.total_t(i);
    least_offer_t_ = problem.least_offer_share * all_t;
    for (std::size_t j = 0; j < problem.importers; ++j) {
        if (!(demand_.total_t(j) > 0)) continue;
        for (std::size_t i = 0; i < problem.exporters; ++i) {
            if (!offers(i) || !is_open(problem, i, j)) continue;
            importers_.push_back(static_cast<std::uint32_t>(j));
            wanted_t += demand_.total_t(j);
            break;
        }
    }
    home_.clear();
    for (std::size_t i = 0; i < problem.exporters; ++i) {
        if (!offers(i)) continue;
        const auto reaches = [&](std::uint32_t j) { return is_open(problem, i, j); };
        if (std::none_of(importers_.begin(), importers_.end(), reaches)) continue;
        exporters_.push_back(static_cast<std::uint32_t>(i));
        const auto at_home = std::find(importers_.begin(), importers_.end(), problem.home[i]);
        home_.push_back(at_home == importers_.end() ? none_index
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
}

void ExchangeSolver::size_columns() {
    const std::size_t sellers = exporters_.size(), buyers = importers_.size();
    // Not assign(), which takes memory anew for each seller more; resize() takes ahead.
    for (auto* column : {&point_, &trial_, &direction_, &gradient_}) {
        column->resize(variables());
        std::ranges::fill(*column, 0.0);
    }
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
    const double sharpness = sigma_ / problem.sourcing_elasticity;
    bool sells_abroad = false;
    sourcing_.set_home(seller, home_[seller]);
    for (std::size_t b = 0; b < buyers; ++b) {
        const std::uint32_t j = importers_[b];
        const bool open = log_weight[j] > closed && (may_export || home == b);
        sells_abroad |= open && home != b;
        sourcing_.log_pull(b)[seller] = open ? sharpness * log_weight[j] - sigma_ * log_cost[j] : closed;
    }
    if (sells_abroad && std::isfinite(problem.export_cap_t[i])) {
        capped_.push_back(static_cast<std::uint32_t>(seller));
        cap_t_.push_back(problem.export_cap_t[i]);
    }
}

void ExchangeSolver::start(const ExchangeResult& last, bool warm) {
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
    const std::vector<double> delivered(sourcing_.log_delivered(), sourcing_.log_delivered() + importers_.size());
    std::vector<double> shifted(delivered.size());
    const auto excess_t = [&](double shift) {
        for (std::size_t a = 0; a < exporters_.size(); ++a) trial_[a] = point_[a] + shift;
        for (std::size_t b = 0; b < shifted.size(); ++b) shifted[b] = delivered[b] + shift;
        supply_.evaluate(exporters_, trial_.data(), supply_t_.data(), supply_slope_.data());
        demand_.evaluate(importers_, shifted.data(), demand_t_.data(), demand_slope_.data());
        return std::accumulate(supply_t_.begin(), supply_t_.end(), 0.0) -
               std::accumulate(demand_t_.begin(), demand_t_.end(), 0.0);
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
    if (!capped_.empty()) std::copy_n(point.begin(), sellers, abroad_price_.begin());
    for (std::size_t k = 0; k < capped_.size(); ++k) abroad_price_[capped_[k]] += point[sellers + k];
    sourcing_.evaluate(point.data(), capped_.empty() ? point.data() : abroad_price_.data());
    supply_.evaluate(exporters_, point.data(), supply_t_.data(), supply_slope_.data());
    demand_.evaluate(importers_, sourcing_.log_delivered(), demand_t_.data(), demand_slope_.data());
    std::fill(sales_t_.begin(), sales_t_.end(), 0.0);
    for (std::size_t b = 0; b < importers_.size(); ++b) {
        const double* const share = sourcing_.share(b);
        for (std::size_t a = 0; a < sellers; ++a) sales_t_[a] += share[a] * demand_t_[b];
    }
    for (std::size_t a = 0; a < sellers; ++a) gradient_[a] = supply_t_[a] - sales_t_[a];
    for (std::size_t k = 0; k < capped_.size(); ++k) {
        const std::size_t a = capped_[k];
        const std::uint32_t home = home_[a];
        abroad_t_[k] = sales_t_[a];
        if (home != none_index) abroad_t_[k] = std::max(0.0, sales_t_[a] - sourcing_.share(home)[a] * demand_t_[home]);
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

void ExchangeSolver::report(const ExchangeProblem& problem, ExchangeResult& result) const {
    const bool had_prices = result.log_price.size() == problem.exporters;
    const std::size_t sellers = exporters_.size();
    result.log_delivered.assign(problem.importers, std::numeric_limits<double>::infinity());
    result.flow_t.assign(problem.exporters * problem.importers, 0.0);
    result.log_rent.assign(problem.exporters, 0.0);
    result.log_price.resize(problem.exporters, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t b = 0; b < importers_.size(); ++b) {
        result.log_delivered[importers_[b]] = sourcing_.log_delivered()[b];
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

// Who offers but reaches nobody is down to his lowest reservation; who offers nothing, or dust, keeps his last price.
double ExchangeSolver::quote_without_sales(std::size_t exporter, double last) const {
    const double lowest = supply_.lowest_log_price(exporter);
    if (std::isfinite(lowest) && offers(exporter)) return lowest;
    if (std::isfinite(last)) return last;
    double sum = 0;
    for (std::size_t a = 0; a < exporters_.size(); ++a) sum += point_[a];
    return exporters_.empty() ? 0.0 : sum / static_cast<double>(exporters_.size());
}

}  // namespace orepolitik
