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

// Part of a bargain over licences that buyers who act as one get: who can wait longer gives way less. They wait until
// their stocks are used up, sellers until the licences lapse. Zeuthen (1930) and Harsanyi (1956), Econometrica 24, on
// concessions; Rubinstein (1982), Econometrica 50, on patience.
double buyers_part(double buyers_wait_months, double sellers_wait_months);

// Of a rent each month, so that over the year that licences last the part is given up once.
double conceded_a_month(double part);

// Lays the contracts of next month on every route: Routes::contract_pull, contract_cost; ImporterSide::offtake_t;
// ExporterSide::conceded.
void settle_contracts(const Companies& companies, const States& states, std::span<const Plants* const> plants_by_kind,
                      Economy& economy);

}  // namespace orepolitik
