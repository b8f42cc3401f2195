// The world as its tables say it, checked and still in the tables' units (t per year, USD per t).
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
// Source of every figure: the row's own `source` column.
#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "model/world_rules.hpp"

namespace orepolitik {

inline constexpr double blank = std::numeric_limits<double>::quiet_NaN();
inline bool is_blank(double value) { return std::isnan(value); }

struct RowOrigin {  // where a row stands, for messages about it
    std::string file;
    int line = 0;
};

// One row of minerals.csv.
struct MineralRow {
    std::string id;
    std::string name;
    double base_year = blank;
    std::string stage_chain;
    std::string mine_product;
    std::string refined_product;
    std::string refined_unit;
    double base_price_usd_per_t = blank;
    std::string price_basis;
    std::string price_stage;
    std::string other_stage;
    double other_stage_price_usd_per_t = blank;
    std::string other_stage_price_quality;
    std::string other_stage_note;
    double price_2023_usd_per_t = blank;
    double price_2024_usd_per_t = blank;
    double price_min_2009_2023_usd_per_t = blank;
    std::string price_min_period;
    double price_max_2009_2023_usd_per_t = blank;
    std::string price_max_period;
    std::string price_source;
    std::string price_quality;
    std::string price_range_quality;
    double world_mine_production_t = blank;
    double world_refined_production_t = blank;
    double world_reserves_t = blank;
    double demand_elasticity_sr = blank;
    double demand_elasticity_lr = blank;
    double supply_elasticity_sr = blank;
    double supply_elasticity_lr = blank;
    std::string elasticity_source;
    std::string demand_elasticity_quality;
    std::string supply_elasticity_quality;
    double eol_recycling_rate = blank;
    double recycled_share_of_supply = blank;
    double product_lifetime_years = blank;
    double typical_ore_grade_pct = blank;
    double energy_gj_per_t = blank;
    double electricity_mwh_per_t = blank;
    double co2_t_per_t = blank;
    double cash_cost_p25_usd_per_t = blank;
    double cash_cost_p50_usd_per_t = blank;
    double cash_cost_p90_usd_per_t = blank;
    std::string by_product_of;
    std::string demand_sectors;
    std::string physical_source;
    std::string sector_source;
    std::string physical_quality;
    std::string cost_and_sector_quality;
    std::string demand_stage;
    std::string tables_count;
    double ore_content_share = blank;
    double refined_content_share = blank;
    double handling_cost_usd_per_t = blank;
    RowOrigin origin;
};

// One row of countries.csv.
struct CountryRow {
    std::string iso3;
    std::string name;
    std::string region;
    double is_aggregate = blank;
    double eu_member = blank;
    double landlocked = blank;
    std::string bloc;
    std::string bloc_basis;
    double un_ideal_point_2023 = blank;
    double us_china_alignment_2023 = blank;
    double gdp_usd_bn = blank;
    double gdp_year = blank;
    std::string gdp_quality;
    std::string currency;
    double mining_royalty_pct_typical = blank;
    double wgi_political_stability_2023 = blank;
    double wgi_regulatory_quality_2023 = blank;
    double wgi_government_effectiveness_2023 = blank;
    double wgi_control_of_corruption_2023 = blank;
    double expropriation_risk_0_1 = blank;
    double nationalisation_events_2000_2025 = blank;
    double strike_propensity_0_1 = blank;
    double carbon_price_economy_avg_usd_per_tco2_2023 = blank;
    double carbon_price_headline_usd_per_tco2_2023 = blank;
    double industrial_electricity_usd_per_mwh_2023 = blank;
    double policy_rate_pct_end_2023 = blank;
    std::string source;
    std::string quality_note;
    RowOrigin origin;
};

// One row of mine_production.csv.
struct MineProductionRow {
    std::string mineral;
    std::string iso3;
    double year = blank;
    double production_t = blank;
    double reserves_t = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of refined_production.csv.
struct RefinedProductionRow {
    std::string mineral;
    std::string iso3;
    double year = blank;
    double production_t = blank;
    std::string product;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of consumption.csv.
struct ConsumptionRow {
    std::string mineral;
    std::string iso3;
    double year = blank;
    double demand_t = blank;
    std::string product;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of chains.csv.
struct ChainRow {
    std::string mineral;
    std::string output;
    std::string input;
    double input_t_per_t_output = blank;
    std::string note;
    std::string source;
    std::string quality;
    RowOrigin origin;
};

// One row of companies.csv.
struct CompanyRow {
    std::string id;
    std::string name;
    std::string home_iso3;
    double state_owned = blank;
    double state_share = blank;
    double market_cap_usd_bn = blank;
    std::string market_cap_date;
    std::string source;
    std::string quality;
    RowOrigin origin;
};

// One row of company_production.csv.
struct CompanyProductionRow {
    std::string company;
    std::string mineral;
    std::string stage;
    double production_t = blank;
    double year = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of ownership.csv.
struct OwnershipRow {
    std::string mineral;
    std::string host_iso3;
    std::string asset;
    std::string stage;
    std::string owner;
    double owner_is_company_id = blank;
    std::string owner_iso3;
    double share = blank;
    double year = blank;
    std::string source;
    std::string quality;
    RowOrigin origin;
};

// One row of routes.csv.
struct RouteRow {
    std::string origin_iso3;
    std::string destination_iso3;
    std::string origin_port;
    std::string destination_port;
    double overland_km = blank;
    double sea_distance_nm = blank;
    std::string chokepoints;
    double distance_nm_suez_closed = blank;
    double distance_nm_bab_el_mandeb_closed = blank;
    double distance_nm_malacca_closed = blank;
    double distance_nm_panama_closed = blank;
    std::string distance_nm_hormuz_closed;
    double distance_nm_arctic_open = blank;
    double freight_bulk_usd_per_t = blank;
    double freight_container_usd_per_t = blank;
    double overland_freight_usd_per_t = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of chokepoints.csv.
struct ChokepointRow {
    std::string name;
    double transits_per_year = blank;
    double oil_flow_million_bbl_per_day = blank;
    std::string littoral_iso3;
    double share_of_seaborne_trade = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of stockpiles.csv.
struct StockpileRow {
    std::string iso3;
    std::string mineral;
    double stock_t = blank;
    std::string as_of;
    std::string holder;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of trade_flows.csv.
struct TradeFlowRow {
    std::string reporter_iso3;
    std::string partner_iso3;
    std::string mineral;
    std::string stage;
    std::string flow;
    double quantity_t = blank;
    double value_usd = blank;
    double year = blank;
    std::string hs_codes;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

// One row of policies.csv.
struct PolicyRow {
    std::string iso3;
    std::string mineral;
    std::string instrument;
    std::string start;
    std::string end;
    std::string detail;
    std::string status;
    std::string source;
    std::string quality;
    RowOrigin origin;
};

// One row of sources.csv.
struct SourceRow {
    std::string source_id;
    std::string citation;
    std::string licence;
    std::string verification;
    RowOrigin origin;
};
// One row of sectors.csv (optional): how the products of a use live and what stopping them costs.
struct SectorRow {
    std::string sector;
    double lifetime_mean_years = blank;
    double lifetime_sd_years = blank;
    double choke_price_multiple = blank;  // loss of output per tonne short, in base prices
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;
};

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
};

}  // namespace orepolitik
