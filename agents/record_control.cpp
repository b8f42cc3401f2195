// Who controls a mineral: shares of world output on a state's soil and in its companies' hands, and its influence.
#include <algorithm>
#include <cmath>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {
namespace {

double purchases_abroad_t(const Economy& e, MaterialId material, std::size_t region) {
    const auto& m = e.markets[material.value];
    const auto j = m.importer_of_region[region];
    return j == none_index ? 0 : m.importers[j].imports_t;
}

// Tonnes and cost of what is made of a material, by exporter: of mines and of plants that process a feed.
struct Makings {
    std::vector<double> tonnes, usd;
};

Makings making_of(const OreWorld& world, const Market& m) {
    Makings made{std::vector<double>(m.exporters.size(), 0.0), std::vector<double>(m.exporters.size(), 0.0)};
    const auto add = [&](const auto& kind) {
        const Plants& plants = kind.plants;
        for (std::size_t i = 0; i < plants.size(); ++i) {
            if (plants.product[i] != m.material || plants.output_t[i] <= 0) continue;
            const double cost = kind.unit_cost_usd_per_t(i, world.economy);
            if (std::isnan(cost)) continue;
            made.tonnes[plants.exporter[i]] += plants.output_t[i];
            made.usd[plants.exporter[i]] += plants.output_t[i] * cost;
        }
    };
    add(std::get<Mines>(world.kinds));
    for (const Processing* processing : processing_kinds(world.kinds)) add(*processing);
    return made;
}

// (price - cost) / price of what is bought abroad, licence rents in the price; blank where nothing is.
double lerner_towards(const Market& m, const Makings& made, std::size_t j) {
    double paid = 0, cost = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const auto& seller = m.exporters[i];
        const std::size_t r = m.route(i, j);
        if (seller.region == m.importers[j].region || made.tonnes[i] <= 0) continue;
        paid += m.routes.flow_t[r] * (std::exp(seller.log_price + seller.log_rent) + m.routes.rents[r].to_exporters);
        cost += m.routes.flow_t[r] * made.usd[i] / made.tonnes[i];
    }
    return paid > 0 ? 1 - cost / paid : blank_cell;
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
    const auto plants = plants_by_kind(world.kinds);
    std::fill(values_[control_table_].begin(), values_[control_table_].end(), blank_cell);
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) {
        const MaterialId first = first_form(e, k);
        if (!first.exists()) continue;
        const auto shares = control_of(std::get<Companies>(world.kinds), plants, e, first);
        const MaterialId used = used_form(e, k);
        double imported = 0;
        for (std::size_t r = 0; r < shares.territory.size(); ++r) imported += purchases_abroad_t(e, used, r);
        const auto& market = e.markets[used.value];
        const Makings made = making_of(world, market);
        for (std::size_t r = 0; r < shares.territory.size(); ++r) {
            const double control = std::max(shares.territory[r], shares.ownership[r]);
            const double bought = imported > 0 ? purchases_abroad_t(e, used, r) / imported : 0;
            if (control <= 0 && bought <= 0) continue;
            const std::size_t cell = k * countries_.size() + country_of_region_[r];
            at(control_table_, control_by_territory, cell) = shares.territory[r];
            at(control_table_, control_by_ownership, cell) = shares.ownership[r];
            at(control_table_, influence, cell) = control / (control + bought);
            const auto j = market.importer_of_region[r];
            if (j != none_index) at(control_table_, lerner_of_sellers, cell) = lerner_towards(market, made, j);
        }
    }
}

}  // namespace orepolitik
