// Territories among the targets come under the actor: its laws hold there, its treasury takes royalties, its camp and
// its enemies are theirs, trade with it is trade at home. Where it develops them, it opens their deposits at its cost.
// Leaves out: people, plants that leave, other states' recognition.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct TerritoryTransfer {
    static constexpr std::string_view name = "territory_transfer";
    static constexpr std::string_view meaning =
        "Territories among the targets come under the actor: its laws, its treasury, its camp.";
    static constexpr std::string_view source =
        "Vienna Convention on Succession of States in respect of Treaties (1978), Art. 15 (moving treaty frontiers).";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    bool develop = true;

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"develop", "", "Deposits of the territories are opened at the actor's cost, after their lead time."},
              develop, anything());
    }
};

}  // namespace orepolitik
