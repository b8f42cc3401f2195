// Time of one clearing, warm from last month and cold, by number of exporters and importers; ten orders per exporter,
// eight tranches per importer. Claim: a warm month of 10 x 30 takes about ten microseconds on one core.
#include <benchmark/benchmark.h>

#include "tests/model/market/random_market.hpp"

namespace {

using namespace orepolitik;

HandMarket market_of(const benchmark::State& state, double capped_share) {
    RandomMarketShape shape;
    shape.exporters = static_cast<std::size_t>(state.range(0));
    shape.importers = static_cast<std::size_t>(state.range(1));
    shape.orders = 10;
    shape.elasticity_low = shape.elasticity_high = 8;
    shape.steepness_low = 4, shape.steepness_high = 12;
    shape.price_spread = 0.4;
    shape.capped_share = capped_share;
    HandMarket market = RandomMarket(1, shape).draw();
    for (double& steepness : market.sell.steepness) steepness = 8;
    for (double& steepness : market.buy.steepness) steepness = 10;
    return market;
}

// Offers move by two per cent up and down between months.
void warm(benchmark::State& state, double capped_share) {
    const HandMarket first = market_of(state, capped_share);
    HandMarket second = first;
    for (std::size_t k = 0; k < second.sell.quantity_t.size(); ++k) {
        second.sell.quantity_t[k] *= 1 + 0.02 * (static_cast<double>(k % 3) - 1);
    }
    const ExchangeProblem months[] = {first.problem(), second.problem()};
    ExchangeSolver solver;
    ExchangeResult result;
    solver.solve(months[0], result);
    std::size_t month = 0;
    double iterations = 0;
    for (auto _ : state) {
        solver.solve(months[++month % 2], result);
        iterations += result.iterations;
    }
    state.counters["iterations"] = benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
}

void warm_month(benchmark::State& state) {
    warm(state, 0);
}
void warm_month_with_quotas(benchmark::State& state) {
    warm(state, 0.3);
}

void cold_start(benchmark::State& state) {
    const HandMarket market = market_of(state, 0);
    const ExchangeProblem problem = market.problem();
    ExchangeSolver solver;
    int iterations = 0;
    for (auto _ : state) {
        ExchangeResult result;
        solver.solve(problem, result);
        iterations = result.iterations;
    }
    state.counters["iterations"] = iterations;
}

}  // namespace

BENCHMARK(warm_month)->Args({10, 30})->Args({15, 20})->Args({20, 60})->Args({50, 150});
BENCHMARK(warm_month_with_quotas)->Args({10, 30})->Args({20, 60});
BENCHMARK(cold_start)->Args({10, 30})->Args({20, 60});
