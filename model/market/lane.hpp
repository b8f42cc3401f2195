// One physical way from a region to another, the same for all materials; what a closed strait does to it.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "model/ids.hpp"

namespace orepolitik {

struct Lane {
    RegionId from, to;
    double bulk_usd_per_t, container_usd_per_t;  // per gross tonne, overland part included
    double distance_nm;
    int months;                 // 0 to 3 at sea
    std::uint32_t chokepoints;  // bit k: chokepoint k of BaseYear::chokepoints lies on the way
    double northern_nm = std::numeric_limits<double>::infinity();  // through the Arctic, where that is shorter
    std::vector<double> distance_if_closed_nm;                     // per chokepoint; infinity where no way remains
};

// Distance with some straits closed: the longest of the detours that each one forces; infinity where no way remains.
inline double distance_with_closed(const Lane& lane, std::uint32_t closed) {
    double distance = lane.distance_nm;
    for (std::size_t k = 0; k < lane.distance_if_closed_nm.size(); ++k)
        if ((closed & lane.chokepoints) >> k & 1U) distance = std::max(distance, lane.distance_if_closed_nm[k]);
    return distance;
}

}  // namespace orepolitik
