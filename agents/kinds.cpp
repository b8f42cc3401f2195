#include "agents/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/merger.hpp"
#include "agents/territory.hpp"

namespace orepolitik {
namespace {

constexpr double shortage_memory_months = 6;

void let_owners_decide(Kinds& kinds) {
    const auto& companies = std::get<Companies>(kinds);
    const auto plants = plants_by_kind(kinds);
    for (auto* kind : plants) std::fill(kind->may_invest.begin(), kind->may_invest.end(), std::uint8_t{1});
    for (const auto& holding : companies.holdings)
        if (holding.share >= 0.5 && companies.is_company(holding.owner) && !companies.can_invest(holding.owner))
            plants[holding.kind]->may_invest[holding.plant] = 0;
}

// Where the mines' money, fuel and carbon move, so does the price that calls for new ones.
void shift_incentive_prices(const Mines& mines, Economy& economy) {
    std::vector<double> weight(economy.mineral_ids.size(), 0), shift(weight);
    for (std::size_t i = 0; i < mines.size(); ++i) {
        const auto k = mines.plants.mineral[i].value;
        weight[k] += mines.base_output_t[i];
        shift[k] +=
            mines.base_output_t[i] * std::log(mines.running_cost_usd_per_t(i, economy) / mines.cost_usd_per_t[i]);
    }
    for (auto& market : economy.markets) {
        const auto k = market.mineral.value;
        market.log_cost_shift = weight[k] > 0 ? shift[k] / weight[k] : 0;
    }
}

void report_unmet_demand(const Manufacturers& users, Economy& economy) {
    std::vector<std::vector<double>> need(economy.markets.size());
    for (std::size_t m = 0; m < need.size(); ++m) need[m].assign(economy.markets[m].importers.size(), 0);
    for (std::size_t i = 0; i < users.size(); ++i) {
        const auto m = users.holders.market[i], j = users.holders.importer[i];
        economy.markets[m].importers[j].unmet_t += users.unmet_t[i];
        need[m][j] += users.need_t[i];
    }
    for (std::size_t m = 0; m < need.size(); ++m)
        for (std::size_t j = 0; j < need[m].size(); ++j) {
            auto& side = economy.markets[m].importers[j];
            const double unmet_share = need[m][j] > 0 ? side.unmet_t / need[m][j] : 0;
            side.shortage_memory += (unmet_share - side.shortage_memory) / shortage_memory_months;
        }
}

struct MoveWord {
    PlantMove move;
    const char* kind;
    const char* reason;
};
constexpr MoveWord move_words[] = {{PlantMove::strike, "strike", "workers stop the plant"},
                                   {PlantMove::accident, "accident", "an accident stops the plant"},
                                   {PlantMove::weather, "weather", "weather stops the plant"},
                                   {PlantMove::project, "project", "expected value above the opening threshold"},
                                   {PlantMove::opening, "opening", "project complete"},
                                   {PlantMove::mothball, "mothball", "a reason to stop has lasted"},
                                   {PlantMove::restart, "restart", "expected value above the restart threshold"},
                                   {PlantMove::closing, "closing", "mothballed for twenty years"},
                                   {PlantMove::exhaustion, "exhaustion", "reserves are mined out"}};

void report_output(const Kinds& kinds, Economy& economy) {
    for (auto& market : economy.markets)
        for (auto& side : market.exporters) side.made_t = 0;
    const auto add = [&](const Plants& plants) {
        for (std::size_t i = 0; i < plants.size(); ++i)
            economy.markets[plants.product[i].value].exporters[plants.exporter[i]].made_t += plants.output_t[i];
    };
    add(std::get<Mines>(kinds).plants);
    add(std::get<Smelters>(kinds).plants);
}

void report_moves(const Plants& plants, Economy& economy) {
    for (std::size_t i = 0; i < plants.size(); ++i) {
        if (plants.moved[i] == 0) continue;
        for (const auto& word : move_words) {
            if ((plants.moved[i] & static_cast<std::uint16_t>(word.move)) == 0) continue;
            const double tonnes = word.move == PlantMove::project ? plants.project_t[i] : plants.capacity_t[i];
            economy.events.push_back({economy.month, word.kind, plants.name[i],
                                      economy.material_names[plants.product[i].value], tonnes,
                                      fmt::format("{}; t/month in value", word.reason)});
        }
    }
}

// Clearing stops at a residual; a market that did not reach it is told, never passed over.
void report_unsolved(Economy& economy) {
    for (const auto& market : economy.markets)
        if (!market.result.converged)
            economy.events.push_back({economy.month, "unsolved", "exchange",
                                      economy.material_names[market.material.value], market.result.residual,
                                      "the exchange stopped above its residual; over total trade"});
}

}  // namespace

void observe_across(Kinds& kinds, Economy& economy) {
    if (economy.background.any()) shift_incentive_prices(std::get<Mines>(kinds), economy);
    auto& collectors = std::get<Collectors>(kinds);
    const auto& users = std::get<Manufacturers>(kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i) collectors.collect(i, economy, users);
    let_owners_decide(kinds);
    std::get<States>(kinds).look(economy, std::get<Smelters>(kinds));
    std::get<Reserves>(kinds).look(economy, users);
}

void settle_across(Kinds& kinds, Economy& economy) {
    auto& companies = std::get<Companies>(kinds);
    const auto plants_of = plants_by_kind(std::as_const(kinds));
    companies.settle(plants_of);
    auto& states = std::get<States>(kinds);
    states.collect_taxes(economy, std::get<Mines>(kinds), std::get<Smugglers>(kinds));
    states.collect_dividends(companies, plants_of);
    states.act(economy, std::get<Mines>(kinds), companies);
    develop_territories(economy, std::get<Mines>(kinds), states);
    std::get<Reserves>(kinds).allot(economy, std::get<Manufacturers>(kinds));
    value_companies(companies, economy);
    const Boardroom room{companies, std::get<Mines>(kinds), states, plants_of, economy};
    run_deals(room);
    wind_up_bankrupts(room);
    report_unmet_demand(std::get<Manufacturers>(kinds), economy);
    report_output(kinds, economy);
    report_unsolved(economy);
    for (const Plants* plants : plants_of) report_moves(*plants, economy);
}

}  // namespace orepolitik
