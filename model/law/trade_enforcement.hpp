// The actor looks for contraband on its borders: a part of what would pass unseen is found and seized.
// Leaves out: what the watch costs; goods that move by law.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct TradeEnforcement {
    static constexpr std::string_view name = "trade_enforcement";
    static constexpr std::string_view meaning =
        "The actor looks for contraband on its borders and seizes a part of it.";
    static constexpr std::string_view source =
        "State Council of China (2011), Opinions on the healthy development of the rare earth industry, on smuggling; "
        "Becker (1968), J. Political Economy 76, on detection and fines.";
    static constexpr Reach reach = Reach::both;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double detection = 0;

    Terms apply(const Route&, Terms terms) const {
        terms.detection = 1 - (1 - terms.detection) * (1 - detection);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"detection", "fraction", "Part of what is smuggled over its borders that is found, beside the usual."},
              detection, in_range(0, 1).required());
    }
};

}  // namespace orepolitik
