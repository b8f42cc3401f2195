// The world as its tables say it, checked and still in the tables' units (t per year, USD per t).
// The rows are in model/world/, each with its field list; a row's own `source` column names its source.
#pragma once
#include <vector>

#include "model/world/company.hpp"
#include "model/world/country.hpp"
#include "model/world/mineral.hpp"
#include "model/world/production.hpp"
#include "model/world/source.hpp"
#include "model/world/state.hpp"
#include "model/world/trade.hpp"
#include "model/world_rules.hpp"

namespace orepolitik {

// The whole folder. Optional tables may be empty.
struct WorldData {
    WorldRules rules;
    std::vector<MineralRow> minerals;
    std::vector<CountryRow> countries;
    std::vector<MineProductionRow> mine_production;
    std::vector<RefinedProductionRow> refined_production;
    std::vector<ConsumptionRow> consumption;
    std::vector<ChainRow> chains;
    std::vector<CompanyRow> companies;
    std::vector<CompanyProductionRow> company_production;
    std::vector<OwnershipRow> ownership;
    std::vector<RouteRow> routes;
    std::vector<ChokepointRow> chokepoints;
    std::vector<StockpileRow> stockpiles;
    std::vector<TradeFlowRow> trade_flows;
    std::vector<PolicyRow> policies;
    std::vector<SourceRow> sources;
    std::vector<SectorRow> sectors;
    std::vector<MineHistoryRow> mine_history;
    std::vector<ElectricityRow> electricity;
    std::vector<PipelineRow> pipeline;
    std::vector<DepositRow> deposits;

    // Every table, once: reading, checking and FORMAT.md go through this list.
    void tables(auto&& visit) {
        visit(minerals);
        visit(countries);
        visit(mine_production);
        visit(refined_production);
        visit(consumption);
        visit(chains);
        visit(companies);
        visit(company_production);
        visit(ownership);
        visit(routes);
        visit(chokepoints);
        visit(stockpiles);
        visit(trade_flows);
        visit(policies);
        visit(sources);
        visit(sectors);
        visit(mine_history);
        visit(electricity);
        visit(pipeline);
        visit(deposits);
    }
};

}  // namespace orepolitik
