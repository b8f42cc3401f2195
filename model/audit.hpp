// Closing the books of a month: postings of all kinds and markets, then a recount that must agree to 1e-12.
#pragma once
#include <tuple>
#include <vector>

#include "model/world.hpp"

namespace orepolitik {

// Money of every market, from its routes.
void post_payments(const Economy& economy, Ledger& ledger);
// Goods at sea, from the routes' shipments.
void recount_at_sea(const Economy& economy, std::vector<double>& tonnes);

// Tonnes at a place by material, in room that is kept from call to call by the thread.
template <class Kinds>
const std::vector<double>& recount(const World<Kinds>& world, Place place) {
    thread_local std::vector<double> tonnes;
    tonnes.assign(world.economy.markets.size(), 0);
    if (place == Place::at_sea) recount_at_sea(world.economy, tonnes);
    std::apply(
        [&](const auto&... kind) {
            const auto count = [&](const auto& k) {
                if constexpr (HoldsGoods<std::remove_cvref_t<decltype(k)>>) k.recount(tonnes, place);
            };
            (count(kind), ...);
        },
        world.kinds);
    return tonnes;
}

// Opening balances, once, before the first month.
template <class Kinds>
void open_books(World<Kinds>& world) {
    world.economy.ledger = Ledger(world.economy.material_names);
    for (std::size_t p = 0; p < stock_place_count; ++p) {
        const auto& tonnes = recount(world, static_cast<Place>(p));
        for (std::uint32_t m = 0; m < tonnes.size(); ++m)
            world.economy.ledger.open(MaterialId{m}, static_cast<Place>(p), tonnes[m]);
    }
}

// Throws LedgerError when tonnes or dollars do not close.
template <class Kinds>
void close_books(World<Kinds>& world) {
    auto& economy = world.economy;
    auto& ledger = economy.ledger;
    ledger.begin_month();
    post_payments(economy, ledger);
    thread_local std::vector<double> received, paid;  // kept from month to month
    for (auto* usd : {&received, &paid}) usd->assign(economy.markets.size(), 0);
    std::apply(
        [&](const auto&... kind) {
            const auto post = [&](const auto& k) {
                using Kind = std::remove_cvref_t<decltype(k)>;
                if constexpr (HoldsGoods<Kind>) k.post(ledger);
                if constexpr (Trades<Kind>) k.trade_value(economy, received, paid);
            };
            (post(kind), ...);
        },
        world.kinds);
    for (std::uint32_t m = 0; m < economy.markets.size(); ++m) {
        ledger.audit_money(MaterialId{m}, Party::sellers, received[m]);
        ledger.audit_money(MaterialId{m}, Party::buyers, -paid[m]);
    }
    for (std::size_t p = 0; p < stock_place_count; ++p) {
        const auto& tonnes = recount(world, static_cast<Place>(p));
        for (std::uint32_t m = 0; m < tonnes.size(); ++m)
            ledger.audit_stock(MaterialId{m}, static_cast<Place>(p), tonnes[m]);
    }
}

}  // namespace orepolitik
