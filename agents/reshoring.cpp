#include "agents/reshoring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agents/restriction.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr int least_months_of_programme = 60;
constexpr double over = 0.5;  // of the threshold: then the programme ends

bool could_build(const Economy& e, std::size_t mineral, RegionId own) {
    for (const MaterialId id : {e.ore_of_mineral[mineral], e.refined_of_mineral[mineral]})
        if (id.exists() && e.markets[id.value].exporter_of_region[own.value] != none_index) return true;
    return false;
}

// Of the form that is used, by what the state's users have heard of.
double restricted_share(const Economy& e, std::size_t mineral, RegionId own) {
    const MaterialId used = used_form(e, mineral);
    if (!used.exists()) return 0;
    const auto& market = e.markets[used.value];
    const auto buyer = market.importer_of_region[own.value];
    return buyer == none_index ? 0 : market.importers[buyer].law_share;
}

StateMove programme(const States& s, std::size_t i, std::size_t mineral, const Economy& e) {
    const auto& sight = s.sights[s.cell(i, mineral)];
    StateMove move;
    move.law = {.kind = MoveKind::capital_subsidy,
                .actor = s.region[i],
                .mineral = MineralId{static_cast<std::uint32_t>(mineral)},
                .magnitude = e.behaviour.politics.reshoring_share,
                .from = e.month + 1,
                .announced = e.month + 1};
    move.kind = "reshoring";
    move.object = e.mineral_ids[mineral];
    move.value = move.law.magnitude;
    move.reason = fmt::format("others' laws touch {:.2f} of its purchases, {:.2f} is imported",
                              restricted_share(e, mineral, s.region[i]), sight.import_dependence);
    return move;
}

}  // namespace

double programmes_per_year(double exposure, const Politics& p) {
    if (exposure <= p.reshoring_threshold) return 0;
    return p.reshoring_hazard_per_year * std::min(1.0, exposure / (2 * p.reshoring_threshold));
}

void decide_reshoring(States& s, std::size_t i, const Economy& e) {
    const auto& p = e.behaviour.politics;
    for (std::size_t k = 0; k < s.minerals(); ++k) {
        const std::size_t cell = s.cell(i, k);
        const auto& sight = s.sights[cell];
        const double exposure = restricted_share(e, k, s.region[i]) * sight.import_dependence;
        auto& law = s.programmes[cell];
        if (law != none_index) {
            const int held = e.month - e.laws.enactment(law).from;
            if (held < least_months_of_programme || exposure >= over * p.reshoring_threshold) continue;
            s.moves[i].push_back(
                lifting(law, e.month + 1, "relaxation",
                        fmt::format("exposure {:.2f}, below {:.2f}", exposure, over * p.reshoring_threshold), e));
            law = none_index;
        } else if (could_build(e, k, s.region[i]) &&
                   Stream(e.seed, Draw::reshoring, static_cast<std::uint32_t>(cell), e.elapsed())
                       .happens(programmes_per_year(exposure, p) / 12)) {
            s.moves[i].push_back(programme(s, i, k, e));
        }
    }
}

}  // namespace orepolitik
