// The actor looks for what its mines dig without a permit: a part of it is found and seized before it is sold.
// Leaves out: what inspectors cost; mines that work by law.
#pragma once
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct MineInspection {
    static constexpr std::string_view name = "mine_inspection";
    static constexpr std::string_view meaning = "The actor looks for what is mined without a permit and seizes a part.";
    static constexpr std::string_view source =
        "State Council of China (2011), Opinions on the healthy development of the rare earth industry, on illegal "
        "mining; Becker (1968), J. Political Economy 76, on detection and fines.";
    static constexpr Reach reach = Reach::industry;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double detection = 0;

    Terms apply(const Route&, Terms terms) const { return terms; }
    PlantTerms apply_to_plants(PlantTerms terms, double) const {
        terms.detection = 1 - (1 - terms.detection) * (1 - detection);
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"detection", "fraction", "Part of what is dug without a permit that is found, beside the usual."},
              detection, in_range(0, 1).required());
    }
};

}  // namespace orepolitik
