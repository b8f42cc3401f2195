// Exports need a licence. Each month exporters apply for what they used to ship, in a number of lots; each lot is
// decided after a delay and approved with a chance. What was decided this month may leave this month: nothing at first,
// then part of the old trade, in lumps.
// Leaves out: licences saved for later months; applications beyond the old trade.
#pragma once
#include <string_view>

#include "model/law/cap.hpp"
#include "model/law/measure.hpp"
#include "model/law/reach.hpp"
#include "model/random.hpp"

namespace orepolitik {

struct ExportLicence {
    static constexpr std::string_view name = "export_licence";
    static constexpr std::string_view meaning =
        "Exports need a licence: decided after a delay, in lots, each approved with a chance.";
    static constexpr std::string_view source =
        "\"non-automatic export licensing\" of the OECD Inventory of Export Restrictions on Industrial Raw Materials; "
        "Ministry of Commerce of China, announcement 23 of 2023 (gallium, germanium: decision within 45 working days).";
    static constexpr Reach reach = Reach::exports;
    static constexpr double share_at_stake() { return 1; }

    Measure measure;
    int delay_months = 2;
    int delay_spread_months = 2;
    double approved_share = 0.5;
    int lots = 8;

    CapTraits cap() const { return {}; }
    // Lots decided in this month, applied for in any month since the law began.
    double allowed_t(const CapMonth& at) const {
        int approved = 0;
        for (int wait = delay_months; wait <= delay_months + delay_spread_months; ++wait) {
            const int application = at.month - at.from - wait;
            if (application < 0) continue;
            Stream stream(at.seed, Draw::licence, at.key, static_cast<std::uint32_t>(application));
            for (int lot = 0; lot < lots; ++lot) {
                const bool passes = stream.happens(approved_share);
                const int extra = static_cast<int>(stream.uniform() * (delay_spread_months + 1));
                approved += passes && delay_months + extra == wait ? 1 : 0;
            }
        }
        return at.past_t_per_year / 12 * approved / lots;
    }
    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"delay_months", "months", "Least time from application to decision; nothing leaves before."},
              delay_months, in_range(0, 36));
        visit({"delay_spread_months", "months", "A decision takes up to this much longer, each as likely."},
              delay_spread_months, in_range(0, 36));
        visit({"approved_share", "fraction", "Chance that a lot is approved."}, approved_share, in_range(0, 1));
        visit({"lots", "lots per month", "Applications a month for each material; fewer make lumpier exports."}, lots,
              in_range(1, 1000));
    }
};

}  // namespace orepolitik
