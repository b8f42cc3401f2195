// What most laws have in common: who enacts it, on what, against whom, and when.
#pragma once
#include <string>
#include <vector>

#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct Measure : Timing {
    std::string actor;                  // country or customs union that enacts it
    std::vector<std::string> minerals;  // empty: all
    std::vector<std::string> forms;     // empty: ore, refined and scrap
    std::vector<std::string> targets;   // empty: all other regions

    void fields(auto&& visit) {
        visit({"actor", "", "Country or customs union that enacts the law."}, actor,
              names_a(Refers::region).required());
        visit({"minerals", "", "Minerals it covers; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "Traded forms it covers: ore, refined, scrap; all if left out."}, forms,
              names_a(Refers::form));
        visit({"targets", "", "Partner countries or unions; all if left out."}, targets, names_a(Refers::region));
        Timing::fields(visit);
    }
};

}  // namespace orepolitik
