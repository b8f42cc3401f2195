#include "model/market/relationships.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

constexpr double months_of_supplier_memory = 6;
constexpr double closed = -std::numeric_limits<double>::infinity();  // as find_prices() left it, in little room
constexpr double closed_route_log_decay = -3.0;  // a closed route's relationship fades toward 5 % of its base weight
constexpr double least_capacity_share = 1e-3, most_log_cost_of_expansion = 2;

// Weights themselves, not their logs, near what they follow: who starts from nothing is known within months.
double next_log_standing(const ExporterSide& e, double capacity_t, double months) {
    if (e.base_capacity_share <= 0 || capacity_t <= 0) return e.log_standing;
    const double toward = std::max(e.capacity_t / capacity_t, least_standing_share) / e.base_capacity_share;
    return e.log_standing + std::log1p((toward * std::exp(-e.log_standing) - 1) / months);
}

double capacity_t(const Market& m) {
    double sum = 0;
    for (const auto& e : m.exporters) sum += e.capacity_t;
    return sum;
}

}  // namespace

void follow_relationships(Market& m, double months, double memory) {
    const double sigma = m.sourcing_elasticity;
    const double world_t = capacity_t(m);
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        auto& exporter = m.exporters[i];
        const double gained = next_log_standing(exporter, world_t, months) - exporter.log_standing;
        exporter.log_standing += gained;
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            const std::size_t r = m.route(i, j);
            auto& routes = m.routes;
            if (!std::isfinite(routes.base_log_weight[r])) continue;
            const double base = routes.base_log_weight[r] + exporter.log_standing;
            routes.log_weight[r] += gained;
            double toward = base + closed_route_log_decay;
            if (routes.open_log_weight[r] > closed && m.importers[j].served > 0) {
                const bool abroad = exporter.region != m.importers[j].region;
                const double cost = exporter.log_price + (abroad ? exporter.log_rent - exporter.least_log_rent : 0) +
                                    routes.log_trade_cost[r] - m.importers[j].log_delivered +
                                    (routes.any_perceived ? routes.perceived_cost[r] : 0);
                toward =
                    (1 - memory) * base + memory * (routes.log_weight[r] - sigma * (cost - routes.base_log_cost[r]));
            }
            routes.log_weight[r] += (toward - routes.log_weight[r]) / months;
        }
    }
}

void note_concentration(Market& m) {
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        auto& importer = m.importers[j];
        if (importer.bought_t <= 0) continue;
        importer.concentration += (foreign_concentration(m, j) - importer.concentration) / months_of_supplier_memory;
    }
}

double foreign_concentration(const Market& m, std::size_t j) {
    double tonnes = 0, squares = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const double shipped = m.routes.flow_t[m.route(i, j)];
        tonnes += shipped;
        if (m.exporters[i].region != m.importers[j].region) squares += shipped * shipped;
    }
    return tonnes > 0 ? squares / (tonnes * tonnes) : 0;
}

void remember_capacity(Market& m) {
    const double world_t = m.base_capacity_t = capacity_t(m);
    for (auto& e : m.exporters) {
        const bool makes = e.capacity_t > 0 || e.base_capacity_share > 0;
        e.base_capacity_share = makes && world_t > 0 ? std::max(e.capacity_t / world_t, least_standing_share) : 0;
    }
}

double log_cost_of_expansion(const Market& m, std::uint32_t month_index) {
    if (m.inverse_expansion_elasticity == 0 || m.base_capacity_t <= 0) return 0;
    const double over_trend = std::log(std::max(capacity_t(m) / m.base_capacity_t, least_capacity_share)) -
                              m.capacity_growth_per_month * month_index;
    return std::clamp(over_trend * m.inverse_expansion_elasticity, -most_log_cost_of_expansion,
                      most_log_cost_of_expansion);
}

}  // namespace orepolitik
