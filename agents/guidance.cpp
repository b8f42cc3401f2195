#include "agents/guidance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

constexpr double fastest_growth = 2;  // a year; beyond it nobody extrapolates
constexpr std::size_t recyclers = 2;  // their place among the kinds of plants

void calm_sides(Economy& e, Month next) {
    for (auto& m : e.markets) {
        for (auto& side : m.exporters) side.calmed = 0;
        for (auto& side : m.importers) side.calmed = 0;
        e.laws.for_each_in_force<Guidance>(next, [&](const Guidance& terms, const BoundLaw& law) {
            if (!law.covers_goods(m.mineral, m.form)) return;
            const auto i = m.exporter_of_region[law.scope.actor.value], j = m.importer_of_region[law.scope.actor.value];
            if (i != none_index) m.exporters[i].calmed = std::max(m.exporters[i].calmed, terms.calming);
            if (j != none_index) m.importers[j].calmed = std::max(m.importers[j].calmed, terms.calming);
        });
    }
}

// Of the world, a month's, by mineral, in the form that is used.
std::vector<double> needs_t(const Manufacturers& users, const Economy& e) {
    std::vector<double> need(e.mineral_ids.size(), 0);
    for (std::size_t i = 0; i < users.size(); ++i)
        need[e.markets[users.holders.market[i]].mineral.value] += users.need_t[i];
    return need;
}

// With what is being built, by material; of recyclers alone, too.
struct Capacity {
    std::vector<double> all_t, recycled_t;
};

Capacity capacity_of(std::span<Plants* const> plants_of, const Economy& e) {
    Capacity capacity{std::vector<double>(e.markets.size(), 0.0), std::vector<double>(e.markets.size(), 0.0)};
    for (std::size_t kind = 0; kind < plants_of.size(); ++kind) {
        const Plants& p = *plants_of[kind];
        for (std::size_t i = 0; i < p.size(); ++i) {
            const bool gone = p.status[i] == static_cast<std::uint8_t>(Status::closed);
            const double tonnes = (gone ? 0 : p.capacity_t[i]) + p.under_construction_t(i);
            capacity.all_t[p.product[i].value] += tonnes;
            if (kind == recyclers) capacity.recycled_t[p.product[i].value] += tonnes;
        }
    }
    return capacity;
}

// What a material is needed for: the need of users, or the ore in it that scrap does not replace.
double need_of_material(const Market& m, double used_t, const Capacity& capacity, const Economy& e) {
    const auto k = m.mineral.value;
    const MaterialId refined = e.refined_of_mineral[k];
    if (m.form != Form::ore || !refined.exists()) return used_t;
    return e.ore_t_per_t_refined[k] * std::max(0.0, used_t - capacity.recycled_t[refined.value]);
}

void set_pace(std::span<Plants* const> plants_of, States& states, const Manufacturers& users, const Economy& e,
              Month next) {
    const auto need = needs_t(users, e);
    const auto capacity = capacity_of(plants_of, e);
    const auto ring = static_cast<std::size_t>(e.month.since_year_0) % 12;
    auto& past = states.need_of_month;
    if (past.empty())
        for (const double t : need) past.emplace_back().fill(t);
    for (Plants* p : plants_of) p->pace.set_all_usual();
    const auto& b = e.behaviour;
    e.laws.for_each_in_force<Guidance>(next, [&](const Guidance& terms, const BoundLaw& law) {
        for (std::size_t kind = 0; kind < plants_of.size(); ++kind) {
            Plants& p = *plants_of[kind];
            for (std::size_t i = 0; i < p.size(); ++i) {
                const auto& m = e.markets[p.product[i].value];
                if (p.region[i] != law.scope.actor || !law.covers_goods(m.mineral, m.form)) continue;
                const auto k = m.mineral.value;
                const double years = kind == 0 ? b.mine_lead_years : b.smelter_lead_years;
                const double foreseen = foreseen_need_t(need[k], past[k][ring], years);
                p.pace.set(i, terms.pace(capacity.all_t[m.material.value], need_of_material(m, foreseen, capacity, e)));
            }
        }
    });
    for (std::size_t k = 0; k < need.size(); ++k) past[k][ring] = need[k];
}

void limit_entry(Manufacturers& users, const Economy& e, Month next) {
    std::vector<double> limit(users.size(), std::numeric_limits<double>::infinity());
    e.laws.for_each_in_force<EntryLimit>(next, [&](const EntryLimit& terms, const BoundLaw& law) {
        for (std::size_t i = 0; i < users.size(); ++i) {
            const auto& m = e.markets[users.holders.market[i]];
            if (users.region[i] != law.scope.actor || !law.covers_goods(m.mineral, m.form)) continue;
            const double from = std::isinf(users.need_limit_t[i]) ? users.need_t[i] : users.need_limit_t[i];
            limit[i] = std::min(limit[i], from * std::exp(terms.growth_per_year / 12));
        }
    });
    users.need_limit_t = std::move(limit);
}

}  // namespace

double foreseen_need_t(double need_t, double need_year_ago_t, double years) {
    if (need_year_ago_t <= 0) return need_t;
    const double growth = std::clamp(need_t / need_year_ago_t, 1 / fastest_growth, fastest_growth);
    return need_t * std::pow(growth, years);
}

void settle_guidance(Manufacturers& users, std::span<Plants* const> plants_of, States& states, Economy& e) {
    const Month next = e.month + 1;
    if (e.laws.has<Guidance>()) {
        calm_sides(e, next);
        set_pace(plants_of, states, users, e, next);
    }
    if (e.laws.has<EntryLimit>()) limit_entry(users, e, next);
}

}  // namespace orepolitik
