// Sets of ids as masks. Leaves out: who fills them (bind_laws.cpp, bind_background.cpp).
#pragma once
#include <cstdint>
#include <vector>

namespace orepolitik {

// True if the set has this id; an empty mask covers all.
inline bool holds(const std::vector<bool>& mask, std::uint32_t index) {
    return mask.empty() || (index < mask.size() && mask[index]);
}

}  // namespace orepolitik
