// A strait or canal is closed, so that ships take the long way round where there is one; or it is disturbed, so that
// freight through it costs more (war-risk premium, convoys, queues).
#pragma once
#include <string>
#include <string_view>

#include "model/law/reach.hpp"
#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct StraitClosure : Timing {
    static constexpr std::string_view name = "strait_closure";
    static constexpr std::string_view meaning =
        "A strait or canal is closed, or disturbed so that freight through it costs more.";
    static constexpr std::string_view source =
        "UNCLOS Part III (transit passage, Art. 37-44); UNCTAD, Navigating Troubled Waters (2024), for Suez and "
        "Panama.";
    static constexpr Reach reach = Reach::passage;
    static constexpr double share_at_stake() { return 0; }

    std::string strait;
    bool closed = true;
    double extra_freight = 0;

    // `route.chokepoints` holds the named strait alone.
    Terms apply(const Route& route, Terms terms) const {
        if (closed) {
            terms.closed_chokepoints |= route.chokepoints;
        } else {
            terms.strait_charge += extra_freight;
        }
        return terms;
    }
    void fields(auto&& visit) {
        visit({"strait", "", "Strait or canal, as the chokepoints table names it."}, strait,
              names_a(Refers::chokepoint).required());
        Timing::fields(visit);
        visit({"closed", "", "Nothing passes; false: everything passes at extra_freight."}, closed, anything());
        visit(
            {"extra_freight", "fraction of freight", "Rise of freight through a strait that is disturbed, not closed."},
            extra_freight, in_range(0, 100));
    }
};

}  // namespace orepolitik
