// Minerals as minerals.csv states them.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct MineralRow {
    static constexpr TableText table{
        "minerals.csv",
        "Minerals: product chain, prices, elasticities, recycling, costs, uses. One row makes a mineral.",
        Presence::required};
    static constexpr std::array<std::string_view, 1> key{"id"};
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
    double conversion_mwh_per_t = blank;
    std::string power_source;
    double fuel_t_per_mwh = blank;
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

    void fields(auto&& visit) {
        visit({"id", "", "Short name used by all other tables and by scenarios."}, id, anything().required());
        visit({"name", "", "Name for people."}, name, anything().required());
        visit({"base_year", "year", "Year that prices and quantities of this mineral describe."}, base_year,
              in_range(1900, 2200));
        visit({"stage_chain", "", "Stages from ore to product, in words."}, stage_chain, anything());
        visit({"mine_product", "", "What mines sell; blank if nothing is mined for it."}, mine_product, anything());
        visit({"refined_product", "", "What smelters sell; blank if the mineral is used as mined."}, refined_product,
              anything());
        visit({"refined_unit", "", "Unit of the refined product."}, refined_unit, anything());
        visit({"base_price_usd_per_t", "USD/t", "Mean price of the base year."}, base_price_usd_per_t,
              at_least(1e-6).required());
        visit({"price_basis", "", "Quote behind the base price and its conversion."}, price_basis, anything());
        visit({"price_stage", "", "Form that the base price quotes."}, price_stage,
              one_of({"mine", "refined"}).required());
        visit({"other_stage", "", "Form that the other price quotes."}, other_stage, one_of({"mine", "refined"}));
        visit({"other_stage_price_usd_per_t", "USD/t", "Indicative price of the form the base price does not quote."},
              other_stage_price_usd_per_t, at_least(1e-6));
        visit({"other_stage_price_quality", "", "How sure the other price is; see the quality words above."},
              other_stage_price_quality, quality_word());
        visit({"other_stage_note", "", "Where the other price comes from."}, other_stage_note, anything());
        visit({"price_2023_usd_per_t", "USD/t", "Mean price of 2023."}, price_2023_usd_per_t, at_least(0));
        visit({"price_2024_usd_per_t", "USD/t", "Mean price of 2024."}, price_2024_usd_per_t, at_least(0));
        visit({"price_min_2009_2023_usd_per_t", "USD/t",
               "Lowest price of 2009-2023; with the highest it gives the volatility."},
              price_min_2009_2023_usd_per_t, at_least(1e-6));
        visit({"price_min_period", "", "When the lowest price was."}, price_min_period, anything());
        visit({"price_max_2009_2023_usd_per_t", "USD/t", "Highest price of 2009-2023."}, price_max_2009_2023_usd_per_t,
              at_least(1e-6));
        visit({"price_max_period", "", "When the highest price was."}, price_max_period, anything());
        visit({"price_source", "", "Rows of sources.csv the prices come from."}, price_source,
              names_a(Refers::source).many());
        visit({"price_quality", "", "How sure the base price is; see the quality words above."}, price_quality,
              quality_word());
        visit({"price_range_quality", "", "How sure the range is; see the quality words above."}, price_range_quality,
              quality_word());
        visit({"world_mine_production_t", "t/year", "World mine output; the sum of mine_production.csv."},
              world_mine_production_t, at_least(0));
        visit({"world_refined_production_t", "t/year", "World refined output; the sum of refined_production.csv."},
              world_refined_production_t, at_least(0));
        visit({"world_reserves_t", "t", "World reserves."}, world_reserves_t, at_least(0));
        visit({"demand_elasticity_sr", "", "Response of use to price within the year."}, demand_elasticity_sr,
              in_range(-3, 0).required());
        visit({"demand_elasticity_lr", "", "Response of use to price in the long run."}, demand_elasticity_lr,
              in_range(-3, 0).required());
        visit({"supply_elasticity_sr", "", "Response of mine output to price within the year."}, supply_elasticity_sr,
              in_range(0, 4).required());
        visit({"supply_elasticity_lr", "", "Response of mine output to price in the long run."}, supply_elasticity_lr,
              in_range(0, 4).required());
        visit({"elasticity_source", "", "Rows of sources.csv the elasticities come from."}, elasticity_source,
              names_a(Refers::source).many());
        visit({"demand_elasticity_quality", "", "How sure the demand elasticities are; see the quality words above."},
              demand_elasticity_quality, quality_word());
        visit({"supply_elasticity_quality", "", "How sure the supply elasticities are; see the quality words above."},
              supply_elasticity_quality, quality_word());
        visit({"eol_recycling_rate", "fraction", "Part of end-of-life metal that comes back as metal."},
              eol_recycling_rate, in_range(0, 1));
        visit({"recycled_share_of_supply", "fraction", "Recycled part of refined supply."}, recycled_share_of_supply,
              in_range(0, 1));
        visit({"product_lifetime_years", "years", "Mean life of the products that hold the metal."},
              product_lifetime_years, in_range(0, 200));
        visit({"typical_ore_grade_pct", "%", "Metal in ore."}, typical_ore_grade_pct, in_range(0, 100));
        visit({"energy_gj_per_t", "GJ/t", "Energy from cradle to gate."}, energy_gj_per_t, at_least(0));
        visit({"electricity_mwh_per_t", "MWh/t", "Electricity per tonne of refined product."}, electricity_mwh_per_t,
              at_least(0));
        visit({"conversion_mwh_per_t", "MWh/t",
               "Electricity of smelting or refining alone, without mining; if blank, all of it."},
              conversion_mwh_per_t, at_least(0));
        visit({"power_source", "", "Source of electric power that burns it, as in electricity.csv; blank if none."},
              power_source, one_of({"coal", "gas", "oil", "nuclear"}));
        visit({"fuel_t_per_mwh", "t/MWh", "Tonnes burned per unit of electricity; with power_source."}, fuel_t_per_mwh,
              in_range(0, 10));
        visit({"co2_t_per_t", "tCO2/t", "Carbon dioxide from cradle to gate."}, co2_t_per_t, at_least(0));
        visit({"cash_cost_p25_usd_per_t", "USD/t", "Cash cost that a quarter of mine output stays below."},
              cash_cost_p25_usd_per_t, at_least(1e-9).required());
        visit({"cash_cost_p50_usd_per_t", "USD/t", "Median cash cost of mine output."}, cash_cost_p50_usd_per_t,
              at_least(1e-9).required());
        visit({"cash_cost_p90_usd_per_t", "USD/t", "Cash cost that nine tenths of mine output stay below."},
              cash_cost_p90_usd_per_t, at_least(1e-9).required());
        visit({"by_product_of", "",
               "Hosts and their shares of supply, `copper:0.75;nickel:0.23`; hosts that are no mineral here are left "
               "out."},
              by_product_of, anything());
        visit({"demand_sectors", "", "Uses and their shares, `construction:0.6;other:0.4`; the shares sum to one."},
              demand_sectors, anything().required());
        visit({"physical_source", "", "Rows of sources.csv the physical figures come from."}, physical_source,
              names_a(Refers::source).many());
        visit({"sector_source", "", "Rows of sources.csv the use shares come from."}, sector_source,
              names_a(Refers::source).many());
        visit({"physical_quality", "", "How sure the physical figures are; see the quality words above."},
              physical_quality, quality_word());
        visit({"cost_and_sector_quality", "", "How sure costs and use shares are; see the quality words above."},
              cost_and_sector_quality, quality_word());
        visit({"demand_stage", "",
               "Form that the rows of consumption.csv count; if blank, refined where there is a refined product, else "
               "ore."},
              demand_stage, one_of({"ore", "refined"}));
        visit({"tables_count", "",
               "Whether refined output and use count all metal or primary metal only; if blank, all."},
              tables_count, one_of({"all", "primary"}));
        visit({"ore_content_share", "fraction", "Tonnes counted per tonne of ore or concentrate shipped; if blank, 1."},
              ore_content_share, in_range(1e-6, 1));
        visit(
            {"refined_content_share", "fraction", "Tonnes counted per tonne of refined product shipped; if blank, 1."},
            refined_content_share, in_range(1e-6, 1));
        visit({"handling_cost_usd_per_t", "USD/t",
               "Cost of every shipment abroad beside freight, as for liquefied gas; if blank, 0."},
              handling_cost_usd_per_t, at_least(0));
    }
};

}  // namespace orepolitik
