#include "agents/reserve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double days_per_month = 365.0 / 12;
constexpr double must_pace = 1.0 / 6, may_pace = 1.0 / 12, slow_pace = 1.0 / 36;  // of the way, a month
constexpr double release_pace = 1.0 / 3;                                          // of the stock, a month
constexpr double least_import_loss = 0.1;
constexpr double months_of_usual_imports = 24;
constexpr double interest_per_month = 0.06 / 12;
constexpr double steepness_of_reserves = 20;
constexpr double bids_above_price = 0.02;  // log: to be served among others

bool law_runs(const Economy& e, RegionId region, MineralId mineral, ReserveRule& rule) {
    bool runs = false;
    e.laws.for_each_in_force<StrategicReserve>(e.month, [&](const StrategicReserve& reserve, const BoundLaw& law) {
        if (runs || law.scope.actor != region || !law.covers_goods(mineral, Form::refined)) return;
        rule = reserve.rule;
        runs = true;
    });
    return runs;
}

std::string numbers(const Reserves& r, std::size_t i, const ImporterSide& side) {
    return fmt::format(
        "price {:.3g}, three-year mean {:.3g} USD/t; stock {:.3g} t, users' cover {:.1f} months, imports "
        "{:.0f} % of usual",
        std::exp(side.log_delivered), std::exp(side.mean_log_delivered), r.stock_t[i], r.users_cover_months[i],
        r.usual_imports_t[i] > 0 ? 100 * side.imports_t / r.usual_imports_t[i] : 100);
}

}  // namespace

const char* name_of(Band band) {
    constexpr const char* names[] = {"must buy", "may buy", "idle", "may sell", "must sell"};
    return names[static_cast<std::size_t>(band)];
}

Band band_of(double price, double mean, double width) {
    const double place = (price / mean - (1 - width)) / (2 * width);  // 0 at the floor, 1 at the ceiling
    if (place < 0) return Band::must_buy;
    if (place < 1.0 / 3) return Band::may_buy;
    if (place <= 2.0 / 3) return Band::idle;
    return place < 1 ? Band::may_sell : Band::must_sell;
}

ReservePlan plan_of_reserve(const ReserveView& v, const ReserveRule& rule) {
    const double day_t = v.use_t_per_month / days_per_month;
    const double target = rule.target_days * day_t, most = rule.most_days * day_t;
    ReservePlan plan;
    plan.band = band_of(v.price_usd_per_t, v.mean_usd_per_t, rule.band);
    if (v.insolvent) {
        plan.release_t = release_pace * v.stock_t;
        return plan;
    }
    plan.emergency = v.import_loss > least_import_loss && v.users_cover_months * days_per_month < rule.target_days;
    if (plan.emergency)
        plan.release_t = release_pace * v.stock_t;
    else if (plan.band == Band::must_buy)
        plan.buy_t = must_pace * std::max(0.0, most - v.stock_t);
    else if (plan.band == Band::may_buy)
        plan.buy_t = may_pace * std::max(0.0, target - v.stock_t);
    else if (plan.band == Band::idle)
        plan.buy_t = slow_pace * std::max(0.0, target - v.stock_t);
    else if (plan.band == Band::may_sell)
        plan.release_t = may_pace * std::max(0.0, v.stock_t - target);
    else if (plan.band == Band::must_sell)
        plan.release_t = must_pace * std::max(0.0, v.stock_t - target / 2);
    return plan;
}

ReserveMoney after_trades(ReserveMoney money, double purchases_usd, double sales_usd, double rate) {
    const double owed = money.debt_usd * (1 + rate);
    const double cash = money.cash_usd + sales_usd - purchases_usd;
    if (cash < 0) return {0, owed - cash};
    const double repaid = std::min(cash, owed);
    return {cash - repaid, owed - repaid};
}

void Reserves::look(const Economy& e, const Manufacturers& users) {
    const auto& p = e.behaviour.politics;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto& market = e.markets[material[i].value];
        const auto& side = market.importers[importer[i]];
        double need = 0, held = 0;
        for (std::uint32_t u = first_user[i]; u < last_user[i]; ++u) {
            need += users.need_t[u];
            held += users.holders.stock_t[u];
        }
        ReserveRule of_law;
        const bool by_law = law_runs(e, region[i], market.mineral, of_law);
        runs[i] = by_law || p.states_react(p.stockpiling);
        rule[i] = of_law;
        if (!by_law) rule[i].credit_usd = need * std::exp(side.base_log_delivered);  // a month of use
        use_t[i] = need;
        users_cover_months[i] = need > 0 ? held / need : 0;
        if (e.elapsed() > 0)
            usual_imports_t[i] += usual_imports_t[i] > 0
                                      ? (side.imports_t - usual_imports_t[i]) / months_of_usual_imports
                                      : side.imports_t;
    }
}

void Reserves::decide(std::size_t i, Economy& e) {
    auto& market = e.markets[material[i].value];
    const auto& side = market.importers[importer[i]];
    const double price = std::exp(side.log_delivered);
    const double loss = use_t[i] > 0 ? (usual_imports_t[i] - side.imports_t) / use_t[i] : 0;
    ReservePlan plan;
    if (runs[i] != 0)
        plan = plan_of_reserve({price, std::exp(side.mean_log_delivered), use_t[i], stock_t[i] + claims_t[i], loss,
                                users_cover_months[i], insolvent[i] != 0},
                               rule[i]);
    band[i] = static_cast<std::uint8_t>(plan.band);
    emergency[i] = plan.emergency;
    planned_release_t[i] = std::min(plan.release_t, stock_t[i]);
    const double money = std::max(0.0, cash_usd[i] + rule[i].credit_usd - debt_usd[i]);
    auto& orders = market.orders;
    orders.buy_quantity_t[buy_slot[i]] = std::min(plan.buy_t, money / price);
    orders.buy_log_value[buy_slot[i]] = side.log_delivered + bids_above_price;
    orders.buy_steepness[buy_slot[i]] = steepness_of_reserves;
}

void Reserves::settle(std::size_t i, const Economy& e) {
    const auto& market = e.markets[material[i].value];
    const auto& side = market.importers[importer[i]];
    bought_t[i] = market.orders.bought_t[buy_slot[i]];
    purchases_usd[i] = bought_t[i] * side.paid_per_t;
    arrived_t[i] = take_arrivals(claims_t[i], bought_t[i], side);
    stock_t[i] += arrived_t[i];
    released_t[i] = sales_usd[i] = 0;
}

// Once, when it begins to buy, to sell or to release in a crisis.
void Reserves::tell(std::size_t i, Economy& e) {
    constexpr const char* words[] = {"", "reserve buys", "reserve sells", "release"};
    const std::uint8_t does = released_t[i] > 0 ? (emergency[i] != 0 ? 3 : 2) : bought_t[i] > 0 ? 1 : 0;
    if (does != 0 && does != doing[i])
        e.events.push_back({e.month, words[does], e.region_codes[region[i].value], e.material_names[material[i].value],
                            does == 1 ? bought_t[i] : released_t[i],
                            fmt::format("{}; {}", name_of(static_cast<Band>(band[i])),
                                        numbers(*this, i, e.markets[material[i].value].importers[importer[i]]))});
    doing[i] = does;
}

void Reserves::allot(Economy& e, Manufacturers& users) {
    for (std::size_t i = 0; i < size(); ++i) {
        const auto& side = e.markets[material[i].value].importers[importer[i]];
        const double release = use_t[i] > 0 ? std::min(planned_release_t[i], stock_t[i]) : 0;
        for (std::uint32_t u = first_user[i]; u < last_user[i] && release > 0; ++u) {
            const double share = release * (users.need_t[u] / use_t[i]);
            users.holders.stock_t[u] += share;
            released_t[i] += share;
        }
        stock_t[i] = std::max(0.0, stock_t[i] - released_t[i]);
        sales_usd[i] = released_t[i] * std::exp(side.log_delivered);
        tell(i, e);
        const auto money = after_trades({cash_usd[i], debt_usd[i]}, purchases_usd[i], sales_usd[i], interest_per_month);
        cash_usd[i] = money.cash_usd;
        debt_usd[i] = money.debt_usd;
        if (insolvent[i] == 0 && debt_usd[i] > rule[i].credit_usd * (1 + 1e-9) && debt_usd[i] > 0) {
            insolvent[i] = 1;
            e.events.push_back({e.month, "insolvency", e.region_codes[region[i].value],
                                e.material_names[material[i].value], debt_usd[i],
                                fmt::format("owes {:.3g} USD, credit {:.3g}; {}", debt_usd[i], rule[i].credit_usd,
                                            numbers(*this, i, side))});
        }
    }
}

void Reserves::trade_value(const Economy&, std::vector<double>&, std::vector<double>& paid) const {
    for (std::size_t i = 0; i < size(); ++i) paid[material[i].value] += purchases_usd[i] + sales_usd[i];
}

void Reserves::post(Ledger& ledger) const {
    for (std::size_t i = 0; i < size(); ++i) {
        ledger.move(material[i], Place::at_sea, Place::reserve_stock, arrived_t[i]);
        ledger.move(material[i], Place::reserve_stock, Place::user_stock, released_t[i]);
        ledger.pay(material[i], Party::buyers, Party::treasuries, sales_usd[i]);
    }
}

void Reserves::recount(std::vector<double>& tonnes, Place place) const {
    if (place != Place::reserve_stock) return;
    for (std::size_t i = 0; i < size(); ++i) tonnes[material[i].value] += stock_t[i];
}

}  // namespace orepolitik
