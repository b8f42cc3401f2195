#include "model/market/market.hpp"

#include <algorithm>
#include <cmath>

#include "model/exact_sum.hpp"
#include "model/market/fixed_point.hpp"
#include "model/market/pair.hpp"
#include "model/market/relationships.hpp"
#include "model/market/trade_cost.hpp"

namespace orepolitik {
namespace {

constexpr double relinearise_above = 2e-4;     // error of log trade cost that makes a row worth recomputing
constexpr double least_freight_share = 0.004;  // assumed where freight is little or nothing was shipped
constexpr int most_freight_rounds = 4;
constexpr int rounds_alone = 12, most_cap_rounds = 150;
constexpr double cap_price_tolerance = 1e-10;
constexpr double least_shipment_t = 1e-29;   // an atom of lithium: what solvers leave where nobody buys is less
constexpr std::uint32_t many_orders = 4096;  // of one side, beyond which plain sums round too much
constexpr double infinity = std::numeric_limits<double>::infinity();

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
        : m_(market), slope_(market.exporters.size(), -1.0), last_at_(slope_), last_miss_(slope_) {}

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
                slope_[i] = std::clamp((miss - last_miss_[i]) / (at - last_at_[i]), -1.5, -0.02);
            last_at_[i] = at;
            last_miss_[i] = miss;
            work_out_trade_costs(m_, i, at - miss / slope_[i]);
        }
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
    AndersonMixing mixing_;
    Market& m_;
    std::vector<double> slope_, last_at_, last_miss_;  // of the price missed by the price supposed
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

// A quota holds to the last tonne, whatever residual the solver left.
void keep_to_quota(Market& m, std::size_t i) {
    if (m.exporters[i].export_cap_t == infinity) return;
    double abroad = 0;
    const auto leaves = [&](std::size_t j) { return m.importers[j].region != m.exporters[i].region; };
    for (std::size_t j = 0; j < m.importers.size(); ++j)
        if (leaves(j)) abroad += m.result.flow_t[m.route(i, j)];
    if (abroad <= m.exporters[i].export_cap_t) return;
    for (std::size_t j = 0; j < m.importers.size(); ++j)
        if (leaves(j)) m.result.flow_t[m.route(i, j)] *= m.exporters[i].export_cap_t / abroad;
}

// exp(steepness times distance from the market's price) of all orders, of nothing filled to all filled.
void odds_against(std::vector<double>& odds, std::span<const std::uint32_t> first, std::span<const double> steepness,
                  std::span<const double> log_price, auto&& distance_of) {
    constexpr double largest_exponent = 700;
    odds.resize(log_price.size() + log_price.size() % 2);
    for (std::size_t side = 0; side + 1 < first.size(); ++side)
        for (std::uint32_t k = first[side]; k < first[side + 1]; ++k)
            odds[k] = std::min(steepness[k] * distance_of(side, log_price[k]), largest_exponent);
    exp_all(odds.data(), odds.size());
}

// What is shared out among very many orders must sum to what is shipped.
double sum_of_orders(const std::vector<double>& tonnes, std::uint32_t first, std::uint32_t last) {
    double plain = 0;
    if (last - first < many_orders) {
        for (std::uint32_t k = first; k < last; ++k) plain += tonnes[k];
        return plain;
    }
    ExactSum sum;
    for (std::uint32_t k = first; k < last; ++k) sum.add(tonnes[k]);
    return sum.value();
}

// What an exporter's orders offer at the cleared price bounds what he ships, whatever residual the solver left.
void fill_sellers(Market& m, std::size_t i, std::span<const double> sell_odds) {
    auto& o = m.orders;
    for (std::uint32_t k = o.sell_first[i]; k < o.sell_first[i + 1]; ++k)
        o.sold_t[k] = o.sell_quantity_t[k] / (1 + sell_odds[k]);
    const double offered = sum_of_orders(o.sold_t, o.sell_first[i], o.sell_first[i + 1]);
    keep_to_quota(m, i);
    double shipped = 0;
    for (std::size_t j = 0; j < m.importers.size(); ++j) shipped += m.result.flow_t[m.route(i, j)];
    const double scale = shipped > offered && shipped > 0 ? offered / shipped : 1;
    double sent = 0;
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        const std::size_t r = m.route(i, j);
        const double tonnes = m.result.flow_t[r] * scale;
        m.routes.flow_t[r] = tonnes < least_shipment_t ? 0 : tonnes;
        sent += m.routes.flow_t[r];
    }
    const double share = offered > 0 ? std::min(1.0, sent / offered) : 0;
    for (std::uint32_t k = o.sell_first[i]; k < o.sell_first[i + 1]; ++k) o.sold_t[k] *= share;
    m.exporters[i].sold_t = sum_of_orders(o.sold_t, o.sell_first[i], o.sell_first[i + 1]);
}

void fill_buyers(Market& m, std::size_t j, std::span<const double> buy_odds) {
    auto& o = m.orders;
    auto& importer = m.importers[j];
    for (std::uint32_t k = o.buy_first[j]; k < o.buy_first[j + 1]; ++k)
        o.bought_t[k] = importer.served > 0 ? o.buy_quantity_t[k] / (1 + buy_odds[k]) : 0;
    const double wanted = sum_of_orders(o.bought_t, o.buy_first[j], o.buy_first[j + 1]);
    const double share = wanted > 0 ? importer.bought_t / wanted : 0;
    for (std::uint32_t k = o.buy_first[j]; k < o.buy_first[j + 1]; ++k) o.bought_t[k] *= share;
}

void forget_last_month(Market& m) {
    for (auto& e : m.exporters)
        e.exports_t = e.revenue_usd = e.export_tax_usd = e.rent_usd = e.exports_usd = e.cap_rent_usd_per_t = 0;
    for (auto& i : m.importers) {
        i.bought_t = i.imports_t = i.paid_usd = i.freight_usd = i.duty_usd = i.paid_per_t = i.unmet_t = 0;
        i.carbon_usd = i.rent_usd = 0;
    }
}

// An exporter's sums are kept apart until he is done, so that they stay in registers.
void book_shipments(Market& m, std::size_t i) {
    ExporterSide exporter = m.exporters[i];
    const double fob = std::exp(exporter.log_price), licence_rent = fob * std::expm1(exporter.log_rent);
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        const std::size_t r = m.route(i, j);
        const double tonnes = m.routes.flow_t[r];
        if (tonnes <= 0) continue;
        auto& importer = m.importers[j];
        const bool abroad = exporter.region != importer.region;
        LicenceRents rents = m.routes.rents[r];
        if (abroad) rents.to_exporters += licence_rent;
        const auto split = split_price(fob, m.routes.terms[r], m.routes.freight_usd_per_t[r], rents);
        exporter.revenue_usd += tonnes * fob;
        exporter.rent_usd += tonnes * split.export_rent;
        exporter.export_tax_usd += tonnes * split.export_tax;
        importer.freight_usd += tonnes * split.freight;
        importer.duty_usd += tonnes * split.import_duty;
        importer.carbon_usd += tonnes * split.carbon_charge;
        importer.rent_usd += tonnes * split.import_rent;
        importer.bought_t += tonnes;
        importer.paid_usd += tonnes * split.delivered();
        if (!abroad) continue;
        exporter.exports_t += tonnes;
        exporter.cap_rent_usd_per_t += tonnes * m.routes.rents[r].to_exporters;
        exporter.exports_usd += tonnes * (split.fob + split.export_rent);
        importer.imports_t += tonnes;
    }
    m.exporters[i] = exporter;
}

void note_world_price(Market& m) {
    double tonnes = 0, value = 0;
    for (const auto& e : m.exporters) {
        tonnes += e.sold_t;
        value += e.revenue_usd + e.rent_usd;
    }
    if (tonnes > 0) m.world_log_price = std::log(value / tonnes);
}

void sail(Market& m, std::size_t r, ImporterSide& importer) {
    auto& at_sea = m.routes.at_sea_t[r];
    at_sea[m.routes.months[r]] += m.routes.flow_t[r];
    importer.arrived_t += at_sea[0];
    const auto t = at_sea;
    at_sea = {t[1], t[2], t[3], t[4], t[5], t[6], t[7], 0};
    importer.at_sea_t += tonnes_at_sea(at_sea);
}

}  // namespace

void book_trades(Market& m) {
    forget_last_month(m);
    const auto& o = m.orders;
    odds_against(m.odds, o.sell_first, o.sell_steepness, o.sell_log_reservation,
                 [&](std::size_t i, double reservation) { return reservation - m.exporters[i].log_price; });
    for (std::size_t i = 0; i < m.exporters.size(); ++i) fill_sellers(m, i, m.odds);
    for (std::size_t i = 0; i < m.exporters.size(); ++i) book_shipments(m, i);
    for (auto& e : m.exporters)
        if (e.exports_t > 0) e.cap_rent_usd_per_t /= e.exports_t;
    odds_against(m.odds, o.buy_first, o.buy_steepness, o.buy_log_value,
                 [&](std::size_t j, double value) { return m.importers[j].log_delivered - value; });
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& importer = m.importers[j];
        if (importer.bought_t > 0) importer.paid_per_t = importer.paid_usd / importer.bought_t;
        fill_buyers(m, j, m.odds);
    }
    note_world_price(m);
}

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
