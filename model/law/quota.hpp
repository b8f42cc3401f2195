// What export and import quotas share: a tonnage, stated or as a cut from the past, and who holds the licences.
#pragma once
#include <cmath>
#include <limits>
#include <string>

#include "model/law/cap.hpp"
#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct Quota {
    static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

    Measure measure;
    double quota_t_per_year = not_given;
    double cut = not_given;
    bool together = false;
    std::string rent_to;

    double allowed_t(const CapMonth& month) const {
        return (std::isnan(cut) ? quota_t_per_year : (1 - cut) * month.past_t_per_year) / 12;
    }
    CapTraits cap() const { return {together, rent_to == "importers" ? RentTo::importers : RentTo::exporters, true}; }
    Terms apply(const Route&, Terms terms) const { return terms; }  // a cap binds routes together, not one alone

    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"quota_t_per_year", "t of contained metal per year", "Most that may pass; give this or `cut`."},
              quota_t_per_year, at_least(0));
        visit({"cut", "fraction", "Part of the trade of the twelve months before that is cut; give this or a quota."},
              cut, in_range(0, 1));
        visit({"together", "", "One tonnage for all covered materials, and so one rent in USD/t; else one for each."},
              together, anything());
        visit({"rent_to", "", "Who holds the licences and earns the price gap."}, rent_to,
              one_of({"exporters", "importers"}));
    }
};

}  // namespace orepolitik
