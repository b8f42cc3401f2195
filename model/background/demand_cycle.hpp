// The world's business cycle: needs rise above and fall below their trend, in part everywhere together, in part region
// by region, and come back to it within a few years. Log deviations follow c <- rho c + sd sqrt(1 - rho^2) e, keyed by
// seed, region and month, so that two runs with one seed share them. Part of the random shocks; starts at the trend.
// Sources: demand moves metal prices more than supply does, Stuermer (2018), Macroecon. Dyn. 22; industrial production
// of the world, yearly growth of standard deviation .03, Baumeister and Hamilton (2019), Am. Econ. Rev. 109; a world
// factor in national cycles, Kose, Otrok and Whiteman (2003), Am. Econ. Rev. 93.
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "model/behaviour.hpp"
#include "model/ids.hpp"

namespace orepolitik {

class DemandCycle {
  public:
    // One month on; nothing while shocks are off or the cycle has no width.
    void advance(std::uint64_t seed, std::uint32_t month, std::size_t regions, const Behaviour& behaviour);
    // Of a region's needs, over their trend.
    double multiple(RegionId region) const { return regions_.empty() ? 1 : std::exp(world_ + regions_[region.value]); }
    void carried(auto&& visit) { visit(world_, regions_); }

  private:
    double world_ = 0;
    std::vector<double> regions_;
};

}  // namespace orepolitik
