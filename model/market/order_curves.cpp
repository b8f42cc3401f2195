#include "model/market/order_curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orepolitik {

namespace {
// Odds beyond e^200 are a full or an empty order to every digit; the reach keeps their product within range.
constexpr double largest_exponent = 200;
constexpr double reach_exponent = 40;
}  // namespace

void OrderCurves::load(Side side, std::span<const double> quantity_t, std::span<const double> log_price,
                       std::span<const double> steepness, std::span<const std::uint32_t> first,
                       std::span<const Curve> curves) {
    side_ = side;
    quantity_t_ = quantity_t;
    log_price_ = log_price;
    first_ = first;
    curves_ = curves;
    const std::size_t participants = first.size() - 1;
    anchors_.resize(participants);
    first_run_.resize(participants + 1);
    odds_.resize(quantity_t.size());
    runs_.clear();
    for (std::size_t who = 0; who < participants; ++who) {
        first_run_[who] = static_cast<std::uint32_t>(runs_.size());
        double total_t = curves.empty() ? 0 : curves[who].quantity_t;
        for (std::uint32_t order = first[who]; order < first[who + 1]; ++order) {
            const double signed_steepness = side == Side::sell ? -steepness[order] : steepness[order];
            total_t += quantity_t[order];
            if (order > first[who] && runs_.back().steepness == signed_steepness) {
                runs_.back().last = order + 1;
            } else {
                runs_.push_back({order, order + 1, signed_steepness});
            }
        }
        anchors_[who] = {0, -1, total_t};
    }
    first_run_[participants] = static_cast<std::uint32_t>(runs_.size());
}

CurvePoint OrderCurves::near_anchor(std::size_t participant, double distance) const {
    CurvePoint sum;
    for (std::uint32_t index = first_run_[participant]; index < first_run_[participant + 1]; ++index) {
        const Run& run = runs_[index];
        const double factor = std::exp(run.steepness * distance);
        double bend_t = 0;
        for (std::uint32_t order = run.first; order < run.last; ++order) {
            const double odds = odds_[order] * factor;
            const double share = 1 / (1 + odds);
            const double quantity_t = quantity_t_[order] * share;
            sum.quantity_t += quantity_t;
            bend_t += quantity_t * (odds * share);
        }
        sum.slope_t -= run.steepness * bend_t;
    }
    if (!curves_.empty()) {
        const CurvePoint more = point_on(curves_[participant], side_, anchors_[participant].log_price + distance);
        sum.quantity_t += more.quantity_t;
        sum.slope_t += more.slope_t;
    }
    return sum;
}

CurvePoint OrderCurves::at_new_anchor(std::size_t participant, double log_price) {
    double steepest = 1;
    for (std::uint32_t index = first_run_[participant]; index < first_run_[participant + 1]; ++index) {
        const Run& run = runs_[index];
        steepest = std::max(steepest, std::abs(run.steepness));
        for (std::uint32_t order = run.first; order < run.last; ++order) {
            const double exponent = run.steepness * (log_price - log_price_[order]);
            odds_[order] = std::exp(std::clamp(exponent, -largest_exponent, largest_exponent));
        }
    }
    anchors_[participant].log_price = log_price;
    anchors_[participant].reach = reach_exponent / steepest;
    return near_anchor(participant, 0);
}

double OrderCurves::lowest_log_price(std::size_t participant) const {
    double lowest = std::numeric_limits<double>::infinity();
    for (std::uint32_t order = first_[participant]; order < first_[participant + 1]; ++order) {
        if (quantity_t_[order] > 0) lowest = std::min(lowest, log_price_[order]);
    }
    if (!curves_.empty() && curves_[participant].quantity_t > 0) {
        lowest = std::min(lowest, curves_[participant].log_price);
    }
    return lowest;
}

double OrderCurves::mean_log_price(std::size_t participant) const {
    double sum = 0;
    for (std::uint32_t order = first_[participant]; order < first_[participant + 1]; ++order) {
        sum += quantity_t_[order] * log_price_[order];
    }
    if (!curves_.empty()) sum += curves_[participant].quantity_t * curves_[participant].log_price;
    return sum / total_t(participant);
}

}  // namespace orepolitik
