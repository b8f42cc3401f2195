// The base year as the model sees it: materials, trade regions, plants, routes and balanced base flows, derived from
// the tables by the stated rules. Tonnes per month, USD per tonne. Nothing here moves; agents are made from it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/diplomacy.hpp"
#include "model/ids.hpp"
#include "model/law/terms.hpp"
#include "model/market/lane.hpp"
#include "model/power/source.hpp"
#include "model/world_data.hpp"

namespace orepolitik::start {

struct Region {
    std::string code;                // ISO3 of the country, or of the customs union (EUU)
    std::vector<CountryId> members;  // one, or the members of the union
    Standing standing{};             // among the others
    bool is_state = true;            // or a union of states; not the rest of the world
};

// What a country's power is made of; nothing where the tables do not tell.
struct PowerMix {
    std::string grid;  // market for power that it shares with others of the name
    double generation_twh = 0;
    BySource<double> share{};
    double reserve_margin = 0, market_priced_share = 0;
};

struct Country {
    std::string code, name;
    RegionId region;
    double electricity_usd_per_mwh, carbon_price_usd_per_t, policy_rate, royalty, expropriation_risk,
        strike_propensity;  // rates as fractions; blanks filled by world.yaml's defaults
    double grid_t_co2_per_mwh = 0;
    PowerMix power{};
    bool has_numeraire = false;  // its money is the one that prices are in
};

// How one tonne of a refined material is made: from a feed material (or none), with electricity and carbon.
struct Recipe {
    MaterialId feed;                   // exists() is false: made without a modelled feed (gallium)
    double feed_t_per_t = 0;           // feed per tonne of output, at the recovery that the tables imply
    double electricity_mwh_per_t = 0;  // in smelting or refining alone
    double co2_t_per_t = 0;
};

struct Material {
    std::string name;  // "copper.ore"
    MineralId mineral;
    Form form;
    double base_price_usd_per_t;
    double content_share;                               // contained tonnes per gross tonne shipped, for freight
    double co2_t_per_t = 0, electricity_mwh_per_t = 0;  // in making it, from the ground to the gate; mean of the world
    double handling_usd_per_t;                          // loading, liquefaction and the like, on every shipment abroad
};

struct Host {
    MaterialId material;  // output of this material carries the by-product
    double share;         // of the by-product's supply
};

struct Sector {
    std::string name;
    double share;  // of the mineral's final use
    double lifetime_mean_years, lifetime_sd_years, choke_price_multiple;
};

struct Mineral {
    std::string id, name;
    MaterialId ore, refined, scrap;  // absent forms do not exist()
    MaterialId priced;               // the form that base_price_usd_per_t quotes
    MaterialId demanded;             // the form that manufacturers buy
    double demand_elasticity_sr, demand_elasticity_lr, supply_elasticity_sr, supply_elasticity_lr;
    double price_volatility;  // per square root of a year: ln(max/min 2009-2023) / 6.18
    double collection_rate;   // of end-of-life products, at base scrap price
    double new_scrap_share;   // process scrap per tonne used, so that base scrap supply meets base recycling
    double cost_p25, cost_p50, cost_p90;  // cash cost of the mined form, USD/t of that form
    double grade_pct;
    std::string power_source;  // that burns it; empty if none
    double fuel_t_per_mwh = 0;
    std::vector<Sector> sectors;
    std::vector<Host> hosts;
};

enum class PlantStage : std::uint8_t { mine, smelter, recycler };

struct Owner {
    CompanyId company;
    double share;  // shares of one plant sum to one
};

struct Plant {
    std::string name;  // asset name, or "CHL copper mine 3"
    PlantStage stage;
    MineralId mineral;
    CountryId country;
    MaterialId product;
    double output_t_per_month;
    double cost_quantile;  // place on the cost curve, 0 to 1
    double reserves_t;     // mines: country reserves by output share
    bool named;
    double site_t_per_month = 0;  // what a plant that does not stand yet would make at first; 0: no such site
    bool founding = false;        // a site because a treasury pays for it, whatever its country's costs
    std::vector<Owner> owners;
};

struct Company {
    std::string id, name;
    CountryId home;
    bool state_owned;
    double market_value_usd;  // NaN if the tables do not say
    bool trading_house = false;
};

// Use of one material in one region by manufacturers (not by smelters in the model).
struct FinalUse {
    MaterialId material;
    RegionId region;
    double use_t_per_month;
};

// What the sources do not account for, stated: supply from nowhere (+) or use by nobody known (-), t per month.
struct Residual {
    MaterialId material;
    RegionId region;
    double t_per_month;
};

struct GovernmentStock {
    MaterialId material;
    RegionId region;
    std::string holder;
    double stock_t;
    bool of_government = true;
};

// Capacity begun before the base month; of a material that the country already makes, or has a deposit of.
struct PlannedOpening {
    MaterialId material;
    CountryId country;
    std::string project;
    double t_per_month;
    Month month;
    int ramp_months = 0;  // from opening to full capacity
};

using orepolitik::Lane;

// A base-year trade relation of one material, home flows included.
struct BaseFlow {
    MaterialId material;
    RegionId from, to;
    double t_per_month;
};

struct BaseYear {
    WorldRules rules;
    std::vector<Region> regions;
    std::vector<Country> countries;
    std::vector<Mineral> minerals;
    std::vector<Material> materials;
    std::vector<Making> making;   // by material and region: materials * regions + region
    std::vector<Recipe> recipes;  // per material; only refined ones and those with a feed have content
    std::vector<Plant> plants;    // sorted by product, country, cost quantile
    std::vector<Company> companies;
    std::vector<FinalUse> final_uses;
    std::vector<Residual> residuals;
    std::vector<GovernmentStock> government_stocks;
    std::vector<PlannedOpening> pipeline;
    std::vector<std::string> chokepoints;
    std::vector<Lane> lanes;         // dense: lanes[from * regions + to]
    std::vector<BaseFlow> flows;     // per material: rows sum to base supply, columns to base use, residuals included
    std::vector<std::string> notes;  // what the user should know about how the tables were read
};

// Cash cost per tonne at a place (0 to 1, both excluded) on the mineral's cost curve: log-linear in the normal score
// through the three percentiles, its end pieces prolonged.
double cost_at_quantile(const Mineral& mineral, double quantile);

// Freight per contained tonne on a lane, handling included; 0 at home. Cheap goods ship in bulk, dear ones in boxes.
double freight_usd_per_t(const Material& material, const Lane& lane, const WorldRules& rules);

// Derives the base year. Pure; the tables were checked by config. Rules: README.md beside this file.
BaseYear derive_base_year(const WorldData& data);

}  // namespace orepolitik::start
