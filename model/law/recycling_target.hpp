// Producers must take back what they sold: at least a stated part of what is thrown away is collected, reached over
// some years; the treasury may pay for what is collected beyond what prices alone would have brought.
// Leaves out: what collecting costs; how much of a new product must be recycled metal.
#pragma once
#include <algorithm>
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct RecyclingTarget {
    static constexpr std::string_view name = "recycling_target";
    static constexpr std::string_view meaning = "At least a stated part of what is thrown away must be collected.";
    static constexpr std::string_view source =
        "Regulation (EU) 2023/1542 on batteries, Art. 59 and 71; Directive 2012/19/EU (WEEE), Art. 7.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double collected_share = 0;
    double years = 5;
    double usd_per_t = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double years_in_force) const {
        terms.collection_target = std::max(terms.collection_target,
                                           collected_share * std::min(1.0, years > 0 ? years_in_force / years : 1.0));
        terms.collection_usd_per_t += usd_per_t;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"collected_share", "fraction", "Least part of discarded products that must be collected."},
              collected_share, in_range(0, 0.95).required());
        visit({"years", "years", "In which the target is reached, evenly from nothing."}, years, in_range(0, 50));
        visit({"usd_per_t", "USD/t", "Paid for each tonne collected beyond what prices alone would bring."}, usd_per_t,
              at_least(0));
    }
};

}  // namespace orepolitik
