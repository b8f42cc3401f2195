// What smelters would use of electric power, for the balance of next month; and the range of prices at which they stop.
// A smelter stops where the loss on a tonne reaches the restart cost spread over a year (agents/processing): there it
// runs at its lowest, and quarters of that loss shut it.
#pragma once
#include <vector>

#include "agents/processing.hpp"

namespace orepolitik {

void report_power_use(const Smelters& smelters, Economy& economy);

// The price of power at which a plant stops, over today's; the pure rule.
double stopping_power_price(double margin_usd_per_t, double restart_cost_usd_per_t, double power_cost_usd_per_t);

struct StoppingUse {
    double usd_per_mwh, twh;
};
// The lowest price above which so large a part of use has stopped; NaN of nobody's use.
double price_that_stops(double part, std::vector<StoppingUse> uses);

}  // namespace orepolitik
