// The curve of one order: its part filled, against how far the price lies beyond its midpoint, in logs times steepness.
#pragma once
#include <cmath>

namespace orepolitik {

inline double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

}  // namespace orepolitik
