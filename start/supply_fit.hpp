// The one steepness of a mineral's mines, and how far their reservations lie from their costs, such that in the base
// year they leave the stated part of capacity idle and answer prices by the tables' short-run elasticity.
// Leaves out: the elasticity of each mine, which its cost gives.
// Source of the elasticities: minerals.csv.
#pragma once

#include <vector>

namespace orepolitik::start {

struct Offer {
    double output_t, log_margin;  // ln of price over cost
};

struct SupplyFit {
    double steepness, log_reservation_over_cost;
};

// Never fails: where no steepness between a twentieth and forty gives the elasticity, the nearest.
SupplyFit fit_supply(const std::vector<Offer>& offers, double elasticity, double utilisation);

// Of output to price.
double supply_elasticity(const std::vector<Offer>& offers, const SupplyFit& fit);

}  // namespace orepolitik::start
