// READ FIRST: one month of the world, in five words: observe, decide, clear, settle, record.
//   observe  last month's prices, stocks, flows and laws are frozen; this month's shocks become facts
//   decide   every agent reads only what is frozen and its own row, and writes its own orders
//   clear    each material's orders meet on the exchange
//   settle   tonnes and dollars move, plants produce, products age, projects advance; the ledger must close
//   record   this month's columns are appended
// What may run at the same time: agents of one kind (each owns its slot), markets (each owns its material). Kinds
// follow each other in the order of their list; sums over agents are taken in that order by one thread.
#pragma once
#include <chrono>
#include <tuple>

#include "model/anticipation.hpp"
#include "model/audit.hpp"
#include "model/parallel.hpp"
#include "model/world.hpp"

namespace orepolitik {

inline constexpr std::size_t markets_per_task = 1;

template <class Kinds, class Visit>
void for_each_kind(Kinds& kinds, Visit&& visit) {
    std::apply([&](auto&... kind) { (visit(kind), ...); }, kinds);
}

template <bool by_rows, class Kind, class Act>
void for_each_agent(const Kind& kind, Act&& act) {
    if constexpr (by_rows)
        for_each_rows(kind.size(), agents_per_task, act);
    else
        for_each_index(kind.size(), agents_per_task, act);
}

template <class Kinds>
void observe(World<Kinds>& world) {
    auto& economy = world.economy;
    economy.events.clear();
    for_each_index(economy.markets.size(), markets_per_task,
                   [&](std::size_t m) { observe_prices(economy.markets[m], economy.behaviour); });
    observe_background(economy);
    balance_power(economy);
    apply_laws(economy);
    perceive_distance(economy);
    anticipate_laws(economy);
    for_each_kind(world.kinds, [&](auto& kind) {
        using Kind = std::remove_reference_t<decltype(kind)>;
        if constexpr (Observes<Kind>)
            for_each_agent<ObservesRows<Kind>>(kind, [&](auto who) { kind.observe(who, economy); });
    });
    observe_across(world.kinds, economy);
}

template <class Kinds>
void decide(World<Kinds>& world) {
    for_each_kind(world.kinds, [&](auto& kind) {
        using Kind = std::remove_reference_t<decltype(kind)>;
        if constexpr (Decides<Kind>)
            for_each_agent<DecidesRows<Kind>>(kind, [&](auto who) { kind.decide(who, world.economy); });
    });
}

template <class Kinds>
void clear(World<Kinds>& world) {
    auto& markets = world.economy.markets;
    if (world.economy.caps.empty())  // trades are booked while the market is in the nearest cache
        return for_each_index(markets.size(), markets_per_task, [&](std::size_t m) {
            find_prices(markets[m]);
            book_trades(markets[m]);
        });
    for_each_index(markets.size(), markets_per_task, [&](std::size_t m) { find_prices(markets[m]); });
    find_cap_rents(world.economy);
    for_each_index(markets.size(), markets_per_task, [&](std::size_t m) { book_trades(markets[m]); });
}

template <class Kinds>
void settle(World<Kinds>& world) {
    auto& economy = world.economy;
    const auto& b = economy.behaviour;
    for_each_index(economy.markets.size(), markets_per_task, [&](std::size_t m) {
        settle_shipments(economy.markets[m], economy.elapsed(), b.relationship_months, b.relationship_memory);
    });
    for_each_kind(world.kinds, [&](auto& kind) {
        using Kind = std::remove_reference_t<decltype(kind)>;
        if constexpr (Settles<Kind>)
            for_each_agent<SettlesRows<Kind>>(kind, [&](auto who) { kind.settle(who, economy); });
    });
    settle_across(world.kinds, economy);
    close_books(world);
}

// Record: anything callable with the world; output's recorder, or a lambda in tests.
template <class Kinds, class Record>
void step(World<Kinds>& world, Record&& record) {
    using Clock = std::chrono::steady_clock;
    auto begun = Clock::now();
    std::size_t phase = 0;
    const auto lap = [&] {
        const auto now = Clock::now();
        world.phase_seconds[phase++] += std::chrono::duration<double>(now - begun).count();
        begun = now;
    };
    observe(world);
    lap();
    decide(world);
    lap();
    clear(world);
    lap();
    settle(world);
    lap();
    record(world);
    lap();
    world.economy.month = world.economy.month + 1;
}

}  // namespace orepolitik
