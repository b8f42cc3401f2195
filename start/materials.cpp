// Minerals and their traded forms: which exist, what they cost, who uses them and which hosts carry them.
#include <cmath>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

struct FormPrices {
    double ore_usd_per_t, refined_usd_per_t;
};

template <class Rows>
bool any_output(const Rows& rows, const std::string& mineral) {
    for (const auto& row : rows) {
        if (row.mineral == mineral && row.production_t > 0) {
            return true;
        }
    }
    return false;
}

FormPrices prices_of(const MineralRow& row, const WorldRules& rules) {
    const double base = row.base_price_usd_per_t;
    const double other = row.other_stage_price_usd_per_t;
    if (row.price_stage == "refined") {
        return {or_else(other, rules.ore_price_share_if_unknown * base), base};
    }
    return {base, or_else(other, base / rules.ore_price_share_if_unknown)};
}

// The table's figure is of the form that users buy; scrap comes free of what its first life released.
double co2_of(const MineralRow& row, Form form, const WorldRules& rules) {
    const bool ends_as_ore = row.refined_product.empty() || row.demand_stage == "ore";
    const double share = form == Form::scrap ? 0 : form == Form::ore && !ends_as_ore ? rules.ore_co2_share : 1;
    return share * or_else(row.co2_t_per_t, 0);
}

MaterialId add_material(Draft& draft, MineralId mineral, Form form, double price_usd_per_t) {
    const MineralRow& row = draft.row(mineral);
    const double content = form == Form::ore ? row.ore_content_share : row.refined_content_share;
    const MaterialId id{static_cast<std::uint32_t>(draft.base.materials.size())};
    draft.base.materials.push_back(
        {.name = row.id + "." + name_of(form),
         .mineral = mineral,
         .form = form,
         .base_price_usd_per_t = price_usd_per_t,
         .content_share = or_else(content, 1),
         .co2_t_per_t = co2_of(row, form, draft.data.rules),
         .electricity_mwh_per_t = form == Form::refined ? or_else(row.electricity_mwh_per_t, 0) : 0,
         .handling_usd_per_t = or_else(row.handling_cost_usd_per_t, 0)});
    return id;
}

std::vector<Sector> sectors_of(const Draft& draft, const MineralRow& row) {
    const WorldRules& rules = draft.data.rules;
    std::vector<Sector> sectors;
    double total = 0;
    for (const auto& [name, share] : parse_shares(row.demand_sectors)) {
        const double mean = or_else(row.product_lifetime_years, rules.default_product_lifetime_years);
        sectors.push_back({name, share, mean, mean * rules.product_lifetime_sd_share, rules.choke_price_multiple});
        total += share;
    }
    if (sectors.empty()) {
        const double mean = or_else(row.product_lifetime_years, rules.default_product_lifetime_years);
        return {{"all", 1, mean, mean * rules.product_lifetime_sd_share, rules.choke_price_multiple}};
    }
    for (Sector& sector : sectors) {
        sector.share /= total;
        for (const SectorRow& known : draft.data.sectors) {
            if (known.sector == sector.name) {
                sector.lifetime_mean_years = or_else(known.lifetime_mean_years, sector.lifetime_mean_years);
                sector.lifetime_sd_years =
                    or_else(known.lifetime_sd_years, sector.lifetime_mean_years * rules.product_lifetime_sd_share);
                sector.choke_price_multiple = or_else(known.choke_price_multiple, sector.choke_price_multiple);
            }
        }
    }
    return sectors;
}

// A range of a normal variable over 15 years of months spans about 6.18 standard deviations of a year's change.
double volatility_of(const MineralRow& row, const WorldRules& rules) {
    const double ratio = row.price_max_2009_2023_usd_per_t / row.price_min_2009_2023_usd_per_t;
    return ratio > 1 && std::isfinite(ratio) ? std::log(ratio) / 6.18 : rules.default_price_volatility;
}

Mineral mineral_from(const Draft& draft, const MineralRow& row) {
    Mineral mineral{};
    mineral.id = row.id;
    mineral.name = row.name;
    mineral.demand_elasticity_sr = row.demand_elasticity_sr;
    mineral.demand_elasticity_lr = row.demand_elasticity_lr;
    mineral.supply_elasticity_sr = row.supply_elasticity_sr;
    mineral.supply_elasticity_lr = row.supply_elasticity_lr;
    mineral.price_volatility = volatility_of(row, draft.data.rules);
    mineral.collection_rate = or_else(row.eol_recycling_rate, 0);
    mineral.grade_pct = row.typical_ore_grade_pct;
    mineral.power_source = row.power_source;
    mineral.fuel_t_per_mwh = or_else(row.fuel_t_per_mwh, 0);
    mineral.sectors = sectors_of(draft, row);
    return mineral;
}

void add_forms(Draft& draft, MineralId id) {
    const MineralRow& row = draft.row(id);
    const FormPrices prices = prices_of(row, draft.data.rules);
    Mineral& mineral = draft.mineral(id);
    const bool mined = any_output(draft.data.mine_production, row.id);
    const bool refined = any_output(draft.data.refined_production, row.id);
    // What no table says is made still has the form that its users buy.
    const bool unmade = !mined && !refined;
    const bool used_as_ore = row.refined_product.empty() || row.demand_stage == "ore";
    if (mined || (unmade && used_as_ore)) {
        mineral.ore = add_material(draft, id, Form::ore, prices.ore_usd_per_t);
    }
    if (refined || (unmade && !used_as_ore)) {
        mineral.refined = add_material(draft, id, Form::refined, prices.refined_usd_per_t);
        if (row.recycled_share_of_supply > 0 && row.demand_stage != "ore") {
            mineral.scrap =
                add_material(draft, id, Form::scrap, draft.data.rules.scrap_price_share * prices.refined_usd_per_t);
        }
    }
    if (!mineral.ore.exists() && !mineral.refined.exists()) {  // used, and made nowhere that the tables know
        const bool only_mined = row.refined_product.empty();
        (only_mined ? mineral.ore : mineral.refined) =
            add_material(draft, id, only_mined ? Form::ore : Form::refined,
                         only_mined ? prices.ore_usd_per_t : prices.refined_usd_per_t);
    }
    const bool prices_refined = row.price_stage == "refined" && mineral.refined.exists();
    mineral.priced = prices_refined || !mineral.ore.exists() ? mineral.refined : mineral.ore;
    const bool ore_demanded = !mineral.refined.exists() || (row.demand_stage == "ore" && mineral.ore.exists());
    mineral.demanded = ore_demanded ? mineral.ore : mineral.refined;
    const bool scaled = prices_refined && mineral.ore.exists();
    const double to_mined_form = scaled ? prices.ore_usd_per_t / prices.refined_usd_per_t : 1;
    mineral.cost_p25 = row.cash_cost_p25_usd_per_t * to_mined_form;
    mineral.cost_p50 = row.cash_cost_p50_usd_per_t * to_mined_form;
    mineral.cost_p90 = row.cash_cost_p90_usd_per_t * to_mined_form;
}

}  // namespace

void name_materials(Draft& draft) {
    for (const MineralRow& row : draft.data.minerals) {
        const MineralId id{static_cast<std::uint32_t>(draft.base.minerals.size())};
        draft.base.minerals.push_back(mineral_from(draft, row));
        draft.minerals.emplace(row.id, id);
        add_forms(draft, id);
    }
    draft.base.recipes.resize(draft.base.materials.size());
}

void link_hosts(Draft& draft) {
    for (Mineral& mineral : draft.base.minerals) {
        for (const auto& [name, share] : parse_shares(draft.row(draft.minerals.at(mineral.id)).by_product_of)) {
            const auto found = draft.minerals.find(name);
            if (found == draft.minerals.end()) {
                draft.note(mineral.id + ": host " + name +
                           " is not a mineral of this world; that part of supply has no host");
                continue;
            }
            // By-products that are mined come with the host's ore; those without ore are won where the host is refined.
            const Mineral& host = draft.mineral(found->second);
            const bool with_ore = host.ore.exists() && (mineral.ore.exists() || !host.refined.exists());
            mineral.hosts.push_back({with_ore ? host.ore : host.refined, share});
        }
    }
}

}  // namespace orepolitik::start
