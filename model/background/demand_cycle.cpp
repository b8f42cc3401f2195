#include "model/background/demand_cycle.hpp"

#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr std::uint32_t whole_world = 0xffffffff;  // no region has this number

}  // namespace

void DemandCycle::advance(std::uint64_t seed, std::uint32_t month, std::size_t regions, const Behaviour& b) {
    if (!b.shocks || b.demand_cycle <= 0) return;
    regions_.resize(regions, 0);
    const double persistence = std::exp(-1 / b.demand_cycle_months);
    const double step = b.demand_cycle * std::sqrt(1 - persistence * persistence);
    const auto next = [&](double now, std::uint32_t whose, double share) {
        return persistence * now + step * std::sqrt(share) * Stream(seed, Draw::demand_cycle, whose, month).normal();
    };
    world_ = next(world_, whole_world, b.demand_cycle_shared);
    for (std::uint32_t r = 0; r < regions; ++r) regions_[r] = next(regions_[r], r, 1 - b.demand_cycle_shared);
}

}  // namespace orepolitik
