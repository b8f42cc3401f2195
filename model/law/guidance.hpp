// The actor publishes what is needed and what is being built, and speaks against the mood of the day: its makers and
// users hang less on the price of the day and store less out of fear; its plants begin nothing beyond what the world
// will need, and sooner what it will, so that what is not built now is not missing later.
// Leaves out: plants abroad; forecasts that err otherwise than by carrying on the past year's growth.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct Guidance {
    static constexpr std::string_view name = "guidance";
    static constexpr std::string_view meaning =
        "The actor publishes what is needed and what is being built, so that its plants and users do not overshoot.";
    static constexpr std::string_view source =
        "Meade (1970), The Theory of Indicative Planning; Ministry of Industry and Information Technology of China "
        "(2021-2024), conditions for lithium batteries: firms are guided away from merely adding capacity.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double calming = 0.5;
    double spare_capacity = 0.2;
    double urging = 3;

    // How often plants begin projects that pay, over as often as else, at a capacity and the need of its day.
    double pace(double capacity_t, double foreseen_t) const {
        if (capacity_t > (1 + spare_capacity) * foreseen_t) return 0;
        return capacity_t < foreseen_t ? urging : 1;
    }

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"calming", "fraction", "By which the weight of the spot price in expectations, and hoarding, fall."},
              calming, in_range(0, 1));
        visit({"spare_capacity", "fraction of need",
               "Capacity, with what is being built, over the need of the day it would be ready; beyond it nothing is "
               "begun."},
              spare_capacity, in_range(0, 10));
        visit({"urging", "", "How much more often plants begin what pays while less is built than will be needed."},
              urging, in_range(1, 10));
    }
};

}  // namespace orepolitik
