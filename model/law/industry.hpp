// What laws on an industry have in common: whose plants and collectors they reach, and what they make of a plant.
// Leaves out: what a plant does about it (agents/plant); trade, which is measure.hpp's.
#pragma once
#include <concepts>
#include <limits>
#include <string>
#include <vector>

#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct IndustryMeasure : Timing {
    std::string actor;                  // country or customs union that enacts it
    std::vector<std::string> minerals;  // empty: all
    std::vector<std::string> forms;     // what the plants make; empty: all

    void fields(auto&& visit) {
        visit({"actor", "", "Country or customs union whose plants it reaches."}, actor,
              names_a(Refers::region).required());
        visit({"minerals", "", "Minerals that the plants make; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "What they make: ore, refined or scrap; all if left out."}, forms, names_a(Refers::form));
        Timing::fields(visit);
    }
};

// What the laws in force make of the plants of one mineral and form in one region.
struct PlantTerms {
    double subsidy_usd_per_t = 0;
    double subsidy_share = 0;                                       // of revenue
    double capital_share = 0;                                       // of what a project costs, paid by the treasury
    double output_share = std::numeric_limits<double>::infinity();  // of the base year's output, that is allowed
    bool may_grow = true;
    double collection_target = 0;      // least part of discarded products that is collected
    double detection = 0;              // part of what is mined without a permit that is found, beside the usual
    bool has_free_allowances = false;  // for all carbon but the charged part
    double charged_carbon_share = 0;   // that pays the carbon price at home
    double counted_t_co2_per_t = std::numeric_limits<double>::infinity();  // most that counts of a tonne made
    double collection_usd_per_t = 0;  // paid for what is collected beyond what would have been
};

template <class Instrument>
concept GovernsPlants = requires(const Instrument& law, const PlantTerms& terms, double years) {
    { law.apply_to_plants(terms, years) } -> std::same_as<PlantTerms>;
};

}  // namespace orepolitik
