// Columns that all plants share, filled from a plant of the base year.
#pragma once
#include "agents/plant.hpp"
#include "start/draft_world.hpp"
#include "start/project_fit.hpp"

namespace orepolitik::start {

// Everything but costs, thresholds and capacity; asks for the place of its sell order.
void add_plant(WorldDraft& draft, Plants& plants, const Plant& plant);
// Columns that start alike for all plants.
void finish_plants(const WorldDraft& draft, Plants& plants);
// Thresholds of new and running plants for one country's cost of capital and one mineral's volatility.
void add_thresholds(WorldDraft& draft, Plants& plants, const Plant& plant, double restart_cost_years);
// The plan of a site where nobody has built: a first plant of its own size, which hardly anybody would begin at base
// prices.
ProjectPlan plan_of_site(ProjectPlan plan);
// Makes the plan's share of projects pay at base prices, where value stands so far over the opening threshold.
void follow_plan(Plants& plants, std::size_t i, const ProjectPlan& plan, double log_value_over_threshold);
// Projects begun before the start deliver the world's demand growth until the first new ones can be ready.
void schedule_growth(const WorldDraft& draft, Plants& plants, std::size_t i, double share, double lead_years);

}  // namespace orepolitik::start
