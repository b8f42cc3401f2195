// Solves for the world whose first year reproduces the base year, in closed form: relationships that make base flows a
// fixed point of the exchange, orders whose utilisation and elasticity are the tables', costs, covers and thresholds.
// Leaves out: how the base year is read out of the tables (base_year.hpp).
// Source: calibration of Armington models by base-year shares, Francois and Hall (1997), GSIM.
#pragma once
#include "agents/kinds.hpp"
#include "model/scenario.hpp"
#include "start/base_year.hpp"

namespace orepolitik::start {

struct StartError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws StartError when laws name what the world does not have.
OreWorld make_world(const BaseYear& base, const Scenario& scenario);

}  // namespace orepolitik::start
