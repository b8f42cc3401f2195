// A quota on what may be dug or smelted, shared among plants by their output of the base year.
// Leaves out: trade in quotas; digging past them.
#pragma once
#include <algorithm>
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct OutputQuota {
    static constexpr std::string_view name = "output_quota";
    static constexpr std::string_view meaning =
        "What may be dug or smelted is capped, and shared among plants by their output of the base year.";
    static constexpr std::string_view source =
        "Ministry of Natural Resources of China, yearly total-control quotas on rare earths and tungsten ore since "
        "2002; OPEC, Declaration of Cooperation (2016).";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double share_of_base_output = 1;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        terms.output_share = std::min(terms.output_share, share_of_base_output);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"share_of_base_output", "fraction", "Most that a plant may make, of its output of the base year."},
              share_of_base_output, in_range(0, 10).required());
    }
};

}  // namespace orepolitik
