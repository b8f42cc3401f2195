// A recycler buys scrap and sells refined metal that competes with primary: processing with scrap as feed.
// Collectors bring the scrap: end-of-life products times a collection rate that rises with the scrap price, and process
// scrap of this month's use.  collected = base rate (P_scrap / P_base)^0.3, at most 95 %.
// Source: Ryter et al. (2024), J. Ind. Ecol., table S29: scrap collection to price 0.11 to 0.71.
#pragma once
#include "agents/manufacturer.hpp"
#include "agents/processing.hpp"

namespace orepolitik {

struct Recyclers : Processing {
    static constexpr std::string_view name = "recycler";
};

// Where collecting costs a part k of the base price, nothing is collected below that price, the first tonnes just
// above, and the response at the base price stays the same: base rate ((p - k)/(1 - k))^(0.3 (1 - k)), p the price over
// base.
double collection_rate(double base_rate, double log_price_over_base, double cost_share = 0);

// One collector per scrap market and region; offers what the region's manufacturers' products give back.
struct Collectors {
    static constexpr std::string_view name = "collector";
    std::vector<MaterialId> material;
    std::vector<std::uint32_t> exporter, slot;
    std::vector<std::uint32_t> first_user, last_user;  // the region's manufacturers of the metal
    std::vector<double> base_collection_rate, base_sale_share, stock_t;
    std::vector<double> collected_t, sold_t, revenue_usd, subsidy_usd;  // this month

    std::size_t size() const { return material.size(); }
    void carried(auto&& visit) { visit(stock_t, collected_t, sold_t, revenue_usd, subsidy_usd); }
    void collect(std::size_t i, const Economy& economy, const Manufacturers& users);
    void decide(std::size_t i, Economy& economy) const;
    void settle(std::size_t i, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;
};

}  // namespace orepolitik
