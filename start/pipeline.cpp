// Capacity under construction when the world begins (pipeline.csv): it opens on its day, whatever prices are by then,
// all at once or in equal parts over its ramp.
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

constexpr std::uint32_t months_of_a_part = 3;

void open_in_parts(std::vector<Opening>& openings, const PlannedOpening& opening, std::uint32_t months_ahead) {
    const auto parts = static_cast<std::uint32_t>(opening.ramp_months) / months_of_a_part + 1;
    for (std::uint32_t k = 0; k < parts; ++k)
        openings.push_back({months_ahead + k * months_of_a_part, opening.t_per_month / parts});
}

// The plant that is named so takes what opens, else the country's first of the material; the others lose their assumed
// growth, too.
void plan_opening(Plants& plants, const PlannedOpening& opening, std::uint32_t months_ahead) {
    plants.openings.resize(plants.size());
    std::size_t taker = plants.size();
    for (std::size_t i = 0; i < plants.size(); ++i) {
        if (plants.product[i] != opening.material || plants.country[i] != opening.country) continue;
        plants.scheduled_growth_t.set(i, 0);
        if (taker == plants.size() || (plants.name[i] == opening.project && plants.name[taker] != opening.project))
            taker = i;
    }
    if (taker < plants.size()) open_in_parts(plants.openings[taker], opening, months_ahead);
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
        draft.base.pipeline.push_back({.material = material,
                                       .country = country->second,
                                       .project = row.project,
                                       .t_per_month = row.capacity_t / months_per_year,
                                       .month = month,
                                       .ramp_months = static_cast<int>(or_else(row.ramp_months, 0))});
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
