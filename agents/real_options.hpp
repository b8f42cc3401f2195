// Prices at which a plant is opened and closed when the price wanders and both moves cost money: the gap between them
// is why mines wait before they open and bear losses before they close.
// Leaves out: mothballing as a third state, time to build; what plants do with the prices (plant.hpp).
// Source: Dixit (1989), Entry and Exit Decisions under Uncertainty, J. Political Economy 97; Dixit and Pindyck (1994),
// Investment under Uncertainty, ch. 7.
#pragma once

namespace orepolitik {

// Money is in any one unit; the thresholds come out in that of opex, and scale with all three costs.
struct PlantOption {
    double opex = 0;              // C: avoidable cost of a tonne
    double entry_cost = 0;        // I: of opening, per tonne of yearly output
    double exit_cost = 0;         // E: of closing, likewise; negative if something is recovered, but less than I
    double discount_rate = 0.08;  // r: continuous, per year
    double drift = 0;             // mu: expected growth of the price per year, below r
    double volatility = 0.2;      // sigma: of the log price, per square root of a year
};

struct OptionThresholds {
    double open;   // P_H: an idle plant opens at this price
    double close;  // P_L: an open one closes at this price; 0 if never
};

// Throws std::invalid_argument where no thresholds exist, naming the figure at fault.
OptionThresholds real_option_thresholds(const PlantOption& option);

}  // namespace orepolitik
