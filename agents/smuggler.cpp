#include "agents/smuggler.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double steepness_of_smugglers = 20;

bool is_restricted(const Market& market, std::size_t exporter, std::size_t importer) {
    const std::size_t r = market.route(exporter, importer);
    const auto& terms = market.routes.terms[r];
    const auto& rents = market.routes.rents[r];
    return !terms.open || terms.export_tax > 0 || terms.import_duty > 0 || terms.carbon_charge_usd_per_t > 0 ||
           rents.to_exporters > 0 || rents.to_importers > 0 || market.exporters[exporter].log_rent > 0;
}

double detected_on(const Market& market, std::size_t route, double usual) {
    return 1 - (1 - usual) * (1 - market.routes.terms[route].detection);
}

// What no ship can pass, contraband cannot.
bool may_pay(const Market& market, std::size_t exporter, std::size_t importer) {
    return is_restricted(market, exporter, importer) && market.routes.terms[market.route(exporter, importer)].passable;
}

// One relation as a smuggler sees it.
struct Relation {
    const Market& market;
    const Behaviour& behaviour;
    std::size_t exporter, importer;
    double price_usd_per_t, gap, planned_t;
    double room_share;  // of what third countries' goods can hide, beside smugglers of other origins

    double hiding_usd_per_t() const {
        return behaviour.smuggling_freight_multiple *
               market.routes.base_freight_usd_per_t[market.route(exporter, importer)];
    }
    IllicitWay straight() const {
        const std::size_t r = market.route(exporter, importer);
        const double detection = detected_on(market, r, behaviour.smuggling_detection);
        return {smuggling_margin(gap, detection, hiding_usd_per_t(), price_usd_per_t, behaviour), detection,
                market.routes.months[r], none_index};
    }
    IllicitWay by_way_of(std::uint32_t through) const {
        const std::size_t out = market.route(exporter, through);
        const auto there = market.exporter_of_region[market.importers[through].region.value];
        const std::size_t on = market.route(there, importer), straight = market.route(exporter, importer);
        const auto& freight = market.routes.base_freight_usd_per_t;
        const double detour_usd = std::max(0.0, freight[out] + freight[on] - freight[straight]);
        const double detection = detected_on(market, on, detected_on(market, out, behaviour.transshipment_detection));
        const std::size_t months = static_cast<std::size_t>(market.routes.months[out]) + market.routes.months[on];
        const double mixed = blended_share(on), discount = (1 - behaviour.smuggling_price_share) * gap;
        const double margin =
            smuggling_margin(gap, detection, hiding_usd_per_t() + detour_usd, price_usd_per_t, behaviour);
        return {margin + mixed * discount, detection, std::min(months, sea_months - 1), through, mixed};
    }
    // The part of what is smuggled that what the third country sells by right has room for.
    double blended_share(std::size_t on) const {
        if (behaviour.blending_share <= 0) return 0;
        const double room_t = room_share * behaviour.blending_share * market.routes.flow_t[on];
        return room_t < planned_t ? room_t / planned_t : room_t > 0 ? 1 : 0;
    }
    bool leads_on(std::uint32_t through) const {
        const auto there = market.exporter_of_region[market.importers[through].region.value];
        return there != none_index && there != exporter && through != importer;
    }
    bool is_free(std::uint32_t through) const {
        const auto there = market.exporter_of_region[market.importers[through].region.value];
        return !is_restricted(market, exporter, through) && !is_restricted(market, there, importer);
    }
    IllicitWay best() const {
        IllicitWay best = straight();
        for (std::uint32_t k = 0; k < market.importers.size(); ++k) {
            if (!leads_on(k)) continue;
            const IllicitWay way = by_way_of(k);
            if (way.margin > best.margin && is_free(k)) best = way;
        }
        return best;
    }
};

}  // namespace

double price_gap(double log_difference, double base_log_difference) {
    return -std::expm1(-std::max(0.0, log_difference - base_log_difference));
}

double smuggling_margin(double gap, double detection, double cost_usd_per_t, double price_usd_per_t,
                        const Behaviour& b) {
    return b.smuggling_price_share * gap - detection * b.smuggling_loss - cost_usd_per_t / price_usd_per_t;
}

double smuggled_share(double margin, const Behaviour& b) {
    return std::clamp(margin / b.smuggling_slope, 0.0, b.smuggling_capacity);
}

// Whose goods are shut out of the same country share what hides them there as they traded in the base year.
double Smugglers::room_share(std::size_t i, const Economy& economy) const {
    if (economy.behaviour.blending_share <= 0) return 0;
    const auto& market = economy.markets[material[i].value];
    const auto goal = market.importer_of_region[to[i].value];
    double all_t = 0;
    for (std::size_t k = 0; k < size(); ++k)
        if (material[k] == material[i] && to[k] == to[i] &&
            may_pay(market, market.exporter_of_region[from[k].value], goal))
            all_t += base_flow_t[k];
    return base_flow_t[i] / all_t;
}

void Smugglers::observe(std::size_t i, const Economy& economy) {
    const auto& market = economy.markets[material[i].value];
    const auto& b = economy.behaviour;
    const auto origin = market.exporter_of_region[from[i].value], goal = market.importer_of_region[to[i].value];
    double aim_t = 0;
    way[i] = {};
    if (b.smuggling_capacity > 0 && may_pay(market, origin, goal)) {
        const auto& home = market.exporters[origin];
        const auto& away = market.importers[goal];
        const double gap =
            price_gap(away.log_delivered - home.log_price, away.base_log_delivered - home.base_log_price);
        way[i] =
            Relation{market, b, origin, goal, std::exp(away.log_delivered), gap, planned_t[i], room_share(i, economy)}
                .best();
        aim_t = base_flow_t[i] * economy.growth() * smuggled_share(way[i].margin, b);
    }
    if (aim_t > 0) awake[i] = 1;
    planned_t[i] += (aim_t - planned_t[i]) / b.smuggling_build_months;
}

void Smugglers::decide(std::size_t i, Economy& economy) const {
    auto& market = economy.markets[material[i].value];
    auto& orders = market.orders;
    if (awake[i] == 0 && orders.sell_steepness[sell_slot[i]] > 0) return;  // the first, empty orders stand
    const double worth = std::log1p(std::max(0.0, way[i].margin));
    orders.buy_quantity_t[buy_slot[i]] = way[i].margin > 0 ? std::max(0.0, planned_t[i] - claims_t[i]) : 0;
    orders.buy_log_value[buy_slot[i]] = market.importers[buyer[i]].log_delivered + worth;
    orders.buy_steepness[buy_slot[i]] = steepness_of_smugglers;
    orders.sell_quantity_t[sell_slot[i]] = on_offer_t[i];
    orders.sell_log_reservation[sell_slot[i]] =
        market.exporters[seller[i]].log_price + std::log(economy.behaviour.smuggling_price_share);
    orders.sell_steepness[sell_slot[i]] = steepness_of_smugglers;
}

void Smugglers::settle(std::size_t i, const Economy& economy) {
    if (awake[i] == 0) return;
    const auto& market = economy.markets[material[i].value];
    const auto& origin = market.importers[buyer[i]];
    bought_t[i] = market.orders.bought_t[buy_slot[i]];
    arrived_t[i] = take_arrivals(claims_t[i], bought_t[i], origin);
    sold_t[i] = std::min(on_offer_t[i], market.orders.sold_t[sell_slot[i]]);
    seized_t[i] = way[i].detection * arrived_t[i];
    shipped_t[i] = arrived_t[i] - seized_t[i];
    auto& hidden = hidden_t[i];
    hidden[way[i].months] += shipped_t[i];
    landed_t[i] = hidden[0];
    std::shift_left(hidden.begin(), hidden.end(), 1);
    hidden.back() = 0;
    on_offer_t[i] += landed_t[i] - sold_t[i];
    sales_usd[i] = sold_t[i] * std::exp(market.exporters[seller[i]].log_price);
    purchases_usd[i] = bought_t[i] * origin.paid_per_t;
    const double beyond_goods = std::max(0.0, economy.behaviour.smuggling_loss - 1);
    fines_usd[i] = seized_t[i] * beyond_goods * std::exp(origin.log_delivered);
}

void Smugglers::trade_value(const Economy&, std::vector<double>& received, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) {
        if (awake[i] == 0) continue;
        received[material[i].value] += sales_usd[i] - fines_usd[i];
        paid[material[i].value] += purchases_usd[i];
    }
}

void Smugglers::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        if (awake[i] == 0) continue;
        ledger.move(material[i], Place::at_sea, Place::smuggled, arrived_t[i]);
        ledger.move(material[i], Place::smuggled, Place::seized, seized_t[i]);
        ledger.move(material[i], Place::smuggled, Place::at_sea, sold_t[i]);
        ledger.pay(material[i], Party::sellers, Party::treasuries, fines_usd[i]);
    }
}

void Smugglers::recount(std::vector<double>& tonnes, Place place) const {
    if (place != Place::smuggled) return;
    for (std::size_t i = 0; i < size(); ++i) {
        if (awake[i] == 0) continue;
        tonnes[material[i].value] += on_offer_t[i];
        for (const double shipment : hidden_t[i]) tonnes[material[i].value] += shipment;
    }
}

}  // namespace orepolitik
