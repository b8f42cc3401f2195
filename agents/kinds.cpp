#include "agents/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/contract.hpp"
#include "agents/downstream.hpp"
#include "agents/guidance.hpp"
#include "agents/merger.hpp"
#include "agents/power_use.hpp"
#include "agents/rationing.hpp"
#include "agents/runs_of_rows.hpp"
#include "agents/sponsor.hpp"
#include "agents/supply_news.hpp"
#include "agents/territory.hpp"
#include "model/parallel.hpp"

namespace orepolitik {
namespace {

constexpr double shortage_memory_months = 6;

ExporterSide& side_of(const Plants& plants, std::size_t i, Economy& economy) {
    return economy.markets[plants.product[i].value].exporters[plants.exporter[i]];
}

void let_owners_decide(Kinds& kinds) {
    const auto& companies = std::get<Companies>(kinds);
    const auto plants = plants_by_kind(kinds);
    for (auto* kind : plants) std::fill(kind->may_invest.begin(), kind->may_invest.end(), std::uint8_t{1});
    std::size_t able = 0;
    while (able < companies.size() && companies.can_invest(able)) ++able;
    if (able == companies.size()) return;
    for (const auto& holding : companies.holdings)
        if (holding.share >= 0.5 && companies.is_company(holding.owner) && !companies.can_invest(holding.owner))
            plants[holding.kind]->may_invest[holding.plant] = 0;
}

// Where the mines' money, fuel and carbon move, so does the price that calls for new ones.
void shift_incentive_prices(const Mines& mines, Economy& economy) {
    std::vector<double> weight(economy.mineral_ids.size(), 0), shift(weight);
    mines.for_each_site({0, mines.size()}, economy, [&](const Mines::Site& site, Rows rows) {
        const auto k = mines.plants.mineral[rows.first].value;
        for (std::size_t i = rows.first; i < rows.last; ++i) {
            weight[k] += mines.base_output_t[i];
            shift[k] +=
                mines.base_output_t[i] * std::log(mines.running_cost_usd_per_t(i, site) / mines.cost_usd_per_t[i]);
        }
    });
    for (auto& market : economy.markets) {
        const auto k = market.mineral.value;
        market.log_cost_shift = weight[k] > 0 ? shift[k] / weight[k] : 0;
    }
}

void pay_subsidies(Kinds& kinds, const Economy& economy) {
    auto& states = std::get<States>(kinds);
    for (const Plants* plants : plants_by_kind(std::as_const(kinds)))
        for (std::size_t i = 0; i < plants->size(); ++i) states.pay(plants->region[i], plants->subsidy_usd[i]);
    const auto for_waiting = rationing_compensation_usd(std::get<Manufacturers>(kinds), economy);
    for (std::uint32_t r = 0; r < for_waiting.size(); ++r) states.pay(RegionId{r}, for_waiting[r]);
    const auto& collectors = std::get<Collectors>(kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        const auto& market = economy.markets[collectors.material[i].value];
        states.pay(market.exporters[collectors.exporter[i]].region, collectors.subsidy_usd[i]);
    }
}

// On a cap's first day the dearest and the smallest plants of each material are closed for good.
void close_under_cap(const BoundLaw& law, const CapacityCap& cap, Plants& plants, const std::vector<double>& unit_cost,
                     const Economy& economy) {
    std::vector<std::size_t> covered;
    std::vector<double> total(economy.markets.size(), 0), closed(total);  // by material: a tonne of each is its own
    for (std::size_t i = 0; i < plants.size(); ++i) {
        const Form form = economy.markets[plants.product[i].value].form;
        const bool runs = plants.status[i] == static_cast<std::uint8_t>(Status::running);
        if (!runs || plants.region[i] != law.scope.actor || !law.covers_goods(plants.mineral[i], form)) continue;
        covered.push_back(i);
        total[plants.product[i].value] += plants.capacity_t[i];
    }
    std::stable_sort(covered.begin(), covered.end(), [&](auto a, auto b) { return unit_cost[a] > unit_cost[b]; });
    for (const auto i : covered) {
        const auto material = plants.product[i].value;
        const bool small = 12 * plants.capacity_t[i] < cap.closes_below_t_per_year;
        const bool dear =
            closed[material] + plants.capacity_t[i] <= cap.closes_dearest_share * total[material] * (1 + 1e-9);
        if (!small && !dear) continue;
        closed[material] += plants.capacity_t[i];
        close_for_good(plants, i, PlantMove::decree);
    }
}

template <class Kind>
void close_by_decree(Kind& kind, const Economy& economy) {
    std::vector<double> unit_cost;
    for (const auto l : economy.laws.laws_in_force(economy.month)) {
        const auto& law = economy.laws.law(l);
        const auto* cap = std::get_if<CapacityCap>(&law.instrument);
        if (!cap || law.dates.from != economy.month) continue;
        if (unit_cost.empty())
            for (std::size_t i = 0; i < kind.size(); ++i) unit_cost.push_back(kind.running_cost_usd_per_t(i, economy));
        close_under_cap(law, *cap, kind.plants, unit_cost, economy);
    }
}

void report_unmet_demand(const Manufacturers& users, Economy& economy) {
    for (auto& market : economy.markets)
        for (auto& side : market.importers) side.need_t = side.user_stock_t = 0;
    for (std::size_t i = 0; i < users.size(); ++i) {
        auto& side = economy.markets[users.holders.market[i]].importers[users.holders.importer[i]];
        side.unmet_t += users.unmet_t[i];
        side.need_t += users.need_t[i];
        side.user_stock_t += users.holders.stock_t[i];
    }
    for (auto& market : economy.markets)
        for (auto& side : market.importers) {
            const double unmet_share = side.need_t > 0 ? side.unmet_t / side.need_t : 0;
            side.shortage_memory += (unmet_share - side.shortage_memory) / shortage_memory_months;
        }
}

struct MoveWord {
    PlantMove move;
    const char* kind;
    const char* reason;
};
constexpr MoveWord move_words[] = {
    {PlantMove::strike, "strike", "workers stop the plant"},
    {PlantMove::accident, "accident", "an accident stops the plant"},
    {PlantMove::weather, "weather", "weather stops the plant"},
    {PlantMove::project, "project", "expected value above the opening threshold"},
    {PlantMove::opening, "opening", "project complete"},
    {PlantMove::mothball, "mothball", "a reason to stop has lasted"},
    {PlantMove::restart, "restart", "expected value above the restart threshold"},
    {PlantMove::closing, "closing", "mothballed for twenty years"},
    {PlantMove::exhaustion, "exhaustion", "reserves are mined out"},
    {PlantMove::line_stop, "line stopped", "a reason to stop has lasted; others run on"},
    {PlantMove::line_start, "line started", "expected value above the restart threshold"},
    {PlantMove::decree, "decree", "a cap on capacity closes the dearest and smallest"}};

void report_output(const Kinds& kinds, Economy& economy) {
    report_capacity(kinds, economy);
    for (auto& market : economy.markets)
        for (auto& side : market.exporters) side.made_t = 0;
    const auto add = [&](const Plants& plants) {
        for_each_group(plants, [&](Rows rows) {
            double& sum = side_of(plants, rows.first, economy).made_t;
            sum = sum_from(sum, plants.output_t, rows);
        });
    };
    add(std::get<Mines>(kinds).plants);
    add(std::get<Smelters>(kinds).plants);
}

bool is_of_a_line(PlantMove move) {
    return move == PlantMove::line_stop || move == PlantMove::line_start;
}

void report_moves(const Plants& plants, Economy& economy) {
    for (std::size_t i = 0; i < plants.size(); ++i) {
        if (plants.moved[i] == 0) continue;
        for (const auto& word : move_words) {
            if ((plants.moved[i] & static_cast<std::uint16_t>(word.move)) == 0) continue;
            const double tonnes = word.move == PlantMove::project ? plants.begun[i].items().back().t
                                  : is_of_a_line(word.move)       ? plants.capacity_t[i] / plants.lines[i]
                                                                  : plants.capacity_t[i];
            economy.events.push_back({economy.month, word.kind, std::string(plants.name[i]),
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

// Two sums over all plants, of which neither writes what the other reads or writes.
template <class One, class Other>
void at_the_same_time(One&& one, Other&& other) {
    for_each_index(2, 1, [&](std::size_t k) { k == 0 ? one() : other(); });
}

}  // namespace

void report_capacity(const Kinds& kinds, Economy& economy) {
    for (auto& market : economy.markets)
        for (auto& side : market.exporters) side.capacity_t = 0;
    for (const Plants* plants : plants_by_kind(kinds))
        for_each_group(*plants, [&](Rows rows) {
            double& sum = side_of(*plants, rows.first, economy).capacity_t;
            double capacity_t = sum;
            for (std::size_t i = rows.first; i < rows.last; ++i)
                if (plants->status[i] == static_cast<std::uint8_t>(Status::running))
                    capacity_t += plants->running_share(i) * plants->capacity_t[i];
            sum = capacity_t;
        });
}

void observe_across(Kinds& kinds, Economy& economy) {
    if (economy.background.any()) shift_incentive_prices(std::get<Mines>(kinds), economy);
    report_losses(kinds, economy);
    report_needs(kinds, economy);
    auto& collectors = std::get<Collectors>(kinds);
    const auto& users = std::get<Manufacturers>(kinds);
    for (std::size_t i = 0; i < collectors.size(); ++i) collectors.collect(i, economy, users);
    let_owners_decide(kinds);
    std::get<States>(kinds).look(economy, std::get<Smelters>(kinds));
    std::get<Reserves>(kinds).look(economy, users);
    if (!economy.laws.governs_plants()) return;
    ration(std::get<Manufacturers>(kinds), economy);
    close_by_decree(std::get<Mines>(kinds), economy);
    close_by_decree(std::get<Smelters>(kinds), economy);
}

void settle_across(Kinds& kinds, Economy& economy) {
    auto& companies = std::get<Companies>(kinds);
    const auto plants_of = plants_by_kind(std::as_const(kinds));
    auto& states = std::get<States>(kinds);
    at_the_same_time([&] { companies.settle(plants_of); },
                     [&] {
                         states.collect_taxes(economy, std::get<Mines>(kinds), std::get<Smelters>(kinds),
                                              std::get<Smugglers>(kinds));
                         states.collect_dividends(companies, plants_of);
                     });
    if (economy.laws.governs_plants()) pay_subsidies(kinds, economy);
    settle_sponsors(companies, std::get<Mines>(kinds), plants_by_kind(kinds), states, economy);
    settle_research(std::get<Manufacturers>(kinds), states, economy);
    settle_guidance(std::get<Manufacturers>(kinds), plants_by_kind(kinds), states, economy);
    states.act(economy, std::get<Mines>(kinds), companies);
    develop_territories(economy, std::get<Mines>(kinds), states);
    std::get<Reserves>(kinds).allot(economy, std::get<Manufacturers>(kinds));
    value_companies(companies, economy);
    const Boardroom room{companies, std::get<Mines>(kinds), states, plants_of, economy};
    run_deals(room);
    wind_up_bankrupts(room);
    report_unmet_demand(std::get<Manufacturers>(kinds), economy);
    settle_contracts(companies, states, plants_of, economy);
    at_the_same_time(
        [&] {
            report_output(kinds, economy);
            report_power_use(std::get<Smelters>(kinds), economy);
        },
        [&] {
            report_unsolved(economy);
            for (const Plants* plants : plants_of) report_moves(*plants, economy);
        });
}

}  // namespace orepolitik
