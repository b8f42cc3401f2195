// When a law holds, when others learn of it, and how likely they think it is that it comes.
#pragma once
#include <optional>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct Timing {
    Month from;
    std::optional<Month> until;      // first month no longer in force; never if absent
    std::optional<Month> announced;  // when others learn of it; `from` if absent
    double probability = 1;          // that it comes into force; drawn once

    void fields(auto&& visit) {
        visit({"from", "YYYY-MM", "First month in force."}, from, anything().required());
        visit({"until", "YYYY-MM", "First month no longer in force; never ends if left out."}, until, anything());
        visit({"announced", "YYYY-MM", "Month in which others learn of it; the first month in force if left out."},
              announced, anything());
        visit({"probability", "fraction", "Chance that it comes, known to all from `announced` on and drawn once."},
              probability, in_range(0, 1));
    }
};

}  // namespace orepolitik
