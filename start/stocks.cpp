// Government and other stated stocks, held in the form that manufacturers buy.
#include "start/draft.hpp"

namespace orepolitik::start {

void place_government_stocks(Draft& draft) {
    for (const StockpileRow& row : draft.data.stockpiles) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto region = draft.regions.find(row.iso3);
        if (mineral == draft.minerals.end() || region == draft.regions.end()) {
            draft.note("stock of " + row.mineral + " held by " + row.holder + " (" + row.iso3 +
                       ") has no place in this world and is left out");
            continue;
        }
        const Mineral& held = draft.mineral(mineral->second);
        if (row.stock_t > 0) {
            const MaterialId material = held.demanded;
            draft.base.government_stocks.push_back({material, region->second, row.holder, row.stock_t,
                                                    row.held_by.empty() || row.held_by == "government"});
        }
    }
}

}  // namespace orepolitik::start
