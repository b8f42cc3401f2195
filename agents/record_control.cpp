// Who controls a mineral: shares of world output on a state's soil and in its companies' hands, and its influence.
#include <algorithm>
#include <cmath>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {
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
    find_control(std::get<Companies>(world.kinds), plants_by_kind(world.kinds), e, first_form_, control_);
    find_makings(world);
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k)
        if (first_form_[k].exists()) fill_control_of(k, e.markets[used_form(e, k).value]);
}

// Of mines and of plants that process a feed.
void Recorder::find_makings(const OreWorld& world) {
    const auto& e = world.economy;
    made_.resize(e.markets.size());
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k)
        if (const MaterialId used = used_form(e, k); used.exists())
            made_[used.value].assign(e.markets[used.value].exporters.size(), {});
    const auto kinds = plants_by_kind(world.kinds);
    for (std::size_t k = 0; k < kinds.size(); ++k)
        for_each_group(*kinds[k], [&](Rows rows) {
            auto& of_product = made_[kinds[k]->product[rows.first].value];
            if (of_product.empty()) return;
            Makings& sums = of_product[kinds[k]->exporter[rows.first]];
            Makings made = sums;
            for (std::size_t i = rows.first; i < rows.last; ++i) {
                const double tonnes = kinds[k]->output_t[i], cost = unit_cost_[k][i];
                if (tonnes <= 0 || std::isnan(cost)) continue;
                made.tonnes += tonnes;
                made.usd += tonnes * cost;
            }
            sums = made;
        });
}

// What importers pay abroad, licence rents included, and what it cost to make there.
void Recorder::find_margins(const Market& m) {
    const auto& made = made_[m.material.value];
    for (auto* by_importer : {&paid_, &cost_}) by_importer->assign(m.importers.size(), 0);
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const auto& seller = m.exporters[i];
        if (made[i].tonnes <= 0) continue;
        const double price = std::exp(seller.log_price + seller.log_rent);
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            if (seller.region == m.importers[j].region) continue;
            const std::size_t r = m.route(i, j);
            paid_[j] += m.routes.flow_t[r] * (price + m.routes.rents[r].to_exporters);
            cost_[j] += m.routes.flow_t[r] * made[i].usd / made[i].tonnes;
        }
    }
}

void Recorder::fill_control_of(std::size_t mineral, const Market& used) {
    find_margins(used);
    const auto& shares = control_[mineral];
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
        if (j != none_index)
            at(control_table_, lerner_of_sellers, cell) = paid_[j] > 0 ? 1 - cost_[j] / paid_[j] : blank_cell;
    }
}

}  // namespace orepolitik
