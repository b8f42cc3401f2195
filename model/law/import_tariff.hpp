// Ad valorem duty on imports, on the CIF value; paid to the importer's treasury.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct ImportTariff {
    static constexpr std::string_view name = "import_tariff";
    static constexpr std::string_view meaning =
        "A duty on imports as a share of their value at the border, paid to the actor's treasury.";
    static constexpr std::string_view source =
        "GATT 1994, Art. II; CIF base as in WTO Customs Valuation Agreement, Art. 8.2.";
    static constexpr Reach reach = Reach::imports;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double rate = 0;

    Terms apply(const Route&, Terms terms) const {
        terms.import_duty += rate;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"rate", "fraction of CIF value", "Duty added to those already in force."}, rate,
              in_range(0, 10).required());
    }
};

}  // namespace orepolitik
