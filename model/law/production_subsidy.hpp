// The treasury pays for every tonne made: a sum, a part of the price, or both.
// Leaves out: where the money comes from, and that others may answer with countervailing duties.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct ProductionSubsidy {
    static constexpr std::string_view name = "production_subsidy";
    static constexpr std::string_view meaning =
        "The treasury pays for every tonne made: a sum, a part of the price, or both.";
    static constexpr std::string_view source =
        "WTO Agreement on Subsidies and Countervailing Measures, Art. 1; section 45X of the Inflation Reduction Act "
        "(2022): 10 % of the cost of making critical minerals.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double usd_per_t = 0;
    double share_of_price = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        terms.subsidy_usd_per_t += usd_per_t;
        terms.subsidy_share += share_of_price;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"usd_per_t", "USD/t", "Paid for each tonne made."}, usd_per_t, at_least(0));
        visit({"share_of_price", "fraction of price", "Paid on top of the price of each tonne made."}, share_of_price,
              in_range(0, 10));
    }
};

}  // namespace orepolitik
