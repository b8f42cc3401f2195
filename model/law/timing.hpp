// When a law holds, when others learn of it, and how likely they think it is that it comes. What a state has decided
// and not yet announced may leak: traders and a part of the others act on it before the public can. Kept secret, it
// does not. Sources: Meulbroek (1992), Journal of Finance 47: about half of the run-up of prices before news falls on
// days on which those who know trade; Zuo and Li (2025), China Land & Resources Economics, on secrecy as a part of
// emergency plans.
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
    std::optional<Month> leaked;     // when it may leak, before it is announced; it cannot if absent
    double leak_probability = 1;     // that it does; drawn once
    double leak_reach = 0.2;         // of those who are no traders, the part that hears of it

    void fields(auto&& visit) {
        visit({"from", "YYYY-MM", "First month in force."}, from, anything().required());
        visit({"until", "YYYY-MM", "First month no longer in force; never ends if left out."}, until, anything());
        visit({"announced", "YYYY-MM", "Month in which others learn of it; the first month in force if left out."},
              announced, anything());
        visit({"probability", "fraction", "Chance that it comes, known to all from `announced` on and drawn once."},
              probability, in_range(0, 1));
        visit({"leaked", "YYYY-MM",
               "Month in which the decision may leak, before others learn of it; secret if left out."},
              leaked, anything());
        visit({"leak_probability", "fraction", "Chance that it leaks, drawn once."}, leak_probability, in_range(0, 1));
        visit({"leak_reach", "fraction", "Of users and sellers, the part that hears of a leak; traders all do."},
              leak_reach, in_range(0, 1));
    }
};

}  // namespace orepolitik
