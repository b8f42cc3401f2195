// A state, here the holder of laws: its treasury takes duties, export taxes, royalties and fines; its stockpile stands
// still. Leaves out: moves of its own; a scenario's dated laws act through the law book.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "agents/mine.hpp"
#include "agents/smuggler.hpp"

namespace orepolitik {

struct Stockpile {
    MaterialId material;
    RegionId region;
    std::string holder;
    double stock_t;
};

struct States {
    static constexpr std::string_view name = "state";
    std::vector<RegionId> region;
    std::vector<Stockpile> stockpiles;  // of all states, sorted as the tables state them
    std::vector<double> duties_usd, export_taxes_usd, royalties_usd, fines_usd;  // this month
    std::vector<double> treasury_usd;                                            // all since the start

    std::size_t size() const { return region.size(); }
    void carried(auto&& visit) { visit(duties_usd, export_taxes_usd, royalties_usd, fines_usd, treasury_usd); }
    void collect_taxes(const Economy& economy, const Mines& mines, const Smugglers& smugglers);
};

}  // namespace orepolitik
