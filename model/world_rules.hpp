// world.yaml: what the tables of a world do not hold, as stated rules with one number each.
// Source: architecture of the tables and the literature named beside each default in config/worlds/FORMAT.md.
#pragma once
#include <string>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct WorldRules {
    std::string name;
    Month base_month =
        Month::of(2024, 1);  // the first month that can be simulated; the tables describe the year before
    std::string numeraire = "USD";
    double utilisation = 0.9;
    double mine_utilisation = 0.87;
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
    double smelter_cost_spread = 0.08;
    double demand_growth_pct_per_year = 2.0;
    double past_demand_growth_pct_per_year = 2.5;
    double product_lifetime_sd_share = 0.3;
    double choke_price_multiple = 12;
    double default_royalty_pct = 4;
    double default_policy_rate_pct = 6;
    double default_electricity_usd_per_mwh = 100;
    double large_user_power_price_share = 0.6;
    double default_reserve_margin = 0.2;
    double default_market_priced_share = 0.5;
    double default_expropriation_risk = 0.3;
    double default_strike_propensity = 0.2;
    double default_grid_t_co2_per_mwh = 0.48;
    double ore_co2_share = 0.2;
    double default_product_lifetime_years = 15;
    double default_price_volatility = 0.25;
    double scrap_price_share = 0.85;
    double ore_price_share_if_unknown = 0.7;
    double scrap_t_per_t_secondary = 1.05;
    double secondary_share_most = 0.95;
    double named_assets_share_most = 0.9;
    double unknown_reserve_years = 100;
    double unknown_deposit_world_share = 0.005;
    double freight_share_floor = 0.02;
    double unreported_pair_weight = 0.02;
    double bulk_below_usd_per_gross_t = 1500;
    double bulk_freight_base_usd_per_t = 3;
    double bulk_freight_usd_per_t_per_nm = 0.00157;
    double container_freight_base_usd_per_t = 30;
    double container_freight_usd_per_t_per_nm = 0.004;
    double ship_nm_per_month = 9000;
    double port_time_months = 0.3;
    double unknown_detour_nm = 4000;
    double grade_decline_pct_per_year = 1;
    double reserve_replacement_share = 1;
    double least_treatment_margin_share = 0.03;

    void fields(auto&& visit) {
        visit({"name", "", "What the world is called in run files."}, name, anything().required());
        visit({"base_month", "YYYY-MM", "First month that can be simulated; the tables describe the year before it."},
              base_month, anything().required());
        visit({"numeraire", "", "ISO 4217 code of the money that prices are in."}, numeraire, anything());
        visit({"utilisation", "fraction", "Output over capacity of a smelter in the base year."}, utilisation,
              in_range(0.3, 0.99));
        visit({"mine_utilisation", "fraction", "Output over capacity of a mineral's mines together in the base year."},
              mine_utilisation, in_range(0.3, 0.99));
        visit({"user_cover_months", "months of use", "Stock that manufacturers hold in the base year."},
              user_cover_months, in_range(0.2, 24));
        visit({"feed_cover_months", "months of use", "Ore or scrap that smelters and recyclers hold in the base year."},
              feed_cover_months, in_range(0.2, 24));
        visit({"finished_stock_months", "months of output", "Unsold metal at smelters in the base year."},
              finished_stock_months, in_range(0.05, 12));
        visit({"trader_cover_months", "months of regional use", "Metal in traders' stores in the base year."},
              trader_cover_months, in_range(0, 24));
        visit(
            {"cross_hauling_share", "fraction", "Part of home use met by imports although home output could serve it."},
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
        visit({"smelter_cost_spread", "log cost",
               "Standard deviation of conversion costs of a mineral's plants, power prices apart."},
              smelter_cost_spread, in_range(0, 1));
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
        visit(
            {"default_electricity_usd_per_mwh", "USD/MWh", "Industrial electricity price where a country states none."},
            default_electricity_usd_per_mwh, in_range(0, 1000));
        visit({"large_user_power_price_share", "fraction",
               "What smelters pay for power, over the mean industrial price: long contracts, high voltage, no levies."},
              large_user_power_price_share, in_range(0.05, 1));
        visit({"default_reserve_margin", "fraction",
               "Energy that could be generated beyond the base year's use, where electricity.csv states none."},
              default_reserve_margin, in_range(0.01, 2));
        visit({"default_market_priced_share", "fraction",
               "Part of power priced at its dearest source, where electricity.csv states none."},
              default_market_priced_share, in_range(0, 1));
        visit({"default_expropriation_risk", "fraction", "Expropriation risk index where a country states none."},
              default_expropriation_risk, in_range(0, 1));
        visit({"default_strike_propensity", "fraction", "Strike propensity index where a country states none."},
              default_strike_propensity, in_range(0, 1));
        visit({"default_grid_t_co2_per_mwh", "tCO2/MWh", "Carbon in electricity where electricity.csv states none."},
              default_grid_t_co2_per_mwh, in_range(0, 3));
        visit({"ore_co2_share", "fraction", "Part of a metal's embedded carbon that is released in mining its ore."},
              ore_co2_share, in_range(0, 1));
        visit({"default_product_lifetime_years", "years",
               "Mean life of products where neither sector nor mineral states one."},
              default_product_lifetime_years, in_range(0.1, 150));
        visit({"default_price_volatility", "per square root of a year",
               "Price volatility where the price range is blank."},
              default_price_volatility, in_range(0.01, 3));
        visit({"scrap_price_share", "fraction of refined price", "Price of scrap in the base year."}, scrap_price_share,
              in_range(0.05, 1));
        visit({"ore_price_share_if_unknown", "fraction of refined price",
               "Price of ore per contained tonne where the tables state none; refined from ore likewise."},
              ore_price_share_if_unknown, in_range(0.05, 1));
        visit({"scrap_t_per_t_secondary", "t/t", "Scrap that a recycler needs per tonne of output."},
              scrap_t_per_t_secondary, in_range(1, 3));
        visit({"secondary_share_most", "fraction",
               "Most of a region's refined output that the split of the world's recycling gives to scrap."},
              secondary_share_most, in_range(0, 1));
        visit(
            {"named_assets_share_most", "fraction", "Most of a country's output that its named assets take together."},
            named_assets_share_most, in_range(0, 1));
        visit({"unknown_reserve_years", "years of output", "Reserves of producing mines where the tables state none."},
              unknown_reserve_years, in_range(1, 10000));
        visit({"unknown_deposit_world_share", "fraction", "Reserves of a project that no row sizes, of the world's."},
              unknown_deposit_world_share, in_range(0, 1));
        visit(
            {"freight_share_floor", "fraction of price", "Trade cost beside freight in the prior of base-year trade."},
            freight_share_floor, in_range(0.001, 1));
        visit({"unreported_pair_weight", "fraction",
               "Weight of partners that a buyer with reported bilateral tonnes does not name."},
              unreported_pair_weight, in_range(0, 1));
        visit({"bulk_below_usd_per_gross_t", "USD per gross t",
               "Goods below this price ship in bulk, others in containers."},
              bulk_below_usd_per_gross_t, in_range(0, 1e9));
        visit({"bulk_freight_base_usd_per_t", "USD per gross t", "Bulk freight at distance zero."},
              bulk_freight_base_usd_per_t, in_range(0, 1000));
        visit({"bulk_freight_usd_per_t_per_nm", "USD per gross t and nm", "Bulk freight per nautical mile."},
              bulk_freight_usd_per_t_per_nm, in_range(0, 1));
        visit({"container_freight_base_usd_per_t", "USD per gross t", "Container freight at distance zero."},
              container_freight_base_usd_per_t, in_range(0, 1000));
        visit({"container_freight_usd_per_t_per_nm", "USD per gross t and nm", "Container freight per nautical mile."},
              container_freight_usd_per_t_per_nm, in_range(0, 1));
        visit({"ship_nm_per_month", "nm/month", "Distance that a ship makes good in a month, about 13 knots."},
              ship_nm_per_month, in_range(1000, 30000));
        visit({"port_time_months", "months", "Time in ports and on land of a shipment abroad."}, port_time_months,
              in_range(0, 3));
        visit({"unknown_detour_nm", "nm", "Detour around a closed strait for which a route states no distance."},
              unknown_detour_nm, in_range(0, 30000));
        visit({"least_treatment_margin_share", "fraction of refined price",
               "Least that the base year's prices leave between feed and product."},
              least_treatment_margin_share, in_range(0.001, 0.9));
        visit({"grade_decline_pct_per_year", "%/year", "Fall of ore grade per year of base-year output mined."},
              grade_decline_pct_per_year, in_range(0, 20));
        visit({"reserve_replacement_share", "fraction of output", "What exploration adds to reserves."},
              reserve_replacement_share, in_range(0, 1));
    }
};

}  // namespace orepolitik
