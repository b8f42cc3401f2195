// What plants pay at home for the carbon that they release, over what they paid in the base year: a cost of theirs and
// an income of the treasury there. Leaves out: who sells allowances to whom; recyclers, who release none.
#pragma once
#include "agents/mine.hpp"
#include "agents/processing.hpp"

namespace orepolitik {

// Of this month, once all have settled: visit(plants, i, usd). None where no price of carbon moves and no law charges
// it.
template <class Visit>
void for_each_carbon_levy(const Mines& mines, const Smelters& smelters, const Economy& economy, Visit&& visit) {
    const bool price_moves = economy.background.moves(PathKind::carbon_price);
    if (!price_moves && !economy.laws.governs_plants()) return;
    const auto may_pay = [&](const Plants& plants, std::size_t i) {
        return price_moves || plants.terms[i].has_free_allowances;
    };
    for_each_group(mines.plants, [&](Rows rows) {
        const Plants& plants = mines.plants;
        if (!may_pay(plants, rows.first)) return;
        const double usd_per_t = mines.site_of(rows.first, economy).carbon_usd_per_t;
        if (usd_per_t == 0) return;
        for (std::size_t i = rows.first; i < rows.last; ++i)
            visit(plants, i, (plants.output_t[i] + plants.found_t[i]) * usd_per_t);
    });
    for (std::size_t i = 0; i < smelters.size(); ++i)
        if (may_pay(smelters.plants, i))
            visit(smelters.plants, i, smelters.plants.output_t[i] * smelters.carbon_usd_per_t(i, economy));
}

}  // namespace orepolitik
