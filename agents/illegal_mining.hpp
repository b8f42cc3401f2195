// Where a law lets a mine dig less than it could, a part of the rest is dug without a permit and blended into what it
// sells by right: the buyer cannot tell them apart, the inspector may. It is a third of illicit trade beside what is
// hidden and what bears another origin (smuggler.hpp), and follows the same rule.
//   margin  share of the price that they keep of what a tonne earns beyond its cost - detection x loss when found
//   aim     capacity that the law idles x min(illegal_mining_share, margin / smuggling_slope); built up over months
//   dug     nothing at a margin of 0 or less, nor where the permit was not about used up last month
// Leaves out: diggers without a mine; harm to land and water; royalties evaded.
// Sources: Shen, Moomy and Eggert (2020), Mineral Economics 33, on rare earths in China: 23 to 30 % of output illegal
// before 2014; Becker (1968), J. Political Economy 76, on detection and fines.
#pragma once
#include "agents/mine.hpp"

namespace orepolitik {

// Brings each mine's unlicensed output of the month up to date: what it would dig, of it what is found and what is
// left.
void dig_without_permit(Mines& mines, Rows rows, const Economy& economy);

// As much as can be sold is dug, of both alike: what was sold of it, what was found, and the fine.
void settle_unlicensed(Plants& plants, std::size_t i, double price_usd_per_t, const Economy& economy);

// Capacity that it pays to run past the permit this month, before time to build it up.
double worth_digging_t(const Plants& plants, std::size_t i, double margin, const Economy& economy);

// The pure rule: margin as a share of the price.
double illegal_mining_margin(double price_usd_per_t, double cost_usd_per_t, double detection,
                             const Behaviour& behaviour);

}  // namespace orepolitik
