// Research in industries that use a mineral, paid by a state (law `downstream_rnd`): knowledge comes with a lag, ages,
// and raises what they make and need at home; the value made so is accounted beside what it cost.
// Leaves out: what users buy (manufacturer).
// Source: perpetual inventory of research, Hall, Mairesse and Mohnen (2010).
#pragma once
#include "agents/manufacturer.hpp"
#include "agents/state.hpp"

namespace orepolitik {

// Money under way and the knowledge it became, after a month in which so much was spent.
Research after_month(Research research, double spent_usd, double lag_years);

// Pays for the month, counts what knowledge has added, and tells users what it makes of next month's need.
void settle_research(Manufacturers& users, States& states, const Economy& economy);

}  // namespace orepolitik
