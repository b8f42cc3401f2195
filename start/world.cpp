#include "start/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/supply_news.hpp"
#include "model/audit.hpp"
#include "model/market/relationships.hpp"
#include "start/draft_world.hpp"
#include "start/founding.hpp"

namespace orepolitik::start {
namespace {

LawNames law_names(const BaseYear& base) {
    LawNames names;
    for (const auto& region : base.regions) names.regions.push_back(region.code);
    for (const auto& country : base.countries) {
        names.countries.push_back(country.code);
        names.region_of_country.push_back(country.region);
    }
    for (const auto& mineral : base.minerals) names.minerals.push_back(mineral.id);
    names.chokepoints = base.chokepoints;
    return names;
}

LawBook bind(const BaseYear& base, const Scenario& scenario) {
    auto binding = bind_laws(scenario.laws, law_names(base));
    if (binding.faults.empty()) return std::move(binding.book);
    std::string text;
    for (const auto& fault : binding.faults) text += (text.empty() ? "" : "\n") + fault.text;
    throw StartError(text);
}

std::string joined(const std::vector<std::string>& faults) {
    std::string text;
    for (const auto& fault : faults) text += (text.empty() ? "" : "\n") + fault;
    return text;
}

// After users are made: sectors are named by them.
void surround(WorldDraft& d) {
    const LawNames laws = law_names(d.base);
    BackgroundNames names{.regions = laws.regions,
                          .countries = laws.countries,
                          .region_of_country = laws.region_of_country,
                          .has_numeraire = {},
                          .carbon_price_usd_per_t = {},
                          .minerals = laws.minerals,
                          .sectors = std::get<Manufacturers>(d.world.kinds).sector_names};
    for (const auto& country : d.base.countries) {
        names.has_numeraire.push_back(country.has_numeraire);
        names.carbon_price_usd_per_t.push_back(country.carbon_price_usd_per_t);
    }
    auto binding = bind_background(d.scenario.paths, d.scenario.outages, names);
    if (!binding.faults.empty()) throw StartError(joined(binding.faults));
    d.economy().background = std::move(binding.background);
}

void make_economy(WorldDraft& d) {
    auto& e = d.economy();
    e.first_month = e.month = d.scenario.from;
    e.seed = static_cast<std::uint64_t>(d.scenario.seed);
    e.behaviour = d.scenario.behaviour;
    e.demand_growth_per_month = std::log1p(d.base.rules.demand_growth_pct_per_year / 100) / 12;
    for (const auto& region : d.base.regions) e.region_codes.push_back(region.code);
    for (const auto& mineral : d.base.minerals) {
        e.mineral_ids.push_back(mineral.id);
        e.ore_of_mineral.push_back(mineral.ore);
        e.refined_of_mineral.push_back(mineral.refined);
        e.ore_t_per_t_refined.push_back(mineral.refined.exists() ? d.base.recipes[mineral.refined.value].feed_t_per_t
                                                                 : 0);
    }
    for (const auto& country : d.base.countries) {
        e.country_codes.push_back(country.code);
        e.region_of_country.push_back(country.region);
    }
    e.lanes = d.base.lanes;
    std::vector<Standing> standings;
    for (const auto& region : d.base.regions) standings.push_back(region.standing);
    e.diplomacy = Diplomacy(std::move(standings));
    e.laws = bind(d.base, d.scenario);
    e.laws.know_names(e.region_codes, e.mineral_ids);
    e.laws.decide(e.seed);
    for (std::uint32_t m = 0; m < d.base.materials.size(); ++m) {
        const auto& material = d.base.materials[m];
        auto& market = e.markets.emplace_back();
        market.material = MaterialId{m};
        market.mineral = material.mineral;
        market.form = material.form;
        market.sourcing_elasticity = e.behaviour.sourcing_elasticity;
        e.material_names.push_back(material.name);
        e.feed_of_material.push_back(d.base.recipes[m].feed);
        const auto& rules = d.base.rules;
        const bool bulk = material.base_price_usd_per_t * material.content_share < rules.bulk_below_usd_per_gross_t;
        e.freight.push_back({(bulk ? rules.bulk_freight_usd_per_t_per_nm : rules.container_freight_usd_per_t_per_nm) /
                                 material.content_share,
                             rules.ship_nm_per_month});
    }
}

void resolve_plants(WorldDraft& d, Plants& plants) {
    for (std::size_t i = 0; i < plants.size(); ++i) {
        const auto& plant = d.base.plants[plants.key[i]];
        d.places.resolve_seller(plants.product[i], plants.exporter[i], plants.slot[i]);
        if (plant.stage != PlantStage::recycler)
            d.economy().markets[plant.product.value].exporters[plants.exporter[i]].made_t += plant.output_t_per_month;
    }
}

void resolve_holders(const WorldDraft& d, StockHolders& holders) {
    for (std::size_t i = 0; i < holders.size(); ++i)
        d.places.resolve_buyer(MaterialId{holders.market[i]}, holders.importer[i], holders.slot[i]);
}

void resolve_resale(const WorldDraft& d, Processing& p) {
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p.feed_sell_slot[i] != none_index)
            d.places.resolve_seller(p.feed_material[i], p.feed_exporter[i], p.feed_sell_slot[i]);
}

// Who has plants, if only deposits, can gain standing by them.
void stand_suppliers(WorldDraft& d) {
    auto& markets = d.economy().markets;
    for (const Plants* plants : plants_by_kind(std::as_const(d.world.kinds)))
        for (std::size_t i = 0; i < plants->size(); ++i)
            markets[plants->product[i].value].exporters[plants->exporter[i]].base_capacity_share = least_standing_share;
    report_capacity(d.world.kinds, d.economy());
    report_feed_cover(d.world.kinds, d.economy());
    for (auto& market : markets) remember_capacity(market);
}

void sort_openings(WorldDraft& d) {
    for (Plants* plants : plants_by_kind(d.world.kinds))
        for (auto& openings : plants->openings) std::ranges::stable_sort(openings, {}, &Opening::month);
}

}  // namespace

WorldDraft::WorldDraft(const BaseYear& base_year, const Scenario& of)
    : base(base_year),
      scenario(of),
      places(base_year.materials.size()),
      supply_t(base_year.materials.size() * base_year.regions.size(), 0.0),
      primary_t(supply_t),
      use_t(supply_t),
      trader_churn_t(supply_t) {
    for (const auto& plant : base.plants) {
        const auto place = cell(plant.product, base.countries[plant.country.value].region);
        supply_t[place] += plant.output_t_per_month;
        if (plant.stage != PlantStage::recycler) primary_t[place] += plant.output_t_per_month;
    }
}

double WorldDraft::base_log_price(MaterialId material) const {
    return std::log(base.materials[material.value].base_price_usd_per_t);
}

double WorldDraft::lead_months(MaterialId material, std::uint32_t importer) const {
    const auto& side = world.economy.markets[material.value].importers[importer];
    const double bought = use_t[cell(material, side.region)];
    return bought > 0 ? side.at_sea_t / bought : 0;
}

void resolve_places(WorldDraft& d) {
    auto& kinds = d.world.kinds;
    auto& mines = std::get<Mines>(kinds);
    resolve_plants(d, mines.plants);
    for (std::size_t i = 0; i < mines.size(); ++i)
        d.places.resolve_seller(mines.plants.product[i], mines.plants.exporter[i], mines.swing_slot[i]);
    mines.hosts.change_values([&](std::vector<HostLink>& hosts) {
        for (auto& host : hosts)
            if (host.exporter != none_index)
                host.exporter = d.economy().markets[host.material.value].exporter_of_region[host.exporter];
    });
    for (auto* p : processing_kinds(kinds)) {
        resolve_plants(d, p->plants);
        resolve_holders(d, p->feed);
        resolve_resale(d, *p);
    }
    resolve_holders(d, std::get<Manufacturers>(kinds).holders);
    auto& collectors = std::get<Collectors>(kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i)
        d.places.resolve_seller(collectors.material[i], collectors.exporter[i], collectors.slot[i]);
    auto& traders = std::get<Traders>(kinds);
    for (std::size_t i = 0; i < traders.size(); ++i) {
        d.places.resolve_seller(traders.material[i], traders.exporter[i], traders.sell_slot[i]);
        d.places.resolve_buyer(traders.material[i], traders.importer[i], traders.buy_slot[i]);
    }
    auto& smugglers = std::get<Smugglers>(kinds);
    for (std::size_t i = 0; i < smugglers.size(); ++i) {
        d.places.resolve_seller(smugglers.material[i], smugglers.seller[i], smugglers.sell_slot[i]);
        d.places.resolve_buyer(smugglers.material[i], smugglers.buyer[i], smugglers.buy_slot[i]);
    }
    auto& reserves = std::get<Reserves>(kinds);
    for (std::size_t i = 0; i < reserves.size(); ++i)
        d.places.resolve_buyer(reserves.material[i], reserves.importer[i], reserves.buy_slot[i]);
    auto& unrecorded = std::get<Unrecorded>(kinds);
    for (std::size_t i = 0; i < unrecorded.size(); ++i)
        if (unrecorded.base_t[i] > 0)
            d.places.resolve_seller(unrecorded.material[i], unrecorded.side[i], unrecorded.slot[i]);
        else
            d.places.resolve_buyer(unrecorded.material[i], unrecorded.side[i], unrecorded.slot[i]);
}

namespace {

OreWorld make_on(const BaseYear& base, const Scenario& scenario) {
    WorldDraft draft(base, scenario);
    make_economy(draft);
    make_mines(draft);
    make_processors(draft);
    plan_openings(draft);
    std::get<Mines>(draft.world.kinds).plants.pack();
    make_users(draft);
    surround(draft);
    foresee_demand(draft);
    sort_openings(draft);
    make_power(draft);
    make_traders(draft);
    make_smugglers(draft);
    make_reserves(draft);
    make_companies_and_states(draft);
    lay_out_markets(draft);
    refuse_idle_outages(draft);
    resolve_places(draft);
    cost_processors(draft);
    for (auto* processing : processing_kinds(draft.world.kinds)) processing->plants.pack();
    fit_buyers(draft);
    fit_traders(draft);
    stand_suppliers(draft);
    open_books(draft.world);
    return std::move(draft.world);
}

}  // namespace

OreWorld make_world(const BaseYear& base, const Scenario& scenario) {
    auto sites = founding_sites(base, scenario);
    return sites.empty() ? make_on(base, scenario) : make_on(with_sites(base, std::move(sites)), scenario);
}

}  // namespace orepolitik::start
