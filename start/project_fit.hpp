// How large a mineral's projects are and how often they start, so that capacity grows with demand while prices stay.
// That it answers lasting prices by the long-run elasticity of supply is the work of what ever new plants cost
// (log_cost_of_expansion, model/market/relationships.hpp). Leaves out: which project starts when (agents/project.hpp),
// what it must earn (real options, agents/).
#pragma once

#include "model/behaviour.hpp"

namespace orepolitik::start {

struct ProjectPlan {
    double size;             // capacity of a project over that of its parent plant
    double hazard_per_year;  // that one starts which just earns what it must
    double log_middle_profitability_at_base;
    double log_cost_spread;  // standard deviation
};

// Never fails. Projects are a fifth to a half of their parent; where growth asks for more, they start sooner, where it
// asks for less, fewer pay at base prices.
ProjectPlan plan_projects(double growth_per_year, double lead_years, const Behaviour& behaviour);

// Standard normal score of a share.
double score_of_share(double share);

}  // namespace orepolitik::start
