// The sources' stated residual: supply that no table explains comes to market whatever the price, and use that no table
// explains is bought almost whatever the price. It grows with demand, so that a residual of the base year stays one.
// Leaves out: any behaviour. Where the tables balance there is none.
#pragma once
#include <string_view>
#include <vector>

#include "model/economy.hpp"

namespace orepolitik {

struct Unrecorded {
    static constexpr std::string_view name = "unrecorded";
    std::vector<MaterialId> material;
    std::vector<std::uint32_t> side, slot;  // exporter and sell order where supply, importer and tranche where use
    std::vector<double> base_t;             // per month; > 0 supply, < 0 use
    std::vector<double> claims_t, moved_t;  // moved: sold, or bought, this month
    std::vector<double> arrived_t;

    std::size_t size() const { return material.size(); }
    void carried(auto&& visit) { visit(claims_t, moved_t, arrived_t); }
    void decide(std::size_t i, Economy& economy) const;
    void settle(std::size_t i, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>&, Place) const {}
};

}  // namespace orepolitik
