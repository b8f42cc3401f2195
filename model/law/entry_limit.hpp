// Makers who come late get no licence: what users of the minerals need grows by so much a year at most, from what it
// was on the law's first day. Leaves out: who gets the licences; makers who go abroad.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct EntryLimit {
    static constexpr std::string_view name = "entry_limit";
    static constexpr std::string_view meaning =
        "What users at home need may grow by so much a year at most: late makers get no licence.";
    static constexpr std::string_view source =
        "National Development and Reform Commission of China (2018), Provisions on investment in the automotive "
        "industry: no new makers where capacity lies idle; Zuo and Li (2025).";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double growth_per_year = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"growth_per_year", "log need per year", "By which need may grow."}, growth_per_year,
              in_range(0, 5).required());
    }
};

}  // namespace orepolitik
