#include "agents/processing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orepolitik {
namespace {

constexpr double least_feed_value_share = 0.02;  // a floor under bids: feed is never worth nothing while plants exist

}  // namespace

double utilisation(double margin, const RunRule& rule, double restart_cost_usd_per_t) {
    const double scale = restart_cost_usd_per_t / 12;
    const double base = rule.base_utilisation;
    if (margin < 0) return base * (1 - (1 - rule.lowest_share) * std::min(1.0, -margin / scale));
    const double better = std::clamp((margin - rule.base_margin_usd_per_t) / scale, 0.0, 1.0);
    return base + (1 - base) * better;
}

double sum_of(const QuarterLosses& losses) {
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

QuarterLosses after_month(QuarterLosses losses, double loss, bool quarter_begins) {
    if (quarter_begins) {
        std::shift_right(losses.begin(), losses.end(), 1);
        losses[0] = 0;
    }
    losses[0] += loss;
    return losses;
}

bool is_relieved_by_a_stop(const ExporterSide& side, double capacity_before_t) {
    return side.capacity_t < capacity_before_t && (side.log_rent > 0 || side.cap_rent_usd_per_t > 0);
}

double Processing::power_index(std::size_t i, const Economy& economy) const {
    return economy.background.of(plants.country[i]).power_index(economy.behaviour.local_cost_share) *
           economy.power.price_of(plants.country[i]);
}

double Processing::running_cost_usd_per_t(std::size_t i, const Economy& economy) const {
    const auto& here = economy.background.of(plants.country[i]);
    const auto& b = economy.behaviour;
    const double power = power_cost_usd_per_t[i], rest = conversion_cost_usd_per_t[i] - power;
    const double rest_index = here.cost_index(b.local_cost_share, b.plant_fuel_cost_elasticity);
    const auto& side = economy.markets[plants.product[i].value].exporters[plants.exporter[i]];
    const double support = plants.is_supported(i) ? plants.support_usd_per_t(i, side.log_price) : 0;
    return conversion_cost_usd_per_t[i] - support + rest * (rest_index - 1) + power * (power_index(i, economy) - 1) +
           carbon_usd_per_t(i, economy);
}

double Processing::carbon_usd_per_t(std::size_t i, const Economy& economy) const {
    return plants.carbon_usd_per_t(i, released_t_per_t(i, economy), economy);
}

// Where makers pay for as much as imports do, what the border counts, feed and all; but what the feed's maker pays for.
double Processing::released_t_per_t(std::size_t i, const Economy& economy) const {
    const Market& feed_market = economy.markets[feed.market[i]];
    if (plants.terms[i].charged_carbon_share <= 0 || feed_market.form == Form::scrap) return carbon_t_per_t[i];
    const PlantTerms of_feed =
        economy.laws.plant_terms(plants.region[i], feed_market.mineral, feed_market.form, economy.month);
    if (of_feed.charged_carbon_share > 0) return carbon_t_per_t[i];
    return economy.markets[plants.product[i].value].exporters[plants.exporter[i]].made_with.co2_t_per_t;
}

double Processing::other_income_usd_per_t(std::size_t i, const Economy& economy) const {
    double usd = unseen_income_usd_per_t[i];
    for (const auto& credit : credits[i])
        usd += credit.t_per_t * std::exp(economy.markets[credit.material.value].world_log_price);
    return usd;
}

// Of the coming months and of plants that are too few, however long either lasts.
double Processing::expected_gross_margin(std::size_t i, const Economy& economy) const {
    const double spot = economy.behaviour.spot_share_of_expectation;
    const auto& market = economy.markets[plants.product[i].value];
    const auto& feed_market = economy.markets[feed.market[i]];
    return std::exp(market.trend_fob(plants.exporter[i], spot)) + other_income_usd_per_t(i, economy) -
           feed_t_per_t[i] * std::exp(feed_market.trend_delivered(feed.importer[i], spot));
}

double Processing::unit_cost_usd_per_t(std::size_t i, const Economy& economy) const {
    const auto& side = economy.markets[feed.market[i]].importers[feed.importer[i]];
    const double feed_usd_per_t = side.served > 0 ? std::exp(side.log_delivered) : std::nan("");
    return feed_t_per_t[i] * feed_usd_per_t + running_cost_usd_per_t(i, economy) - other_income_usd_per_t(i, economy);
}

void Processing::observe(Rows rows, const Economy& economy) {
    suffer_shocks(plants, rows, economy);
    for (std::size_t i = rows.first; i < rows.last; ++i) plan(i, economy);
}

void Processing::plan(std::size_t i, const Economy& economy) {
    margin_usd_per_t[i] = expected_gross_margin(i, economy) - running_cost_usd_per_t(i, economy);
    const double capacity = plants.available_capacity_t(i, economy.elapsed());
    wanted_t[i] = std::min(capacity * utilisation(margin_usd_per_t[i], rules[i], plants.restart_cost_usd_per_t[i]),
                           feed.stock_t[i] / feed_t_per_t[i]);
    planned_t[i] = wanted_t[i] * (1 - economy.power.cut_share(plants.country[i], plants.product[i]));
}

double Processing::feed_needed_t(std::size_t i) const {
    const double margin = std::max(0.0, margin_usd_per_t[i]);
    const bool runs = plants.status[i] == static_cast<std::uint8_t>(Status::running);
    return runs ? plants.running_share(i) * plants.capacity_t[i] *
                      utilisation(margin, rules[i], plants.restart_cost_usd_per_t[i]) * feed_t_per_t[i]
                : 0;
}

StockPosition Processing::bid_for_feed(std::size_t i, Economy& economy) const {
    const double spot = economy.behaviour.spot_share_of_expectation;
    const auto& product = economy.markets[plants.product[i].value];
    const auto& feed_market = economy.markets[feed.market[i]];
    // What is bought now is sold as metal in a month or two: at a price near today's, which memory may only lower.
    const auto& side = product.exporters[plants.exporter[i]];
    const double metal =
        std::exp(std::min(product.trend_fob(plants.exporter[i], spot), side.log_price + side.rise_to_come()));
    const double earned = metal + other_income_usd_per_t(i, economy) - running_cost_usd_per_t(i, economy);
    const double worth = std::max(earned, least_feed_value_share * metal) / feed_t_per_t[i];
    const double need = feed_needed_t(i);
    return feed.place_order(
        i,
        {.need_t = need,
         .cover_months = feed.position_months(i, need),
         .log_expected = std::min(feed_market.expected_delivered(feed.importer[i], spot), std::log(worth)),
         .log_choke = std::log(worth),
         .log_offset = feed.log_offset[i]},
        economy);
}

// Nobody sells again what he would buy back: he asks a trader's band above what the tonne is worth to himself.
void Processing::offer_surplus_feed(std::size_t i, const StockPosition& position, Economy& economy) const {
    if (feed_sell_slot[i] == none_index) return;
    const auto& b = economy.behaviour;
    auto& market = economy.markets[feed.market[i]];
    const double expected = market.expected_fob(feed_exporter[i], b.spot_share_of_expectation);
    const double own_value = position.need_t > 0 ? log_value_of_cover(position.cover_months, position, b) : expected;
    market.orders.sell_quantity_t[feed_sell_slot[i]] = surplus_t(feed.stock_t[i], position) / b.stocking_months;
    market.orders.sell_log_reservation[feed_sell_slot[i]] = std::min(own_value, expected) + b.trader_band;
    market.orders.sell_steepness[feed_sell_slot[i]] = b.trader_steepness;
}

void Processing::decide(std::size_t i, Economy& economy) const {
    offer_stock(economy.markets[plants.product[i].value], plants.exporter[i], plants.slot[i],
                finished_t[i] + planned_t[i], base_sale_share[i], economy.behaviour);
    offer_surplus_feed(i, bid_for_feed(i, economy), economy);
}

void Processing::resell_feed(std::size_t i, const Economy& economy) {
    if (feed_sell_slot[i] == none_index) return;
    const auto& market = economy.markets[feed.market[i]];
    feed_resold_t[i] = std::min(feed.stock_t[i], market.orders.sold_t[feed_sell_slot[i]]);
    feed_resold_usd[i] = feed_resold_t[i] * std::exp(market.exporters[feed_exporter[i]].log_price);
    feed.stock_t[i] -= feed_resold_t[i];
}

void Processing::settle(Rows rows, const Economy& economy) {
    for (std::size_t i = rows.first; i < rows.last; ++i) settle(i, economy);
}

void Processing::settle(std::size_t i, const Economy& economy) {
    feed.receive(i, economy);
    resell_feed(i, economy);
    const auto& market = economy.markets[plants.product[i].value];
    const auto& side = market.exporters[plants.exporter[i]];
    const double price = std::exp(side.log_price);
    plants.output_t[i] = planned_t[i];
    feed_used_t[i] = std::min(feed.stock_t[i], planned_t[i] * feed_t_per_t[i]);
    feed.stock_t[i] -= feed_used_t[i];
    plants.sold_t[i] = std::min(finished_t[i] + planned_t[i], market.orders.sold_t[plants.slot[i]]);
    finished_t[i] = finished_t[i] + planned_t[i] - plants.sold_t[i];
    plants.revenue_usd[i] = plants.sold_t[i] * price;
    const double running_cost = running_cost_usd_per_t(i, economy);
    plants.cost_usd[i] =
        feed.paid_usd[i] - feed_resold_usd[i] + planned_t[i] * (running_cost - other_income_usd_per_t(i, economy));
    plants.subsidy_usd.set(i, planned_t[i] * plants.support_usd_per_t(i, side.log_price));
    count_losses(i, economy);
    run_projects(plants, i,
                 {expected_gross_margin(i, economy), running_cost,
                  sum_of(losses_usd_per_t[i]) > plants.endurance[i] * plants.restart_cost_usd_per_t[i],
                  running_cost / conversion_cost_usd_per_t[i], side.falls_steeply(economy.behaviour.put_off_fall)},
                 {economy.behaviour.smelter_lead_years, 1}, economy);
    if (plants.did(i, PlantMove::line_stop)) losses_usd_per_t[i] = {};
}

// A plant that stands still starts its account anew, and so does what is left of it when a line has stopped.
void Processing::count_losses(std::size_t i, const Economy& economy) {
    const double running_t = plants.running_share(i) * plants.capacity_t[i];
    const double output_share = running_t > 0 ? planned_t[i] / running_t : 0;
    const double loss = std::max(0.0, -margin_usd_per_t[i]) * output_share;
    const bool runs = plants.status[i] == static_cast<std::uint8_t>(Status::running);
    const auto& side = economy.markets[plants.product[i].value].exporters[plants.exporter[i]];
    if (is_relieved_by_a_stop(side, capacity_seen_t[i])) losses_usd_per_t[i] = {};
    losses_usd_per_t[i] = runs ? after_month(losses_usd_per_t[i], loss, economy.elapsed() % 3 == 0) : QuarterLosses{};
    capacity_seen_t[i] = side.capacity_t;
}

void Processing::trade_value(const Economy&, std::vector<double>& received, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) {
        received[plants.product[i].value] += plants.revenue_usd[i];
        received[feed_material[i].value] += feed_resold_usd[i];
        paid[feed_material[i].value] += feed.paid_usd[i];
    }
}

void Processing::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        ledger.move(feed_material[i], Place::at_sea, Place::feed_stock, feed.arrived_t[i]);
        ledger.move(feed_material[i], Place::feed_stock, Place::processed, feed_used_t[i]);
        ledger.move(feed_material[i], Place::feed_stock, Place::at_sea, feed_resold_t[i]);
        ledger.move(plants.product[i], Place::made, Place::producer_stock, plants.output_t[i]);
        ledger.move(plants.product[i], Place::producer_stock, Place::at_sea, plants.sold_t[i]);
    }
}

void Processing::recount(std::vector<double>& tonnes, Place place) const {
    for (std::size_t i = 0; i < size(); ++i) {
        if (place == Place::feed_stock) tonnes[feed_material[i].value] += feed.stock_t[i];
        if (place == Place::producer_stock) tonnes[plants.product[i].value] += finished_t[i];
    }
}

}  // namespace orepolitik
