// Exports to all or to chosen targets are forbidden; the routes vanish while it lasts.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct ExportBan {
    static constexpr std::string_view name = "export_ban";
    static constexpr std::string_view meaning = "The actor's exports to all, or to chosen targets, are forbidden.";
    static constexpr std::string_view source =
        "\"export prohibition\" of the OECD Inventory of Export Restrictions on Industrial Raw Materials; GATT 1994, "
        "Art. "
        "XI:1 and its exceptions XI:2(a), XX(g), XXI.";
    static constexpr Reach reach = Reach::exports;
    static constexpr double share_at_stake() { return 1; }

    Measure measure;

    Terms apply(const Route&, Terms terms) const {
        terms.open = false;
        return terms;
    }
    void fields(auto&& visit) { measure.fields(visit); }
};

}  // namespace orepolitik
