// What plants pay at home for the carbon that they release, over what they paid in the base year: a cost of theirs and
// an income of the treasury there. Leaves out: who sells allowances to whom; recyclers, who release none.
#pragma once
#include "agents/mine.hpp"
#include "agents/processing.hpp"

namespace orepolitik {

// Of this month, once all have settled: visit(plants, i, usd). None where no price of carbon and no law moves.
template <class Visit>
void for_each_carbon_levy(const Mines& mines, const Smelters& smelters, const Economy& economy, Visit&& visit) {
    if (!economy.background.moves(PathKind::carbon_price) && !economy.laws.governs_plants()) return;
    mines.for_each_site({0, mines.size()}, economy, [&](const Mines::Site& site, Rows rows) {
        if (site.carbon_usd_per_t == 0) return;
        const Plants& plants = mines.plants;
        for (std::size_t i = rows.first; i < rows.last; ++i)
            visit(plants, i, (plants.output_t[i] + plants.found_t[i]) * site.carbon_usd_per_t);
    });
    for (std::size_t i = 0; i < smelters.size(); ++i)
        visit(smelters.plants, i, smelters.plants.output_t[i] * smelters.carbon_usd_per_t(i, economy));
}

}  // namespace orepolitik
