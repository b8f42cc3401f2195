#include "model/market/order_curves.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace orepolitik {

namespace {
// Odds beyond e^200 are an empty order to every digit; the reach keeps their product within range.
constexpr double largest_exponent = 200;
constexpr double order_reach_exponent = 40;
}  // namespace

void OrderCurves::load(Side side, std::span<const double> quantity_t, std::span<const double> log_price,
                       std::span<const double> steepness, std::span<const std::uint32_t> first,
                       std::span<const Curve> curves) {
    side_ = side;
    given_quantity_t_ = quantity_t;
    given_log_price_ = log_price;
    first_ = first;
    curves_ = curves;
    const std::size_t participants = first.size() - 1;
    anchors_.resize(participants);
    first_run_.resize(participants + 1);
    for (auto* column : {&quantity_t_, &log_price_, &rise_, &odds_at_anchor_})
        column->resize(quantity_t.size() + participants);
    runs_.clear();
    filled_ = 0;
    for (std::size_t who = 0; who < participants; ++who) {
        first_run_[who] = static_cast<std::uint32_t>(runs_.size());
        double total_t = curves.empty() ? 0 : curves[who].quantity_t;
        for (std::uint32_t order = first[who]; order < first[who + 1]; ++order) total_t += quantity_t[order];
        anchors_[who] = {0, -1, total_t};
        append_orders(who, steepness);
    }
    first_run_[participants] = static_cast<std::uint32_t>(runs_.size());
}

// Orders of nothing are left out: who stands ready with one moves no other to another place in a sum, so no bit.
void OrderCurves::append_orders(std::size_t participant, std::span<const double> steepness) {
    const double sign = side_ == Side::sell ? -1 : 1;
    std::uint32_t end = filled_;
    const auto put = [&](double quantity_t, double log_price, double rise) {
        quantity_t_[end] = quantity_t;
        log_price_[end] = log_price;
        rise_[end] = rise;
    };
    for (std::uint32_t order = first_[participant]; order < first_[participant + 1]; ++order) {
        put(given_quantity_t_[order], given_log_price_[order], sign * steepness[order]);
        end += given_quantity_t_[order] != 0 ? 1 : 0;
    }
    if (end % 2 == 1) {
        put(0, log_price_[end - 1], rise_[end - 1]);
        ++end;
    }
    append_runs(end);
}

// Consecutive pairs of like steepness, of what stands behind filled_ up to `end`.
void OrderCurves::append_runs(std::uint32_t end) {
    Pair of_run{};
    for (const std::uint32_t first = filled_; filled_ < end; filled_ += 2) {
        const Pair rise = pair_at(&rise_[filled_]);
        if (filled_ == first || rise[0] != of_run[0] || rise[1] != of_run[1])
            runs_.push_back({filled_, filled_, of_run = rise});
        runs_.back().last = filled_ + 2;
    }
}

// Three passes, so that calls of exp follow each other: none waits for the sums of another.
void OrderCurves::evaluate(std::span<const std::uint32_t> participants, const double* log_price, double* quantity_t,
                           double* slope_t) {
    factors_.resize(2 * runs_.size());
    double* end = factors_.data();
    for (std::size_t k = 0; k < participants.size(); ++k) {
        const std::uint32_t who = participants[k];
        if (!(std::abs(log_price[k] - anchors_[who].log_price) <= anchors_[who].reach)) move_anchor(who, log_price[k]);
        const double distance = log_price[k] - anchors_[who].log_price;
        for (std::uint32_t run = first_run_[who]; run < first_run_[who + 1]; ++run, end += 2)
            put_pair(end, runs_[run].steepness * distance);
    }
    exp_all(factors_.data(), static_cast<std::size_t>(end - factors_.data()));
    const double* factors = factors_.data();
    for (std::size_t k = 0; k < participants.size(); ++k) {
        const std::uint32_t who = participants[k];
        CurvePoint point = near_anchor(who, factors);
        factors += 2 * (first_run_[who + 1] - first_run_[who]);
        if (!curves_.empty()) {
            const CurvePoint more = point_on(curves_[who], side_, log_price[k]);
            point.quantity_t += more.quantity_t;
            point.slope_t += more.slope_t;
        }
        quantity_t[k] = point.quantity_t;
        slope_t[k] = point.slope_t;
    }
}

// Four orders at a time, which are added up in pairs, one after the other.
OREPOLITIK_WIDE CurvePoint OrderCurves::near_anchor(std::size_t participant, const double* factors) const {
    Pair quantity_t{}, slope_t{};
    for (std::uint32_t index = first_run_[participant]; index < first_run_[participant + 1]; ++index, factors += 2) {
        const Run& run = runs_[index];
        const Pair factor = pair_at(factors);
        const Four factor_of_both = __builtin_shufflevector(factor, factor, 0, 1, 0, 1);
        Pair bend_t{};
        std::uint32_t order = run.first;
        for (; order + 4 <= run.last; order += 4) {
            Four odds, sold_t;
            std::memcpy(&odds, &odds_at_anchor_[order], sizeof odds);
            std::memcpy(&sold_t, &quantity_t_[order], sizeof sold_t);
            odds *= factor_of_both;
            const Four share = 1.0 / (1.0 + odds);
            sold_t *= share;
            const Four bent_t = sold_t * (odds * share);
            quantity_t += __builtin_shufflevector(sold_t, sold_t, 0, 1);
            quantity_t += __builtin_shufflevector(sold_t, sold_t, 2, 3);
            bend_t += __builtin_shufflevector(bent_t, bent_t, 0, 1);
            bend_t += __builtin_shufflevector(bent_t, bent_t, 2, 3);
        }
        if (order < run.last) {
            const Pair odds = pair_at(&odds_at_anchor_[order]) * factor;
            const Pair share = 1.0 / (1.0 + odds);
            const Pair sold_t = pair_at(&quantity_t_[order]) * share;
            quantity_t += sold_t;
            bend_t += sold_t * (odds * share);
        }
        slope_t -= run.steepness * bend_t;
    }
    return {sum_of(quantity_t), sum_of(slope_t)};
}

void OrderCurves::move_anchor(std::size_t participant, double log_price) {
    constexpr Pair largest{largest_exponent, largest_exponent};
    const std::span runs(runs_.data() + first_run_[participant], runs_.data() + first_run_[participant + 1]);
    double steepest = 1;
    for (const Run& run : runs) {
        steepest = std::max({steepest, std::abs(run.steepness[0]), std::abs(run.steepness[1])});
        for (std::uint32_t order = run.first; order < run.last; order += 2) {
            const Pair exponent = run.steepness * (log_price - pair_at(&log_price_[order]));
            put_pair(&odds_at_anchor_[order], exponent < largest_exponent ? exponent : largest);
        }
    }
    if (!runs.empty()) exp_all(&odds_at_anchor_[runs.front().first], runs.back().last - runs.front().first);
    anchors_[participant].log_price = log_price;
    anchors_[participant].reach = order_reach_exponent / steepest;
}

double OrderCurves::lowest_log_price(std::size_t participant) const {
    double lowest = std::numeric_limits<double>::infinity();
    for (std::uint32_t order = first_[participant]; order < first_[participant + 1]; ++order) {
        if (given_quantity_t_[order] > 0) lowest = std::min(lowest, given_log_price_[order]);
    }
    if (!curves_.empty() && curves_[participant].quantity_t > 0) {
        lowest = std::min(lowest, curves_[participant].log_price);
    }
    return lowest;
}

double OrderCurves::mean_log_price(std::size_t participant) const {
    double sum = 0;
    for (std::uint32_t order = first_[participant]; order < first_[participant + 1]; ++order) {
        sum += given_quantity_t_[order] * given_log_price_[order];
    }
    if (!curves_.empty()) sum += curves_[participant].quantity_t * curves_[participant].log_price;
    return sum / total_t(participant);
}

}  // namespace orepolitik
