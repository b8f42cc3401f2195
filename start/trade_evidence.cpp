#include "start/trade_evidence.hpp"

#include <algorithm>

namespace orepolitik::start {

namespace {

bool concerns(const Draft& draft, const TradeFlowRow& row, MaterialId material) {
    const auto mineral = draft.minerals.find(row.mineral);
    return mineral != draft.minerals.end() &&
           material_of_stage(draft.base.minerals[mineral->second.value], row.stage) == material;
}

struct TradeValue {
    double exports_usd = 0, imports_usd = 0;
};

std::vector<TradeValue> gross_trade(const Draft& draft, MaterialId material) {
    std::vector<TradeValue> trade(draft.base.regions.size());
    for (const TradeFlowRow& row : draft.data.trade_flows) {
        const auto region = draft.regions.find(row.reporter_iso3);
        const bool to_the_world = !draft.regions.contains(row.partner_iso3);
        if (region == draft.regions.end() || !to_the_world || is_blank(row.value_usd) ||
            !concerns(draft, row, material)) {
            continue;
        }
        TradeValue& value = trade[region->second.value];
        (row.flow == "X" ? value.exports_usd : value.imports_usd) += row.value_usd;
    }
    return trade;
}

}  // namespace

std::vector<double> cross_hauling_shares(const Draft& draft, MaterialId material) {
    const MaterialBalance& balance = draft.balances[material.value];
    const std::vector<TradeValue> trade = gross_trade(draft, material);
    const double year_value_usd = draft.material(material).base_price_usd_per_t * months_per_year;
    std::vector<double> shares(trade.size(), draft.data.rules.cross_hauling_share);
    for (std::size_t r = 0; r < shares.size(); ++r) {
        const double use = balance.feed_use[r] + balance.final_use[r];
        // A net exporter's imports, or a net importer's exports, are what crosses for no need of quantity.
        const bool net_exporter = balance.supply[r] > use;
        const double crossing_usd = net_exporter ? trade[r].imports_usd : trade[r].exports_usd;
        const double share = crossing_usd / (year_value_usd * std::min(balance.supply[r], use));
        if (crossing_usd > 0 && share <= 0.9 && draft.base.regions[r].members.size() == 1) {
            shares[r] = share;
        }
    }
    return shares;
}

FlowTable reported_tonnes(const Draft& draft, MaterialId material) {
    const std::size_t size = draft.base.regions.size();
    FlowTable bought{size, std::vector<double>(size * size, 0.0)};
    FlowTable sold = bought;
    for (const TradeFlowRow& row : draft.data.trade_flows) {
        const auto reporter = draft.regions.find(row.reporter_iso3);
        const auto partner = draft.regions.find(row.partner_iso3);
        if (reporter == draft.regions.end() || partner == draft.regions.end() || is_blank(row.quantity_t) ||
            reporter->second == partner->second || !concerns(draft, row, material)) {
            continue;
        }
        if (row.flow == "X") {
            sold.at(reporter->second.value, partner->second.value) += row.quantity_t;
        } else {
            bought.at(partner->second.value, reporter->second.value) += row.quantity_t;
        }
    }
    for (std::size_t cell = 0; cell < bought.cells.size(); ++cell) {  // customs watch imports more closely
        bought.cells[cell] = bought.cells[cell] > 0 ? bought.cells[cell] : sold.cells[cell];
    }
    return bought;
}

}  // namespace orepolitik::start
