#include "model/route_caps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/economy.hpp"
#include "model/market/relationships.hpp"
#include "model/market/rent_search.hpp"
#include "model/parallel.hpp"

namespace orepolitik {
namespace {

constexpr double cap_tolerance = 1e-9;  // of a cap, in logs
constexpr int most_rounds = 40;         // over caps that share markets
constexpr double first_step_share = 0.05;
constexpr double nothing_passes = 1e-12;  // of a cap

RouteCap::Member member_of(const Economy& e, std::size_t law, std::uint32_t m) {
    const Market& market = e.markets[m];
    RouteCap::Member member{m, {}};
    for (std::size_t i = 0; i < market.exporters.size(); ++i)
        for (std::size_t j = 0; j < market.importers.size(); ++j)
            if (concerns_route(e, e.laws.law(law), market, i, j) && e.laws.applies(law, e.route(market, i, j), e.month))
                member.routes.push_back(static_cast<std::uint32_t>(market.route(i, j)));
    return member;
}

double past_t_per_year(const Economy& e, const std::vector<RouteCap::Member>& members) {
    double sum = 0;
    for (const auto& member : members) {
        const auto& routes = e.markets[member.market].routes;
        for (const std::uint32_t r : member.routes)
            for (std::size_t month = 0; month < 12; ++month)
                sum += routes.flow_by_month[month * routes.flow_t.size() + r];
    }
    return sum;
}

// Whether it is all that one exporter sells abroad of one material, to his licence holders' gain.
bool is_exporters_own(const Economy& e, const RouteCap& cap) {
    if (cap.members.size() != 1 || cap.rent_to != RentTo::exporters) return false;
    const auto& member = cap.members.front();
    const Market& market = e.markets[member.market];
    const std::size_t buyers = market.importers.size(), i = member.routes.front() / buyers;
    const bool sells_at_home = market.exporters[i].home != none_index;
    return member.routes.back() / buyers == i && member.routes.size() == buyers - (sells_at_home ? 1 : 0);
}

// The same law as the month before, or the one that takes its place.
bool continues(const Economy& e, const RouteCap& old, const RouteCap& cap) {
    const auto &was = old.members.front(), &is = cap.members.front();
    if (was.market != is.market) return false;
    return old.law == cap.law ||
           (!e.laws.law(old.law).dates.in_force(e.month) && old.rent_to == cap.rent_to && was.routes == is.routes);
}

void enter(Economy& e, RouteCap cap, std::uint32_t key, const std::vector<RouteCap>& before) {
    if (cap.members.empty()) return;
    if (!e.laws.knows_past(cap.law, key)) e.laws.tell_past(cap.law, key, past_t_per_year(e, cap.members));
    cap.allowed_t = e.laws.allowed_t(cap.law, key, e.month);
    if (cap.allowed_t <= 0) {
        for (const auto& member : cap.members)
            for (const std::uint32_t r : member.routes) e.markets[member.market].routes.terms[r].open = false;
    } else if (is_exporters_own(e, cap)) {
        Market& market = e.markets[cap.members.front().market];
        auto& exporter = market.exporters[cap.members.front().routes.front() / market.importers.size()];
        exporter.export_cap_t = std::min(exporter.export_cap_t, cap.allowed_t);
        exporter.rent_eases = exporter.rent_eases || cap.held;
    } else {
        for (const auto& old : before)
            if (continues(e, old, cap)) {
                cap.rent_usd_per_t = old.rent_usd_per_t;
                cap.slope = old.slope;
            }
        for (const auto& member : cap.members) e.markets[member.market].under_caps = true;
        e.caps.push_back(std::move(cap));
    }
}

double passing_t(const Economy& e, const RouteCap& cap) {
    double sum = 0;
    for (const auto& member : cap.members)
        for (const std::uint32_t r : member.routes) sum += e.markets[member.market].result.flow_t[r];
    return sum;
}

double log_overrun(const Economy& e, const RouteCap& cap) {
    return std::log(std::max(passing_t(e, cap) / cap.allowed_t, nothing_passes));
}

bool holds(const Economy& e, const RouteCap& cap) {
    const double over = log_overrun(e, cap);
    return cap.rent_usd_per_t > cap.least_rent_usd_per_t ? std::abs(over) <= cap_tolerance : over <= cap_tolerance;
}

void charge_rents(Economy& e) {
    for (const auto& cap : e.caps)
        for (const auto& member : cap.members)
            for (const std::uint32_t r : member.routes) e.markets[member.market].routes.rents[r] = {};
    for (const auto& cap : e.caps)
        for (const auto& member : cap.members)
            for (const std::uint32_t r : member.routes) {
                auto& rents = e.markets[member.market].routes.rents[r];
                (cap.rent_to == RentTo::exporters ? rents.to_exporters : rents.to_importers) += cap.rent_usd_per_t;
            }
}

double mean_price(const Economy& e, const RouteCap& cap) {
    double price = 0;
    for (const auto& member : cap.members) price += std::exp(e.markets[member.market].world_log_price);
    return price / static_cast<double>(cap.members.size());
}

void find_rent(Economy& e, RouteCap& cap) {
    const auto overrun_at = [&](double rent) {
        cap.rent_usd_per_t = rent;
        charge_rents(e);
        for_each_index(cap.members.size(), 1, [&](std::size_t k) { find_prices(e.markets[cap.members[k].market]); });
        return log_overrun(e, cap);
    };
    const double guess = cap.slope < 0 ? std::abs(log_overrun(e, cap) / cap.slope) : 0;
    const double step = std::max(1.1 * guess, 1e-6 * mean_price(e, cap));
    const auto found =
        least_rent(overrun_at, cap.rent_usd_per_t, cap.slope < 0 ? step : first_step_share * mean_price(e, cap),
                   cap_tolerance, cap.least_rent_usd_per_t);
    cap.rent_usd_per_t = found.rent;
    if (found.slope < 0) cap.slope = found.slope;
}

// A cap holds to the last tonne, whatever the search left.
void keep_to_cap(Economy& e, const RouteCap& cap) {
    const double passing = passing_t(e, cap);
    if (passing <= cap.allowed_t) return;
    for (const auto& member : cap.members)
        for (const std::uint32_t r : member.routes)
            e.markets[member.market].result.flow_t[r] *= cap.allowed_t / passing;
}

// To who buys as one, in the mean of what passes.
double conceded(const Economy& e, const RouteCap& cap) {
    if (cap.rent_to != RentTo::exporters) return 0;
    double part = 0, passing = 0;
    for (const auto& member : cap.members) {
        const Market& market = e.markets[member.market];
        for (const std::uint32_t r : member.routes) {
            passing += market.routes.flow_t[r];
            part += market.routes.flow_t[r] * market.exporters[r / market.importers.size()].conceded;
        }
    }
    return passing > 0 ? part / passing : 0;
}

// Who holds licences that are not used up comes down slowly with what he asks, but not above a cartel's rent.
double least_asked(const Economy& e, const RouteCap& cap) {
    double most = 0;
    for (const auto& member : cap.members) {
        const Market& market = e.markets[member.market];
        const auto covered = [&](std::size_t i, std::size_t j) {
            return std::binary_search(member.routes.begin(), member.routes.end(), market.route(i, j));
        };
        most = std::max(most, std::exp(market.world_log_price) * most_rent_over_price(market, covered));
    }
    return std::min(most, (1 - conceded(e, cap)) * (1 - 1 / e.behaviour.licence_months) * cap.rent_usd_per_t);
}

void forget_lapsed_licences(Market& market) {
    for (auto& exporter : market.exporters) {
        if (exporter.rent_eases || exporter.least_log_rent == 0) continue;
        exporter.least_log_rent = 0;
        exporter.linearised_at = std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace

void list_caps(Economy& e) {
    const std::vector<RouteCap> before = std::move(e.caps);
    e.caps.clear();
    for (auto& market : e.markets) {
        market.under_caps = false;
        std::fill(market.routes.rents.begin(), market.routes.rents.end(), LicenceRents{});
    }
    for (const std::size_t law : e.laws.laws_in_force(e.month)) {
        const BoundLaw& bound = e.laws.law(law);
        if (!bound.caps()) continue;
        const CapTraits traits = bound.cap();
        const RouteCap none{.law = law, .rent_to = traits.rent_to, .held = traits.held, .members = {}};
        RouteCap all = none;
        for (std::uint32_t m = 0; m < e.markets.size(); ++m) {
            if (!bound.covers_goods(e.markets[m].mineral, e.markets[m].form)) continue;
            auto member = member_of(e, law, m);
            if (member.routes.empty()) continue;
            RouteCap alone = none;
            (traits.together ? all : alone).members.push_back(std::move(member));
            enter(e, std::move(alone), e.markets[m].material.value, before);
        }
        enter(e, std::move(all), 0, before);
    }
    for (auto& market : e.markets) forget_lapsed_licences(market);
}

void find_cap_rents(Economy& e) {
    bool changed = true;
    for (auto& cap : e.caps) cap.least_rent_usd_per_t = cap.held ? least_asked(e, cap) : 0;
    for (int round = 0; changed && round < most_rounds; ++round) {
        changed = false;
        for (auto& cap : e.caps) {
            if (holds(e, cap)) continue;
            find_rent(e, cap);
            changed = true;
        }
    }
    for (const auto& cap : e.caps) keep_to_cap(e, cap);
}

}  // namespace orepolitik
