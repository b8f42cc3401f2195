// Who controls a mineral: shares of world output on a state's soil and in its companies' hands, and its influence.
#include <algorithm>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {
namespace {

double purchases_abroad_t(const Economy& e, MaterialId material, std::size_t region) {
    const auto& m = e.markets[material.value];
    const auto j = m.importer_of_region[region];
    return j == none_index ? 0 : m.importers[j].imports_t;
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
        for (std::size_t r = 0; r < shares.territory.size(); ++r) {
            const double control = std::max(shares.territory[r], shares.ownership[r]);
            const double bought = imported > 0 ? purchases_abroad_t(e, used, r) / imported : 0;
            if (control <= 0 && bought <= 0) continue;
            const std::size_t cell = k * countries_.size() + country_of_region_[r];
            at(control_table_, control_by_territory, cell) = shares.territory[r];
            at(control_table_, control_by_ownership, cell) = shares.ownership[r];
            at(control_table_, influence, cell) = control / (control + bought);
        }
    }
}

}  // namespace orepolitik
