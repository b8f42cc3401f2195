// Whoever holds a stock to use up: what a tonne is worth to him depends on how short he is (convex convenience yield).
// Orders fill tranches of cover x (months of need left after this month's use), each at
//   ln value(x) = E + (ln choke - E) exp(-x / x0) - b max(0, x - target) / target.
// E, the log expected price, looks ahead to the month in which cover runs out at the present net supply.
// Leaves out: what the need is and what the stock becomes (manufacturer, smelter, recycler).
// Source: Pindyck (1990), convex convenience yield; Working (1949), price of storage.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "model/behaviour.hpp"
#include "model/economy.hpp"

namespace orepolitik {

struct StockPosition {
    double need_t;             // a month's use
    double cover_months;       // after this month's use, goods at sea included; negative: not even this month's use
    double target_months = 1;  // when an order is placed: base cover times fear
    double log_expected;       // E: expected delivered price
    double log_choke;          // loss of output per tonne short
    double fear = 1;           // target cover over its base: the same cover feels so much shorter
    double log_offset = 0;     // makes base purchases equal base need
};

// Months until a stock is used up while a month's supply stays below a month's need; infinite if it does not.
double months_to_stockout(double stock_t, double supply_t, double need_t);

// The expected price of who sees his stock run out in so many months: what lies beyond the foresight hardly counts.
double expected_before_stockout(double log_expected, double log_choke, double months_left, double foresight_months);

// Target cover over its base: rises with restrictions not yet got used to, remembered shortage, and purchases from
// abroad that lie in fewer hands than in the base year.
double hoarding_factor(const ImporterSide& seen, double hoarding);

// Extra target cover before an expected rise of the log price: a tonne used so many months later has eaten the rise in
// storage. Competitive storage, Williams and Wright (1991).
double cover_worth_holding_months(double log_rise, const Behaviour& behaviour);

// Target cover over its base while prices are expected to fall: a tonne in store loses so much a month, beside its
// cost.
double cover_before_fall(double log_rise, const Behaviour& behaviour);

// Target cover over its base when money costs so much more: what a tonne in store costs a month rises by the interest.
double cover_at_rate(double rate_rise_per_year, const Behaviour& behaviour);

// What the next tonne is worth at a cover; the pure rule.
double log_value_of_cover(double cover_months, const StockPosition& position, const Behaviour& behaviour);

struct Tranche {
    double quantity_t, log_value;
};

// The order: four quarters of the coming month, then further cover that is bought over `stocking_months`.
std::array<Tranche, tranche_count> tranches_of_order(const StockPosition& position, const Behaviour& behaviour);

// Purchases at a delivered price.
double purchases_t(double log_price, const StockPosition& position, const Behaviour& behaviour);

// The offset at which a holder in this position buys exactly his need at his expected price.
double offset_of_steady_buyer(StockPosition position, const Behaviour& behaviour);

// Stock that no need explains: beyond the coming month's use and the target cover. A holder who has no use for it at
// all has nothing but surplus.
double surplus_t(double stock_t, const StockPosition& position);

// Columns of all holders of one kind.
struct StockHolders {
    std::vector<std::uint32_t> market, importer, slot;  // slot: first of tranche_count tranches in the order book
    std::vector<double> stock_t, claims_t;              // claims: bought, not yet arrived
    std::vector<double> base_cover_months, log_offset;
    std::vector<double> supply_t;                       // a month's purchases, fading mean
    std::vector<double> bought_t, arrived_t, paid_usd;  // this month

    std::size_t size() const { return market.size(); }
    void carried(auto&& visit) { visit(stock_t, claims_t, supply_t, bought_t, arrived_t, paid_usd); }
    double position_months(std::size_t i, double need_t) const {
        return need_t > 0 ? (stock_t[i] + claims_t[i]) / need_t - 1 : 0;
    }
    // Works out what fear and the month of stock-out make of the position, bids, and says what was worked out.
    StockPosition place_order(std::size_t i, StockPosition position, Economy& economy) const;
    void receive(std::size_t i, const Economy& economy);  // fills and arrivals of the month
};

}  // namespace orepolitik
