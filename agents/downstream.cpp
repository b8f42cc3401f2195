#include "agents/downstream.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

bool is_supported(const BoundLaw& law, const Manufacturers& users, std::size_t i, const Economy& e) {
    const auto& m = e.markets[users.holders.market[i]];
    return users.region[i] == law.scope.actor && law.covers_goods(m.mineral, m.form);
}

// Of the metal that an industry takes, at the base year's price there.
double metal_usd(const Manufacturers& users, std::size_t i, double tonnes, const Economy& e) {
    const auto& side = e.markets[users.holders.market[i]].importers[users.holders.importer[i]];
    return tonnes * std::exp(side.base_log_delivered);
}

double products_usd_per_year(const BoundLaw& law, const DownstreamRnd& terms, const Manufacturers& users,
                             const Economy& e) {
    double usd = 0;
    for (std::size_t i = 0; i < users.size(); ++i)
        if (is_supported(law, users, i, e)) usd += 12 * metal_usd(users, i, users.base_need_t[i], e);
    return terms.product_value_multiple * usd;
}

// Where several programmes support an industry, each has its part of what they made it grow.
double part_of_growth(double growth, double growth_of_all) {
    return growth == growth_of_all ? 1 : std::log(growth) / std::log(growth_of_all);
}

void count_value_added(const BoundLaw& law, const DownstreamRnd& terms, double growth, const Manufacturers& users,
                       States& states, const Economy& e) {
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (!is_supported(law, users, i, e)) continue;
        const double more_t = users.used_t[i] * (1 - 1 / users.research_growth[i]);
        states.downstream_usd[law.scope.actor.value] += part_of_growth(growth, users.research_growth[i]) *
                                                        (terms.product_value_multiple - 1) *
                                                        metal_usd(users, i, more_t, e);
    }
}

// By place in the book: before a branch and after it, other programmes may stand between.
template <class Visit>
void for_each_programme(const LawBook& laws, Visit&& visit) {
    for (std::size_t k = 0; k < laws.scenario_laws(); ++k)
        if (const auto* terms = std::get_if<DownstreamRnd>(&laws.law(k).instrument)) visit(k, *terms, laws.law(k));
}

}  // namespace

Research after_month(Research r, double spent_usd, double lag_years) {
    const double learned = (r.under_way_usd + spent_usd) * std::min(1.0, 1 / (12 * lag_years));
    r.under_way_usd += spent_usd - learned;
    r.knowledge_usd += learned - r.knowledge_usd * DownstreamRnd::ages_per_year / 12;
    return r;
}

void settle_research(Manufacturers& users, States& states, const Economy& e) {
    if (!e.laws.has<DownstreamRnd>()) return;
    states.research.resize(std::max(states.research.size(), e.laws.scenario_laws()));
    std::fill(states.downstream_usd.begin(), states.downstream_usd.end(), 0.0);
    for_each_programme(e.laws, [&](std::size_t k, const DownstreamRnd& terms, const BoundLaw& law) {
        const double products_usd = products_usd_per_year(law, terms, users, e);
        const double growth = terms.growth(states.research[k].knowledge_usd, products_usd);
        count_value_added(law, terms, growth, users, states, e);
    });
    std::fill(users.research_growth.begin(), users.research_growth.end(), 1.0);
    for_each_programme(e.laws, [&](std::size_t k, const DownstreamRnd& terms, const BoundLaw& law) {
        const double products_usd = products_usd_per_year(law, terms, users, e);
        const bool pays = law.dates.in_force(e.month) && products_usd > 0;  // there is an industry to pay for
        const double spent = pays ? terms.usd_per_year / 12 : 0;
        states.pay(law.scope.actor, spent);
        states.research[k] = after_month(states.research[k], spent, terms.lag_years);
        const double growth = terms.growth(states.research[k].knowledge_usd, products_usd);
        for (std::size_t i = 0; i < users.size(); ++i)
            if (is_supported(law, users, i, e)) users.research_growth[i] *= growth;
    });
}

}  // namespace orepolitik
