// No trade between the actor and its targets in either direction.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct Embargo {
    static constexpr std::string_view name = "embargo";
    static constexpr std::string_view meaning =
        "No trade between the actor and its targets, in either direction: a trade sanction.";
    static constexpr std::string_view source =
        "UN Charter, Art. 41 (interruption of economic relations); GATT 1994, Art. XXI(b)(iii) and (c).";
    static constexpr Reach reach = Reach::both;
    static constexpr double share_at_stake() { return 1; }

    Measure measure;

    Terms apply(const Route&, Terms terms) const {
        terms.open = false;
        return terms;
    }
    void fields(auto&& visit) { measure.fields(visit); }
};

}  // namespace orepolitik
