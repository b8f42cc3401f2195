// Columns that all plants share, filled from a plant of the base year.
#pragma once
#include "agents/plant.hpp"
#include "start/draft_world.hpp"

namespace orepolitik::start {

// Everything but costs, thresholds and capacity; asks for the place of its sell order.
void add_plant(WorldDraft& draft, Plants& plants, const Plant& plant);
// Columns that start alike for all plants.
void finish_plants(Plants& plants);
// Projects begun before the start deliver the world's demand growth until the first new ones can be ready.
void schedule_growth(const WorldDraft& draft, Plants& plants, std::size_t i, double share, double lead_years);

}  // namespace orepolitik::start
