// A state whose users live on imports that others restrict pays a part of new capacity at home.
//   exposure = share of its base purchases that others' laws touch x part of its purchases that is still imported
//   hazard per year = reshoring_hazard_per_year x min(1, exposure / (2 reshoring_threshold)), none up to the threshold
// It ends when exposure has stayed below half the threshold and the programme has run its time. Only where a mine, a
// smelter or a deposit of the mineral is known at home. Sources: U.S. Internal Revenue Code 48C (30 % of investment in
// critical minerals), Defense Production Act, title III; Japan's programme of 2010 after the quota on rare earths;
// IEA (2022), Critical Minerals Policy Tracker. Leaves out: subsidies abroad, loans, offtake.
#pragma once
#include "agents/state.hpp"

namespace orepolitik {

// Chance per year of a programme: none up to the threshold, in full from twice that on.
double programmes_per_year(double exposure, const Politics& politics);

void decide_reshoring(States& states, std::size_t state, const Economy& economy);

}  // namespace orepolitik
