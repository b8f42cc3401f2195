#include "cli/law_events.hpp"

#include <fmt/format.h>

namespace orepolitik::cli {
namespace {

// Materials that a law covers, as a list of names; empty if it covers all.
std::string materials_of(const BoundLaw& law, const Economy& economy) {
    if (law.scope.minerals.empty()) return "";
    std::string names;
    for (const auto& market : economy.markets) {
        const auto form = static_cast<std::size_t>(market.form);
        const bool form_covered = law.scope.forms.empty() || law.scope.forms[form];
        if (form_covered && law.scope.minerals[market.mineral.value])
            names += (names.empty() ? "" : " ") + economy.material_names[market.material.value];
    }
    return names;
}

}  // namespace

void report_laws(OreWorld& world) {
    auto& e = world.economy;
    for (std::size_t l = 0; l < e.laws.size(); ++l) {
        const auto& law = e.laws.law(l);
        const auto add = [&](const char* what) {
            const std::string actor = law.scope.actor.exists() ? e.region_codes[law.scope.actor.value] : "";
            e.events.push_back(
                {e.month, "law", actor, materials_of(law, e), 0, fmt::format("{}: {} {}", law.name, law.kind(), what)});
        };
        if (law.dates.leaked == e.month && law.dates.leaks) add("leaked");
        if (!law.is_step() && law.dates.announced && *law.dates.announced == e.month &&
            *law.dates.announced != law.dates.from)
            add("announced");
        if (law.dates.from == e.month) add("in force");
        if (law.dates.until && *law.dates.until == e.month) add("ended");
    }
}

}  // namespace orepolitik::cli
