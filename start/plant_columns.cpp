#include "start/plant_columns.hpp"

#include <algorithm>
#include <cmath>

#include "agents/real_options.hpp"

namespace orepolitik::start {
namespace {

constexpr double world_interest_rate = 0.05;  // riskless USD rate of projects
constexpr double highest_rate = 0.2;
constexpr double risk_premium_at_full_risk = 0.1;
constexpr double least_part_of_premium = 0.05;
constexpr double lowest_closing_price = 0.05;  // over cost, where closing costs more than running for ever
constexpr double exit_cost_share = 0.25;       // of a year's running cost: lay-off, clean-up

// Plants do not give up together: the dearest bear half of what the middle ones do, the cheapest half as much again.
constexpr double least_endurance = 0.5, most_endurance = 1.5;

constexpr double sites_that_pay_at_base = 0.02;  // where nobody has built, hardly anybody would

constexpr double capital_step = 0.5;  // likewise to a treasury that pays part of the capital
constexpr double rate_step = 0.01;    // over which the response of hurdles to interest is taken

double cost_of_capital(const Country& country) {
    return std::min(highest_rate, world_interest_rate + risk_premium_at_full_risk * country.expropriation_risk);
}

// A plant that stands can be restarted for less than a new one costs: the same problem with that price of entry.
PlantTriggers plant_thresholds(double rate, double price_volatility, double restart_cost_years,
                               const Behaviour& behaviour) {
    PlantOption option{.opex = 1,
                       .entry_cost = behaviour.project_capital_years,
                       .exit_cost = exit_cost_share,
                       .discount_rate = rate,
                       .drift = 0,
                       .volatility = price_volatility};
    const auto new_plant = real_option_thresholds(option);
    option.entry_cost = std::min(restart_cost_years, behaviour.project_capital_years);
    return {new_plant.open, real_option_thresholds(option).open, std::max(lowest_closing_price, new_plant.close)};
}

}  // namespace

template <class... Used>
bool is_any(const NamedLaw& law) {
    return (std::holds_alternative<Used>(law.instrument) || ...);
}

FittedThresholds fit_thresholds(const WorldDraft& d, double rate, double volatility, double restart_cost_years) {
    const auto& b = d.scenario.behaviour;
    const auto at = [&](double r) { return plant_thresholds(r, volatility, restart_cost_years, b); };
    const PlantTriggers triggers = at(rate);
    const auto& laws = d.scenario.laws;
    const bool rates_move =
        std::ranges::any_of(d.scenario.paths,
                            [](const NamedPath& named) { return named.path.kind() == PathKind::policy_rate; }) ||
        std::ranges::any_of(laws, [](const NamedLaw& law) { return is_any<Cooperation>(law); });
    const double per_rate = rates_move ? std::log(at(rate + rate_step).open / triggers.open) / rate_step : 0;
    const bool capital_is_paid =
        b.politics.states_react(b.politics.reshoring) ||
        std::ranges::any_of(laws, [](const NamedLaw& law) { return is_any<CapitalSubsidy, DepositBid>(law); });
    Behaviour half_paid = b;
    half_paid.project_capital_years *= 1 - capital_step;
    const auto open_half_paid = [&] { return plant_thresholds(rate, volatility, restart_cost_years, half_paid).open; };
    return {triggers, per_rate, capital_is_paid ? std::log(open_half_paid() / triggers.open) / capital_step : 0};
}

void add_thresholds(WorldDraft& d, Plants& p, const Plant& plant, double restart_cost_years) {
    const double rate = cost_of_capital(d.base.countries[plant.country.value]);
    const double volatility = d.base.minerals[plant.mineral.value].price_volatility;
    const auto [found, fresh] = d.thresholds.try_emplace({rate, volatility, restart_cost_years});
    if (fresh) found->second = fit_thresholds(d, rate, volatility, restart_cost_years);
    const FittedThresholds& fitted = found->second;
    p.thresholds.push_back(fitted.triggers);
    p.log_open_per_rate.push_back(fitted.log_open_per_rate);
    p.log_open_per_capital_share.push_back(fitted.log_open_per_capital_share);
}

ProjectPlan plan_of_site(ProjectPlan plan) {
    plan.log_middle_profitability_at_base = plan.log_cost_spread * score_of_share(sites_that_pay_at_base);
    return plan;
}

void follow_plan(Plants& p, std::size_t i, const ProjectPlan& plan, double log_value_over_threshold) {
    p.project_size.set(i, plan.size);
    p.project_hazard_per_year.set(i, plan.hazard_per_year);
    p.project_cost_spread.set(i, plan.log_cost_spread);
    PlantTriggers t = p.thresholds[i];
    const double premium = std::log(t.open);
    t.open *= std::exp(log_value_over_threshold - plan.log_middle_profitability_at_base);
    // Where building asks for less than theory says, so does starting again: stop < restart < build.
    t.restart = std::pow(t.restart, std::clamp(std::log(t.open) / premium, least_part_of_premium, 1.0));
    p.thresholds.set(i, t);
}

void add_plant(WorldDraft& d, Plants& p, const Plant& plant) {
    const auto& country = d.base.countries[plant.country.value];
    p.name.push_back(plant.name);
    p.key.push_back(static_cast<std::uint32_t>(&plant - d.base.plants.data()));
    p.country.push_back(plant.country);
    p.mineral.push_back(plant.mineral);
    p.product.push_back(plant.product);
    p.region.push_back(country.region);
    p.exporter.push_back(none_index);
    p.slot.push_back(d.places.add_seller(plant.product, country.region));
    p.capacity_t.push_back(0);
    p.typical_t.push_back(0);
    p.base_t.push_back(plant.output_t_per_month);
    p.project_size.push_back(0);
    p.project_cost_spread.push_back(1);
    p.project_hazard_per_year.push_back(0);
    p.strike_propensity.push_back(country.strike_propensity);
    p.endurance.push_back(most_endurance - (most_endurance - least_endurance) * plant.cost_quantile);
    double state_share = 0;
    for (const auto& owner : plant.owners)
        if (d.base.companies[owner.company.value].state_owned) state_share += owner.share;
    p.state_owned.push_back(state_share > 0.5);
    p.many_shops.push_back(plant.stage == PlantStage::recycler);
}

double usual_utilisation(const WorldRules& rules, PlantStage stage) {
    return stage == PlantStage::mine ? rules.mine_utilisation : rules.utilisation;
}

void finish_plants(const WorldDraft& d, Plants& p) {
    p.reserve_columns(p.size());
    const auto& politics = d.scenario.behaviour.politics;
    const bool states_may_pay = politics.states_react(politics.reshoring);
    if (d.scenario.laws.empty() && d.scenario.outages.empty() && !states_may_pay) p.forget_laws();
    for (std::size_t i = 0; i < p.size(); ++i)
        if (const Plant& plant = d.base.plants[p.key[i]]; plant.founding)
            p.site_t.set(i, plant.site_t_per_month / usual_utilisation(d.base.rules, plant.stage));
    p.scheduled_months.assign(p.size(), 0);
}

void schedule_growth(const WorldDraft& d, Plants& p, std::size_t i, double share, double lead_years) {
    p.status[i] = static_cast<std::uint8_t>(p.capacity_t[i] > 0 ? Status::running : Status::deposit);
    p.scheduled_growth_t.set(i, share * p.capacity_t[i] * std::expm1(d.world.economy.demand_growth_per_month));
    p.scheduled_months.set(i, static_cast<std::uint32_t>(std::lround(12 * lead_years)));
}

}  // namespace orepolitik::start
