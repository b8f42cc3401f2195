#include "agents/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/control.hpp"

namespace orepolitik {
namespace {

constexpr int licences_last_months = 12;  // of a calendar year
constexpr double most_share = 0.95;       // of a buyer's purchases from one supplier that a contract can ask for
constexpr double least_share = 1e-6;      // what a supplier who sold nothing counts as, so that he can begin
constexpr double most_log_pull = 3;  // twenty times the price: where goods are not to be had, pulling harder is vain

double log_odds(double share) {
    return std::log(share / (1 - share));
}

struct Bound {
    std::vector<std::vector<double>> tonnes;  // a month, by route of each market; empty where nothing is bound
    std::vector<double> free_share;           // by holding, of what it yields: nothing is promised twice
};

struct OfftakeLaw {
    const Offtake& terms;
    const BoundLaw& law;
};

bool is_party(const OfftakeLaw& offtake, const Companies& companies, const Holding& h, const Economy& e) {
    if (!offtake.terms.company.empty())
        return companies.is_company(h.owner) && companies.id[h.owner] == offtake.terms.company;
    return region_of_owner(companies, h.owner, e) == offtake.law.scope.actor;
}

// What smelters and users in the host take stays there.
double share_that_leaves(const Market& m, std::size_t exporter) {
    const auto& side = m.exporters[exporter];
    return side.sold_t > 0 ? side.exports_t / side.sold_t : 0;
}

void bind_output(const OfftakeLaw& offtake, const Companies& companies, std::span<const Plants* const> plants_of,
                 Economy& e, Bound& bound) {
    const auto& scope = offtake.law.scope;
    for (std::size_t k = 0; k < companies.holdings.size(); ++k) {
        const Holding& h = companies.holdings[k];
        const auto& plants = *plants_of[h.kind];
        auto& m = e.markets[plants.product[h.plant].value];
        const RegionId host = plants.region[h.plant];
        const auto j = m.importer_of_region[scope.actor.value];
        if (host == scope.actor || j == none_index || h.share <= 0 || !offtake.law.is_aimed_at(host) ||
            !offtake.law.covers_goods(m.mineral, m.form) || !is_party(offtake, companies, h, e))
            continue;
        const std::size_t r = m.route(plants.exporter[h.plant], j);
        const double share = std::min(offtake.terms.share, bound.free_share[k]);
        bound.free_share[k] -= share;
        const double tonnes =
            share * h.share * plants.output_t[h.plant] * share_that_leaves(m, plants.exporter[h.plant]);
        auto& routes = bound.tonnes[m.material.value];
        if (routes.empty()) routes.assign(m.routes.flow_t.size(), 0);
        routes[r] += tonnes;
    }
}

// A route that law or sea has closed is under no contract.
void pull_to_contracts(Market& m, const std::vector<double>& bound) {
    auto& routes = m.routes;
    const double sigma = m.sourcing_elasticity;
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& buyer = m.importers[j];
        double plain = 0, pulled = 0;  // purchases at unchanged prices without and with contracts, up to a factor
        buyer.offtake_t = 0;
        for (std::size_t i = 0; i < m.exporters.size(); ++i) {
            const std::size_t r = m.route(i, j);
            const double wanted = bound.empty() || !routes.terms[r].open ? 0 : bound[r],
                         before = routes.contract_pull[r];
            const bool holds = wanted > 0 && buyer.bought_t > 0 && std::isfinite(routes.base_log_weight[r]);
            const double share = holds ? routes.flow_t[r] / buyer.bought_t : 0;
            routes.contract_pull[r] = holds ? next_pull(before, share, wanted / buyer.bought_t, sigma) : 0;
            if (holds) buyer.offtake_t += wanted;
            plain += routes.flow_t[r] * std::exp(-sigma * before);
            pulled += routes.flow_t[r] * std::exp(sigma * (routes.contract_pull[r] - before));
        }
        const double offset = plain > 0 && pulled != plain ? std::log(pulled / plain) / sigma : 0;
        for (std::size_t i = 0; i < m.exporters.size(); ++i)
            routes.contract_cost[m.route(i, j)] = offset - routes.contract_pull[m.route(i, j)];
    }
}

bool crosses_into(const BoundLaw& group, const Market& m, std::size_t i, std::size_t j) {
    const RegionId from = m.exporters[i].region, to = m.importers[j].region;
    return from != to && group.is_aimed_at(to) && !group.is_aimed_at(from);
}

// Joint share of what the world buys abroad, trade among members apart.
double joint_share(const BoundLaw& group, const Market& m) {
    double joint = 0, all = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            const RegionId from = m.exporters[i].region, to = m.importers[j].region;
            if (from == to || (group.is_aimed_at(from) && group.is_aimed_at(to))) continue;
            const double tonnes = m.routes.flow_t[m.route(i, j)];
            all += tonnes;
            if (group.is_aimed_at(to)) joint += tonnes;
        }
    return all > 0 ? joint / all : 0;
}

void hold_back_together(const JointPurchasing& terms, const BoundLaw& group, const MineralTraits& traits, Market& m) {
    const double wedge =
        terms.wedge(joint_share(group, m), traits.long_run_supply_elasticity, traits.long_run_demand_elasticity);
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j)
            if (crosses_into(group, m, i, j)) m.routes.contract_cost[m.route(i, j)] += wedge;
}

// Months for which members could live on what their users and smelters hold; their treasuries' reserves are for crises.
double cover_months(const BoundLaw& group, const Market& m) {
    double stock = 0, need = 0;
    for (const auto& side : m.importers) {
        if (!group.is_aimed_at(side.region)) continue;
        stock += side.user_stock_t + side.feed_stock_t;
        need += side.need_t + side.feed_need_t;
    }
    return need > 0 ? stock / need : 0;
}

// Who sells licences to them gives way by the part of the bargain that is theirs.
void bargain_for_licences(const JointPurchasing& terms, const BoundLaw& group, Month month, Market& m) {
    const double theirs = buyers_part(cover_months(group, m), licences_last_months + 1 - month.month_of_year());
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        double joint = 0, abroad = 0;
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            if (m.importers[j].region == m.exporters[i].region) continue;
            const double tonnes = m.routes.flow_t[m.route(i, j)];
            abroad += tonnes;
            if (crosses_into(group, m, i, j)) joint += tonnes;
        }
        auto& conceded = m.exporters[i].conceded;
        if (abroad > 0) conceded = 1 - (1 - conceded) * (1 - conceded_a_month(terms.conduct * theirs * joint / abroad));
    }
}

// True where contracts are or were: the columns stand ready.
bool has_contracts(Market& m, const std::vector<double>& bound, const Economy& e, Month month) {
    bool joint = false;
    e.laws.for_each_in_force<JointPurchasing>(month, [&](const JointPurchasing&, const BoundLaw& law) {
        joint = joint || law.covers_goods(m.mineral, m.form);
    });
    if (bound.empty() && !joint && m.routes.contract_cost.empty()) return false;
    m.routes.contract_pull.resize(m.routes.flow_t.size(), 0);
    m.routes.contract_cost.resize(m.routes.flow_t.size(), 0);
    return true;
}

}  // namespace

double buyers_part(double buyers_wait_months, double sellers_wait_months) {
    return buyers_wait_months / (buyers_wait_months + sellers_wait_months);
}

double conceded_a_month(double part) {
    return 1 - std::pow(1 - part, 1.0 / licences_last_months);
}

double next_pull(double pull, double share, double wanted, double sourcing_elasticity) {
    const double now = std::clamp(share, least_share, 1 - least_share);
    const double then = std::clamp(wanted, least_share, most_share);
    return std::clamp(pull + (log_odds(then) - log_odds(now)) / sourcing_elasticity, 0.0, most_log_pull);
}

void settle_contracts(const Companies& companies, const States& states, std::span<const Plants* const> plants_of,
                      Economy& e) {
    if (!e.laws.has<Offtake>() && !e.laws.has<JointPurchasing>()) return;
    const Month next = e.month + 1;
    Bound bound{std::vector<std::vector<double>>(e.markets.size()),
                std::vector<double>(companies.holdings.size(), 1.0)};
    e.laws.for_each_in_force<Offtake>(next, [&](const Offtake& terms, const BoundLaw& law) {
        bind_output({terms, law}, companies, plants_of, e, bound);
    });
    for (auto& m : e.markets) {
        if (!has_contracts(m, bound.tonnes[m.material.value], e, next)) continue;
        pull_to_contracts(m, bound.tonnes[m.material.value]);
        for (auto& side : m.exporters) side.conceded = 0;
        e.laws.for_each_in_force<JointPurchasing>(next, [&](const JointPurchasing& terms, const BoundLaw& law) {
            if (!law.covers_goods(m.mineral, m.form)) return;
            hold_back_together(terms, law, states.traits[m.mineral.value], m);
            bargain_for_licences(terms, law, next, m);
        });
    }
}

}  // namespace orepolitik
