#include "agents/retaliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/restriction.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr double most_log_rise = 2.5;  // about the choke price of twelve base prices
constexpr double least_elasticity = 0.1;
constexpr double faded = 0.5;  // of the threshold: then the answer is lifted
constexpr double least_months_of_answer = 12;
constexpr double friend_shoring_wedge = 0.2;  // Francois and Hall (1997): wedge of a tenth to a quarter between camps
constexpr double too_dependent = 0.5, too_concentrated = 0.25;

Exposure exposure(const States& s, const Economy& e, std::size_t mineral, RegionId own, RegionId opponent) {
    const auto& traits = s.traits[mineral];
    Exposure x{.leverage = s.sights[s.cell(own.value, mineral)].leverage,
               .elasticity = std::max(least_elasticity, traits.supply_elasticity - traits.demand_elasticity),
               .most_rise = most_log_rise};
    for (const MaterialId id : {e.ore_of_mineral[mineral], e.refined_of_mineral[mineral]}) {
        if (!id.exists()) continue;
        const auto& m = e.markets[id.value];
        const auto i = m.exporter_of_region[own.value], j = m.importer_of_region[opponent.value];
        if (i != none_index) x.sales_usd += 12 * m.exporters[i].revenue_usd;
        if (j != none_index) x.purchases_usd += 12 * m.importers[j].paid_usd;
        if (i != none_index && j != none_index)
            x.flow_usd += 12 * m.routes.flow_t[m.route(i, j)] * std::exp(m.exporters[i].log_price);
    }
    return x;
}

bool is_restricted_already(const States& s, const Economy& e, std::size_t mineral, RegionId own, RegionId opponent) {
    const auto& ladder = s.ladders[s.cell(own.value, mineral)];
    if (ladder.rung == 4) return true;
    return std::any_of(s.answers.begin(), s.answers.end(), [&](const Answer& a) {
        return a.actor == own && a.opponent == opponent && a.mineral.value == mineral && a.law != none_index &&
               !e.laws.enactment(a.law).lifted();
    });
}

struct Weapon {
    std::size_t mineral = 0;
    double gain_usd = 0, opponent_usd = 0, own_usd = 0;
};

// What may still be answered: countermeasures are commensurate with the injury, less what was paid back already.
double unanswered_usd(const Economy& e, RegionId own, RegionId opponent) {
    const auto& d = e.diplomacy;
    return e.behaviour.politics.most_answer * d.grievance_usd(own, opponent) - d.grievance_usd(opponent, own);
}

Weapon best_weapon(const States& s, const Economy& e, RegionId own, RegionId opponent) {
    const double most = unanswered_usd(e, own, opponent);
    Weapon best;
    for (std::size_t k = 0; k < s.minerals(); ++k) {
        const Exposure x = exposure(s, e, k, own, opponent);
        const double his = opponent_loss_usd(x), mine = own_loss_usd(x);
        const double gain = his - e.behaviour.politics.own_loss_weight * mine;
        const bool advantage = s.sights[s.cell(own.value, k)].leverage >= e.behaviour.politics.least_leverage;
        if (advantage && x.flow_usd <= most && gain > best.gain_usd && !is_restricted_already(s, e, k, own, opponent))
            best = {k, gain, his, mine};
    }
    return best;
}

// A duty on what the opponent sells here and others could sell instead.
Weapon best_duty(const States& s, const Economy& e, RegionId own, RegionId opponent) {
    Weapon best;
    const double most = unanswered_usd(e, own, opponent);
    const double rate = e.behaviour.politics.answering_tariff;
    for (std::size_t k = 0; k < s.minerals(); ++k) {
        const Exposure sold = exposure(s, e, k, opponent, own);
        const double his = rate / (1 + rate) * sold.flow_usd;
        const double share = sold.purchases_usd > 0 ? sold.flow_usd / sold.purchases_usd : 0;
        const double gain = his - e.behaviour.politics.own_loss_weight * share * his;
        if (his <= most && gain > best.gain_usd && !is_restricted_already(s, e, k, own, opponent))
            best = {k, gain, his, share * his};
    }
    return best;
}

void answer(States& s, std::size_t i, RegionId opponent, double grievance, const Economy& e) {
    Weapon weapon = best_weapon(s, e, s.region[i], opponent);
    const bool bans = weapon.gain_usd > 0;
    if (!bans) weapon = best_duty(s, e, s.region[i], opponent);
    const double remembered = e.diplomacy.grievance_usd(s.region[i], opponent);
    if (weapon.gain_usd <= 0 || weapon.opponent_usd < e.behaviour.politics.least_answer * remembered) return;
    StateMove move;
    move.law = {.kind = bans ? MoveKind::export_ban : MoveKind::import_tariff,
                .actor = s.region[i],
                .mineral = MineralId{static_cast<std::uint32_t>(weapon.mineral)},
                .target = opponent,
                .magnitude = bans ? 0 : e.behaviour.politics.answering_tariff,
                .from = e.month + 1,
                .announced = e.month + 1};
    move.kind = "retaliation";
    move.object =
        fmt::format("{} {} {}", e.mineral_ids[weapon.mineral], bans ? "to" : "from", e.region_codes[opponent.value]);
    move.value = weapon.opponent_usd;
    move.reason = fmt::format("remembers {:.3g} USD a year, {:.2g} of GDP; opponent would lose {:.3g}, itself {:.3g}",
                              remembered, grievance, weapon.opponent_usd, weapon.own_usd);
    s.moves[i].push_back(std::move(move));
}

void lift_faded(States& s, std::size_t i, const Economy& e) {
    const auto& p = e.behaviour.politics;
    for (auto& a : s.answers) {
        if (a.actor != s.region[i] || a.law == none_index || e.laws.enactment(a.law).lifted()) continue;
        const bool shoring = e.laws.enactment(a.law).kind == MoveKind::friend_shoring;
        if (shoring || e.month - a.since < least_months_of_answer) continue;
        const double grievance = e.diplomacy.grievance_over_gdp(a.actor, a.opponent);
        if (grievance > faded * p.retaliation_threshold_of_gdp) continue;
        s.moves[i].push_back(lifting(a.law, e.month + 1, "relaxation",
                                     fmt::format("remembered harm {:.2g} of GDP, faded", grievance), e));
    }
}

}  // namespace

double opponent_loss_usd(const Exposure& x) {
    if (x.purchases_usd <= 0) return 0;
    const double share = std::min(1.0, x.flow_usd / x.purchases_usd);
    return x.purchases_usd * std::expm1(std::min(share * x.leverage / x.elasticity, x.most_rise));
}

double own_loss_usd(const Exposure& x) {
    if (x.sales_usd <= 0) return 0;
    const double share = std::min(1.0, x.flow_usd / x.sales_usd);
    return x.sales_usd * share * std::min(1.0, share / (2 * x.elasticity));
}

void decide_answers(States& s, std::size_t i, const Economy& e) {
    const auto& p = e.behaviour.politics;
    lift_faded(s, i, e);
    for (std::uint32_t j = 0; j < s.size(); ++j) {
        const RegionId own = s.region[i], other{j};
        const double grievance = e.diplomacy.grievance_over_gdp(own, other);
        const bool paid_back = e.diplomacy.grievance_usd(other, own) >= e.diplomacy.grievance_usd(own, other);
        if (grievance <= p.retaliation_threshold_of_gdp || paid_back) continue;
        const double urge =
            e.diplomacy.base_distance(own, other) * std::min(1.0, grievance / (2 * p.retaliation_threshold_of_gdp));
        const auto pair = static_cast<std::uint32_t>(i * s.size() + j);
        if (Stream(e.seed, Draw::retaliation, pair, e.elapsed()).happens(p.retaliation_hazard_per_year * urge / 12))
            answer(s, i, other, grievance, e);
    }
}

void decide_friend_shoring(States& s, std::size_t i, const Economy& e) {
    const RegionId own = s.region[i];
    double harmed = 0;
    for (std::uint32_t j = 0; j < s.size(); ++j)
        if (e.diplomacy.opposed(own, RegionId{j}))
            harmed = std::max(harmed, e.diplomacy.grievance_over_gdp(own, RegionId{j}));
    if (harmed <= e.behaviour.politics.retaliation_threshold_of_gdp) return;
    for (std::uint32_t k = 0; k < s.minerals(); ++k) {
        const auto& sight = s.sights[s.cell(i, k)];
        if (sight.import_dependence < too_dependent || sight.supplier_concentration < too_concentrated) continue;
        const bool shored = std::any_of(s.answers.begin(), s.answers.end(), [&](const Answer& a) {
            return a.actor == own && a.mineral == MineralId{k} && !a.opponent.exists();
        });
        if (shored) continue;
        StateMove move;
        move.law = {.kind = MoveKind::friend_shoring,
                    .actor = own,
                    .mineral = MineralId{k},
                    .magnitude = friend_shoring_wedge,
                    .from = e.month + 1,
                    .announced = e.month + 1};
        move.kind = "friend-shoring";
        move.object = e.mineral_ids[k];
        move.value = friend_shoring_wedge;
        move.reason = fmt::format("dependence {:.2f} on suppliers of concentration {:.2f}; harmed {:.2g} of GDP",
                                  sight.import_dependence, sight.supplier_concentration, harmed);
        s.moves[i].push_back(std::move(move));
    }
}

}  // namespace orepolitik
