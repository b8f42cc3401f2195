// Whether the price of power is given, or made of a country's sources of power; and the few numbers of the latter.
// Part of `behaviour` in a scenario; by default power is given, and a run is the same to the bit as without this rule.
#pragma once
#include <string>

#include "model/fields.hpp"

namespace orepolitik {

struct PowerRules {
    std::string power = "given";
    // A scarcity price rises with the chance that load cannot be met, which falls exponentially with the margin
    // (Billinton and Allan 1996, ch. 2). On European exchanges the August of 2022 cost ten times the mean of 2015-2019.
    double power_scarcity = 1.5;            // log price at no margin, over that at ample margin; estimate
    double power_margin_scale = 0.1;        // margin over which scarcity falls by 1/e; estimate
    double power_emergency_margin = 0.03;   // below which grids cut large users: operating reserve of 3 % (ENTSO-E)
    double power_demand_elasticity = 0.05;  // short run, of all but smelters; Labandeira et al. (2017): 0.13 in a year
    double power_build_years = 5;           // in which capacity follows what is used; estimate

    bool balanced() const { return power == "balance"; }
    void fields(auto&& visit) {
        visit({"power", "",
               "The price of power is given by table and paths, or follows from the balance of sources and use in each "
               "grid of electricity.csv."},
              power, one_of({"given", "balance"}));
        visit({"power_scarcity", "log price", "What power costs more at no margin of supply than at an ample one."},
              power_scarcity, in_range(0, 10));
        visit({"power_margin_scale", "fraction of use", "Margin over which scarcity falls to 1/e."}, power_margin_scale,
              in_range(0.005, 1));
        visit({"power_emergency_margin", "fraction of use", "Margin of power below which grids cut smelters off."},
              power_emergency_margin, in_range(0, 0.5));
        visit({"power_demand_elasticity", "", "Fall of the use of power, smelters apart, with its price."},
              power_demand_elasticity, in_range(0, 1));
        visit({"power_build_years", "years", "In which power plants and lines follow what is used."}, power_build_years,
              in_range(0.5, 100));
    }
};

}  // namespace orepolitik
