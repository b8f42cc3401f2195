// The Arctic is open to ships: where the routes table knows a shorter way through it, goods take that if it is cheaper,
// and what is charged for ice-breakers and pilots is freight. Leaves out: seasons; who may be kept out.
#pragma once
#include <algorithm>
#include <string_view>

#include "model/law/reach.hpp"
#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct NorthernRoute : Timing {
    static constexpr std::string_view name = "northern_route";
    static constexpr std::string_view meaning = "The Arctic is open to ships, where that way is shorter and cheaper.";
    static constexpr std::string_view source =
        "UNCLOS Art. 234 (ice-covered areas); Melia, Haines and Hawkins (2016), Geophys. Res. Lett. 43, on open "
        "seasons.";
    static constexpr Reach reach = Reach::everywhere;
    static constexpr double share_at_stake() { return 0; }

    double extra_freight = 0;

    Terms apply(const Route&, Terms terms) const {
        terms.northern_charge = terms.northern_way ? std::max(terms.northern_charge, extra_freight) : extra_freight;
        terms.northern_way = true;
        return terms;
    }
    void fields(auto&& visit) {
        Timing::fields(visit);
        visit({"extra_freight", "fraction of freight", "Ice-breakers, pilots and insurance on the northern way."},
              extra_freight, in_range(0, 100));
    }
};

}  // namespace orepolitik
