// A dated loss of output at plants: a mine disaster, a strike, a flood, a power cut. Random ones are in agents/plant.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct Outage {
    static constexpr std::string_view name = "outage";
    std::vector<std::string> plants, countries, minerals, forms;  // empty: all
    double share_lost = 1;
    Month from;
    std::optional<Month> until;
    std::string reason;

    void fields(auto&& visit) {
        visit({"plants", "", "Names of plants, or words of their names; all if left out."}, plants, anything());
        visit({"countries", "", "Countries or customs unions they stand in; all if left out."}, countries,
              names_a(Refers::region));
        visit({"minerals", "", "Minerals they make; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "Forms they make: ore for mines, refined for smelters and recyclers; all if left out."},
              forms, names_a(Refers::form));
        visit({"share_lost", "fraction of capacity", "What cannot be used."}, share_lost, in_range(0, 1));
        visit({"from", "YYYY-MM", "First month of it."}, from, anything().required());
        visit({"until", "YYYY-MM", "First month in which all can be used again; never if left out."}, until,
              anything());
        visit({"reason", "", "What happened, for the table of events."}, reason, anything());
    }
};

}  // namespace orepolitik
