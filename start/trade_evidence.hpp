// What the trade table says about one material: gross trade against output and use, and who buys from whom.
// Leaves out: unions of several members, whose reports count trade among themselves.
#pragma once
#include <vector>

#include "start/draft.hpp"
#include "start/proportional_fit.hpp"

namespace orepolitik::start {

// Per region: part of the smaller of supply and use that is traded both ways; the world's rule where values say
// nothing.
std::vector<double> cross_hauling_shares(const Draft& draft, MaterialId material);

// Reported bilateral tonnes from row to column; 0 where none.
FlowTable reported_tonnes(const Draft& draft, MaterialId material);

}  // namespace orepolitik::start
