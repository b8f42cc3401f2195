#include "agents/territory.hpp"

#include <fmt/format.h>

#include <cmath>

namespace orepolitik {
namespace {

void open_deposits(Economy& e, Mines& mines, States& states, const BoundLaw& law) {
    auto& p = mines.plants;
    const double months = 12 * e.behaviour.deposit_lead_years;
    for (std::size_t i = 0; i < mines.size(); ++i) {
        const auto place = p.region[i].value;
        const bool there = place < law.scope.targets.size() && law.scope.targets[place];
        if (!there || p.status[i] != static_cast<std::uint8_t>(Status::deposit) || p.is_begun(i, e.elapsed())) continue;
        const double added_t = std::max(p.typical_t[i], p.capacity_t[i]);
        p.begun[i].push_back({e.elapsed() + static_cast<std::uint32_t>(std::lround(months)), added_t});
        const double cost = 12 * added_t * p.new_unit_cost_usd_per_t[i] * e.behaviour.project_capital_years;
        states.treasury_usd[law.scope.actor.value] -= cost;
        e.events.push_back({e.month, "development", e.region_codes[law.scope.actor.value], std::string(p.name[i]),
                            added_t,
                            fmt::format("opens a deposit of its new territory for {:.3g} USD; ore after {:.0f} months",
                                        cost, months)});
    }
}

}  // namespace

void develop_territories(Economy& e, Mines& mines, States& states) {
    if (!e.laws.changes_at(e.month)) return;
    for (std::size_t k = 0; k < e.laws.size(); ++k) {
        const auto& law = e.laws.law(k);
        const auto* transfer = std::get_if<TerritoryTransfer>(&law.instrument);
        if (transfer && transfer->develop && law.dates.comes && law.dates.from == e.month)
            open_deposits(e, mines, states, law);
    }
}

}  // namespace orepolitik
