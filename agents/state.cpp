#include "agents/state.hpp"

namespace orepolitik {

void States::collect_taxes(const Economy& economy, const Mines& mines, const Smugglers& smugglers) {
    duties_usd.assign(size(), 0);
    export_taxes_usd.assign(size(), 0);
    royalties_usd.assign(size(), 0);
    fines_usd.assign(size(), 0);
    for (const auto& market : economy.markets) {
        for (const auto& side : market.importers) duties_usd[side.region.value] += side.duty_usd + side.carbon_usd;
        for (const auto& side : market.exporters) export_taxes_usd[side.region.value] += side.export_tax_usd;
    }
    for (std::size_t i = 0; i < mines.size(); ++i)
        royalties_usd[mines.plants.region[i].value] += mines.royalty[i] * mines.plants.revenue_usd[i];
    for (std::size_t i = 0; i < smugglers.size(); ++i) fines_usd[smugglers.from[i].value] += smugglers.fines_usd[i];
    for (std::size_t s = 0; s < size(); ++s)
        treasury_usd[s] += duties_usd[s] + export_taxes_usd[s] + royalties_usd[s] + fines_usd[s];
}

}  // namespace orepolitik
