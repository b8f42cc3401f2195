// Capacity under construction when the world begins (pipeline.csv): it opens on its day, whatever prices are by then.
// Where a country's pipeline is stated, it stands in place of the growth that is assumed to come anyhow.
#include <fmt/format.h>

#include <algorithm>

#include "start/draft.hpp"
#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

bool makes(const Draft& draft, MaterialId material, CountryId country) {
    return std::ranges::any_of(draft.base.plants, [&](const Plant& plant) {
        return plant.product == material && plant.country == country && plant.stage != PlantStage::recycler;
    });
}

// The country's first plant of the material takes what opens; the others lose their assumed growth, too.
void plan_opening(Plants& plants, const PlannedOpening& opening, std::uint32_t months_ahead) {
    plants.openings.resize(plants.size());
    bool placed = false;
    for (std::size_t i = 0; i < plants.size(); ++i) {
        if (plants.product[i] != opening.material || plants.country[i] != opening.country) continue;
        plants.scheduled_growth_t[i] = 0;
        if (!placed) plants.openings[i].push_back({months_ahead, opening.t_per_month});
        placed = true;
    }
}

}  // namespace

void place_pipeline(Draft& draft) {
    for (const PipelineRow& row : draft.data.pipeline) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto country = draft.countries.find(row.iso3);
        const bool known = mineral != draft.minerals.end() && country != draft.countries.end();
        const MaterialId material =
            known ? material_of_stage(draft.mineral(mineral->second), row.stage) : MaterialId{none_index};
        if (!known || !material.exists() || !makes(draft, material, country->second)) {
            draft.note(fmt::format("project {} ({} in {}) has no plant or deposit to grow from and is left out",
                                   row.project, row.mineral, row.iso3));
            continue;
        }
        const Month month = Month::of(static_cast<int>(row.opens_year), static_cast<int>(or_else(row.opens_month, 1)));
        draft.base.pipeline.push_back({material, country->second, row.capacity_t / months_per_year, month});
    }
}

void plan_openings(WorldDraft& d) {
    auto& kinds = d.world.kinds;
    for (const auto& opening : d.base.pipeline) {
        const auto ahead = static_cast<std::uint32_t>(std::max(0, opening.month - d.scenario.from));
        plan_opening(std::get<Mines>(kinds).plants, opening, ahead);
        plan_opening(std::get<Smelters>(kinds).plants, opening, ahead);
    }
}

}  // namespace orepolitik::start
