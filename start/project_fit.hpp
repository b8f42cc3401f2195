// How large a mineral's projects are, how many pay at base prices and how unlike their costs are, so that capacity
// grows with demand while prices stay and by the long-run elasticity of supply when they rise.
// Leaves out: which project starts when (agents/plant.hpp), what a project must earn (real options, agents/).
// Source of the elasticities: minerals.csv; of the horizon: Boer, Pescatori and Stuermer (2021), output after 20 years.
#pragma once

#include "model/behaviour.hpp"

namespace orepolitik::start {

struct GrowthAim {
    double at_base_prices;     // per year
    double log_rise_at_twice;  // of capacity over the long run, at twice the base price
    double lead_years;
};

struct ProjectPlan {
    double size;              // capacity of a project over that of its parent plant
    double eligible_at_base;  // share of projects that pay at base prices
    double log_cost_spread;   // standard deviation
};

// Never fails: where an aim cannot be met with eligible shares between a fiftieth and nine tenths, the nearest.
ProjectPlan plan_projects(const GrowthAim& aim, const Behaviour& behaviour);

// Standard normal score of a share.
double score_of_share(double share);

}  // namespace orepolitik::start
