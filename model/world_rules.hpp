// world.yaml: what the tables of a world do not hold, as stated rules with one number each.
// Source: architecture of the tables and the literature named beside each default in config/worlds/FORMAT.md.
#pragma once
#include <string>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct WorldRules {
    std::string name;
    Month base_month = Month::of(2024, 1);  // the first month that can be simulated; the tables describe the year before
    double utilisation = 0.9;
    double user_cover_months = 2.0;
    double feed_cover_months = 2.0;
    double finished_stock_months = 0.5;
    double trader_cover_months = 1.0;
    double cross_hauling_share = 0.12;
    double trade_distance_elasticity = 1.0;
    double generic_plants_per_world_share = 40;
    double generic_plants_most = 8;
    double named_asset_cost_quantile = 0.35;
    double smelter_profit_share_of_margin = 0.15;
    double demand_growth_pct_per_year = 2.0;
    double past_demand_growth_pct_per_year = 2.5;
    double product_lifetime_sd_share = 0.3;
    double choke_price_multiple = 12;
    double default_royalty_pct = 4;
    double default_policy_rate_pct = 6;

    void fields(auto&& visit) {
        visit({"name", "", "What the world is called in run files."}, name, anything().required());
        visit({"base_month", "YYYY-MM", "First month that can be simulated; the tables describe the year before it."},
              base_month, anything().required());
        visit({"utilisation", "fraction", "Output over capacity of a smelter in the base year."}, utilisation,
              in_range(0.3, 0.99));
        visit({"user_cover_months", "months of use", "Stock that manufacturers hold in the base year."},
              user_cover_months, in_range(0.2, 24));
        visit({"feed_cover_months", "months of use", "Ore or scrap that smelters and recyclers hold in the base year."},
              feed_cover_months, in_range(0.2, 24));
        visit({"finished_stock_months", "months of output", "Unsold metal at smelters in the base year."},
              finished_stock_months, in_range(0.05, 12));
        visit({"trader_cover_months", "months of regional use", "Metal in traders' stores in the base year."},
              trader_cover_months, in_range(0, 24));
        visit({"cross_hauling_share", "fraction", "Part of home use met by imports although home output could serve it."},
              cross_hauling_share, in_range(0, 0.9));
        visit({"trade_distance_elasticity", "", "How fast base-year trade falls with freight distance."},
              trade_distance_elasticity, in_range(0, 5));
        visit({"generic_plants_per_world_share", "plants", "Generic plants that a country with all world output gets."},
              generic_plants_per_world_share, in_range(1, 10000));
        visit({"generic_plants_most", "plants", "Most generic plants of one country, mineral and stage."},
              generic_plants_most, in_range(1, 1000));
        visit({"named_asset_cost_quantile", "fraction", "Place of named assets on the mineral's cost curve."},
              named_asset_cost_quantile, in_range(0.01, 0.99));
        visit({"smelter_profit_share_of_margin", "fraction", "Profit in the gross smelting margin of the base year."},
              smelter_profit_share_of_margin, in_range(0.01, 0.9));
        visit({"demand_growth_pct_per_year", "%/year", "Growth of every sector's need at base prices."},
              demand_growth_pct_per_year, in_range(-10, 20));
        visit({"past_demand_growth_pct_per_year", "%/year", "Growth of use before the base year, for products in use."},
              past_demand_growth_pct_per_year, in_range(-10, 20));
        visit({"product_lifetime_sd_share", "fraction", "Standard deviation over mean of product lifetimes."},
              product_lifetime_sd_share, in_range(0.01, 2));
        visit({"choke_price_multiple", "base prices", "Loss of output per tonne short, where a sector states none."},
              choke_price_multiple, in_range(1.5, 1000));
        visit({"default_royalty_pct", "% of revenue", "Royalty where a country states none."}, default_royalty_pct,
              in_range(0, 60));
        visit({"default_policy_rate_pct", "%/year", "Policy rate where a country states none."},
              default_policy_rate_pct, in_range(-2, 200));
    }
};

}  // namespace orepolitik
