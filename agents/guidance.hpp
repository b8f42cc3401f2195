// What a state does to cool a market that has run hot (laws `guidance`, `entry_limit`): expectations hang less on the
// day's price, plants begin nothing beyond the need that is foreseen, late makers get no licence. Worked out at a
// month's end for the next. Leaves out: what plants and users make of it (plant, manufacturer, market).
#pragma once
#include <span>

#include "agents/manufacturer.hpp"
#include "agents/plant.hpp"
#include "agents/state.hpp"

namespace orepolitik {

// Need in so many years if it goes on as in the past one, growth to at most the double and to no less than the half.
double foreseen_need_t(double need_t, double need_year_ago_t, double years);

void settle_guidance(Manufacturers& users, std::span<Plants* const> plants_by_kind, States& states, Economy& economy);

}  // namespace orepolitik
