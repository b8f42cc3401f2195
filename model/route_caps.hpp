// Caps that bind several routes or several materials together: each has one rent in USD per tonne, the same on all it
// covers, found outside the materials' own problems. A plain export quota on one material is solved inside them.
// Source: a quota in tonnes gives a specific rent, Boorstein and Feenstra (1991), in: International Trade and Trade
// Policy; fob less domestic prices of rare earths in 2011 were alike in USD/kg from lanthanum to neodymium.
#pragma once
#include <cstdint>
#include <vector>

#include "model/law/cap.hpp"

namespace orepolitik {

struct Economy;

struct RouteCap {
    struct Member {
        std::uint32_t market;
        std::vector<std::uint32_t> routes;
        void carried(auto&& visit) { visit(market, routes); }
    };
    std::size_t law = 0;
    RentTo rent_to = RentTo::exporters;
    double allowed_t = 0;  // this month, of all members together
    double rent_usd_per_t = 0;
    double least_rent_usd_per_t = 0;  // below which holders of licences do not go this month
    bool held = false;                // whether they can wait
    double slope = 0;                 // of the log overrun by the rent, where it was found last
    std::vector<Member> members;

    void carried(auto&& visit) {
        visit(law, rent_to, allowed_t, rent_usd_per_t, least_rent_usd_per_t, held, slope, members);
    }
};

// Lists this month's caps: those within one exporter's problem become its cap, those of nothing close their routes, the
// rest are kept with the rents that they had.
void list_caps(Economy& economy);

// Finds the rents at which every cap holds, clearing the markets under them again; others are left as they are.
void find_cap_rents(Economy& economy);

}  // namespace orepolitik
