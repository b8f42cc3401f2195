// Exports are capped: of each covered material, or of all together by tonnes; to all destinations, or to the targets
// together. The cap is stated in tonnes or as a cut from the twelve months before it comes into force.
#pragma once
#include <string_view>

#include "model/law/quota.hpp"

namespace orepolitik {

struct ExportQuota : Quota {
    static constexpr std::string_view name = "export_quota";
    static constexpr std::string_view meaning =
        "Exports are capped, in tonnes or as a cut from the twelve months before.";
    static constexpr std::string_view source =
        "\"export quota\" of the OECD Inventory of Export Restrictions on Industrial Raw Materials; GATT 1994, Art. "
        "XI:1 "
        "and XIII; WTO dispute DS431 (China - Rare Earths), a quota on all elements together by tonnes.";
    static constexpr Reach reach = Reach::exports;
    double share_at_stake() const { return std::isnan(cut) ? 1 : cut; }  // a tonnage alone does not tell what it cuts
    static constexpr std::string_view usual_rent_to = "exporters";

    ExportQuota() { rent_to = usual_rent_to; }
};

}  // namespace orepolitik
