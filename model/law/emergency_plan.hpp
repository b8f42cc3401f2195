// When metal runs short at home, sectors of priority are served first and the others wait: users' stocks beyond what
// the others may use go to those of priority, at the market's price, and the treasury pays the others for waiting.
// Begins in the month in which cover of the sectors of priority falls below a trigger or their unmet need passes one;
// ends when their cover is back at one and a half times the trigger.
// Leaves out: what the others' products were worth (recorded as their unmet value), prices set by decree.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct EmergencyPlan {
    static constexpr std::string_view name = "emergency_plan";
    static constexpr std::string_view meaning =
        "When metal runs short at home, sectors of priority are served first, and the others wait and are paid for it.";
    static constexpr std::string_view source =
        "Defense Production Act of 1950 (USA), title I; Regulation (EU) 2024/2747 (IMERA), priority-rated orders; "
        "International Energy Agency, emergency sharing of 1974.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    std::vector<std::string> priority_sectors;
    double trigger_cover_months = 0.75;
    double trigger_unmet_share = 0.02;
    double others_share = 0.5;
    double compensation = 0.1;

    Terms apply(const Route&, Terms terms) const { return terms; }
    // Reaches users, not plants; told here so that what the treasury pays is paid.
    PlantTerms apply_to_plants(PlantTerms terms, double) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"priority_sectors", "", "Sectors of manufacturers that are served first."}, priority_sectors,
              names_a(Refers::sector).required());
        visit({"trigger_cover_months", "months of need", "Cover of these sectors below which the plan begins."},
              trigger_cover_months, in_range(0, 24));
        visit({"trigger_unmet_share", "fraction of need", "Unmet need of these sectors above which the plan begins."},
              trigger_unmet_share, in_range(0, 1));
        visit({"others_share", "fraction of need", "What all other sectors may use while the plan runs."}, others_share,
              in_range(0, 1));
        visit({"compensation", "fraction of price", "Paid by the treasury for each tonne that the others wait for."},
              compensation, in_range(0, 100));
    }
};

}  // namespace orepolitik
