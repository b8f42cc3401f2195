// Imports pay for the carbon that was released in making them, less what was paid for it at home; paid to the
// importer's treasury beside the customs duty, which does not count it. Makers at home may hold free allowances for
// what does not pay yet: as the charged share grows they pay for as much of theirs as a border would count, the carbon
// in their feed included. Leaves out: reporting costs, cleaner batches sent to where carbon is charged, rebates on
// exports; benchmarks: the law frees benchmark x (1 - share), so who releases more pays for more than the share, and
// who releases less sells allowances.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "model/law/industry.hpp"
#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct CarbonBorderCharge {
    static constexpr std::string_view name = "carbon_border_charge";
    static constexpr std::string_view meaning =
        "Imports pay for the carbon released in making them, less what was paid for it at home.";
    static constexpr std::string_view source =
        "Regulation (EU) 2023/956 (CBAM), Art. 7 (embedded emissions), 9 (carbon price paid abroad), 21 "
        "(certificates), 31 (free allowances); Directive 2003/87/EC, Art. 10a(1a) (their phase-out); "
        "customs value without it: WTO Customs Valuation Agreement, note to Art. 1.";
    static constexpr Reach reach = Reach::imports;
    static constexpr double share_at_stake() { return 0; }
    static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

    Measure measure;
    double price_usd_per_t_co2 = not_given;
    double charged_share = 1;
    std::vector<DatedValue> charged_share_from{};
    bool free_allowances_at_home = false;
    bool credit_home_price = true;
    double intensity_t_co2_per_t = not_given;

    Terms apply(const Route& route, Terms terms) const {
        const double intensity = std::isnan(intensity_t_co2_per_t) ? route.made.co2_t_per_t : intensity_t_co2_per_t;
        const double price =
            std::isnan(price_usd_per_t_co2) ? route.importer_carbon_price_usd_per_t : price_usd_per_t_co2;
        const double credit = credit_home_price ? route.made.carbon_price_usd_per_t : 0;
        terms.carbon_charge_usd_per_t += charged_share * intensity * std::max(0.0, price - credit);
        return terms;
    }
    bool reaches_plants() const { return free_allowances_at_home; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        if (!free_allowances_at_home) return terms;
        terms.has_free_allowances = true;
        terms.charged_carbon_share += charged_share;
        if (!std::isnan(intensity_t_co2_per_t))
            terms.counted_t_co2_per_t = std::min(terms.counted_t_co2_per_t, intensity_t_co2_per_t);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"price_usd_per_t_co2", "USD/tCO2",
               "Carbon price charged on embedded emissions; that of the importer if left out."},
              price_usd_per_t_co2, in_range(0, 10000));
        visit({"charged_share", "fraction", "Part of embedded emissions that pays."}, charged_share, in_range(0, 1));
        visit({"charged_share_from", "fraction",
               "The part that pays from each of these months on, for a charge that grows by steps."},
              charged_share_from, in_range(0, 1));
        visit({"free_allowances_at_home", "",
               "The actor's makers pay their carbon price on the same part of what a border would count of theirs, and "
               "nothing on the rest."},
              free_allowances_at_home, anything());
        visit({"credit_home_price", "", "The carbon price paid where it was made is taken off."}, credit_home_price,
              anything());
        visit({"intensity_t_co2_per_t", "tCO2/t",
               "Emissions assumed per tonne; those of origin and material if left out."},
              intensity_t_co2_per_t, at_least(0));
    }
};

}  // namespace orepolitik
