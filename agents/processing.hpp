// Plants that turn a feed into refined metal: what smelters and recyclers share.
// They bid for feed up to what they make of it, run by their margin, and sell what they have made. Smelters offer feed
// that they have no use for to others.
// Margin per tonne = price + by-product credit - feed - conversion cost; the treatment charge is the difference of the
// two cleared prices, additive, and may be zero or negative.
// Sources: CRU (2024) and Guosen (2025) on avoidable margin and restart cost; model document, smelter.
#pragma once
#include <array>

#include "agents/plant.hpp"
#include "agents/stock_holder.hpp"

namespace orepolitik {

struct Credit {  // income from a by-product per tonne of output, at its world price
    MaterialId material;
    double t_per_t;
};

struct RunRule {
    double base_utilisation, base_margin_usd_per_t;
    double lowest_share;  // of base utilisation, before a plant shuts: 0.7 (CRU 2024), 0 for many small shops
};

// Base utilisation while the margin lies between zero and its base; down to the lowest share of it as the margin falls
// to minus the restart cost spread over a year, up to full as it rises by as much above its base.
double utilisation(double margin_usd_per_t, const RunRule& rule, double restart_cost_usd_per_t);

// Losses of the last four quarters per tonne of monthly capacity; [0] is the quarter that runs.
using QuarterLosses = std::array<double, 4>;
double sum_of(const QuarterLosses& losses_usd_per_t);
QuarterLosses after_month(QuarterLosses losses_usd_per_t, double loss_usd_per_t, bool quarter_begins);

// A cap keeps at home what a region makes, so that one plant's stop relieves the others: losses up to then tell them
// nothing of what is to come, and they go on for as long as before. Plants leave one after the other: Ghemawat and
// Nalebuff (1985), RAND J. Economics 16. Capacities are those of the region's running plants of the product.
bool is_relieved_by_a_stop(const ExporterSide& side, double capacity_before_t);

struct Processing {
    Plants plants;
    StockHolders feed;
    std::vector<MaterialId> feed_material;
    std::vector<double> feed_t_per_t, conversion_cost_usd_per_t;
    std::vector<double> power_cost_usd_per_t, carbon_t_per_t;  // in that cost; released in converting
    std::vector<double> unseen_income_usd_per_t;               // premiums and by-products that no table holds
    std::vector<RunRule> rules;
    std::vector<double> finished_t, base_sale_share;
    std::vector<std::uint32_t> feed_exporter, feed_sell_slot;  // where feed is sold again; none_index: nowhere
    std::vector<double> wanted_t;                              // to make this month, were power there for it
    std::vector<double> planned_t, feed_used_t, feed_resold_t, feed_resold_usd;  // this month
    std::vector<double> margin_usd_per_t;                                        // expected, this month
    std::vector<QuarterLosses> losses_usd_per_t;
    std::vector<double> capacity_seen_t;  // of its region's running plants of the product, a month before
    std::vector<std::vector<Credit>> credits;

    std::size_t size() const { return plants.size(); }
    void carried(auto&& visit) {
        visit(plants, feed, finished_t, planned_t, feed_used_t, feed_resold_t, feed_resold_usd, margin_usd_per_t,
              losses_usd_per_t, capacity_seen_t);
    }
    // Price of power in local money over the base year's.
    double power_index(std::size_t i, const Economy& economy) const;
    // Conversion at this month's money, power, fuel and carbon.
    double running_cost_usd_per_t(std::size_t i, const Economy& economy) const;
    double carbon_usd_per_t(std::size_t i, const Economy& economy) const;  // of that
    // Feed at this month's delivered price and conversion, less by-products; NaN where no feed is to be had.
    double unit_cost_usd_per_t(std::size_t i, const Economy& economy) const;
    void observe(Rows rows, const Economy& economy);
    void decide(std::size_t i, Economy& economy) const;
    void settle(Rows rows, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;

  private:
    double released_t_per_t(std::size_t i, const Economy& economy) const;  // of CO2, that may have to pay here
    void plan(std::size_t i, const Economy& economy);
    void settle(std::size_t i, const Economy& economy);
    double other_income_usd_per_t(std::size_t i, const Economy& economy) const;
    double expected_gross_margin(std::size_t i, const Economy& economy) const;  // per tonne, before conversion cost
    double feed_needed_t(std::size_t i) const;
    void count_losses(std::size_t i, const Economy& economy);
    StockPosition bid_for_feed(std::size_t i, Economy& economy) const;
    void offer_surplus_feed(std::size_t i, const StockPosition& position, Economy& economy) const;
    void resell_feed(std::size_t i, const Economy& economy);
};

struct Smelters : Processing {
    static constexpr std::string_view name = "smelter";
};

}  // namespace orepolitik
