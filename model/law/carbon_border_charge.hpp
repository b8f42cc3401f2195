// Imports pay for the carbon that was released in making them, less what was paid for it at home; paid to the
// importer's treasury beside the customs duty, which does not count it. Leaves out: free allowances at home, reporting
// costs, cleaner batches sent to where carbon is charged.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct CarbonBorderCharge {
    static constexpr std::string_view name = "carbon_border_charge";
    static constexpr std::string_view meaning =
        "Imports pay for the carbon released in making them, less what was paid for it at home.";
    static constexpr std::string_view source =
        "Regulation (EU) 2023/956 (CBAM), Art. 7 (embedded emissions), 9 (carbon price paid abroad), 21 "
        "(certificates); "
        "customs value without it: WTO Customs Valuation Agreement, note to Art. 1.";
    static constexpr Reach reach = Reach::imports;
    static constexpr double share_at_stake() { return 0; }
    static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

    Measure measure;
    double price_usd_per_t_co2 = 0;
    double charged_share = 1;
    bool credit_home_price = true;
    double intensity_t_co2_per_t = not_given;

    Terms apply(const Route& route, Terms terms) const {
        const double intensity = std::isnan(intensity_t_co2_per_t) ? route.made.co2_t_per_t : intensity_t_co2_per_t;
        const double credit = credit_home_price ? route.made.carbon_price_usd_per_t : 0;
        terms.carbon_charge_usd_per_t += charged_share * intensity * std::max(0.0, price_usd_per_t_co2 - credit);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"price_usd_per_t_co2", "USD/tCO2", "Carbon price charged on embedded emissions."}, price_usd_per_t_co2,
              in_range(0, 10000).required());
        visit({"charged_share", "fraction", "Part of embedded emissions that pays."}, charged_share, in_range(0, 1));
        visit({"credit_home_price", "", "The carbon price paid where it was made is taken off."}, credit_home_price,
              anything());
        visit({"intensity_t_co2_per_t", "tCO2/t",
               "Emissions assumed per tonne; those of origin and material if left out."},
              intensity_t_co2_per_t, at_least(0));
    }
};

}  // namespace orepolitik
