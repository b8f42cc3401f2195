// Exports of each covered material, to all destinations together, are capped. The cap is stated in tonnes or as a cut
// from what was exported in the twelve months before it comes into force.
// Leaves out: one tonnage shared by several materials; a quota by destination.
// Source: "export quota" of the OECD Inventory of Export Restrictions on Industrial Raw Materials; GATT 1994, Art. XI:1
// and XIII; WTO dispute DS431 (China - Rare Earths).
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct ExportQuota {
    static constexpr std::string_view name = "export_quota";
    static constexpr Reach reach = Reach::exports;
    static constexpr Signal signal = Signal::restricts_exports;
    static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

    Measure measure;
    double quota_t_per_year = not_given;
    double cut = not_given;

    bool is_cut() const { return !std::isnan(cut); }
    // The same quota in tonnes, once past exports are known.
    ExportQuota from_past_exports(double exports_t_per_year) const {
        ExportQuota quota = *this;
        quota.quota_t_per_year = (1 - cut) * exports_t_per_year;
        quota.cut = not_given;
        return quota;
    }

    // A cut without known past exports caps nothing yet.
    Terms apply(const Route&, Terms terms) const {
        if (!std::isnan(quota_t_per_year)) {
            terms.export_cap_t_per_month = std::min(terms.export_cap_t_per_month, quota_t_per_year / 12);
        }
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"quota_t_per_year", "t of contained metal per year",
               "Most that may leave, of each covered material; give this or `cut`."},
              quota_t_per_year, at_least(0));
        visit({"cut", "fraction", "Part of the exports of the twelve months before that is cut; give this or a quota."},
              cut, in_range(0, 1));
    }
};

}  // namespace orepolitik
