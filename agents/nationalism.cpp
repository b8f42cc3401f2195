#include "agents/nationalism.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr double most_royalty = 0.6;

enum Step : std::uint32_t { royalty, stake, seizure, nothing_left };

bool is_claimed(const Mines& mines, std::size_t i, const StateMove& move, const Economy& e) {
    return e.diplomacy.sovereign(mines.plants.region[i]) == move.law.actor &&
           mines.plants.mineral[i] == move.law.mineral &&
           mines.plants.status[i] != static_cast<std::uint8_t>(Status::closed);
}

bool is_foreign_and_private(const Companies& companies, const Holding& holding, const Economy& e, RegionId state) {
    if (!companies.is_company(holding.owner)) return false;
    const CountryId home = companies.home[holding.owner];
    const bool at_home = home.exists() && e.region_of_country[home.value] == state;
    return !(at_home && companies.state_owned[holding.owner] != 0);
}

// The state takes its part of every such share; the seller is paid nothing.
double take_shares(const StateMove& move, double part, const Economy& e, const Mines& mines, Companies& companies) {
    double taken = 0;
    const std::size_t before = companies.holdings.size();
    for (std::size_t h = 0; h < before; ++h) {
        auto& holding = companies.holdings[h];
        if (holding.kind != 0 || !is_claimed(mines, holding.plant, move, e)) continue;
        if (!is_foreign_and_private(companies, holding, e, move.law.actor)) continue;
        const double share = part * holding.share;
        holding.share -= share;
        taken += share;
        companies.holdings.push_back({holding.kind, holding.plant, share, companies.owner_of_state(move.law.actor)});
    }
    return taken;
}

}  // namespace

double nationalism_hazard_per_year(double log_price_over_base, double risk, const Politics& p) {
    return p.nationalism_hazard_per_year *
           std::exp(p.nationalism_of_price * log_price_over_base + p.nationalism_of_institutions * risk);
}

void decide_claims(States& s, std::size_t i, const Economy& e) {
    for (std::uint32_t k = 0; k < s.minerals(); ++k) {
        const auto done = s.claims[s.cell(i, k)];
        const MaterialId ore = e.ore_of_mineral[k];
        if (!ore.exists() || done >= nothing_left) continue;
        const auto& m = e.markets[ore.value];
        const auto side = m.exporter_of_region[i];
        if (side == none_index || m.exporters[side].made_t <= 0) continue;
        const double dear = m.exporters[side].log_price - m.exporters[side].base_log_price;
        const double risk = e.diplomacy.of(s.region[i]).expropriation_risk;
        const double hazard =
            nationalism_hazard_per_year(dear, risk, e.behaviour.politics) * std::exp(-s.calm[s.cell(i, k)]);
        if (!Stream(e.seed, Draw::nationalism, static_cast<std::uint32_t>(s.cell(i, k)), e.elapsed())
                 .happens(hazard / 12))
            continue;
        StateMove move;
        move.what = StateMove::What::claim;
        move.law.actor = s.region[i];
        move.law.mineral = MineralId{k};
        move.kind = "nationalism";
        move.object = e.mineral_ids[k];
        move.reason = fmt::format("hazard {:.2g} a year: price {:.2f} of base, expropriation risk {:.2f}", hazard,
                                  std::exp(dear), risk);
        s.moves[i].push_back(std::move(move));
    }
}

void claim_mines(States& s, StateMove& move, const Economy& e, Mines& mines, Companies& companies) {
    auto& done = s.claims[s.cell(move.law.actor.value, move.law.mineral.value)];
    const auto& p = e.behaviour.politics;
    const char* words[] = {"royalty raised by", "stake taken of", "seized, shares of"};
    if (done == royalty) {
        move.value = p.royalty_step;
        for (std::size_t i = 0; i < mines.size(); ++i)
            if (is_claimed(mines, i, move, e)) mines.royalty[i] = std::min(most_royalty, mines.royalty[i] + move.value);
    } else {
        move.value = take_shares(move, done == stake ? p.stake_step : 1, e, mines, companies);
    }
    if (done == seizure)
        for (std::size_t i = 0; i < mines.size(); ++i)
            if (is_claimed(mines, i, move, e)) mines.plants.capacity_t[i] *= 1 - p.seized_output_loss;
    move.reason = fmt::format("{} {:.3g}; {}", words[done], move.value, move.reason);
    ++done;
}

}  // namespace orepolitik
