// What sellers and buyers gain by trading at a price: areas between a curve and the price, in USD.
// Leaves out: curves of orders in columns (order_curves.hpp); treasuries and rents (single_market.hpp).
// Source: Marshall (1920), Principles of Economics, book V; Mas-Colell, Whinston and Green (1995), section 10.E.
#pragma once
#include <limits>

#include "model/market/curves.hpp"

namespace orepolitik {

// The integral of a curve's quantity over the price between two log prices, USD; -infinity and +infinity are prices
// too.
double surplus_between(const Curve& curve, Side side, double log_low, double log_high);

// Producers' surplus at a price, from a price of zero; consumers', up to any price: infinite where buyers would pay
// without bound for a last tonne (isoelastic or logistic with an elasticity of at most one).
inline double surplus_at(const Curve& curve, Side side, double log_price) {
    return side == Side::sell ? surplus_between(curve, side, -infinity, log_price)
                              : surplus_between(curve, side, log_price, infinity);
}

}  // namespace orepolitik
