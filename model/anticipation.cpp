#include "model/anticipation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "model/economy.hpp"

namespace orepolitik {
namespace {

// Which figure of a market's sides a law moves: what is expected of it before it comes, or what is remembered after.
enum class Expectation : std::uint8_t { of_what_may_come, of_what_has_leaked, of_what_has_come };

struct Pending {
    std::size_t law;
    Expectation expectation;
    double probability, months_to_start;
    double heard_by = 1;  // of those who are no traders

    void move(auto& side, double rise) const {
        (expectation == Expectation::of_what_has_come ? side.law_news : side.announced_rise) += heard_by * rise;
        if (expectation == Expectation::of_what_has_leaked) side.insiders_rise += (1 - heard_by) * rise;
    }
};

struct Trade {
    double home_t = 0, abroad_t = 0;
    double touched_t = 0;  // of what crosses the border, weighed with what the law puts at stake
    double rise_t = 0;     // tonnes times rise of log cost, where the law does not fall on what is shipped yet
    double voyage_t = 0;   // tonnes times months at sea, of all that is bought abroad
    double risen_t = 0;    // tonnes times rise of log cost, where it falls on what is shipped from this month on
    double share(double part) const { return home_t + abroad_t > 0 ? part / (home_t + abroad_t) : 0; }
};

// By how much the law would raise the log cost of this route.
double rise_of_cost(const Economy& economy, const Market& market, std::size_t i, std::size_t r, const Route& route,
                    std::size_t law) {
    const auto& routes = market.routes;
    if (!routes.terms[r].open) return 0;
    const double price = std::exp(market.exporters[i].log_price + market.exporters[i].log_rent);
    const auto cost = [&](const Terms& terms) {
        return log_trade_cost(price, terms, routes.freight_usd_per_t[r], routes.rents[r]);
    };
    return cost(economy.laws.terms_with(law, route, economy.month)) -
           cost(economy.laws.terms_without(law, route, economy.month));
}

double exports_t(const Market& market, RegionId region) {
    const auto i = market.exporter_of_region[region.value];
    if (i == none_index) return 0;
    double sum = 0;
    for (std::size_t j = 0; j < market.importers.size(); ++j)
        if (market.importers[j].region != region) sum += market.routes.flow_t[market.route(i, j)];
    return sum;
}

// A law on what enters: the price of the country rises, for its buyers and its sellers. It falls on the longer voyages
// first, as duty is due on landing.
void expect_dearer_imports(const Economy& economy, Market& market, const Pending& pending) {
    for (std::size_t j = 0; j < market.importers.size(); ++j) {
        auto& importer = market.importers[j];
        Trade trade;
        for (std::size_t i = 0; i < market.exporters.size(); ++i) {
            if (market.exporters[i].region == importer.region) continue;
            const std::size_t r = market.route(i, j);
            const double tonnes = market.routes.flow_t[r];
            trade.abroad_t += tonnes;
            trade.voyage_t += tonnes * market.routes.months[r];
            const BoundLaw& law = economy.laws.law(pending.law);
            if (tonnes <= 0 || !concerns_route(economy, law, market, i, j)) continue;
            const Route route = economy.route(market, i, j);
            if (law.falls_on(route, economy.month + -1)) continue;
            (law.falls_on(route, economy.month) ? trade.risen_t : trade.rise_t) +=
                tonnes * rise_of_cost(economy, market, i, r, route, pending.law);
        }
        if (trade.rise_t == 0 && trade.risen_t == 0) continue;
        const double passed_on = trade.abroad_t / (trade.abroad_t + exports_t(market, importer.region));
        const double late = share_landing_after(pending.months_to_start, trade.share(trade.voyage_t),
                                                economy.behaviour.anticipation_months);
        const double to_come = pending.probability * late * passed_on * trade.share(trade.rise_t);
        const double has_come = passed_on * trade.share(trade.risen_t);
        const auto home = market.exporter_of_region[importer.region.value];
        const auto tell = [&](auto& side) {
            pending.move(side, to_come);
            side.law_news += has_come;
        };
        tell(importer);
        if (home != none_index) tell(market.exporters[home]);
    }
}

// A law on what leaves: the price at home falls, for its sellers and for its buyers as far as they buy at home.
void expect_lost_outlets(const Economy& economy, Market& market, const Pending& pending) {
    for (std::size_t i = 0; i < market.exporters.size(); ++i) {
        auto& exporter = market.exporters[i];
        Trade trade;
        for (std::size_t j = 0; j < market.importers.size(); ++j) {
            const double tonnes = market.routes.flow_t[market.route(i, j)];
            const bool home = market.importers[j].region == exporter.region;
            (home ? trade.home_t : trade.abroad_t) += tonnes;
            if (!home && concerns_route(economy, economy.laws.law(pending.law), market, i, j))
                trade.touched_t += tonnes * economy.laws.export_share_at_stake(pending.law, economy.route(market, i, j),
                                                                               economy.month);
        }
        if (trade.touched_t == 0) continue;
        const double late = share_landing_after(pending.months_to_start, 0, economy.behaviour.anticipation_months);
        const double fall = pending.probability * late * trade.share(trade.touched_t);
        pending.move(exporter, -fall);
        if (exporter.home == none_index) continue;
        auto& buyers = market.importers[exporter.home];
        double bought_t = 0;
        for (std::size_t k = 0; k < market.exporters.size(); ++k)
            bought_t += market.routes.flow_t[market.route(k, exporter.home)];
        if (bought_t > 0) pending.move(buyers, -fall * trade.home_t / bought_t);
    }
}

void expect(Economy& economy, const Pending& pending) {
    const BoundLaw& law = economy.laws.law(pending.law);
    for (auto& market : economy.markets) {
        if (!law.covers_goods(market.mineral, market.form)) continue;
        if (law.share_at_stake() > 0)
            expect_lost_outlets(economy, market, pending);
        else
            expect_dearer_imports(economy, market, pending);
    }
}

}  // namespace

double share_landing_after(double months_to_start, double voyage_months, double horizon_months) {
    if (horizon_months <= 0) return 0;
    return std::clamp((voyage_months + horizon_months - months_to_start) / horizon_months, 0.0, 1.0);
}

void anticipate_laws(Economy& economy) {
    for (auto& market : economy.markets) {
        for (auto& exporter : market.exporters) exporter.announced_rise = exporter.insiders_rise = 0;
        for (auto& importer : market.importers) importer.announced_rise = importer.insiders_rise = 0;
    }
    for (const std::size_t k : economy.laws.announced(economy.month)) {
        const LawDates& dates = economy.laws.law(k).dates;
        expect(economy,
               {k, Expectation::of_what_may_come, dates.probability, static_cast<double>(dates.from - economy.month)});
    }
    for (const std::size_t k : economy.laws.whispered(economy.month)) {
        const LawDates& dates = economy.laws.law(k).dates;
        expect(economy, {k, Expectation::of_what_has_leaked, dates.probability,
                         static_cast<double>(dates.from - economy.month), dates.leak_reach});
    }
    for (const std::size_t k : economy.laws.arriving(economy.month))
        expect(economy, {k, Expectation::of_what_has_come, 1, 0});
}

}  // namespace orepolitik
