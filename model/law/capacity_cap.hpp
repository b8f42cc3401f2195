// No new capacity, and on the first day the dearest or smallest plants are closed for good.
// Leaves out: payments for closing; plants that swap old capacity for new.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct CapacityCap {
    static constexpr std::string_view name = "capacity_cap";
    static constexpr std::string_view meaning =
        "No new capacity in the actor's country; on the first day the dearest or smallest plants can be closed for "
        "good.";
    static constexpr std::string_view source =
        "State Council of China (2016), supply-side reform of steel and coal: capacity closed and new projects barred; "
        "State Council (2013), Document 41, on aluminium: 45 Mt.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double closes_dearest_share = 0;
    double closes_below_t_per_year = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        terms.may_grow = false;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"closes_dearest_share", "fraction of capacity",
               "Part of the capacity that is closed on the first day, the dearest plants first."},
              closes_dearest_share, in_range(0, 1));
        visit({"closes_below_t_per_year", "t/year", "Plants of less capacity are closed on the first day."},
              closes_below_t_per_year, at_least(0));
    }
};

}  // namespace orepolitik
