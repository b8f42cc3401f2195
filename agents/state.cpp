#include "agents/state.hpp"

#include "agents/carbon_levy.hpp"
#include "agents/nationalism.hpp"
#include "agents/reshoring.hpp"
#include "agents/restriction.hpp"
#include "agents/retaliation.hpp"

namespace orepolitik {

void States::open_archives(std::size_t mineral_count) {
    const std::size_t cells = size() * mineral_count;
    sights.resize(cells);
    ladders.resize(cells);
    claims.assign(cells, 0);
    calm.assign(cells, 0);
    programmes.assign(cells, none_index);
    aid_usd.assign(size(), 0);
    downstream_usd.assign(size(), 0);
    log_price_of_month.resize(mineral_count);
    moves.resize(size());
    dividends_usd.assign(size(), 0);
    carbon_levies_usd.assign(size(), 0);
}

void States::collect_taxes(const Economy& economy, const Mines& mines, const Smelters& smelters,
                           const Smugglers& smugglers) {
    duties_usd.assign(size(), 0);
    export_taxes_usd.assign(size(), 0);
    royalties_usd.assign(size(), 0);
    fines_usd.assign(size(), 0);
    carbon_levies_usd.assign(size(), 0);
    subsidies_usd.assign(size(), 0);
    aid_usd.assign(size(), 0);
    const auto ruler = [&](RegionId territory) { return economy.diplomacy.sovereign(territory).value; };
    for (const auto& market : economy.markets) {
        for (const auto& side : market.importers) duties_usd[ruler(side.region)] += side.duty_usd + side.carbon_usd;
        for (const auto& side : market.exporters) export_taxes_usd[ruler(side.region)] += side.export_tax_usd;
    }
    for_each_group(mines.plants, [&](Rows rows) {
        double& sum = royalties_usd[ruler(mines.plants.region[rows.first])];
        double usd = sum;
        for (std::size_t i = rows.first; i < rows.last; ++i) usd += mines.royalty[i] * mines.plants.revenue_usd[i];
        sum = usd;
    });
    if (!mines.plants.fine_usd.all_usual())
        for (std::size_t i = 0; i < mines.size(); ++i)
            fines_usd[ruler(mines.plants.region[i])] += mines.plants.fine_usd[i];
    for (std::size_t i = 0; i < smugglers.size(); ++i) fines_usd[ruler(smugglers.from[i])] += smugglers.fines_usd[i];
    for_each_carbon_levy(mines, smelters, economy, [&](const Plants& plants, std::size_t i, double usd) {
        carbon_levies_usd[ruler(plants.region[i])] += usd;
    });
    for (std::size_t s = 0; s < size(); ++s)
        treasury_usd[s] += duties_usd[s] + export_taxes_usd[s] + royalties_usd[s] + fines_usd[s] + carbon_levies_usd[s];
}

void States::collect_dividends(const Companies& companies, std::span<const Plants* const> plants_by_kind) {
    dividends_usd.assign(size(), 0);
    for (const auto& holding : companies.holdings) {
        if (companies.is_company(holding.owner)) continue;
        const auto& plants = *plants_by_kind[holding.kind];
        dividends_usd[holding.owner - companies.size()] +=
            holding.share * (plants.revenue_usd[holding.plant] - plants.cost_usd[holding.plant]);
    }
    for (std::size_t s = 0; s < size(); ++s) treasury_usd[s] += dividends_usd[s];
}

void States::decide(std::size_t i, Economy& economy) {
    moves[i].clear();
    if (decides[i] == 0) return;
    const auto& p = economy.behaviour.politics;
    if (p.states_react(p.restrictions)) decide_restrictions(*this, i, economy);
    if (p.states_react(p.retaliation)) decide_answers(*this, i, economy);
    if (p.states_react(p.friend_shoring)) decide_friend_shoring(*this, i, economy);
    if (p.states_react(p.reshoring)) decide_reshoring(*this, i, economy);
    if (p.states_react(p.nationalism)) decide_claims(*this, i, economy);
}

void States::act(Economy& economy, Mines& mines, Companies& companies) {
    for (auto& of_state : moves)
        for (auto& move : of_state) {
            const RegionId actor = move.law.actor;
            if (move.what == StateMove::What::enact) {
                const auto law = static_cast<std::uint32_t>(economy.laws.enact(move.law));
                note_law(*this, move, law, economy);
            } else if (move.what == StateMove::What::lift) {
                economy.laws.lift(move.lifted, move.ends);
            } else {
                claim_mines(*this, move, economy, mines, companies);
            }
            economy.events.push_back(
                {economy.month, move.kind, economy.region_codes[actor.value], move.object, move.value, move.reason});
        }
}

}  // namespace orepolitik
