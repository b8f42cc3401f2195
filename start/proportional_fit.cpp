#include "start/proportional_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orepolitik::start {

namespace {

constexpr double tolerance = 1e-12;
constexpr double alike = 1e-9;  // figures that differ by rounding alone
constexpr int most_rounds = 20000;
constexpr double dominance = 0.98;  // keeps every margin well inside what the others can serve, so that fitting is fast

double total_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double row_sum(const FlowTable& table, std::size_t row) {
    const auto begin = table.cells.begin() + static_cast<std::ptrdiff_t>(row * table.size);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(table.size), 0.0);
}

void scale_rows(FlowTable& table, const std::vector<double>& supply) {
    for (std::size_t i = 0; i < table.size; ++i) {
        const double now = row_sum(table, i);
        const double factor = now > 0 ? supply[i] / now : 0;
        for (std::size_t j = 0; j < table.size; ++j) {
            table.at(i, j) *= factor;
        }
    }
}

void scale_columns(FlowTable& table, const std::vector<double>& use) {
    std::vector<double> factor(table.size, 0.0);
    for (std::size_t i = 0; i < table.size; ++i) {
        for (std::size_t j = 0; j < table.size; ++j) {
            factor[j] += table.at(i, j);
        }
    }
    for (std::size_t j = 0; j < table.size; ++j) {
        factor[j] = factor[j] > 0 ? use[j] / factor[j] : 0;
    }
    for (std::size_t i = 0; i < table.size; ++i) {
        for (std::size_t j = 0; j < table.size; ++j) {
            table.at(i, j) *= factor[j];
        }
    }
}

double worst_row(const FlowTable& table, const std::vector<double>& supply) {
    double worst = 0;
    for (std::size_t i = 0; i < table.size; ++i) {
        worst = std::max(worst, std::abs(row_sum(table, i) - supply[i]));
    }
    return worst;
}

struct Rest {
    std::vector<double> supply, use;
    double total = 0;
};

Rest rest_after(const std::vector<double>& supply, const std::vector<double>& use, const std::vector<double>& home) {
    Rest rest{supply, use, 0};
    for (std::size_t i = 0; i < home.size(); ++i) {
        rest.supply[i] = std::max(0.0, supply[i] - home[i]);
        rest.use[i] = std::max(0.0, use[i] - home[i]);
        rest.total += rest.supply[i];
    }
    return rest;
}

// Keeps more at home in the region that leaves most above `limit` of all trade, or in all that do alike, as two do that
// trade with each other alone: no order of regions matters. True if there was one.
bool relieve(std::vector<double>& home, const std::vector<double>& supply, const std::vector<double>& use,
             double limit) {
    const Rest rest = rest_after(supply, use, home);
    const auto room = [&](std::size_t i) { return std::min(rest.supply[i], rest.use[i]); };
    std::vector<double> excess(home.size());
    double most = 0;
    for (std::size_t i = 0; i < home.size(); ++i) {
        excess[i] = (rest.supply[i] + rest.use[i] - limit * rest.total) / (2 - limit);
        if (room(i) > 0) most = std::max(most, excess[i]);
    }
    if (most <= tolerance * rest.total) return false;
    for (std::size_t i = 0; i < home.size(); ++i)
        if (room(i) > 0 && excess[i] >= most * (1 - alike)) home[i] += std::min(excess[i], room(i));
    return true;
}

// One region stands at one end of all trade: flows follow from the margins alone. Fills the table if so.
bool fill_star(FlowTable& table, const Rest& rest) {
    for (std::size_t i = 0; i < table.size; ++i) {
        if (rest.supply[i] + rest.use[i] < rest.total * (1 - 10 * tolerance)) {
            continue;
        }
        for (std::size_t j = 0; j < table.size; ++j) {
            if (j != i) {
                table.at(i, j) = rest.use[j];
                table.at(j, i) = rest.supply[j];
            }
        }
        return true;
    }
    return false;
}

// The part of the table that has something to trade, so that fitting costs no more than it must.
FlowTable fit_active(const FlowTable& prior, const Rest& rest) {
    std::vector<std::size_t> active;
    for (std::size_t i = 0; i < prior.size; ++i) {
        if (rest.supply[i] > 0 || rest.use[i] > 0) {
            active.push_back(i);
        }
    }
    FlowTable small{active.size(), std::vector<double>(active.size() * active.size(), 0.0)};
    std::vector<double> supply, use;
    for (std::size_t a = 0; a < active.size(); ++a) {
        supply.push_back(rest.supply[active[a]]);
        use.push_back(rest.use[active[a]]);
        for (std::size_t b = 0; b < active.size(); ++b) {
            small.at(a, b) = a == b ? 0 : prior.at(active[a], active[b]);
        }
    }
    small = proportional_fit(std::move(small), supply, use);
    FlowTable fitted{prior.size, std::vector<double>(prior.cells.size(), 0.0)};
    for (std::size_t a = 0; a < active.size(); ++a) {
        for (std::size_t b = 0; b < active.size(); ++b) {
            fitted.at(active[a], active[b]) = small.at(a, b);
        }
    }
    return fitted;
}

}  // namespace

FlowTable proportional_fit(FlowTable prior, const std::vector<double>& supply, const std::vector<double>& use) {
    // What is left of large margins carries their rounding: rows cannot come nearer than the totals agree.
    const double disagreement = std::abs(total_of(supply) - total_of(use));
    const double allowed =
        tolerance * std::max(total_of(supply), total_of(use)) + std::min(2 * disagreement, 1e-9 * total_of(use));
    for (int round = 0; round < most_rounds; ++round) {
        scale_rows(prior, supply);
        scale_columns(prior, use);
        if (worst_row(prior, supply) <= allowed) {
            return prior;
        }
    }
    throw TradeCannotBalance("base-year trade cannot be fitted: its routes do not join supply and use");
}

std::vector<double> home_flows(const std::vector<double>& supply, const std::vector<double>& use,
                               const std::vector<double>& cross_hauling_share) {
    std::vector<double> home(supply.size());
    for (std::size_t i = 0; i < home.size(); ++i) {
        home[i] = (1 - cross_hauling_share[i]) * std::min(supply[i], use[i]);
    }
    relieve(home, supply, use, dominance);
    for (std::size_t i = 0; i < home.size() && relieve(home, supply, use, 1); ++i) {
    }
    return home;
}

FlowTable trade_table(const FlowTable& prior, const std::vector<double>& supply, const std::vector<double>& use,
                      const std::vector<double>& cross_hauling_share) {
    const std::vector<double> home = home_flows(supply, use, cross_hauling_share);
    Rest rest = rest_after(supply, use, home);
    const double dust = tolerance * total_of(supply);
    for (std::size_t i = 0; i < home.size(); ++i) {  // rounding must not look like trade
        rest.supply[i] = rest.supply[i] > dust ? rest.supply[i] : 0;
        rest.use[i] = rest.use[i] > dust ? rest.use[i] : 0;
    }
    FlowTable table{prior.size, std::vector<double>(prior.cells.size(), 0.0)};
    if (total_of(rest.supply) > 0 && !fill_star(table, rest)) {
        table = fit_active(prior, rest);
    }
    for (std::size_t i = 0; i < home.size(); ++i) {
        table.at(i, i) = home[i];
    }
    return table;
}

}  // namespace orepolitik::start
