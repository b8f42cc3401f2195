#include "agents/unrecorded.hpp"

#include <cmath>

#include "model/market/logistic.hpp"

namespace orepolitik {
namespace {

constexpr double sells_down_to = -3.0;  // ln of base price at which half is still sold
constexpr double buys_up_to = 1.0;      // ln of base price at which half is still bought
constexpr double steepness_of_unrecorded = 4.0;

}  // namespace

void Unrecorded::decide(std::size_t i, Economy& economy) const {
    auto& market = economy.markets[material[i].value];
    auto& orders = market.orders;
    const double tonnes = std::abs(base_t[i]) * economy.growth();
    if (base_t[i] > 0) {
        orders.sell_quantity_t[slot[i]] = tonnes / logistic(-steepness_of_unrecorded * sells_down_to);
        orders.sell_log_reservation[slot[i]] = market.exporters[side[i]].base_log_price + sells_down_to;
        orders.sell_steepness[slot[i]] = steepness_of_unrecorded;
    } else {
        orders.buy_quantity_t[slot[i]] = tonnes / logistic(steepness_of_unrecorded * buys_up_to);
        orders.buy_log_value[slot[i]] = market.importers[side[i]].base_log_delivered + buys_up_to;
        orders.buy_steepness[slot[i]] = steepness_of_unrecorded;
    }
}

void Unrecorded::settle(std::size_t i, const Economy& economy) {
    const auto& market = economy.markets[material[i].value];
    if (base_t[i] > 0) {
        moved_t[i] = market.orders.sold_t[slot[i]];
        return;
    }
    moved_t[i] = market.orders.bought_t[slot[i]];
    arrived_t[i] = take_arrivals(claims_t[i], moved_t[i], market.importers[side[i]]);
}

void Unrecorded::trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const auto& market = economy.markets[material[i].value];
        if (base_t[i] > 0)
            received[material[i].value] += moved_t[i] * std::exp(market.exporters[side[i]].log_price);
        else
            paid[material[i].value] += moved_t[i] * market.importers[side[i]].paid_per_t;
    }
}

void Unrecorded::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i)
        if (base_t[i] > 0)
            ledger.move(material[i], Place::unrecorded, Place::at_sea, moved_t[i]);
        else
            ledger.move(material[i], Place::at_sea, Place::unrecorded, arrived_t[i]);
}

}  // namespace orepolitik
