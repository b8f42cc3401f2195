// Who controls a mineral: shares of world output on a state's soil and in its companies' hands, and its influence.
#include <algorithm>
#include <cmath>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {
namespace {

// Tonnes and cost of what is made of a material, by exporter: of mines and of plants that process a feed.
struct Makings {
    std::vector<double> tonnes, usd;
};

// By material; empty for those that nobody uses as they are.
std::vector<Makings> makings_of_used_forms(const OreWorld& world) {
    const auto& e = world.economy;
    std::vector<Makings> made(e.markets.size());
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) {
        if (!used_form(e, k).exists()) continue;
        const std::vector<double> nothing(e.markets[used_form(e, k).value].exporters.size(), 0.0);
        made[used_form(e, k).value] = {nothing, nothing};
    }
    const auto add = [&](const auto& kind) {
        const Plants& plants = kind.plants;
        for (std::size_t i = 0; i < plants.size(); ++i) {
            Makings& of = made[plants.product[i].value];
            if (of.tonnes.empty() || plants.output_t[i] <= 0) continue;
            const double cost = kind.unit_cost_usd_per_t(i, e);
            if (std::isnan(cost)) continue;
            of.tonnes[plants.exporter[i]] += plants.output_t[i];
            of.usd[plants.exporter[i]] += plants.output_t[i] * cost;
        }
    };
    add(std::get<Mines>(world.kinds));
    for (const Processing* processing : processing_kinds(world.kinds)) add(*processing);
    return made;
}

// By importer: (price - cost) / price of what it buys abroad, licence rents in the price; blank where it buys nothing.
std::vector<double> lerner_by_importer(const Market& m, const Makings& made) {
    std::vector<double> paid(m.importers.size(), 0.0), cost(m.importers.size(), 0.0);
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const auto& seller = m.exporters[i];
        if (made.tonnes[i] <= 0) continue;
        const double price = std::exp(seller.log_price + seller.log_rent);
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            if (seller.region == m.importers[j].region) continue;
            const std::size_t r = m.route(i, j);
            paid[j] += m.routes.flow_t[r] * (price + m.routes.rents[r].to_exporters);
            cost[j] += m.routes.flow_t[r] * made.usd[i] / made.tonnes[i];
        }
    }
    for (std::size_t j = 0; j < paid.size(); ++j) paid[j] = paid[j] > 0 ? 1 - cost[j] / paid[j] : blank_cell;
    return paid;
}

}  // namespace

void Recorder::add_control(const OreWorld& world) {
    const std::size_t cells = world.economy.mineral_ids.size() * countries_.size();
    std::vector<std::uint32_t> all(cells);
    for (std::uint32_t k = 0; k < cells; ++k) all[k] = k;
    control_table_ =
        add_table({"", {"mineral", "country"}, std::move(all), {control_columns.begin(), control_columns.end()}});
}

void Recorder::fill_control(const OreWorld& world) {
    const auto& e = world.economy;
    std::fill(values_[control_table_].begin(), values_[control_table_].end(), blank_cell);
    std::vector<MaterialId> first_forms;
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) first_forms.push_back(first_form(e, k));
    const auto control = control_of(std::get<Companies>(world.kinds), plants_by_kind(world.kinds), e, first_forms);
    const auto made = makings_of_used_forms(world);
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) {
        if (!first_forms[k].exists()) continue;
        const auto& market = e.markets[used_form(e, k).value];
        fill_control_of(k, control[k], market, lerner_by_importer(market, made[market.material.value]));
    }
}

void Recorder::fill_control_of(std::size_t mineral, const ControlShares& shares, const Market& used,
                               std::span<const double> lerner) {
    const auto bought_t = [&](std::size_t region) {
        const auto j = used.importer_of_region[region];
        return j == none_index ? 0 : used.importers[j].imports_t;
    };
    double imported = 0;
    for (std::size_t r = 0; r < shares.territory.size(); ++r) imported += bought_t(r);
    for (std::size_t r = 0; r < shares.territory.size(); ++r) {
        const double control = std::max(shares.territory[r], shares.ownership[r]);
        const double bought = imported > 0 ? bought_t(r) / imported : 0;
        if (control <= 0 && bought <= 0) continue;
        const std::size_t cell = mineral * countries_.size() + country_of_region_[r];
        at(control_table_, control_by_territory, cell) = shares.territory[r];
        at(control_table_, control_by_ownership, cell) = shares.ownership[r];
        at(control_table_, influence, cell) = control / (control + bought);
        const auto j = used.importer_of_region[r];
        if (j != none_index) at(control_table_, lerner_of_sellers, cell) = lerner[j];
    }
}

}  // namespace orepolitik
