#include "model/market/surplus.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace orepolitik {
namespace {

// Quantity = intercept + slope * price where that is above zero.
double below_line(const Curve& curve, Side side, double low, double high) {
    const double direction = side == Side::sell ? 1.0 : -1.0;
    const double slope = direction * curve.steepness * curve.quantity_t / std::exp(curve.log_price);
    const double intercept = curve.quantity_t * (1 - direction * curve.steepness);
    const double choke = -intercept / slope;
    if (side == Side::sell) low = std::max({low, choke, 0.0});
    if (side == Side::buy) high = std::min(high, choke);
    return high > low ? (high - low) * (intercept + 0.5 * slope * (low + high)) : 0.0;
}

// Quantity = q (price / p0)^power; per tonne and dollar of the curve's own point.
double below_power(double power, double log_low, double log_high) {
    if (std::abs(power + 1) < 1e-12) return log_high - log_low;
    return (std::exp((power + 1) * log_high) - std::exp((power + 1) * log_low)) / (power + 1);
}

double below_logistic(const Curve& curve, Side side, double log_low, double log_high) {
    if (side == Side::buy && log_high == infinity && curve.steepness <= 1) return infinity;
    const auto value = [&](double log_price) {
        return log_price == infinity ? 0.0 : point_on(curve, side, log_price).quantity_t * std::exp(log_price);
    };
    // Past these many e-folds from its midpoint nothing of a curve is left that a double could hold.
    constexpr double reach = 45;
    const double decay = side == Side::buy ? curve.steepness - 1 : 1.0;
    const double low = std::max(log_low, std::min(curve.log_price, log_high) - reach);
    const double high = std::min(log_high, decay > 0 ? std::max(curve.log_price, low) + reach / decay : infinity);
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(value, low, high, 15, 1e-12);
}

}  // namespace

double surplus_between(const Curve& curve, Side side, double log_low, double log_high) {
    if (!(curve.quantity_t > 0) || !(log_high > log_low)) return 0;
    if (curve.shape == CurveShape::linear) return below_line(curve, side, std::exp(log_low), std::exp(log_high));
    if (curve.shape == CurveShape::logistic) return below_logistic(curve, side, log_low, log_high);
    const double power = side == Side::sell ? curve.steepness : -curve.steepness;
    return curve.quantity_t * std::exp(curve.log_price) *
           below_power(power, log_low - curve.log_price, log_high - curve.log_price);
}

}  // namespace orepolitik
