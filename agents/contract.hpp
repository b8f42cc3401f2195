// What contracts between states and companies do to who buys where: offtake of mines owned abroad, and buyers who buy
// as one. Worked out at a month's end for the next, from what was made and shipped.
// Offtake keeps a buyer's price index as it is: a contract moves tonnes to one supplier and cheapens nothing.
// Leaves out: who owns the mines (company, nationalism, merger), what laws stop on the way (model/law).
// Sources: logit of Armington shares for the pull that brings a share about; Blair and Harrison (1993) for monopsony.
#pragma once
#include <span>

#include "agents/company.hpp"
#include "agents/state.hpp"

namespace orepolitik {

// Log discount that a buyer perceives at a supplier under contract, so that its share, now so much, becomes `wanted`:
// shares answer to exp(-sigma cost), so log odds move by sigma per unit. Never below 0: who gets more needs no pull.
double next_pull(double pull, double share, double wanted, double sourcing_elasticity);

// Lays the contracts of next month on every route: Routes::contract_pull, contract_cost; ImporterSide::offtake_t.
void settle_contracts(const Companies& companies, const States& states, std::span<const Plants* const> plants_by_kind,
                      Economy& economy);

}  // namespace orepolitik
