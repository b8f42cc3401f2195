// Companies bid for each other, are refused, raise, are reviewed by states, and merge; those that cannot pay hand over.
//   target accepts  offer >= undisturbed value x (1 + premium), premium drawn from 20 to 40 % unless stated
//   own bids        if market power + synergies > premium: dlnP = kappa dHHI / (|demand| + supply elasticity, long run)
//   review          world Herfindahl index above 1800 and rise above 100 in a mineral: the target's plants there are
//                   divested; bidder and target of opposed camps, or farther apart than most_distance_of_merger:
//                   refused
//   after closing   the group holds back kappa x 2 sA sB / (sA + sB) of its mines' output, the first-order Cournot
//                   answer (price up by kappa dHHI / eta); costs fall by the synergy; a trading house holds stock back
// Sources: bids of 2006 to 2026 (premiums, months); U.S. Merger Guidelines (2023); Farrell and Shapiro (1990), AER 80;
// Lundmark and Warell (2008), Resources Policy 33, on mergers of iron-ore miners.
#pragma once
#include <span>
#include <vector>

#include "agents/company.hpp"
#include "agents/mine.hpp"
#include "agents/state.hpp"

namespace orepolitik {

// Output shares of two companies in one mineral of the world.
struct Overlap {
    double bidder = 0, target = 0, herfindahl = 0;
    double rise() const { return 2 * bidder * target; }  // of the index by the merger
};
bool harms_competition(const Overlap& overlap);
double withheld_share(const Overlap& overlap, double conduct);
// Rise of the log price by what a merged group holds back.
double rise_of_price(const Overlap& overlap, double conduct, const MineralTraits& traits);
double company_value_usd(double yearly_profit_usd, double multiple, double cash_usd, double debt_usd,
                         double yearly_revenue_usd);

// Everything mergers touch.
struct Boardroom {
    Companies& companies;
    Mines& mines;
    const States& states;
    std::span<const Plants* const> plants_of;
    Economy& economy;
};
void value_companies(Companies& companies, const Economy& economy);
void run_deals(const Boardroom& room);
void wind_up_bankrupts(const Boardroom& room);

}  // namespace orepolitik
