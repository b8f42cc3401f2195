// A law that a state makes during a run: few plain figures, so that checkpoints carry it, and the law they stand for.
// Leaves out: why it is made (agents/), what it does once it is a law (the instruments beside this file).
#pragma once
#include <compare>
#include <cstdint>

#include "model/ids.hpp"
#include "model/month.hpp"

namespace orepolitik {

enum class MoveKind : std::uint8_t {
    export_licence,
    export_tax,
    export_quota,
    export_ban,
    friend_shoring,
    import_tariff,
    capital_subsidy
};
constexpr const char* name_of(MoveKind kind) {
    constexpr const char* names[] = {"export_licence", "export_tax",    "export_quota",   "export_ban",
                                     "friend_shoring", "import_tariff", "capital_subsidy"};
    return names[static_cast<std::size_t>(kind)];
}

struct Enactment {
    MoveKind kind = MoveKind::export_tax;
    RegionId actor;
    MineralId mineral;
    std::uint8_t forms = 0;  // bit k: Form k; 0: all
    RegionId target{};       // who it is aimed at; all others if it does not exist
    double magnitude =
        0;  // rate of a tax, cut of a quota, approved share of licences, wedge of friend-shoring, share of capital
    Month from, announced;
    Month leaked{-1};  // -1: kept secret
    Month until{-1};   // -1: not lifted

    bool lifted() const { return until != Month{-1}; }
    bool operator==(const Enactment&) const = default;
    void carried(auto&& visit) {
        visit(kind, actor, mineral, forms, target, magnitude, from, announced, leaked, until);
    }
};

}  // namespace orepolitik
