// A trader (country x material) holds metal while the price expected, less carry, is at least today's: he buys below
// his band round the expected price and sells above it, within his stores. News of restrictions moves what he expects,
// up to what the users whom he means to sell to would pay at most.
// Source: competitive storage, Williams and Wright (1991), Storage and Commodity Markets, with adaptive expectation.
#pragma once
#include <string_view>
#include <vector>

#include "model/economy.hpp"

namespace orepolitik {

struct Traders {
    static constexpr std::string_view name = "trader";
    static constexpr double most_moved_in_a_month = 0.5;  // of the stock, and of the room left in the stores
    std::vector<MaterialId> material;
    std::vector<std::uint32_t> exporter, importer, sell_slot, buy_slot;
    std::vector<double> stock_t, claims_t, store_t;  // store: most he can hold, goods on the way included
    std::vector<double> bought_t, arrived_t, sold_t, sales_usd, purchases_usd;  // this month

    std::size_t size() const { return material.size(); }
    void carried(auto&& visit) { visit(stock_t, claims_t, bought_t, arrived_t, sold_t, sales_usd, purchases_usd); }
    void decide(std::size_t i, Economy& economy) const;
    void settle(std::size_t i, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;
};

}  // namespace orepolitik
