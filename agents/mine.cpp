#include "agents/mine.hpp"

#include <algorithm>
#include <cmath>

#include "agents/illegal_mining.hpp"
#include "agents/runs_of_rows.hpp"
#include "model/parallel.hpp"

namespace orepolitik {
namespace {

constexpr double steepness_of_base_load = 40;
constexpr double least_cost_share = 0.05;   // however much a treasury pays
constexpr double least_reserve_months = 1;  // of capacity: what is left below that stays in the ground
constexpr std::size_t many_mines = 10000;   // worth summing up at the same time

struct ProductSum {
    MaterialId product;
    Rows rows;
    double value;
};

// Kept from call to call by the thread.
const std::vector<ProductSum>& sums_by_product(const Plants& plants, const std::vector<double>& column) {
    thread_local std::vector<ProductSum> kept;
    auto& sums = kept;  // threads that help write into this one's
    sums.clear();
    for_each_run(plants.product, [&](MaterialId product, std::size_t first, std::size_t last) {
        sums.push_back({product, {first, last}, 0});
    });
    for_each_index(sums.size(), plants.size() < many_mines ? sums.size() : 1,
                   [&](std::size_t k) { sums[k].value = sum_of_rows(column, sums[k].rows.first, sums[k].rows.last); });
    return sums;
}

// Once a year, by all that has been mined: poorer ore, and what finding more of it costs.
[[gnu::noinline]] void grow_dearer(Mines& mines, std::size_t i, const Economy& economy) {
    const double base_output_t = mines.base_output_t[i];
    if (base_output_t <= 0) return;
    const double base_years = mines.mined_t[i] / (12 * base_output_t);
    const auto& b = economy.behaviour;
    const double decline = b.grade_decline_multiple * mines.grade_decline_per_base_year[i];
    const double relative_grade = std::exp(-decline * base_years);
    mines.cost_usd_per_t[i] =
        cash_cost_usd_per_t(mines.base_cost_usd_per_t[i], relative_grade, b.cost_grade_elasticity) +
        mines.explore(i, economy);
}

}  // namespace

double cash_cost_usd_per_t(double base_cost, double relative_grade, double grade_elasticity) {
    return base_cost * std::pow(relative_grade, -grade_elasticity);
}

double host_activity(const std::vector<HostLink>& hosts, const Economy& economy) {
    double share = 0, carried = 0;
    for (const auto& host : hosts) {
        const auto& market = economy.markets[host.material.value];
        const double output = host.exporter != none_index ? market.exporters[host.exporter].made_t : market.made_t;
        share += host.share;
        carried += host.share * output / host.base_output_t;
    }
    return 1 - share + carried;
}

void Mines::pack() {
    const auto pack_all = [](auto&... columns) { (columns.pack(), ...); };
    pack_all(swing_share, swing_steepness, base_output_t, grade_decline_per_base_year, base_reserves_t,
             replacement_share, hosts, host_share);
}

Mines::Site Mines::site_of(std::size_t i, const Economy& economy) const {
    const auto& here = economy.background.of(plants.country[i]);
    const auto& market = economy.markets[plants.product[i].value];
    const auto& side = market.exporters[plants.exporter[i]];
    const auto& b = economy.behaviour;
    return {market, side, here.cost_index(b.local_cost_share, b.mine_fuel_cost_elasticity),
            plants.carbon_usd_per_t(i, side.made_with.co2_t_per_t, economy)};
}

double Mines::running_cost_usd_per_t(std::size_t i, const Site& site) const {
    const double cost =
        cost_usd_per_t[i] * site.cost_index * (1 + plants.sponsor[i].standards_cost_share) + site.carbon_usd_per_t;
    if (!plants.is_supported(i)) return cost;
    const double support = plants.support_usd_per_t(i, site.side.log_price);
    return support > 0 ? std::max(least_cost_share * cost, cost - support) : cost;
}

void Mines::observe(Rows rows, const Economy& economy) {
    suffer_shocks(plants, rows, economy);
    dig_without_permit(*this, rows, economy);
}

void Mines::decide(Rows rows, Economy& economy) {
    for_each_site(rows, economy, [&](const Site& site, Rows here) {
        auto& orders = economy.markets[plants.product[here.first].value].orders;
        for (std::size_t i = here.first; i < here.last; ++i) offer(i, site, orders, economy);
    });
}

// Prices asked move with the unit cost alone: while it stays, they stand in the book from the month before.
void Mines::offer(std::size_t i, const Site& site, OrderBook& orders, const Economy& economy) {
    const double follow = hosts[i].empty() ? 1 : host_activity(hosts[i], economy);
    const double workable = plants.available_capacity_t(i, economy.elapsed()) + plants.blended_t[i];
    const double offered = std::min(workable * follow, reserves_t[i]);
    const double offered_t = (1 - withheld[i]) * std::max(0.0, offered);
    const double swing = swing_share[i];
    orders.sell_quantity_t[plants.slot[i]] = (1 - swing) * offered_t;
    orders.sell_quantity_t[swing_slot[i]] = swing * offered_t;
    const double unit_cost = unit_cost_usd_per_t(i, site);
    if (unit_cost == asked_at_usd_per_t[i]) return;
    asked_at_usd_per_t[i] = unit_cost;
    const double cost = std::log(unit_cost);
    orders.sell_log_reservation[plants.slot[i]] = cost + std::log(plants.thresholds[i].mothball);
    orders.sell_steepness[plants.slot[i]] = steepness_of_base_load;
    orders.sell_log_reservation[swing_slot[i]] = cost + log_swing_over_cost[i];
    orders.sell_steepness[swing_slot[i]] = swing_steepness[i];
}

void Mines::settle(Rows rows, const Economy& economy) {
    for_each_site(rows, economy, [&](const Site& site, Rows here) { settle_site(site, here, economy); });
}

void Mines::settle_site(const Site& site, Rows rows, const Economy& economy) {
    const auto& [market, side, cost_index, carbon_usd_per_t] = site;
    const auto& b = economy.behaviour;
    const double price = std::exp(side.log_price);
    const double expected = std::exp(market.expected_fob(plants.exporter[rows.first], b.spot_share_of_expectation));
    const bool puts_off = side.falls_steeply(b.put_off_fall);
    const bool digs = market.form == Form::ore;  // what is won beside its host needs no shaft
    for (std::size_t i = rows.first; i < rows.last; ++i) {
        plants.sold_t[i] = plants.output_t[i] =
            market.orders.sold_t[plants.slot[i]] + market.orders.sold_t[swing_slot[i]];
        plants.revenue_usd[i] = plants.sold_t[i] * price;
        if (plants.blended_t[i] > 0 || plants.found_t[i] > 0) settle_unlicensed(plants, i, price, economy);
        const double cost = running_cost_usd_per_t(i, site);
        plants.subsidy_usd.set(i, plants.output_t[i] * plants.support_usd_per_t(i, side.log_price));
        plants.cost_usd[i] =
            (plants.output_t[i] + plants.found_t[i]) * cost + royalty[i] * plants.revenue_usd[i] + plants.fine_usd[i];
        const double netback = expected * (1 - royalty[i]);
        const bool deposit = digs && plants.status[i] == static_cast<std::uint8_t>(Status::deposit);
        const double new_cost_index = cost / cost_usd_per_t[i] * market.expansion_cost_index;
        run_projects(plants, i,
                     {netback, cost, netback < plants.thresholds[i].mothball * cost, new_cost_index, puts_off},
                     {deposit ? b.deposit_lead_years : b.mine_lead_years, b.mothball_months}, economy);
        deplete(i, economy);
    }
}

void Mines::deplete(std::size_t i, const Economy& economy) {
    const double dug_t = plants.output_t[i] + plants.found_t[i];
    mined_t[i] += dug_t;
    reserves_t[i] -= (1 - found_share(i)) * dug_t;
    if (plants.output_t[i] > 0 && reserves_t[i] < least_reserve_months * plants.capacity_t[i])
        close_for_good(plants, i, PlantMove::exhaustion);
    if (economy.month.month_of_year() == 1) grow_dearer(*this, i, economy);
}

double finding_cost_usd_per_t(double base_cost_usd_per_t, double mined_over_reserves, const Behaviour& b) {
    return b.exploration_cost_share * base_cost_usd_per_t * std::exp(b.exploration_dearer * mined_over_reserves);
}

// While finding a tonne costs less than a tonne brings, what is mined is found again; then reserves run down.
double Mines::explore(std::size_t i, const Economy& economy) {
    const double cost =
        finding_cost_usd_per_t(base_cost_usd_per_t[i], mined_t[i] / base_reserves_t[i], economy.behaviour);
    const auto& side = economy.markets[plants.product[i].value].exporters[plants.exporter[i]];
    const double netback = std::exp(side.mean_log_price) * (1 - royalty[i]) - cost_usd_per_t[i];
    if (cost > 0) explores[i] = cost < netback;
    return found_share(i) * cost;
}

void Mines::trade_value(const Economy&, std::vector<double>& received, std::vector<double>&) const {
    for (const auto& sum : sums_by_product(plants, plants.revenue_usd)) received[sum.product.value] += sum.value;
    if (plants.fine_usd.all_usual()) return;
    for (std::size_t i = 0; i < plants.size(); ++i) received[plants.product[i].value] -= plants.fine_usd[i];
}

void Mines::post(Ledger& ledger) const {
    for (const auto& sum : sums_by_product(plants, plants.output_t))
        ledger.move(sum.product, Place::made, Place::producer_stock, sum.value);
    for (const auto& sum : sums_by_product(plants, plants.sold_t))
        ledger.move(sum.product, Place::producer_stock, Place::at_sea, sum.value);
    if (plants.found_t.all_usual()) return;
    for (std::size_t i = 0; i < plants.size(); ++i) {
        if (plants.found_t[i] <= 0) continue;
        ledger.move(plants.product[i], Place::made, Place::seized, plants.found_t[i]);
        ledger.pay(plants.product[i], Party::sellers, Party::treasuries, plants.fine_usd[i]);
    }
}

}  // namespace orepolitik
