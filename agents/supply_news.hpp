// What gets about of plants and of users: how needs grow, how long their feed would last, and what dated outages take
// from each country's supply. An outage counts by the part of the coming months that it is still to last; nobody hears
// of the small random ones. Leaves out: what buyers and traders make of it (model/economy.hpp, agents/stock_holder.hpp,
// agents/trader.hpp). Source of the rule: stocks bridge a loss until they are used up, Williams and Wright (1991);
// figures of known outages as they stand in the scenario.
#pragma once
#include "agents/kinds.hpp"

namespace orepolitik {

// Feed in stock, and a month's need of it, of a country's smelters and recyclers, on every buying side of a feed: told
// once, as a run begins, so that who eats up what bridges a loss does not make it news anew.
void report_feed_cover(const Kinds& kinds, Economy& economy);

// The part of each country's running capacity that outages in force take from the months ahead, on every selling side;
// who buys there hears of what has changed. Nothing without dated outages.
void report_losses(const Kinds& kinds, Economy& economy);

// How the world's need of each mineral moves.
void report_needs(const Kinds& kinds, Economy& economy);

}  // namespace orepolitik
