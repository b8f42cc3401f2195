// What states do for plants abroad: cheap loans, local benefits and standards for those that their companies own
// (law `cooperation`), and bids for deposits that nobody has begun (law `deposit_bid`). Worked out at a month's end
// for the next; what it cost this month is paid by the state that does it.
// Leaves out: what comes home of it (contract), what a plant does with cheaper money (plant).
#pragma once
#include <span>

#include "agents/company.hpp"
#include "agents/mine.hpp"
#include "agents/state.hpp"

namespace orepolitik {

// Pays for the month, gives deposits to the best bids, and lays next month's support on every plant.
void settle_sponsors(Companies& companies, Mines& mines, std::span<Plants* const> plants_by_kind, States& states,
                     Economy& economy);

}  // namespace orepolitik
