// Ad valorem tax on exports, on the FOB value; paid to the exporter's treasury.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct ExportTax {
    static constexpr std::string_view name = "export_tax";
    static constexpr std::string_view meaning =
        "A tax on exports as a share of their value free on board, paid to the actor's treasury.";
    static constexpr std::string_view source =
        "\"export tax\" of the OECD Inventory of Export Restrictions on Industrial Raw Materials; GATT 1994, Art. XI:1 "
        "leaves \"duties, taxes or other charges\" on exports free.";
    static constexpr Reach reach = Reach::exports;

    Measure measure;
    double rate = 0;

    // Of what foreign buyers pay, the part that the treasury takes: what a tax puts at stake, where a ban puts all.
    double share_at_stake() const { return rate / (1 + rate); }
    Terms apply(const Route&, Terms terms) const {
        terms.export_tax += rate;
        return terms;
    }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"rate", "fraction of FOB value", "Tax added to those already in force."}, rate,
              in_range(0, 10).required());
    }
};

}  // namespace orepolitik
