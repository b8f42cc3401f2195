// Who owns mines and plants abroad brings their output home: a stated part of what the actor's companies, or one of
// them, and the actor itself make in the targets and what leaves there is bound to buyers at home, at the market's
// price. Leaves out: prices agreed beforehand; prepayment; what happens to goods that home does not want (they are sold
// on).
#pragma once
#include <string>
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct Offtake {
    static constexpr std::string_view name = "offtake";
    static constexpr std::string_view meaning =
        "A part of what the actor's companies make abroad is bound to buyers at home.";
    static constexpr std::string_view source =
        "JOGMEC Act (2002), Art. 11: equity for rights to output; IEA (2021), The Role of Critical Minerals, on equity "
        "with offtake; contracts at the market's price as in the benchmarks of iron ore and nickel.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double share = 1;
    std::string company;

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"share", "fraction of output",
               "Part of what the owners' shares of plants in the targets yield and the hosts do not use."},
              share, in_range(0, 1));
        visit({"company", "", "The company whose shares count; all of the actor's and its own if left out."}, company,
              names_a(Refers::company));
    }
};

}  // namespace orepolitik
