// Order curves: what one seller offers or one buyer takes at a log price, with slope and antiderivative in log price.
// The exchange's month uses logistic orders in columns (order_curves.hpp); this family serves textbook markets.
// Leaves out: who trades with whom (exchange.hpp).
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace orepolitik {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

enum class Side : std::uint8_t { sell, buy };  // sellers' curves rise with the price, buyers' fall
enum class CurveShape : std::uint8_t { logistic, isoelastic, linear };

// quantity_t is the whole order (logistic) or the quantity at exp(log_price) (isoelastic, linear); steepness is the
// slope of the logistic, the elasticity (isoelastic), or the elasticity at exp(log_price) (linear).
struct Curve {
    CurveShape shape = CurveShape::logistic;
    double quantity_t = 0;
    double log_price = 0;
    double steepness = 1;
};

struct CurvePoint {
    double quantity_t = 0;
    double slope_t = 0;  // d quantity / d log price
};

namespace curve_detail {

inline double sign(Side side) {
    return side == Side::sell ? 1.0 : -1.0;
}

// ln(1 + e^x) without overflow.
inline double softplus(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

inline CurvePoint logistic(const Curve& curve, double direction, double distance) {
    const double odds = std::exp(std::clamp(-direction * curve.steepness * distance, -300.0, 300.0));
    const double share = 1 / (1 + odds);
    return {curve.quantity_t * share, direction * curve.steepness * curve.quantity_t * share * odds * share};
}

inline CurvePoint linear(const Curve& curve, double direction, double distance) {
    const double slope = direction * curve.steepness * curve.quantity_t * std::exp(distance);
    const double quantity = curve.quantity_t * (1 - direction * curve.steepness) + slope;
    return quantity > 0 ? CurvePoint{quantity, slope} : CurvePoint{};
}

// Antiderivative of the linear curve: constant where the quantity is zero.
inline double linear_integral(const Curve& curve, double direction, double distance) {
    const double intercept = 1 - direction * curve.steepness;
    const double choke = -intercept / (direction * curve.steepness);  // price over exp(log_price) where quantity is 0
    if (choke > 0) {
        distance = direction > 0 ? std::max(distance, std::log(choke)) : std::min(distance, std::log(choke));
    }
    return curve.quantity_t * (intercept * distance + direction * curve.steepness * std::expm1(distance));
}

}  // namespace curve_detail

inline CurvePoint point_on(const Curve& curve, Side side, double log_price) {
    const double direction = curve_detail::sign(side);
    const double distance = log_price - curve.log_price;
    switch (curve.shape) {
        case CurveShape::logistic:
            return curve_detail::logistic(curve, direction, distance);
        case CurveShape::isoelastic: {
            const double quantity = curve.quantity_t * std::exp(direction * curve.steepness * distance);
            return {quantity, direction * curve.steepness * quantity};
        }
        case CurveShape::linear:
            break;
    }
    return curve_detail::linear(curve, direction, distance);
}

// Antiderivative of the quantity in log price, zero at the curve's own log_price (logistic: up to a constant).
inline double integral_of(const Curve& curve, Side side, double log_price) {
    const double direction = curve_detail::sign(side);
    const double distance = log_price - curve.log_price;
    const double scale = direction * curve.steepness;
    switch (curve.shape) {
        case CurveShape::logistic:
            return curve.quantity_t / scale * curve_detail::softplus(scale * distance);
        case CurveShape::isoelastic:
            return curve.quantity_t / scale * std::expm1(scale * distance);
        case CurveShape::linear:
            break;
    }
    return curve_detail::linear_integral(curve, direction, distance);
}

}  // namespace orepolitik
