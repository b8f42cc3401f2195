// One material's market: who can sell and buy where, the routes between them, and what last month left behind.
// Prices here are what agents observe; orders are what they decide; trades are what clearing made of them.
// Leaves out: how the price is found (exchange.hpp), what a law does to a route (model/law).
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "model/behaviour.hpp"
#include "model/ids.hpp"
#include "model/law/terms.hpp"
#include "model/market/exchange.hpp"
#include "model/market/trade_cost.hpp"

namespace orepolitik {

inline constexpr std::size_t tranche_count = 8;  // tranches of one buyer's order
inline constexpr std::size_t sea_months = 8;     // longest voyage, detours and delays included, plus one

// Nobody sells for a thousandth of the base price: below it a good that no one uses would fall and fall.
inline constexpr double log_deepest_fall = 6.9;

// Orders of the month, grouped by country side; every agent owns its slots and writes nowhere else.
struct OrderBook {
    std::vector<double> sell_quantity_t, sell_log_reservation, sell_steepness;
    std::vector<std::uint32_t> sell_first;  // orders of exporter i: [sell_first[i], sell_first[i + 1])
    std::vector<double> buy_quantity_t, buy_log_value, buy_steepness;
    std::vector<double> buy_log_choke;     // beyond which a user would rather go without; -infinity: no user
    std::vector<std::uint32_t> buy_first;  // tranches of importer j
    std::vector<double> sold_t;            // per sell order, after clearing
    std::vector<double> bought_t;          // per tranche, after clearing

    void carried(auto&& visit) {
        visit(sell_quantity_t, sell_log_reservation, sell_steepness, buy_quantity_t, buy_log_value, buy_steepness,
              buy_log_choke, sold_t, bought_t);
    }
};

// Routes of one material, dense: index exporter * importers + importer.
struct Routes {
    std::vector<double> log_weight;  // trading relationship, ln w
    std::vector<double> base_log_weight;
    std::vector<double> base_log_cost;      // u + t - v in the base year
    std::vector<double> base_share;         // of the importer's purchases in the base year
    std::vector<double> freight_usd_per_t;  // with today's laws and straits
    std::vector<double> base_freight_usd_per_t;
    std::vector<std::uint8_t> base_months, months;
    std::vector<Terms> terms;
    std::vector<LicenceRents> rents;      // of caps over several routes or materials
    std::vector<double> log_trade_cost;   // t
    std::vector<double> open_log_weight;  // ln w, or -infinity where laws or geography close the route
    std::vector<double> perceived_cost;   // log price that buyers add in their minds; nobody gets it
    bool any_perceived = false;
    std::vector<double> contract_pull;  // log discount of a supplier under contract; empty without contracts
    std::vector<double> contract_cost;  // what contracts add to the perceived cost
    std::vector<double> flow_t;         // shipped this month
    std::vector<std::array<double, sea_months>> at_sea_t;  // [k]: arrives in k months
    std::vector<double> flow_by_month;                     // of the last twelve, [month][route]; empty without caps

    void carried(auto&& visit) {
        visit(log_weight, freight_usd_per_t, months, terms, rents, log_trade_cost, open_log_weight, perceived_cost,
              any_perceived, contract_pull, contract_cost, flow_t, at_sea_t, flow_by_month);
    }
};

// In pairs: no sum waits for more than two others.
inline double tonnes_at_sea(const std::array<double, sea_months>& by_month_t) {
    static_assert(sea_months == 8);
    const auto& t = by_month_t;
    return ((t[0] + t[1]) + (t[2] + t[3])) + ((t[4] + t[5]) + (t[6] + t[7]));
}

struct ExporterSide {
    RegionId region;
    std::uint32_t home = none_index;  // its own region's importer index
    double base_log_price = 0;
    double log_price = 0;           // FOB, last cleared
    double mean_log_price = 0;      // long memory of it
    double recent_log_price = 0;    // short memory of it: how it has moved
    double linearised_at = 0;       // log price at which the row's trade costs were worked out
    double charge_share = 0;        // freight and charges in USD/t over that price, mean of what was shipped last
    double log_rent = 0;            // of export licences under a cap of its own
    double least_log_rent = 0;      // of it, below which their holders do not go this month
    double conceded = 0;            // of it each month, to who buys as one, while licences are left over
    bool rent_eases = false;        // whether who holds licences under that cap can wait
    double cap_rent_usd_per_t = 0;  // of licences under caps over several routes or materials, mean of exports
    double export_cap_t = 0;
    double made_t = 0;        // from ore, last month: what by-products ride on; neither sales from stock nor recycling
    double capacity_t = 0;    // of its running plants, per month
    double outage_share = 0;  // of it, that known outages take from the months ahead
    double base_capacity_share = 0;  // of the world's; 0: nothing but stocks and unreported supply is sold here
    double log_standing = 0;         // of its weight with all buyers, over the base year: follows its share of capacity
    double sold_t = 0, exports_t = 0;
    double revenue_usd = 0, export_tax_usd = 0, rent_usd = 0;
    double exports_usd = 0;     // value of exports free on board, licence rents included
    Making made_with;           // what a border may ask of its goods
    double announced_rise = 0;  // of the expected log price, by laws not yet in force (model/anticipation.hpp)
    double insiders_rise = 0;   // of it, by laws that have leaked: as traders see it beyond what all others do
    double law_news = 0;        // by announced laws that have come, as far as memories of prices lack it
    double currency_step = 0;   // of its money this month, in logs of the numeraire: people expect in their own money
    double currency_news = 0;   // over the memory of expectations
    double trend_rise = 0;      // of the expected log price, by its way of late carried on
    double calmed = 0;          // part of the spot price's weight in expectations that guidance has taken away

    void carried(auto&& visit) {
        visit(log_price, mean_log_price, recent_log_price, linearised_at, charge_share, log_rent, least_log_rent,
              conceded, rent_eases, cap_rent_usd_per_t, export_cap_t, made_t, capacity_t, outage_share, log_standing,
              sold_t, exports_t, revenue_usd, export_tax_usd, rent_usd, exports_usd, announced_rise, insiders_rise,
              law_news, trend_rise, calmed);
    }
    double rise_to_come() const { return announced_rise + trend_rise; }
    // Today's price lies so far, in logs, below its memory of the months before; a quote without sales tells nothing.
    bool falls_steeply(double log_fall) const { return sold_t > 0 && recent_log_price - log_price > log_fall; }
};

struct ImporterSide {
    RegionId region;
    double base_log_delivered = 0;
    double log_delivered = 0;  // buyer's price index, last cleared
    double mean_log_delivered = 0;
    double recent_log_delivered = 0;
    double bought_t = 0, imports_t = 0, arrived_t = 0;
    double arriving_share = 0;  // of every buyer's outstanding claims, this month
    double paid_usd = 0, freight_usd = 0, duty_usd = 0;
    double carbon_usd = 0, rent_usd = 0;  // carbon border charges; rents of licences held here
    double paid_per_t = 0;                // mean price of this month's purchases
    double at_sea_t = 0;
    double offtake_t = 0;      // bound to come home from mines and plants owned abroad, next month
    double need_t = 0;         // of users, this month
    double unmet_t = 0;        // of it, not had
    double user_stock_t = 0;   // of users
    double concentration = 0;  // sum of squared shares of foreign suppliers in purchases, fading mean
    double base_concentration = 0;
    double shortage_memory = 0;   // unmet share of need, fading
    double feed_stock_t = 0;      // of plants that make something of it, as the run began
    double feed_need_t = 0;       // a month's, of these
    double law_share = 0;         // of base-year purchases that laws in force or announced touch
    double restricted_share = 0;  // the same, with what outages take, and what is lost of the feed they are made of
    double alarm = 0;             // of restricted_share, what buyers still store against: fades as they get used to it
    double news = 0;              // restrictions that became known or were lifted, as shares of purchases, fading
    double whispered_share = 0;   // of base-year purchases that laws touch of which traders alone have heard
    double announced_rise = 0;    // of the expected log price, by laws not yet in force (model/anticipation.hpp)
    double insiders_rise = 0;     // as of exporters
    double law_news = 0;          // by announced laws that have come, as far as memories of prices lack it
    double trend_rise = 0;        // as of exporters
    double served = 1;            // 0 when no route was open
    double currency_step = 0;     // as of exporters
    double currency_news = 0;
    double calmed = 0;

    void carried(auto&& visit) {
        visit(log_delivered, mean_log_delivered, recent_log_delivered, bought_t, imports_t, arrived_t, arriving_share,
              paid_usd, freight_usd, duty_usd, carbon_usd, rent_usd, paid_per_t, at_sea_t, offtake_t, unmet_t,
              concentration, shortage_memory, feed_stock_t, feed_need_t, law_share, restricted_share, alarm, news,
              whispered_share, announced_rise, insiders_rise, law_news, trend_rise, calmed, served);
    }
    double rise_to_come() const { return announced_rise + trend_rise; }
};

struct Market {
    MaterialId material;
    MineralId mineral;
    Form form;
    double sourcing_elasticity;
    std::vector<ExporterSide> exporters;
    std::vector<ImporterSide> importers;
    std::vector<std::uint32_t> exporter_of_region, importer_of_region;
    Routes routes;
    OrderBook orders;
    ExchangeResult result;  // warm start for next month
    ExchangeSolver solver;
    std::vector<std::uint32_t> home;  // of exporters, as the exchange reads it
    std::vector<double> caps_t;       // likewise
    std::vector<double> odds;         // room for the odds of orders while trades are booked
    bool under_caps = false;          // a cap over several routes or materials touches it
    double world_log_price = 0;       // sales-weighted FOB
    double traders_hold_out = 0;      // log price above which else they would sell, for owners who also mine
    double log_choke = std::numeric_limits<double>::infinity();  // what the user who can pay most would pay, last month
    // Log of the price at which nearly every new mine pays, over the base price: nobody expects more to last.
    double log_incentive_over_base = std::numeric_limits<double>::infinity();
    double log_rise_per_share_lost = 0;    // of the price, at the tables' short-run elasticities
    double log_cost_shift = 0;             // of its mines by money, fuel and carbon this month: moves that price
    double made_t = 0;                     // of all exporters, last month
    double base_capacity_t = 0;            // of all exporters, per month
    double capacity_growth_per_month = 0;  // log trend that builders take for granted
    double inverse_expansion_elasticity =
        0;                            // of capacity to the cost of new plants; 0: every new plant costs the same
    double expansion_cost_index = 1;  // of the next plant over one of the base year, this month

    void carried(auto&& visit) {
        visit(exporters, importers, routes, orders, result, under_caps, world_log_price, traders_hold_out, log_choke,
              log_cost_shift);
    }
    std::size_t route(std::size_t exporter, std::size_t importer) const {
        return exporter * importers.size() + importer;
    }
    double expected_fob(std::size_t exporter, double spot_share) const {
        return believable(trend_fob(exporter, spot_share), exporters[exporter].base_log_price);
    }
    double expected_delivered(std::size_t importer, double spot_share) const {
        return believable(trend_delivered(importer, spot_share), importers[importer].base_log_delivered);
    }
    // Between today and the long memory, however far from the base year: what is scarce beside ore may pay for years.
    double trend_fob(std::size_t exporter, double spot_share) const {
        const auto& e = exporters[exporter];
        spot_share *= 1 - e.calmed;
        return spot_share * (e.log_price + e.currency_step) +
               (1 - spot_share) * (e.mean_log_price + e.currency_news + e.law_news);
    }
    double trend_delivered(std::size_t importer, double spot_share) const {
        const auto& i = importers[importer];
        spot_share *= 1 - i.calmed;
        return spot_share * (i.log_delivered + i.currency_step) +
               (1 - spot_share) * (i.mean_log_delivered + i.currency_news + i.law_news);
    }
    double believable(double log_price, double base_log_price) const {
        return std::clamp(
            log_price, base_log_price - log_deepest_fall,
            std::max(base_log_price - log_deepest_fall, base_log_price + log_incentive_over_base + log_cost_shift));
    }
};

// Offers made goods: at the expected price the base year's share of them is sold, more as the price rises.
void offer_stock(Market& market, std::size_t exporter, std::size_t slot, double quantity_t, double base_sale_share,
                 const Behaviour& behaviour);

// What a buyer waits for, after he bought more and his share of what landed came in; returns what came in.
inline double take_arrivals(double& claims_t, double bought_t, const ImporterSide& side) {
    claims_t += bought_t;
    const double arrived_t = claims_t * side.arriving_share;
    claims_t -= arrived_t;
    return arrived_t;
}

// Puts last month's prices into the memories that expectations are made of; alarm about restrictions fades.
void observe_prices(Market& market, const Behaviour& behaviour);

// Finds the prices at which the month's orders meet, under the caps and rents as they stand.
void find_prices(Market& market);

// Makes trades of what was cleared: fills, flows, and the money of every shipment.
void book_trades(Market& market);

// Moves what was shipped one month on and says what arrives; updates relationships toward what was traded.
void settle_shipments(Market& market, std::uint32_t month_index, double relationship_months,
                      double relationship_memory);

}  // namespace orepolitik
