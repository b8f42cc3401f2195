// Buyers of the actor shun suppliers that stand far from it: a perceived cost, which nobody is paid, grows with
// political distance. Ministries warn, lenders and insurers ask, buyers qualify suppliers nearer home.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct FriendShoring {
    static constexpr std::string_view name = "friend_shoring";
    static constexpr std::string_view meaning = "The actor's buyers shun suppliers that stand politically far from it.";
    static constexpr std::string_view source =
        "Yellen (2022), remarks at the Atlantic Council; Javorcik et al. (2024), Economics of Transition 32, with an "
        "ad-valorem wedge between blocs; wedge and elasticity as in GSIM, Francois and Hall (1997).";
    static constexpr Reach reach = Reach::imports;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double wedge = 0.2;

    Terms apply(const Route& route, Terms terms) const {
        terms.perceived_cost += wedge * route.distance;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"wedge", "log price", "Perceived cost of a supplier at the farthest political distance."}, wedge,
              in_range(-2, 5));
    }
};

}  // namespace orepolitik
