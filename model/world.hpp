// A world: what all agents share, and the agents by kind. `Kinds` is the closed list of agents/kinds.hpp; tests make
// worlds of their own kinds.
#pragma once
#include <array>
#include <string_view>

#include "model/economy.hpp"

namespace orepolitik {

inline constexpr std::array<std::string_view, 5> phase_names{"observe", "decide", "clear", "settle", "record"};

template <class Kinds>
struct World {
    Economy economy;
    Kinds kinds;
    std::array<double, 5> phase_seconds{};  // wall time since the start, by phase
};

struct VisitNothing {
    void operator()(auto&...) const {}
};

// What a kind must answer; observing and settling are optional for kinds that other kinds speak for. A kind may act by
// rows: many agents at once, whose neighbours share what is to be worked out.
template <class Kind>
concept AgentKind = requires(const Kind& kind, Kind& changing) {
    changing.carried(VisitNothing{});  // all that a month may change (model/carried.hpp)
    { Kind::name } -> std::convertible_to<std::string_view>;
    { kind.size() } -> std::convertible_to<std::size_t>;
};
template <class Kind>
concept ObservesRows = requires(Kind& kind, const Economy& economy) {
    kind.observe(Rows{}, economy);
};
template <class Kind>
concept Observes = ObservesRows<Kind> || requires(Kind& kind, const Economy& economy) {
    kind.observe(std::size_t{}, economy);
};
template <class Kind>
concept DecidesRows = requires(Kind& kind, Economy& economy) {
    kind.decide(Rows{}, economy);
};
template <class Kind>
concept Decides = DecidesRows<Kind> || requires(Kind& kind, Economy& economy) {
    kind.decide(std::size_t{}, economy);
};
template <class Kind>
concept SettlesRows = requires(Kind& kind, const Economy& economy) {
    kind.settle(Rows{}, economy);
};
template <class Kind>
concept Settles = SettlesRows<Kind> || requires(Kind& kind, const Economy& economy) {
    kind.settle(std::size_t{}, economy);
};
template <class Kind>
concept HoldsGoods = requires(const Kind& kind, Ledger& ledger, std::vector<double>& tonnes) {
    kind.post(ledger);
    kind.recount(tonnes, Place::producer_stock);
};
template <class Kind>
concept Trades = requires(const Kind& kind, const Economy& economy, std::vector<double>& usd) {
    kind.trade_value(economy, usd, usd);
};

}  // namespace orepolitik
