// A world small enough to work out by hand: one metal mined, smelted and used by up to three countries.
#pragma once
#include <string>
#include <vector>

#include "model/world_data.hpp"

namespace orepolitik::start {

inline CountryRow country_row(const std::string& iso3, const std::string& part_of_world, bool member = false) {
    CountryRow row;
    row.iso3 = iso3;
    row.name = "Country " + iso3;
    row.region = part_of_world;
    row.eu_member = member ? 1 : 0;
    return row;
}

inline MineralRow metal_row(const std::string& id, double recycled_share) {
    MineralRow row;
    row.id = id;
    row.name = id;
    row.mine_product = "concentrate";
    row.refined_product = "metal";
    row.base_price_usd_per_t = 1000;
    row.price_stage = "refined";
    row.other_stage_price_usd_per_t = 800;
    row.recycled_share_of_supply = recycled_share;
    row.eol_recycling_rate = 0.3;
    row.product_lifetime_years = 10;
    row.demand_elasticity_sr = -0.05;
    row.demand_elasticity_lr = -0.3;
    row.supply_elasticity_sr = 0.2;
    row.supply_elasticity_lr = 0.7;
    row.cash_cost_p25_usd_per_t = 400;
    row.cash_cost_p50_usd_per_t = 500;
    row.cash_cost_p90_usd_per_t = 900;
    row.demand_sectors = "wire:3;sheet:1";
    row.tables_count = "all";
    row.world_reserves_t = 1e6;
    return row;
}

inline void mines(WorldData& data, const std::string& mineral, const std::string& iso3, double t, double reserves_t) {
    MineProductionRow row;
    row.mineral = mineral;
    row.iso3 = iso3;
    row.production_t = t;
    row.reserves_t = reserves_t;
    data.mine_production.push_back(row);
}

inline void refines(WorldData& data, const std::string& mineral, const std::string& iso3, double t) {
    RefinedProductionRow row;
    row.mineral = mineral;
    row.iso3 = iso3;
    row.production_t = t;
    data.refined_production.push_back(row);
}

inline void uses(WorldData& data, const std::string& mineral, const std::string& iso3, double t) {
    ConsumptionRow row;
    row.mineral = mineral;
    row.iso3 = iso3;
    row.demand_t = t;
    data.consumption.push_back(row);
}

inline RouteRow route_row(const std::string& from, const std::string& to, double distance_nm) {
    RouteRow row;
    row.origin_iso3 = from;
    row.destination_iso3 = to;
    row.sea_distance_nm = distance_nm;
    return row;
}

// AAA mines, BBB smelts and uses, CCC uses; a quarter of the metal is from scrap; t per year.
inline WorldData three_countries() {
    WorldData data;
    data.rules.name = "three countries";
    data.countries = {country_row("AAA", "south"), country_row("BBB", "north"), country_row("CCC", "north")};
    data.minerals = {metal_row("tinsel", 0.25)};
    mines(data, "tinsel", "AAA", 1200, 60000);
    refines(data, "tinsel", "AAA", 240);
    refines(data, "tinsel", "BBB", 960);
    uses(data, "tinsel", "BBB", 480);
    uses(data, "tinsel", "CCC", 600);
    return data;
}

}  // namespace orepolitik::start
