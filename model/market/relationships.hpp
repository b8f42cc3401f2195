// Who deals with whom: relationships follow what is traded and who has the capacity; how few suppliers a buyer has;
// what further capacity costs. Leaves out: sourcing in a month (sourcing.hpp). Source of standing: Krugman (1980),
// American Economic Review 70: varieties, and so weights, in proportion to the size of an industry.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>

#include "model/market/market.hpp"

namespace orepolitik {

// Smallest share of the world's capacity that a supplier's weight with buyers tells from none: newcomers start there.
inline constexpr double least_standing_share = 1e-8;

// Takes the exporters' capacity as that of the base year.
void remember_capacity(Market& market);

// Log of what the next plant costs over a plant of the base year: the best sites go first. Capacity over its trend to
// the inverse of the long-run elasticity of supply, so that capacity answers lasting prices by just that elasticity.
double log_cost_of_expansion(const Market& market, std::uint32_t month_index);

// Sum of the squares of foreign suppliers' shares in what is shipped to an importer: 0 where all is bought at home, 1
// where one country abroad sells all.
// Over the price, the most that holders of licences would ask of buyers who can turn to others: a cartel's rent, 1/(e -
// 1) at the elasticity e = sigma (1 - its share of their purchases in the base year); infinite where e is 1 or less.
// Lerner (1934). `covered` tells of a route whether the licences are for it.
template <class Covered>
double most_rent_over_price(const Market& m, Covered&& covered) {
    double bought = 0, covered_t = 0;
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        double share = 0;
        for (std::size_t i = 0; i < m.exporters.size(); ++i)
            if (covered(i, j)) share += m.routes.base_share[m.route(i, j)];
        bought += m.importers[j].bought_t * share;
        covered_t += m.importers[j].bought_t * share * share;
    }
    const double elasticity = bought > 0 ? m.sourcing_elasticity * (1 - covered_t / bought) : 0;
    return elasticity > 1 ? 1 / (elasticity - 1) : std::numeric_limits<double>::infinity();
}

double foreign_concentration(const Market& market, std::size_t importer);

// Fading mean of it, of every importer who bought.
void note_concentration(Market& market);

// Weights of routes near what trade and prices make of them, over so many months. A country that comes to hold more of
// the world's capacity sells more kinds to more buyers: its weight with all of them follows its share, so that it need
// not be cheaper for ever to sell more. Weights themselves, not their logs, follow: a newcomer is known within months.
void follow_relationships(Market& market, double months, double memory);

}  // namespace orepolitik
