// The closed list of agent kinds, and the few things that one kind reads of another.
#pragma once
#include <array>
#include <tuple>
#include <type_traits>

#include "agents/company.hpp"
#include "agents/manufacturer.hpp"
#include "agents/mine.hpp"
#include "agents/recycler.hpp"
#include "agents/reserve.hpp"
#include "agents/smuggler.hpp"
#include "agents/state.hpp"
#include "agents/trader.hpp"
#include "agents/unrecorded.hpp"
#include "model/world.hpp"

namespace orepolitik {

using Kinds = std::tuple<Mines, Smelters, Recyclers, Collectors, Manufacturers, Traders, Smugglers, Reserves,
                         Unrecorded, Companies, States>;

static_assert(
    []<class... Kind>(std::tuple<Kind...>*) { return (AgentKind<Kind> && ...); }(static_cast<Kinds*>(nullptr)),
    "every kind says its name, its size and what it carries from month to month");

// The kinds that have plants, in the order that Holding::kind counts; const where the kinds are.
template <class OfKinds>
auto plants_by_kind(OfKinds& kinds) {
    return std::array{&std::get<Mines>(kinds).plants, &std::get<Smelters>(kinds).plants,
                      &std::get<Recyclers>(kinds).plants};
}

// The kinds that turn a feed into metal.
template <class OfKinds>
auto processing_kinds(OfKinds& kinds) {
    using Base = std::conditional_t<std::is_const_v<OfKinds>, const Processing, Processing>;
    return std::array<Base*, 2>{&std::get<Smelters>(kinds), &std::get<Recyclers>(kinds)};
}

// Running capacity of every exporter, for its standing with buyers and for what new mines cost.
void report_capacity(const Kinds& kinds, Economy& economy);

// Observations that cross kinds: collectors see what products come back; plants learn whether their owners can pay.
void observe_across(Kinds& kinds, Economy& economy);

// Settlements that cross kinds: companies take their shares, states their taxes, markets hear of unmet demand, and what
// plants did becomes events.
void settle_across(Kinds& kinds, Economy& economy);

using OreWorld = World<Kinds>;

}  // namespace orepolitik
