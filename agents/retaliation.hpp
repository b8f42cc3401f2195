// A state that remembers more harm than it did answers, the likelier the farther the opponent stands: with a ban of
// the mineral that hurts him most for what it costs itself, of those of which it holds the lever; without one, with a
// duty on what he sells. Lifted when the memory has faded.
//   opponent's loss = purchases x (exp(rise) - 1), rise = share x leverage / (short-run demand + supply elasticity), at
//                     most choke; where others sell much abroad (little leverage) they fill the gap
//   own loss        = sales x share x min(1, share / (2 (elasticity))): what cannot be sold elsewhere at the old price
// Sources: surplus triangles of the two-country table (Corden 1971); Baldwin and Evenett (2020) on retaliation by means
// of export controls; the model document, 6.9.
#pragma once
#include "agents/state.hpp"

namespace orepolitik {

// What of one mineral passes between two states in a year, and how it is answered in the short run.
struct Exposure {
    double flow_usd = 0, purchases_usd = 0, sales_usd = 0;
    double leverage = 1;      // of the world's purchases abroad and at home, what the actor sells
    double elasticity = 0.2;  // short-run demand and supply elasticity, summed
    double most_rise = 2.5;   // log of the choke price over today's
};
double opponent_loss_usd(const Exposure& exposure);
double own_loss_usd(const Exposure& exposure);

void decide_answers(States& states, std::size_t state, const Economy& economy);

}  // namespace orepolitik
