// Trades of what was cleared: orders filled at the market's prices, flows, and the money of every shipment.
#include <algorithm>
#include <cmath>

#include "model/exact_sum.hpp"
#include "model/market/market.hpp"
#include "model/market/pair.hpp"
#include "model/market/trade_cost.hpp"

namespace orepolitik {
namespace {

constexpr double least_shipment_t = 1e-29;   // an atom of lithium: what solvers leave where nobody buys is less
constexpr std::uint32_t many_orders = 4096;  // of one side, beyond which plain sums round too much

// A quota holds to the last tonne, whatever residual the solver left.
void keep_to_quota(Market& m, std::size_t i) {
    if (m.exporters[i].export_cap_t == std::numeric_limits<double>::infinity()) return;
    double abroad = 0;
    const auto leaves = [&](std::size_t j) { return m.importers[j].region != m.exporters[i].region; };
    for (std::size_t j = 0; j < m.importers.size(); ++j)
        if (leaves(j)) abroad += m.result.flow_t[m.route(i, j)];
    if (abroad <= m.exporters[i].export_cap_t) return;
    for (std::size_t j = 0; j < m.importers.size(); ++j)
        if (leaves(j)) m.result.flow_t[m.route(i, j)] *= m.exporters[i].export_cap_t / abroad;
}

// One side's orders of the month as they are booked.
struct Booked {
    std::span<const std::uint32_t> first;
    std::span<const double> quantity_t, steepness, log_price;
};

// e to the exponents of orders of something; 0 for groups of orders of nothing, as most of smugglers and reserves are.
void exp_of_orders(std::span<const double> quantity_t, std::vector<double>& exponents) {
    constexpr std::size_t group = 4;
    const std::size_t count = quantity_t.size();
    std::size_t begun = 0;
    const auto finish = [&](std::size_t end) { exp_all(exponents.data() + begun, end - begun); };
    for (std::size_t k = 0; k < count; k += group) {
        const std::size_t next = std::min(k + group, count);
        if (std::any_of(&quantity_t[k], &quantity_t[k] + (next - k), [](double t) { return t != 0; })) continue;
        finish(k);
        std::fill(exponents.begin() + static_cast<std::ptrdiff_t>(k),
                  exponents.begin() + static_cast<std::ptrdiff_t>(next), 0.0);
        begun = next;
    }
    if (begun < count) finish(exponents.size());
}

// What orders trade at the market's prices before shipments bound it: q / (1 + exp(steepness times distance)).
void fill_at_prices(const Booked& orders, std::vector<double>& odds, std::vector<double>& traded_t,
                    auto&& distance_of) {
    constexpr double largest_exponent = 700;
    const std::size_t count = orders.quantity_t.size();
    odds.resize(count + count % 2);
    for (std::size_t side = 0; side + 1 < orders.first.size(); ++side)
        for (std::uint32_t k = orders.first[side]; k < orders.first[side + 1]; ++k)
            odds[k] = std::min(orders.steepness[k] * distance_of(side, orders.log_price[k]), largest_exponent);
    exp_of_orders(orders.quantity_t, odds);
    for (std::size_t k = 0; k < count; ++k) traded_t[k] = orders.quantity_t[k] / (1 + odds[k]);
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
void fill_sellers(Market& m, std::size_t i) {
    auto& o = m.orders;
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

void fill_buyers(Market& m, std::size_t j) {
    auto& o = m.orders;
    auto& importer = m.importers[j];
    if (importer.served <= 0)
        std::fill(o.bought_t.begin() + o.buy_first[j], o.bought_t.begin() + o.buy_first[j + 1], 0.0);
    const double wanted = sum_of_orders(o.bought_t, o.buy_first[j], o.buy_first[j + 1]);
    const double share = wanted > 0 ? importer.bought_t / wanted : 0;
    for (std::uint32_t k = o.buy_first[j]; k < o.buy_first[j + 1]; ++k) o.bought_t[k] *= share;
}

void forget_last_month(Market& m) {
    for (auto& i : m.importers) {
        i.bought_t = i.imports_t = i.paid_usd = i.freight_usd = i.duty_usd = i.paid_per_t = i.unmet_t = 0;
        i.carbon_usd = i.rent_usd = 0;
    }
}

// An exporter's sums are kept apart until he is done, so that they stay in registers.
void book_shipments(Market& m, std::size_t i) {
    ExporterSide& exporter = m.exporters[i];
    double revenue_usd = 0, rent_usd = 0, export_tax_usd = 0, exports_t = 0, exports_usd = 0, cap_rents_usd = 0;
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
        revenue_usd += tonnes * fob;
        rent_usd += tonnes * split.export_rent;
        export_tax_usd += tonnes * split.export_tax;
        importer.freight_usd += tonnes * split.freight;
        importer.duty_usd += tonnes * split.import_duty;
        importer.carbon_usd += tonnes * split.carbon_charge;
        importer.rent_usd += tonnes * split.import_rent;
        importer.bought_t += tonnes;
        importer.paid_usd += tonnes * split.delivered();
        if (!abroad) continue;
        exports_t += tonnes;
        cap_rents_usd += tonnes * m.routes.rents[r].to_exporters;
        exports_usd += tonnes * (split.fob + split.export_rent);
        importer.imports_t += tonnes;
    }
    exporter.revenue_usd = revenue_usd, exporter.rent_usd = rent_usd, exporter.export_tax_usd = export_tax_usd;
    exporter.exports_t = exports_t, exporter.exports_usd = exports_usd;
    exporter.cap_rent_usd_per_t = exports_t > 0 ? cap_rents_usd / exports_t : cap_rents_usd;
}

void note_world_price(Market& m) {
    double tonnes = 0, value = 0;
    for (const auto& e : m.exporters) {
        tonnes += e.sold_t;
        value += e.revenue_usd + e.rent_usd;
    }
    if (tonnes > 0) m.world_log_price = std::log(value / tonnes);
}

}  // namespace

void book_trades(Market& m) {
    forget_last_month(m);
    auto& o = m.orders;
    fill_at_prices({o.sell_first, o.sell_quantity_t, o.sell_steepness, o.sell_log_reservation}, m.odds, o.sold_t,
                   [&](std::size_t i, double reservation) { return reservation - m.exporters[i].log_price; });
    for (std::size_t i = 0; i < m.exporters.size(); ++i) fill_sellers(m, i);
    for (std::size_t i = 0; i < m.exporters.size(); ++i) book_shipments(m, i);
    fill_at_prices({o.buy_first, o.buy_quantity_t, o.buy_steepness, o.buy_log_value}, m.odds, o.bought_t,
                   [&](std::size_t j, double value) { return m.importers[j].log_delivered - value; });
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& importer = m.importers[j];
        if (importer.bought_t > 0) importer.paid_per_t = importer.paid_usd / importer.bought_t;
        fill_buyers(m, j);
    }
    note_world_price(m);
}

}  // namespace orepolitik
