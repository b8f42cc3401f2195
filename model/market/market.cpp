#include "model/market/market.hpp"

#include <algorithm>
#include <cmath>

#include "model/market/curves.hpp"
#include "model/market/fixed_point.hpp"
#include "model/market/relationships.hpp"
#include "model/market/trade_cost.hpp"

namespace orepolitik {
namespace {

constexpr double relinearise_above = 2e-4;     // error of log trade cost that makes a row worth recomputing
constexpr double least_freight_share = 0.004;  // assumed where freight is little or nothing was shipped
constexpr int most_freight_rounds = 4;
constexpr int rounds_alone = 12, most_cap_rounds = 150;
constexpr double cap_price_tolerance = 1e-10;

// A seller of so little of what the world offers sells nothing: two tonnes of copper a month, some grams of gallium.
// What is nearly gone would else go on in ever smaller parts at an ever higher price, as shares of origins never end.
constexpr double dust = 1e-6;

// Home routes have no freight: any price serves. Freight's share of the price is that of what was shipped last.
void work_out_trade_costs(Market& m, std::size_t i, double log_price_abroad) {
    auto& exporter = m.exporters[i];
    auto& routes = m.routes;
    exporter.linearised_at = log_price_abroad;
    const double export_price = std::exp(exporter.linearised_at);
    double charged_usd = 0, tonnes = 0;
    const std::size_t home = exporter.home == none_index ? exporter.home : m.route(i, exporter.home);
    for (std::size_t r = m.route(i, 0); r < m.route(i + 1, 0); ++r) {
        if (!routes.terms[r].open) continue;
        routes.log_trade_cost[r] =
            log_trade_cost(export_price, routes.terms[r], routes.freight_usd_per_t[r], routes.rents[r]) +
            (r == home ? 0 : exporter.least_log_rent);
        charged_usd += routes.flow_t[r] * (routes.freight_usd_per_t[r] + routes.terms[r].carbon_charge_usd_per_t);
        tonnes += routes.flow_t[r];
    }
    exporter.charge_share = tonnes > 0 ? charged_usd / (tonnes * export_price) : 0;
}

// A freight in USD/t weighs less as the price rises: past a change of price, what a route costs in logs is out of date.
bool bring_trade_costs_up_to_date(Market& m) {
    bool changed = false;
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const auto& e = m.exporters[i];
        const double error =
            std::abs(e.log_price + e.log_rent - e.linearised_at) * std::max(e.charge_share, least_freight_share);
        if (error <= relinearise_above) continue;
        work_out_trade_costs(m, i, e.log_price + e.log_rent);
        changed = true;
    }
    return changed;
}

void open_routes(Market& m) {
    auto& routes = m.routes;
    for (std::size_t r = 0; r < routes.terms.size(); ++r)
        routes.open_log_weight[r] = routes.terms[r].open ? routes.log_weight[r] : -infinity;
    if (!routes.any_perceived) return;
    for (std::size_t r = 0; r < routes.terms.size(); ++r)
        routes.open_log_weight[r] -= m.sourcing_elasticity * routes.perceived_cost[r];
}

ExchangeProblem problem_of(const Market& m) {
    const auto& o = m.orders;
    return {.sell = {o.sell_quantity_t, o.sell_log_reservation, o.sell_steepness, o.sell_first},
            .buy = {o.buy_quantity_t, o.buy_log_value, o.buy_steepness, o.buy_first},
            .exporters = m.exporters.size(),
            .importers = m.importers.size(),
            .sourcing_elasticity = m.sourcing_elasticity,
            .log_weight = m.routes.open_log_weight,
            .log_trade_cost = m.routes.log_trade_cost,
            .home = m.home,
            .export_cap_t = m.caps_t,
            .least_offer_share = dust};
}

void quote_prices(Market& m) {
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        m.exporters[i].log_price = m.result.log_price[i];
        m.exporters[i].log_rent = m.result.log_rent[i] + m.exporters[i].least_log_rent;
    }
}

// A rent in USD/t may be many times the price at home, and the log of delivered over FOB price then hangs steeply on
// the price at which it was worked out. That price is found by secant steps, each exporter for himself; where sharp
// preferences tie them together, which that cannot settle, by mixing steps of all.
class CostsUnderCaps {
  public:
    explicit CostsUnderCaps(Market& market)
        : m_(market),
          slope_(market.exporters.size(), -1.0),
          last_at_(slope_),
          last_miss_(slope_),
          too_low_(market.exporters.size(), NAN),
          too_high_(too_low_) {}

    double largest_miss() const {
        double largest = 0;
        for (const auto& e : m_.exporters)
            largest = std::max(largest, std::abs(e.log_price + e.log_rent - e.linearised_at));
        return largest;
    }
    void bring_nearer(int round) { round < rounds_alone ? step_alone(round) : step_together(); }

  private:
    void step_alone(int round) {
        for (std::size_t i = 0; i < m_.exporters.size(); ++i) {
            const auto& e = m_.exporters[i];
            const double at = e.linearised_at, miss = e.log_price + e.log_rent - at;
            if (round > 0 && at != last_at_[i])
                slope_[i] = std::clamp((miss - last_miss_[i]) / (at - last_at_[i]), -1.5, flattest);
            last_at_[i] = at;
            last_miss_[i] = miss;
            (miss > 0 ? too_low_ : too_high_)[i] = at;
            work_out_trade_costs(m_, i, slope_[i] < flattest ? at - miss / slope_[i] : far_from(i));
        }
    }
    // Where the rent makes up for any price supposed, the miss stays as it is and a secant says nothing: halfway to
    // where it had the other sign.
    double far_from(std::size_t i) const {
        const double at = last_at_[i], other = (last_miss_[i] > 0 ? too_high_ : too_low_)[i];
        return (other - at) * last_miss_[i] > 0 ? 0.5 * (at + other) : at - last_miss_[i] / flattest;
    }
    void step_together() {
        const auto n = static_cast<Eigen::Index>(m_.exporters.size());
        Eigen::VectorXd at(n), miss(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            const auto& e = m_.exporters[static_cast<std::size_t>(i)];
            at[i] = e.linearised_at;
            miss[i] = e.log_price + e.log_rent - e.linearised_at;
        }
        const Eigen::VectorXd next = mixing_.next(at, miss);
        for (Eigen::Index i = 0; i < n; ++i) {
            const double step = std::clamp(next[i] - at[i], -longest_joint_step, longest_joint_step);
            work_out_trade_costs(m_, static_cast<std::size_t>(i), at[i] + step);
        }
    }

    static constexpr double longest_joint_step = 1;  // of a log price
    static constexpr double flattest = -0.02;
    AndersonMixing mixing_;
    Market& m_;
    std::vector<double> slope_, last_at_, last_miss_;  // of the price missed by the price supposed
    std::vector<double> too_low_, too_high_;           // what was supposed last and missed so, NaN if nothing
};

// Who sells nothing quotes what a tonne would fetch: his price moves with what buyers at home pay, whom he would serve
// first. Where none are, or none are served, he quotes what he asked last.
void quote_without_sales(Market& m) {
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        auto& e = m.exporters[i];
        if (m.solver.offers(i) || e.home == none_index || !std::isfinite(m.result.log_delivered[e.home])) continue;
        e.log_price = e.base_log_price + m.result.log_delivered[e.home] - m.importers[e.home].base_log_delivered;
        m.result.log_price[i] = e.log_price;
    }
}

void note_delivered_prices(Market& m) {
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& importer = m.importers[j];
        importer.served = std::isfinite(m.result.log_delivered[j]) ? 1 : 0;
        if (importer.served > 0) importer.log_delivered = m.result.log_delivered[j];
    }
}

}  // namespace

// Freight in USD/t is a share of the price; solve, and work it out again where the price moved much.
void find_prices(Market& m) {
    m.home.resize(m.exporters.size());
    m.caps_t.resize(m.exporters.size());
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        m.home[i] = m.exporters[i].home;
        m.caps_t[i] = m.exporters[i].export_cap_t;
    }
    open_routes(m);
    if (m.under_caps)
        for (std::size_t i = 0; i < m.exporters.size(); ++i)
            work_out_trade_costs(m, i, m.exporters[i].log_price + m.exporters[i].log_rent);
    else
        bring_trade_costs_up_to_date(m);
    m.solver.solve(problem_of(m), m.result);
    quote_prices(m);
    if (m.under_caps) {
        CostsUnderCaps costs(m);
        for (int round = 0; round < most_cap_rounds && costs.largest_miss() > cap_price_tolerance; ++round) {
            costs.bring_nearer(round);
            m.solver.solve_again(problem_of(m), m.result);
            quote_prices(m);
        }
    } else {
        for (int round = 1; round < most_freight_rounds && bring_trade_costs_up_to_date(m); ++round) {
            m.solver.solve_again(problem_of(m), m.result);
            quote_prices(m);
        }
    }
    quote_without_sales(m);
    note_delivered_prices(m);
}

namespace {

void sail(Market& m, std::size_t r, ImporterSide& importer) {
    auto& at_sea = m.routes.at_sea_t[r];
    at_sea[m.routes.months[r]] += m.routes.flow_t[r];
    importer.arrived_t += at_sea[0];
    const auto t = at_sea;
    at_sea = {t[1], t[2], t[3], t[4], t[5], t[6], t[7], 0};
    importer.at_sea_t += tonnes_at_sea(at_sea);
}

}  // namespace

void settle_shipments(Market& m, std::uint32_t month_index, double relationship_months, double relationship_memory) {
    for (auto& importer : m.importers) importer.arrived_t = importer.at_sea_t = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i)  // exporters outside: routes lie so in memory
        for (std::size_t j = 0; j < m.importers.size(); ++j) sail(m, m.route(i, j), m.importers[j]);
    for (auto& importer : m.importers) {
        const double due = importer.arrived_t + importer.at_sea_t;
        importer.arriving_share = due > 0 ? importer.arrived_t / due : 0;
    }
    if (!m.routes.flow_by_month.empty())
        std::copy(
            m.routes.flow_t.begin(), m.routes.flow_t.end(),
            m.routes.flow_by_month.begin() + static_cast<std::ptrdiff_t>(month_index % 12 * m.routes.flow_t.size()));
    m.expansion_cost_index = std::exp(log_cost_of_expansion(m, month_index));
    note_concentration(m);
    follow_relationships(m, relationship_months, relationship_memory);
}

}  // namespace orepolitik
