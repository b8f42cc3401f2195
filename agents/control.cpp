#include "agents/control.hpp"

#include <array>
#include <limits>

namespace orepolitik {
namespace {

constexpr std::size_t camps = 3;

}  // namespace

double fragmentation_of(const Economy& e, MaterialId material) {
    const auto& m = e.markets[material.value];
    const auto camp = [&](RegionId region) {
        return static_cast<std::size_t>(e.diplomacy.of(e.diplomacy.sovereign(region)).camp + 1);
    };
    std::array<double, camps> sold{}, bought{};
    double within = 0, all = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            const RegionId from = m.exporters[i].region, to = m.importers[j].region;
            if (from == to) continue;
            const double tonnes = m.routes.flow_t[m.route(i, j)];
            sold[camp(from)] += tonnes;
            bought[camp(to)] += tonnes;
            all += tonnes;
            if (camp(from) == camp(to)) within += tonnes;
        }
    double by_chance = 0;
    for (std::size_t c = 0; c < camps && all > 0; ++c) by_chance += sold[c] / all * bought[c] / all;
    const bool one_camp = by_chance >= 1 - 1e-9;
    return all > 0 && !one_camp ? (within / all - by_chance) / (1 - by_chance)
                                : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace orepolitik
