// The treasury pays a part of what new capacity costs: grants, loan guarantees, tax credits.
// Leaves out: loans that are paid back.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct CapitalSubsidy {
    static constexpr std::string_view name = "capital_subsidy";
    static constexpr std::string_view meaning =
        "The treasury pays a part of what new capacity costs: grants, loan guarantees, tax credits.";
    static constexpr std::string_view source =
        "WTO Agreement on Subsidies and Countervailing Measures, Art. 1; Defense Production Act of 1950, title III.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double share = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        terms.capital_share = 1 - (1 - terms.capital_share) * (1 - share);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"share", "fraction of capital cost", "Part of a project's cost that the treasury pays."}, share,
              in_range(0, 0.95).required());
    }
};

}  // namespace orepolitik
