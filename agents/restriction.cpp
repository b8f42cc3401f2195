#include "agents/restriction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/market/logistic.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr std::array<MoveKind, 5> rungs{MoveKind::export_licence, MoveKind::export_licence, MoveKind::export_tax,
                                        MoveKind::export_quota, MoveKind::export_ban};
constexpr double idle_enough = 0.15;  // of smelting capacity, to keep the ore at home and sell the metal
constexpr std::uint8_t ore_only = 1U << static_cast<unsigned>(Form::ore);
constexpr std::uint8_t ore_and_metal = ore_only | 1U << static_cast<unsigned>(Form::refined);

bool is_harmed_by_opponent(const Economy& e, RegionId state) {
    const auto& d = e.diplomacy;
    const double enough = e.behaviour.politics.retaliation_threshold_of_gdp;
    for (std::uint32_t j = 0; j < d.size(); ++j)
        if (d.opposed(state, RegionId{j}) && d.grievance_over_gdp(state, RegionId{j}) > enough) return true;
    return false;
}

double world_restricted(const States& s, std::size_t state) {
    double sum = 0;
    for (std::size_t k = 0; k < s.minerals(); ++k) sum += s.sights[s.cell(state, k)].restricted_abroad;
    return sum / static_cast<double>(s.minerals());
}

// What others' answers do to the state in a year, by restriction that it has made: none is told which one it answers.
double harm_by_answers(const States& s, std::size_t state) {
    double usd = 0;
    int made = 0;
    for (std::size_t k = 0; k < s.minerals(); ++k) made += s.ladders[s.cell(state, k)].rung > 0;
    if (made == 0) return 0;
    std::vector<std::uint32_t> answering;
    for (const Answer& answer : s.answers) answering.push_back(answer.law);
    std::ranges::sort(answering);
    for (const Harm& harm : s.harms)
        if (harm.victim == s.region[state] && std::ranges::binary_search(answering, harm.law)) usd += harm.usd;
    return usd / made;
}

std::uint32_t key(const States& s, std::size_t state, std::size_t mineral) {
    return static_cast<std::uint32_t>(s.cell(state, mineral));
}

double magnitude_of(std::uint32_t rung, const Sight& sight, const MineralTraits& traits, const Politics& p) {
    if (rung == 1 || rung == 3) return rung == 1 ? 1 - p.restriction_cut / 2 : p.restriction_cut;
    return rung == 2 ? chosen_export_tax(residual_elasticity(sight.export_share, traits), p.most_export_tax) : 0;
}

StateMove restriction(const States& s, std::size_t state, std::size_t mineral, std::uint32_t rung, const Economy& e) {
    const auto& p = e.behaviour.politics;
    const auto& sight = s.sights[s.cell(state, mineral)];
    StateMove move;
    const bool smelts = sight.idle_smelters > idle_enough && e.ore_of_mineral[mineral].exists();
    const Month holds = e.month + static_cast<int>(p.notice_months);
    const bool leaks = Stream(e.seed, Draw::leak, key(s, state, mineral), e.elapsed()).happens(p.leak_probability);
    move.law = {.kind = rungs[rung],
                .actor = s.region[state],
                .mineral = MineralId{static_cast<std::uint32_t>(mineral)},
                .forms = smelts ? ore_only : ore_and_metal,
                .magnitude = magnitude_of(rung, sight, s.traits[mineral], p),
                .from = holds,
                .announced = holds,
                .leaked = leaks ? e.month + 1 : Month{-1}};
    move.kind = "restriction";
    move.object = e.mineral_ids[mineral];
    move.value = move.law.magnitude;
    return move;
}

void lift_old(States& s, std::size_t state, Ladder& ladder, Month ends, const Economy& e, const char* kind,
              std::string reason) {
    if (ladder.law == none_index) return;
    StateMove lift = lifting(ladder.law, ends, kind, std::move(reason), e);
    lift.value = ladder.rung;
    s.moves[state].push_back(std::move(lift));
    ladder.law = none_index;
}

void climb(States& s, std::size_t state, std::size_t mineral, std::string why, const Economy& e) {
    auto& ladder = s.ladders[s.cell(state, mineral)];
    if (ladder.rung == 0) ladder.sales_share_before = s.sights[s.cell(state, mineral)].sales_share;
    StateMove move = restriction(s, state, mineral, ladder.rung + 1, e);
    move.reason = fmt::format("{} of rung {}; {}", name_of(move.law.kind), ladder.rung + 1, why);
    lift_old(s, state, ladder, move.law.from, e, "replaced", "a stricter restriction follows");
    ++ladder.rung;
    ladder.since = e.month;
    s.moves[state].push_back(std::move(move));
}

std::string words_of(const RestrictionPressure& x, const Politics& p) {
    return fmt::format(
        "hazard {:.2g} a month: trade restricted {:.2f}, price {:+.0f} % in a year, share {:.2f}, hostile {:.0f}, idle "
        "smelters {:.2f}",
        restriction_hazard_per_month(x, p), x.restricted, 100 * std::expm1(x.price_stress), x.export_share, x.hostile,
        x.idle_smelters);
}

// What goes with it in one decision: others that it exports and leaves free.
void fill_package(States& s, std::size_t state, std::size_t first, const Economy& e) {
    const auto& p = e.behaviour.politics;
    for (std::size_t k = 0; k < s.minerals(); ++k) {
        const bool free = s.ladders[s.cell(state, k)].rung == 0;
        const bool exported = s.sights[s.cell(state, k)].export_share >= p.least_export_share;
        if (free && exported && Stream(e.seed, Draw::package, key(s, state, k), e.elapsed()).happens(p.package_share))
            climb(s, state, k, fmt::format("in one decision with {}", e.mineral_ids[first]), e);
    }
}

void come_down(States& s, std::size_t state, std::size_t mineral, double loss, const Economy& e) {
    auto& ladder = s.ladders[s.cell(state, mineral)];
    lift_old(s, state, ladder, e.month + 1, e, "relaxation",
             fmt::format("own loss {:.2f} of its makers' sales above {:.2f}", loss,
                         e.behaviour.politics.relax_loss_of_sales));
    --ladder.rung;
    ladder.since = e.month;
    if (ladder.rung == 0) return;
    StateMove milder = restriction(s, state, mineral, ladder.rung, e);
    milder.law.from = milder.law.announced = e.month + 1;
    milder.reason = fmt::format("{} instead, one rung down", name_of(milder.law.kind));
    s.moves[state].push_back(std::move(milder));
}

}  // namespace

double restriction_hazard_per_month(const RestrictionPressure& x, const Politics& p) {
    return logistic(p.contagion_intercept + p.contagion_of_restrictions * x.restricted +
                    p.contagion_of_price * x.price_stress + p.contagion_of_share * x.export_share +
                    p.contagion_of_hostility * x.hostile + p.contagion_of_idle_smelters * x.idle_smelters);
}

double residual_elasticity(double export_share, const MineralTraits& traits) {
    return (-traits.long_run_demand_elasticity + (1 - export_share) * traits.long_run_supply_elasticity) /
           std::max(export_share, 1e-6);
}

double chosen_export_tax(double elasticity, double most) {
    return elasticity > 0 ? std::min(1 / elasticity, most) : most;
}

double loss_over_sales(double share_before, double share_now, double answered_usd, double sales_usd) {
    if (share_before <= 0) return 0;
    const double answered = sales_usd > 0 ? answered_usd / sales_usd : 0;
    return std::max(0.0, 1 - share_now / share_before) + answered;
}

double relaxations_per_year(double loss, const Politics& p) {
    if (loss <= p.relax_loss_of_sales) return 0;
    return p.relax_hazard_per_year * std::min(1.0, loss / (2 * p.relax_loss_of_sales));
}

void decide_restrictions(States& s, std::size_t i, const Economy& e) {
    const auto& p = e.behaviour.politics;
    if (e.elapsed() == 0) return;  // nothing seen yet
    const double hostile = is_harmed_by_opponent(e, s.region[i]) ? 1 : 0, world = world_restricted(s, i);
    const double answered = harm_by_answers(s, i);
    std::size_t restricted = s.minerals();  // none
    for (std::size_t k = 0; k < s.minerals(); ++k) {
        const auto& sight = s.sights[s.cell(i, k)];
        const auto& ladder = s.ladders[s.cell(i, k)];
        const int held = ladder.rung > 0 ? e.month - ladder.since : 0;
        const double loss = ladder.rung == 0 ? 0
                                             : loss_over_sales(ladder.sales_share_before, sight.sales_share, answered,
                                                               sight.sales_usd_per_year);
        if (ladder.rung > 0 && held >= p.relax_months &&
            Stream(e.seed, Draw::relaxation, key(s, i, k), e.elapsed()).happens(relaxations_per_year(loss, p) / 12)) {
            come_down(s, i, k, loss, e);
            continue;
        }
        const bool may_climb =
            ladder.rung == 0 ? sight.export_share >= p.least_export_share : ladder.rung < 4 && held >= p.rung_months;
        if (!may_climb || loss > p.relax_loss_of_sales) continue;
        const RestrictionPressure pressure{(sight.restricted_abroad + world) / 2, sight.price_stress,
                                           sight.export_share, hostile, sight.idle_smelters};
        if (Stream(e.seed, Draw::restriction, key(s, i, k), e.elapsed())
                .happens(restriction_hazard_per_month(pressure, p))) {
            climb(s, i, k, words_of(pressure, p), e);
            restricted = k;
        }
    }
    if (restricted < s.minerals()) fill_package(s, i, restricted, e);
}

StateMove lifting(std::uint32_t law, Month ends, const char* kind, std::string reason, const Economy& e) {
    StateMove move;
    move.what = StateMove::What::lift;
    move.law = e.laws.enactment(law);
    move.lifted = law;
    move.ends = ends;
    move.kind = kind;
    move.object = e.laws.law(law).name;
    move.reason = std::move(reason);
    return move;
}

void note_law(States& s, const StateMove& move, std::uint32_t law, const Economy& e) {
    if (move.kind == "restriction") {
        s.ladders[s.cell(move.law.actor.value, move.law.mineral.value)].law = law;
    } else if (move.kind == "reshoring") {
        s.programmes[s.cell(move.law.actor.value, move.law.mineral.value)] = law;
    } else {
        s.answers.push_back({move.law.actor, move.law.target, move.law.mineral, law, e.month});
    }
}

}  // namespace orepolitik
