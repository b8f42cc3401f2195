// A state claims more of the mines on its soil: a higher royalty, then a stake of private owners, then all of it.
//   hazard = base x exp(1.5 ln(P / P0) + 1.0 risk), risk the expropriation risk of its institutions
// A seized mine loses a tenth of its capacity. Sources: Guriev, Kolotilin and Sonin (2011), J. Law, Economics and
// Organization 27: more often at high prices and under weak institutions; the two slopes are estimates.
#pragma once
#include "agents/state.hpp"

namespace orepolitik {

double nationalism_hazard_per_year(double log_price_over_base, double expropriation_risk, const Politics& politics);

void decide_claims(States& states, std::size_t state, const Economy& economy);
// Carries out what a state decided; the object of the move is told in it.
void claim_mines(States& states, StateMove& move, const Economy& economy, Mines& mines, Companies& companies);

}  // namespace orepolitik
