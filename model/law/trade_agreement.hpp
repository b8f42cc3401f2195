// Trade between members is exempt from their duties, taxes, caps and bans of the named kinds while it lasts.
// Leaves out: rules of origin, so that goods of others may pass through a member.
#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/law/reach.hpp"
#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct TradeAgreement : Timing {
    static constexpr std::string_view name = "trade_agreement";
    static constexpr std::string_view meaning =
        "Trade between members is exempt from their duties, taxes, caps and bans while it lasts.";
    static constexpr std::string_view source = "GATT 1994, Art. XXIV:8 (free-trade areas and customs unions).";
    static constexpr Reach reach = Reach::members;
    static constexpr double share_at_stake() { return 0; }

    std::vector<std::string> members;
    std::vector<std::string> minerals;  // empty: all
    std::vector<std::string> forms;     // empty: all
    std::vector<std::string> exempts;   // kinds of law; empty: all of them

    // What members may waive among themselves: no embargo, strait, watch for contraband or wariness of buyers.
    static constexpr std::array<std::string_view, 7> waivable{"import_tariff", "import_quota", "carbon_border_charge",
                                                              "export_tax",    "export_quota", "export_licence",
                                                              "export_ban"};

    bool exempts_from(std::string_view kind) const {
        const auto names = [kind](const auto& kinds) {
            return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        };
        return names(waivable) && (exempts.empty() || names(exempts));
    }
    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        visit({"members", "", "Countries or customs unions; at least two."}, members,
              names_a(Refers::region).required());
        visit({"minerals", "", "Minerals it covers; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "Traded forms it covers: ore, refined, scrap; all if left out."}, forms,
              names_a(Refers::form));
        visit({"exempts", "", "Kinds of law that do not apply between members; all these if left out."}, exempts,
              Check{.one_of = {waivable.begin(), waivable.end()}});
        Timing::fields(visit);
    }
};

}  // namespace orepolitik
