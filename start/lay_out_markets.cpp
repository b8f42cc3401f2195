// Markets from base flows: with weights w = s exp(sigma (u + t - v)) the base year is a fixed point of the exchange for
// any sigma (model document, start and input). Every possible route keeps a floor weight, so that new partners can be
// found; floors are fitted in by proportional fitting, so that rows and columns stay the tables'.
#include <algorithm>
#include <cmath>

#include "model/market/relationships.hpp"
#include "model/market/trade_cost.hpp"
#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

constexpr int fitting_rounds = 200;

void size_routes(Market& m) {
    const std::size_t n = m.exporters.size() * m.importers.size();
    auto& r = m.routes;
    for (auto* column :
         {&r.log_weight, &r.base_log_weight, &r.base_log_cost, &r.base_share, &r.freight_usd_per_t,
          &r.base_freight_usd_per_t, &r.log_trade_cost, &r.open_log_weight, &r.perceived_cost, &r.flow_t})
        column->assign(n, 0);
    r.base_months.assign(n, 0);
    r.months.assign(n, 0);
    r.terms.assign(n, Terms{});
    r.rents.assign(n, {});
    r.at_sea_t.assign(n, {});
}

void price_routes(const WorldDraft& d, Market& m) {
    const auto& material = d.base.materials[m.material.value];
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            const std::size_t r = m.route(i, j);
            const auto& lane = d.world.economy.lane(m.exporters[i].region, m.importers[j].region);
            const bool home = m.exporters[i].region == m.importers[j].region;
            m.routes.base_freight_usd_per_t[r] = home ? 0 : freight_usd_per_t(material, lane, d.base.rules);
            m.routes.freight_usd_per_t[r] = m.routes.base_freight_usd_per_t[r];
            m.routes.base_months[r] = m.routes.months[r] = static_cast<std::uint8_t>(home ? 0 : lane.months);
            m.routes.log_trade_cost[r] =
                log_trade_cost(material.base_price_usd_per_t, Terms{}, m.routes.freight_usd_per_t[r]);
        }
}

std::vector<double> base_flows(const WorldDraft& d, const Market& m, double floor) {
    std::vector<double> flow(m.exporters.size() * m.importers.size(), 0.0);
    for (const auto& f : d.base.flows) {
        if (f.material != m.material) continue;
        const auto i = m.exporter_of_region[f.from.value], j = m.importer_of_region[f.to.value];
        if (i != none_index && j != none_index) flow[m.route(i, j)] += f.t_per_month;
    }
    for (const auto& exporter : m.exporters)
        if (exporter.home != none_index)
            flow[m.route(m.exporter_of_region[exporter.region.value], exporter.home)] +=
                d.trader_churn_t[d.cell(m.material, exporter.region)];
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j)
            flow[m.route(i, j)] += floor * d.use_t[d.cell(m.material, m.importers[j].region)] *
                                   std::exp(-m.routes.log_trade_cost[m.route(i, j)]);
    return flow;
}

// Scales rows to supply and columns to use in turn; ends on columns, so that every buyer gets exactly his need.
void fit_to_margins(const WorldDraft& d, const Market& m, std::vector<double>& flow) {
    const auto scale = [&](std::size_t sides, auto at, auto target) {
        for (std::size_t a = 0; a < sides; ++a) {
            double sum = 0;
            const std::size_t others = flow.size() / sides;
            for (std::size_t b = 0; b < others; ++b) sum += flow[at(a, b)];
            const double factor = sum > 0 ? target(a) / sum : 0;
            for (std::size_t b = 0; b < others; ++b) flow[at(a, b)] *= factor;
        }
    };
    for (int round = 0; round < fitting_rounds; ++round) {
        scale(
            m.exporters.size(), [&](auto a, auto b) { return m.route(a, b); },
            [&](auto a) { return d.supply_t[d.cell(m.material, m.exporters[a].region)]; });
        scale(
            m.importers.size(), [&](auto a, auto b) { return m.route(b, a); },
            [&](auto a) { return d.use_t[d.cell(m.material, m.importers[a].region)]; });
    }
}

// Where nothing is used yet: what a user would buy, at home first, the rest by what others sell and where they are.
double imagine_purchases(const WorldDraft& d, const Market& m, std::size_t j, std::vector<double>& flow) {
    std::vector<double> near(m.exporters.size(), 0);
    double abroad = 0;
    for (std::size_t i = 0; i < near.size(); ++i) {
        if (m.exporters[i].home == j) continue;
        const double supply_t = d.supply_t[d.cell(m.material, m.exporters[i].region)];
        near[i] = supply_t * std::exp(-m.routes.log_trade_cost[m.route(i, j)]);
        abroad += near[i];
    }
    const auto home = m.exporter_of_region[m.importers[j].region.value];
    const double imported = home == none_index ? 1 : abroad > 0 ? d.base.rules.cross_hauling_share : 0;
    for (std::size_t i = 0; i < near.size() && abroad > 0; ++i) flow[m.route(i, j)] = imported * near[i] / abroad;
    if (home != none_index) flow[m.route(home, j)] = 1 - imported;
    return abroad > 0 || home != none_index ? 1 : 0;
}

void weigh_routes(const WorldDraft& d, Market& m, std::vector<double> flow) {
    const double sigma = m.sourcing_elasticity;
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& importer = m.importers[j];
        double bought = 0, log_mean = 0;
        for (std::size_t i = 0; i < m.exporters.size(); ++i) bought += flow[m.route(i, j)];
        if (bought <= 0) bought = imagine_purchases(d, m, j, flow);
        for (std::size_t i = 0; i < m.exporters.size(); ++i) {
            const std::size_t r = m.route(i, j);
            m.routes.base_share[r] = bought > 0 ? flow[r] / bought : 0;
            log_mean += m.routes.base_share[r] * (m.exporters[i].base_log_price + m.routes.log_trade_cost[r]);
        }
        if (bought <= 0) log_mean = d.base_log_price(m.material);
        importer.base_log_delivered = importer.log_delivered = importer.mean_log_delivered = log_mean;
        importer.recent_log_delivered = log_mean;
        for (std::size_t i = 0; i < m.exporters.size(); ++i) {
            const std::size_t r = m.route(i, j);
            const double share = std::max(m.routes.base_share[r], least_standing_share);
            m.routes.base_log_cost[r] = m.exporters[i].base_log_price + m.routes.log_trade_cost[r] - log_mean;
            m.routes.base_log_weight[r] = std::log(share) + sigma * m.routes.base_log_cost[r];
        }
    }
    m.routes.log_weight = m.routes.base_log_weight;
    m.routes.open_log_weight = m.routes.base_log_weight;
}

void fill_the_sea(Market& m, const std::vector<double>& flow) {
    m.routes.flow_t = flow;
    for (std::size_t r = 0; r < flow.size(); ++r)
        for (std::size_t k = 0; k < m.routes.months[r]; ++k) m.routes.at_sea_t[r][k] = flow[r];
    for (std::size_t j = 0; j < m.importers.size(); ++j)
        m.importers[j].concentration = m.importers[j].base_concentration = foreign_concentration(m, j);
    for (std::size_t i = 0; i < m.exporters.size(); ++i)
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            const std::size_t r = m.route(i, j);
            auto& exporter = m.exporters[i];
            exporter.sold_t += flow[r];
            m.importers[j].at_sea_t += flow[r] * m.routes.months[r];
        }
}

constexpr double elasticity_of_stocks = 0.2;  // they give way before mines and users do; estimate

void set_base_prices(const WorldDraft& d, Market& m) {
    const double price = d.base_log_price(m.material);
    for (auto& e : m.exporters) {
        e.base_log_price = e.log_price = e.mean_log_price = e.recent_log_price = e.linearised_at = price;
        e.made_with = d.base.making[d.cell(m.material, e.region)];
    }
    const auto& mineral = d.base.minerals[m.mineral.value];
    m.log_rise_per_share_lost =
        1 / (elasticity_of_stocks + mineral.supply_elasticity_sr - mineral.demand_elasticity_sr);
    m.world_log_price = price;
    m.result.log_price.assign(m.exporters.size(), price);
    m.result.log_rent.assign(m.exporters.size(), 0);
}

}  // namespace

void lay_out_markets(WorldDraft& d) {
    auto& economy = d.economy();
    const double floor = d.scenario.behaviour.relationship_floor;
    d.places.lay_out(economy.markets, d.base.regions.size());
    for (auto& m : economy.markets) {
        set_base_prices(d, m);
        size_routes(m);
        price_routes(d, m);
        auto flow = base_flows(d, m, floor);
        fit_to_margins(d, m, flow);
        weigh_routes(d, m, flow);
        fill_the_sea(m, flow);
    }
}

}  // namespace orepolitik::start
