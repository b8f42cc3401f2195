#include "model/random.hpp"

#include <cmath>

namespace orepolitik {

double months_to_next(double chance_per_month, double uniform) {
    return chance_per_month < 1 ? 1 + std::floor(std::log1p(-uniform) / std::log1p(-chance_per_month)) : 1;
}

}  // namespace orepolitik
