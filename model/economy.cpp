#include "model/economy.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

// Months at sea and freight of a route with these straits closed, over the lane's ordinary ones.
void detour(const Economy& economy, Market& market, std::size_t i, std::size_t j) {
    auto& routes = market.routes;
    const std::size_t r = market.route(i, j);
    auto& terms = routes.terms[r];
    routes.freight_usd_per_t[r] = routes.base_freight_usd_per_t[r];
    routes.months[r] = routes.base_months[r];
    if (market.exporters[i].region == market.importers[j].region) return;
    const Lane& lane = economy.lane(market.exporters[i].region, market.importers[j].region);
    const auto& rates = economy.freight[market.material.value];
    const double usual_nm = distance_with_closed(lane, terms.closed_chokepoints);
    const auto freight = [&](double nm, double charge) {
        return (routes.base_freight_usd_per_t[r] + (nm - lane.distance_nm) * rates.usd_per_t_per_nm) * (1 + charge);
    };
    const double usual_usd_per_t = freight(usual_nm, terms.strait_charge);
    const double north_usd_per_t = freight(lane.northern_nm, terms.northern_charge);
    const bool north = terms.northern_way && north_usd_per_t < usual_usd_per_t;  // ships go the cheaper way
    const double extra_nm = (north ? lane.northern_nm : usual_nm) - lane.distance_nm;
    terms.passable = std::isfinite(extra_nm);
    terms.open = terms.open && terms.passable;
    if (!terms.open) return;
    routes.freight_usd_per_t[r] = north ? north_usd_per_t : usual_usd_per_t;
    const long extra_months = std::lround(extra_nm / rates.ship_nm_per_month);
    routes.months[r] = static_cast<std::uint8_t>(
        std::clamp<long>(routes.base_months[r] + extra_months, 0, static_cast<long>(sea_months) - 2));
}

// A strait that closes delays what is at sea by the months that the detour adds.
void delay_goods_at_sea(std::array<double, sea_months>& at_sea, int months_added) {
    for (int step = 0; step < months_added; ++step) {
        for (std::size_t k = sea_months - 1; k > 0; --k)
            at_sea[k] = at_sea[k - 1] + (k == sea_months - 1 ? at_sea[k] : 0);
        at_sea[0] = 0;
    }
}

// Caps count what passed in the twelve months before; before the first month that was the base year's trade.
void remember_flows(Market& market) {
    auto& routes = market.routes;
    for (int month = 0; month < 12; ++month)
        routes.flow_by_month.insert(routes.flow_by_month.end(), routes.flow_t.begin(), routes.flow_t.end());
}

// True if what the route costs has changed: an announcement alone, or a law on other goods, changes nothing.
bool apply_to_route(const Economy& economy, Market& market, std::size_t i, std::size_t j, const Route& route,
                    std::span<const std::size_t> laws) {
    auto& routes = market.routes;
    const std::size_t r = market.route(i, j);
    const int months_before = routes.months[r];
    const double freight_before = routes.freight_usd_per_t[r];
    const Terms terms_before = routes.terms[r];
    routes.terms[r] = market.exporters[i].region == market.importers[j].region
                          ? Terms{}
                          : economy.laws.terms(route, economy.month, laws);
    routes.terms[r].preference = terms_before.preference;
    detour(economy, market, i, j);
    delay_goods_at_sea(routes.at_sea_t[r], routes.months[r] - months_before);
    return routes.terms[r] != terms_before || routes.freight_usd_per_t[r] != freight_before;
}

// Which sides of a market some of these laws may touch: those of its actor, or all where it has none; of a law on what
// he sells or buys alone, that side.
struct Sides {
    std::vector<bool> exporters, importers;

    Sides(const Economy& economy, const Market& market, std::span<const std::size_t> laws, bool all)
        : exporters(market.exporters.size(), all), importers(market.importers.size(), all) {
        for (const std::size_t k : laws) {
            const LawScope& scope = economy.laws.law(k).scope;
            const auto near = [&](RegionId region) {
                return !scope.actor.exists() || economy.diplomacy.sovereign(region) == scope.actor;
            };
            for (std::size_t i = 0; scope.reach != Reach::imports && i < exporters.size(); ++i)
                if (near(market.exporters[i].region)) exporters[i] = true;
            for (std::size_t j = 0; scope.reach != Reach::exports && j < importers.size(); ++j)
                if (near(market.importers[j].region)) importers[j] = true;
        }
    }
    bool touch(std::size_t i, std::size_t j) const { return exporters[i] || importers[j]; }
};

// The part of an advantage over rivals that a seller asks on top of his price: the incidence of a duty, by how far
// buyers answer his price and how far he can bring what he sells elsewhere.
double kept_of_advantage(const Market& market, std::size_t i, std::size_t j, double turning_elasticity) {
    const auto& routes = market.routes;
    const std::size_t r = market.route(i, j);
    double sold_t = 0;
    for (std::size_t k = market.route(i, 0); k < market.route(i + 1, 0); ++k) sold_t += routes.flow_t[k];
    const double sold_here = sold_t > 0 ? routes.flow_t[r] / sold_t : 0;
    const double demand = market.sourcing_elasticity * (1 - routes.base_share[r]);
    const double supply = turning_elasticity * (1 - sold_here);
    return demand + supply > 0 ? demand / (demand + supply) : 0;
}

constexpr double rounding = 1e-12;  // by which, at most, a mean of what is all the same differs from it

// Who pays less duty than his rivals asks more, as their price at the border is what buyers compare with. Rivals' duty
// is the mean over what they ship in the base year.
void ask_for_preference(Market& market, std::size_t j, double turning_elasticity) {
    auto& routes = market.routes;
    double shares = 0, duties = 0;
    const auto comes_in = [&](std::size_t i, std::size_t r) {
        return market.exporters[i].region != market.importers[j].region && routes.terms[r].open;
    };
    for (std::size_t i = 0; i < market.exporters.size(); ++i) {
        const std::size_t r = market.route(i, j);
        if (!comes_in(i, r)) continue;
        shares += routes.base_share[r];
        duties += routes.base_share[r] * routes.terms[r].import_duty;
    }
    for (std::size_t i = 0; i < market.exporters.size(); ++i) {
        const std::size_t r = market.route(i, j);
        const double rivals = shares - routes.base_share[r], spared = duties - shares * routes.terms[r].import_duty;
        const bool has_advantage = comes_in(i, r) && rivals > 0 && spared > rounding * duties;
        const double asked = has_advantage ? spared / rivals * kept_of_advantage(market, i, j, turning_elasticity) : 0;
        if (asked == routes.terms[r].preference) continue;
        routes.terms[r].preference = asked;
        market.exporters[i].linearised_at = std::numeric_limits<double>::quiet_NaN();
    }
}

std::vector<std::size_t> restricting(const Economy& economy, std::span<const std::size_t> laws) {
    std::vector<std::size_t> found;
    for (const std::size_t k : laws)
        if (economy.laws.law(k).share_at_stake() > 0) found.push_back(k);
    return found;
}

// Of these laws, those that can fall on what this exporter sells.
std::vector<std::size_t> on_sales_of(const Economy& economy, RegionId exporter, std::span<const std::size_t> laws) {
    const RegionId ruler = economy.diplomacy.sovereign(exporter);
    std::vector<std::size_t> found;
    for (const std::size_t k : laws) {
        const LawScope& scope = economy.laws.law(k).scope;
        if (scope.reach != Reach::exports || scope.actor == ruler) found.push_back(k);
    }
    return found;
}

// Routes that no law of the month's changes touches stay as they are.
void apply_to_market(Economy& economy, Market& market, std::span<const std::size_t> known,
                     std::span<const std::size_t> changing, bool all) {
    const auto laws = economy.laws.on_goods(market.mineral, market.form, known);
    const auto threats = restricting(economy, laws);
    const Sides changed(economy, market, changing, all), threatened(economy, market, threats, false);
    const bool leaks = !economy.laws.whispered(economy.month).empty();
    std::vector<double> restricted(market.importers.size(), 0.0), seen_by_traders(restricted);
    for (std::size_t i = 0; i < market.exporters.size(); ++i) {
        auto& exporter = market.exporters[i];
        exporter.export_cap_t = std::numeric_limits<double>::infinity();
        exporter.rent_eases = false;
        const auto here = on_sales_of(economy, exporter.region, laws),
                   threats_here = on_sales_of(economy, exporter.region, threats);
        for (std::size_t j = 0; j < market.importers.size(); ++j) {
            const double share = market.routes.base_share[market.route(i, j)];
            const bool may_matter = share != 0 && !threats_here.empty() && threatened.touch(i, j);
            if (!changed.touch(i, j) && !may_matter) continue;
            const Route route = economy.route(market, i, j);
            if (changed.touch(i, j) && apply_to_route(economy, market, i, j, route, here))
                exporter.linearised_at = std::numeric_limits<double>::quiet_NaN();
            if (route.exporter == route.importer || !may_matter) continue;
            restricted[j] += economy.laws.export_restriction(route, economy.month, threats_here) * share;
            if (leaks)
                seen_by_traders[j] +=
                    economy.laws.export_restriction_to_traders(route, economy.month, threats_here) * share;
        }
    }
    for (std::size_t j = 0; j < market.importers.size(); ++j) {
        ask_for_preference(market, j, economy.behaviour.sales_turning_elasticity);
        market.importers[j].law_share = restricted[j];
        market.importers[j].whispered_share = leaks ? seen_by_traders[j] - restricted[j] : 0;
    }
}

// Of what suppliers make in the coming months, the part whose feed neither comes nor lies in store, in the mean of an
// importer's base-year purchases.
double restricted_feed(const Economy& economy, const Market& market, std::size_t j) {
    const MaterialId feed = economy.feed_of_material[market.material.value];
    if (!feed.exists()) return 0;
    const auto& feeds = economy.markets[feed.value];
    double share = 0;
    for (std::size_t i = 0; i < market.exporters.size(); ++i) {
        const auto buyer = feeds.importer_of_region[market.exporters[i].region.value];
        if (buyer == none_index) continue;
        const auto& side = feeds.importers[buyer];
        const double cover_months = side.feed_need_t > 0 ? side.feed_stock_t / side.feed_need_t : 0;
        const double in_store = std::min(1.0, cover_months / economy.behaviour.feed_alarm_months);
        share += market.routes.base_share[market.route(i, j)] * std::max(0.0, side.restricted_share - in_store);
    }
    return share;
}

// Of an importer's base-year purchases, what known outages take.
double lost_to_outages(const Market& market, std::size_t j) {
    double share = 0;
    for (std::size_t i = 0; i < market.exporters.size(); ++i)
        share += market.routes.base_share[market.route(i, j)] * market.exporters[i].outage_share;
    return share;
}

// A law on ore is news to those who buy the metal, too. Chains are short: what is restricted passes down link by link,
// from markets whose laws have changed to those that use what they sell.
class News {
  public:
    News(Economy& economy, std::vector<bool> changed)
        : economy_(economy), stale_(std::move(changed)), before_(economy.markets.size()) {}

    void pass_down() {
        constexpr int longest_chain = 3;
        for (int link = 0; link < longest_chain; ++link)
            for (std::size_t m = 0; m < stale_.size(); ++m)
                if (stale_[m]) hear(m);
        for (std::size_t m = 0; m < before_.size(); ++m)
            for (std::size_t j = 0; j < before_[m].size(); ++j) react(economy_.markets[m].importers[j], before_[m][j]);
    }

  private:
    void hear(std::size_t m) {
        auto& market = economy_.markets[m];
        stale_[m] = false;
        if (before_[m].empty())
            for (const auto& importer : market.importers) before_[m].push_back(importer.restricted_share);
        bool moved = false;
        for (std::size_t j = 0; j < market.importers.size(); ++j) {
            auto& importer = market.importers[j];
            const double heard = 1 - (1 - importer.law_share) * (1 - lost_to_outages(market, j)) *
                                         (1 - restricted_feed(economy_, market, j));
            moved = moved || heard != importer.restricted_share;
            importer.restricted_share = heard;
        }
        for (std::size_t p = 0; moved && p < stale_.size(); ++p)
            if (economy_.feed_of_material[p] == market.material) stale_[p] = true;
    }
    void react(ImporterSide& importer, double before) const {
        const double change = importer.restricted_share - before;
        if (economy_.elapsed() > 0) importer.news += change;
        importer.alarm = std::clamp(importer.alarm + change, 0.0, importer.restricted_share);
    }

    Economy& economy_;
    std::vector<bool> stale_;
    std::vector<std::vector<double>> before_;
};

// Whose law holds where: each region's own, unless a transfer is in force.
void follow_transfers(Economy& economy) {
    for (std::uint32_t r = 0; r < economy.diplomacy.size(); ++r) economy.diplomacy.transfer(RegionId{r}, RegionId{r});
    for (const std::size_t k : economy.laws.laws_in_force(economy.month)) {
        const auto& law = economy.laws.law(k);
        if (!std::holds_alternative<TerritoryTransfer>(law.instrument)) continue;
        for (std::uint32_t r = 0; r < law.scope.targets.size(); ++r)
            if (law.scope.targets[r]) economy.diplomacy.transfer(RegionId{r}, law.scope.actor);
    }
}

}  // namespace

void hear_of_restrictions(Economy& economy) {
    News(economy, std::vector<bool>(economy.markets.size(), true)).pass_down();
}

Route Economy::route(const Market& market, std::size_t exporter, std::size_t importer) const {
    const auto& side = market.exporters[exporter];
    const RegionId from = side.region, to = market.importers[importer].region;
    const RegionId exports = diplomacy.sovereign(from), imports = diplomacy.sovereign(to);
    Making made = side.made_with;
    made.carbon_price_usd_per_t += background.of(from).carbon_rise_usd_per_t;
    return {market.material,
            market.mineral,
            market.form,
            exports,
            imports,
            from == to ? 0 : lane(from, to).chokepoints,
            made,
            diplomacy.base_distance(exports, imports),
            market.routes.months.empty() ? 0 : market.routes.months[market.route(exporter, importer)],
            background.carbon_price(to)};
}

double Economy::growth() const {
    return std::exp(demand_growth_per_month * elapsed());
}

void observe_background(Economy& economy) {
    auto& background = economy.background;
    background.observe(economy.month, economy.elapsed() == 0, economy.growth(),
                       economy.behaviour.expectation_memory_months);
    if (economy.elapsed() > 0)
        economy.demand_cycle.advance(economy.seed, economy.elapsed(), economy.region_codes.size(), economy.behaviour);
    economy.diplomacy.grow(economy.growth());
    const auto bring_money = [&](auto& side) {
        side.currency_step = background.of(side.region).currency_step;
        side.currency_news = background.of(side.region).currency_news;
    };
    for (auto& market : economy.markets) {
        for (auto& side : market.exporters) bring_money(side);
        for (auto& side : market.importers) bring_money(side);
    }
    for (const auto& outage : background.outages()) {
        const bool begins = outage.from == economy.month;
        if (begins || outage.until == economy.month)
            economy.events.push_back({economy.month, "outage", outage.name, "", outage.share_lost,
                                      (outage.reason.empty() ? "" : outage.reason + "; ") +
                                          (begins ? "begins" : "ends") + "; share of capacity in value"});
    }
}

void apply_laws(Economy& economy) {
    const bool charges_change = economy.background.moves(PathKind::carbon_price);
    if (!economy.laws.changes_at(economy.month) && !charges_change && economy.elapsed() > 0) return;
    follow_transfers(economy);
    const bool caps_may_come = economy.laws.any_caps() || economy.behaviour.politics.states_react();
    const bool first = economy.elapsed() == 0;
    // A territory that changes hands changes whose laws hold there, whatever they are on.
    const bool all = first || charges_change || economy.laws.has<TerritoryTransfer>();
    const auto all_changing = economy.laws.changing(economy.month), known = economy.laws.known(economy.month);
    std::vector<bool> changed(economy.markets.size());
    for (std::size_t m = 0; m < changed.size(); ++m) {
        auto& market = economy.markets[m];
        if (first && caps_may_come) remember_flows(market);
        const auto changing = economy.laws.on_goods(market.mineral, market.form, all_changing);
        changed[m] = all || !changing.empty();
        if (changed[m]) apply_to_market(economy, market, known, changing, all);
    }
    News(economy, changed).pass_down();
    list_caps(economy);
}

namespace {

// By exporter * regions + importer, of whose laws hold there.
std::vector<double> estrangements(const Economy& economy) {
    const auto& p = economy.behaviour.politics;
    const std::size_t n = economy.diplomacy.size();
    std::vector<double> gained(n * n, 0.0);
    if (!p.states_react()) return gained;
    for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = 0; j < n; ++j)
            gained[i * n + j] =
                p.perceived_cost_of_distance * economy.diplomacy.estrangement(economy.diplomacy.sovereign(RegionId{i}),
                                                                              economy.diplomacy.sovereign(RegionId{j}),
                                                                              p.distance_of_grievance);
    return gained;
}

}  // namespace

void perceive_distance(Economy& economy) {
    const bool contracts = std::any_of(economy.markets.begin(), economy.markets.end(),
                                       [](const Market& m) { return !m.routes.contract_cost.empty(); });
    const bool quiet =
        !contracts && !economy.behaviour.politics.states_react() && !economy.laws.changes_at(economy.month);
    if (quiet && economy.elapsed() > 0) return;
    const auto gained = estrangements(economy);
    for (auto& market : economy.markets) {
        auto& routes = market.routes;
        routes.any_perceived = false;
        for (std::size_t i = 0; i < market.exporters.size(); ++i)
            for (std::size_t j = 0; j < market.importers.size(); ++j) {
                const std::size_t r = market.route(i, j);
                routes.perceived_cost[r] = routes.terms[r].perceived_cost +
                                           gained[market.exporters[i].region.value * economy.diplomacy.size() +
                                                  market.importers[j].region.value];
                if (!routes.contract_cost.empty()) routes.perceived_cost[r] += routes.contract_cost[r];
                routes.any_perceived = routes.any_perceived || routes.perceived_cost[r] != 0;
            }
    }
}

}  // namespace orepolitik
