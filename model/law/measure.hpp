// What every law has in common: who enacts it, on what, against whom, and when.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/fields.hpp"
#include "model/law/terms.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct Measure {
    std::string actor;                  // country or customs union that enacts it
    std::vector<std::string> minerals;  // empty: all
    std::vector<std::string> forms;     // empty: ore, refined and scrap
    std::vector<std::string> targets;   // empty: all other regions
    Month from;
    std::optional<Month> until;      // first month no longer in force; never if absent
    std::optional<Month> announced;  // when others learn of it; `from` if absent

    void fields(auto&& visit) {
        visit({"actor", "", "Country or customs union that enacts the law."}, actor,
              names_a(Refers::region).required());
        visit({"minerals", "", "Minerals it covers; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "Traded forms it covers: ore, refined, scrap; all if left out."}, forms,
              names_a(Refers::form));
        visit({"targets", "", "Partner countries or unions; all if left out."}, targets, names_a(Refers::region));
        visit({"from", "YYYY-MM", "First month in force."}, from, anything().required());
        visit({"until", "YYYY-MM", "First month no longer in force; never ends if left out."}, until, anything());
        visit({"announced", "YYYY-MM", "Month in which others learn of it; the first month in force if left out."},
              announced, anything());
    }
};

}  // namespace orepolitik
