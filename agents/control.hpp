// Who controls what, as indices over a month: how far trade keeps within political camps.
// Leaves out: what states and companies do about it.
#pragma once
#include "model/economy.hpp"

namespace orepolitik {

// Assortativity of a material's trade across borders by camp (Newman 2003, Phys. Rev. E 67, eq. 2): with e the matrix
// of shares of trade from camp to camp, (trace e - sum of a b) / (1 - sum of a b); NaN without trade, or of one camp.
double fragmentation_of(const Economy& economy, MaterialId material);

}  // namespace orepolitik
