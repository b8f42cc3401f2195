#include <algorithm>
#include <cmath>

#include "agents/carbon_levy.hpp"
#include "agents/record.hpp"
#include "agents/record_columns.hpp"
#include "agents/runs_of_rows.hpp"
#include "model/parallel.hpp"

namespace orepolitik {
namespace {

RegionId region_of(const OreWorld& world, MaterialId material, std::uint32_t exporter) {
    return world.economy.markets[material.value].exporters[exporter].region;
}

}  // namespace

std::span<const TableValues> Recorder::month(const OreWorld& world) {
    fill_unit_costs(world);
    for_each_index(2, 1,
                   [&](std::size_t half) { half == 0 ? fill_tables_of_materials(world) : fill_other_tables(world); });
    return views_;
}

// Those of minerals sum up what stands in those of materials.
void Recorder::fill_tables_of_materials(const OreWorld& world) {
    fill_market_table(world);
    fill_output_shares(world);
    fill_mineral_tables(world);
}

void Recorder::fill_other_tables(const OreWorld& world) {
    fill_control(world);
    if (world.economy.power.on()) fill_power(world);
    if (settings_.flows) fill_route_table(world);
    fill_agent_tables(world);
}

void Recorder::fill_unit_costs(const OreWorld& world) {
    std::size_t k = 0;
    const auto fill = [&](std::size_t size, auto&& find) {
        unit_cost_[k].resize(size);
        for_each_rows(size, agents_per_task, [&, costs = unit_cost_[k++].data()](Rows rows) { find(rows, costs); });
    };
    const auto& mines = std::get<Mines>(world.kinds);
    fill(mines.size(), [&](Rows all, double* costs) {
        mines.for_each_site(all, world.economy, [&](const Mines::Site& site, Rows rows) {
            for (std::size_t i = rows.first; i < rows.last; ++i) costs[i] = mines.unit_cost_usd_per_t(i, site);
        });
    });
    for (const Processing* p : processing_kinds(world.kinds))
        fill(p->size(), [&](Rows rows, double* costs) {
            for (std::size_t i = rows.first; i < rows.last; ++i) costs[i] = p->unit_cost_usd_per_t(i, world.economy);
        });
}

void Recorder::fill_market_table(const OreWorld& world) {
    const std::size_t t = market_table_;
    for (const auto column :
         {use, unmet_demand, unmet_value, production, user_stock, feed_stock, producer_stock, trader_stock,
          reserve_stock, smuggled_out, smuggled_in, seized, unlicensed, royalty, carbon_paid})
        std::fill_n(values_[t].begin() + static_cast<std::ptrdiff_t>(column * rows_[t]), rows_[t], 0.0);
    for (const auto& market : world.economy.markets) fill_market_sides(market);
    add_production(world);
    add_stocks_and_use(world);
    fill_smugglers(world);
}

void Recorder::fill_market_sides(const Market& m) {
    const std::size_t t = market_table_;
    for (const auto& side : m.exporters) {
        const auto r = row(m.material, country_of_region_[side.region.value]);
        const double at_home = std::exp(side.log_price);
        const double sales = side.revenue_usd + side.rent_usd;
        at(t, price, r) = at_home;
        at(t, export_price, r) = at_home * std::exp(side.log_rent) + side.cap_rent_usd_per_t;
        at(t, realised_sale_price, r) = side.sold_t > 0 ? sales / side.sold_t : blank_cell;
        at(t, realised_export_price, r) = side.exports_t > 0 ? side.exports_usd / side.exports_t : blank_cell;
        at(t, supply, r) = side.sold_t;
        at(t, exports, r) = side.exports_t;
        at(t, export_rent, r) = side.rent_usd;
        at(t, export_tax, r) = side.export_tax_usd;
    }
    for (const auto& side : m.importers) {
        const auto r = row(m.material, country_of_region_[side.region.value]);
        at(t, delivered_price, r) = side.served > 0 ? std::exp(side.log_delivered) : blank_cell;
        at(t, realised_price, r) = side.bought_t > 0 ? side.paid_per_t : blank_cell;
        at(t, demand, r) = side.bought_t;
        at(t, unmet_demand, r) = side.unmet_t;
        at(t, imports, r) = side.imports_t;
        at(t, import_duty, r) = side.duty_usd;
        at(t, carbon_charge, r) = side.carbon_usd;
        at(t, import_rent, r) = side.rent_usd;
        at(t, freight, r) = side.freight_usd;
        at(t, in_transit, r) = side.at_sea_t;
        at(t, offtake, r) = side.offtake_t;
    }
}

void Recorder::add_unlicensed(const Plants& mines) {
    if (mines.blended_t.all_usual()) return;
    for (std::size_t i = 0; i < mines.size(); ++i) {
        add_to_market(unlicensed, mines.product[i], mines.region[i], mines.blended_t[i]);
        add_to_market(seized, mines.product[i], mines.region[i], mines.found_t[i]);
    }
}

void Recorder::add_production(const OreWorld& world) {
    for (const Plants* plants : plants_by_kind(world.kinds))
        for_each_group(*plants, [&](Rows rows) {
            double& sum =
                at(market_table_, production, row(plants->product[rows.first], plants->country[rows.first].value));
            sum = sum_from(sum, plants->output_t, rows);
        });
    const auto& mines = std::get<Mines>(world.kinds);
    for_each_group(mines.plants, [&](Rows rows) {
        double& sum =
            at(market_table_, royalty,
               row(mines.plants.product[rows.first], country_of_region_[mines.plants.region[rows.first].value]));
        double usd = sum;
        for (std::size_t i = rows.first; i < rows.last; ++i) usd += mines.royalty[i] * mines.plants.revenue_usd[i];
        sum = usd;
    });
    add_unlicensed(mines.plants);
    for_each_carbon_levy(mines, std::get<Smelters>(world.kinds), world.economy,
                         [&](const Plants& plants, std::size_t i, double usd) {
                             add_to_market(carbon_paid, plants.product[i], plants.region[i], usd);
                         });
    const auto& collectors = std::get<Collectors>(world.kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        const MaterialId scrap = collectors.material[i];
        add_to_market(production, scrap, region_of(world, scrap, collectors.exporter[i]), collectors.collected_t[i]);
    }
}

void Recorder::add_stocks_and_use(const OreWorld& world) {
    for (const Processing* p : processing_kinds(world.kinds))
        for (std::size_t i = 0; i < p->size(); ++i) {
            add_to_market(producer_stock, p->plants.product[i], p->plants.region[i], p->finished_t[i]);
            add_to_market(feed_stock, p->feed_material[i], p->plants.region[i], p->feed.stock_t[i]);
        }
    const auto& users = std::get<Manufacturers>(world.kinds);
    for (std::size_t i = 0; i < users.size(); ++i) {
        add_to_market(use, users.material[i], users.region[i], users.used_t[i]);
        add_to_market(unmet_value, users.material[i], users.region[i], users.unmet_value_usd(i));
        add_to_market(user_stock, users.material[i], users.region[i], users.holders.stock_t[i]);
    }
    const auto& traders = std::get<Traders>(world.kinds);
    for (std::size_t i = 0; i < traders.size(); ++i)
        add_to_market(trader_stock, traders.material[i], region_of(world, traders.material[i], traders.exporter[i]),
                      traders.stock_t[i]);
    const auto& reserves = std::get<Reserves>(world.kinds);
    for (std::size_t i = 0; i < reserves.size(); ++i)
        add_to_market(reserve_stock, reserves.material[i], reserves.region[i], reserves.stock_t[i]);
    const auto& collectors = std::get<Collectors>(world.kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i)
        add_to_market(producer_stock, collectors.material[i],
                      region_of(world, collectors.material[i], collectors.exporter[i]), collectors.stock_t[i]);
}

void Recorder::fill_mineral_tables(const OreWorld& world) {
    const auto& e = world.economy;
    for (const auto& m : e.markets) {
        at(price_table_, world_price, m.material.value) = std::exp(m.world_log_price);
        double sold = 0;
        for (const auto& side : m.exporters) sold += side.sold_t;
        at(price_table_, world_supply, m.material.value) = sold;
    }
    find_lerner_indices(std::get<Mines>(world.kinds), e, lerner_);
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) {
        if (!first_form_[k].exists()) continue;
        const MaterialId ore = e.ore_of_mineral[k], refined = e.refined_of_mineral[k];
        if (ore.exists() && refined.exists())
            at(mineral_table_, treatment_charge, k) =
                std::exp(e.markets[refined.value].world_log_price) -
                e.ore_t_per_t_refined[k] * std::exp(e.markets[ore.value].world_log_price);
        at(mineral_table_, fragmentation, k) = fragmentation_of(e, used_form(e, k));
        at(mineral_table_, lerner_of_mines, k) = lerner_[first_form_[k].value].value();
        fill_concentration(k);
        fill_stock_cover(k);
    }
}

void Recorder::fill_concentration(std::size_t mineral) {
    Concentration by_country;
    for (const auto r : first_rows_[mineral]) by_country.add(at(market_table_, production, r));
    at(mineral_table_, herfindahl_country, mineral) = by_country.herfindahl();
    at(mineral_table_, top_supplier_share, mineral) = by_country.top_share();
    at(mineral_table_, herfindahl_company, mineral) = by_company_[mineral].herfindahl();
}

void Recorder::fill_stock_cover(std::size_t mineral) {
    double stock = 0, month_of_use = 0;
    for (const auto r : used_rows_[mineral]) {
        for (const auto column : {user_stock, feed_stock, producer_stock, trader_stock})
            stock += at(market_table_, column, r);
        if (!std::isnan(at(market_table_, demand, r))) month_of_use += at(market_table_, demand, r);
    }
    at(mineral_table_, stock_cover, mineral) = month_of_use > 0 ? stock / month_of_use : blank_cell;
}

// Routes are listed as markets hold them.
void Recorder::fill_route_table(const OreWorld& world) {
    auto next = values_[route_table_].begin();
    for (const auto& market : world.economy.markets) next = std::ranges::copy(market.routes.flow_t, next).out;
}

void Recorder::fill_plant_tables(const OreWorld& world) {
    const auto kinds = plants_by_kind(world.kinds);
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const std::size_t t = first_plant_table_ + k;
        const Plants& plants = *kinds[k];
        for (std::size_t i = 0; i < plants.size(); ++i) {
            at(t, output, i) = plants.output_t[i];
            at(t, capacity, i) = plants.capacity_t[i];
            at(t, status, i) = plants.status[i];
            at(t, unit_cost, i) = unit_cost_[k][i];
            at(t, project, i) = plants.under_construction_t(i) + plants.scheduled_t(i, world.economy.elapsed());
        }
    }
}

void Recorder::fill_agent_tables(const OreWorld& world) {
    if (settings_.plants) fill_plant_tables(world);
    const auto& users = std::get<Manufacturers>(world.kinds);
    for (std::size_t i = 0; i < users.size(); ++i) {
        at(user_table_, user_use, i) = users.used_t[i];
        at(user_table_, user_unmet, i) = users.unmet_t[i];
        at(user_table_, user_unmet_value, i) = users.unmet_value_usd(i);
        at(user_table_, user_cover, i) = users.need_t[i] > 0 ? users.holders.stock_t[i] / users.need_t[i] : blank_cell;
    }
    const auto& companies = std::get<Companies>(world.kinds);
    for (std::size_t c = 0; c < companies.size(); ++c) {
        at(company_table_, revenue, c) = companies.revenue_usd[c];
        at(company_table_, profit, c) = companies.profit_usd[c];
        at(company_table_, investment, c) = companies.investment_usd[c];
        at(company_table_, cash, c) = companies.cash_usd[c];
        at(company_table_, debt, c) = companies.debt_usd[c];
        at(company_table_, company_value, c) = companies.value_usd[c];
    }
    const auto& states = std::get<States>(world.kinds);
    for (std::size_t s = 0; s < states.size(); ++s) {
        at(state_table_, duties, s) = states.duties_usd[s];
        at(state_table_, export_taxes, s) = states.export_taxes_usd[s];
        at(state_table_, royalties, s) = states.royalties_usd[s];
        at(state_table_, fines, s) = states.fines_usd[s];
        at(state_table_, carbon_levies, s) = states.carbon_levies_usd[s];
        at(state_table_, subsidies, s) = states.subsidies_usd[s];
        at(state_table_, dividends, s) = states.dividends_usd[s];
        at(state_table_, aid, s) = states.aid_usd[s];
        at(state_table_, downstream_value, s) = states.downstream_usd[s];
        at(state_table_, treasury, s) = states.treasury_usd[s];
    }
}

}  // namespace orepolitik
