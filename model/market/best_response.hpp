// What charge a country would choose for its own welfare, others' given; and where several countries' choices are best
// answers to each other (a Nash equilibrium in charges).
// Leaves out: retaliation over time (agents/state), quotas and bans as choices.
// Source: Johnson (1953), Review of Economic Studies 21; the golden search of Brent (1973) with a parabola at the end.
#pragma once
#include "model/market/single_market.hpp"

namespace orepolitik {

// A charge that one country sets alike on several routes.
struct Choice {
    std::size_t country;
    std::vector<double> TradeMeasures::*charge;
    std::vector<std::size_t> routes;
    double low, high;
};

struct Answer {
    std::vector<double> value;  // per choice
    TradeMeasures measures;     // with those values
    int rounds = 0;
    bool settled = false;  // each value is the best answer to the others
};

Answer best_answers(const SingleMarket& market, TradeMeasures measures, const std::vector<Choice>& choices);

}  // namespace orepolitik
