#include "start/plant_columns.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "agents/real_options.hpp"

namespace orepolitik::start {
namespace {

constexpr double world_interest_rate = 0.05;  // riskless USD rate of projects
constexpr double highest_rate = 0.2;
constexpr double risk_premium_at_full_risk = 0.1;
constexpr double exit_cost_share = 0.25;  // of a year's running cost: lay-off, clean-up
constexpr double fewest_eligible = 0.02, most_eligible = 0.98;

}  // namespace

PlantTriggers plant_thresholds(const Country& country, double price_volatility, const Behaviour& behaviour) {
    const double rate =
        std::min(highest_rate, world_interest_rate + risk_premium_at_full_risk * country.expropriation_risk);
    const auto trigger = real_option_thresholds({.opex = 1,
                                                 .entry_cost = behaviour.project_capital_years,
                                                 .exit_cost = exit_cost_share,
                                                 .discount_rate = rate,
                                                 .drift = 0,
                                                 .volatility = price_volatility});
    return {trigger.open, std::sqrt(trigger.open * trigger.close), trigger.close};
}

// A plant's cycle is waiting for an eligible project, then its lead time: size / (1 / (hazard x eligible) + lead) is
// growth. Projects' costs are lognormal, so the eligible share fixes how far the threshold lies below value.
double incentive_factor(double log_value_over_threshold, const WorldRules& rules, const Behaviour& b,
                        double lead_years) {
    const double growth = rules.demand_growth_pct_per_year / 100;
    const double wait = growth > 0 ? b.project_size / growth - lead_years : std::numeric_limits<double>::infinity();
    const double eligible = wait > 0 ? 1 / (b.project_hazard_per_year * wait) : most_eligible;
    const double share = std::clamp(eligible, fewest_eligible, most_eligible);
    const double score = boost::math::quantile(boost::math::normal_distribution<double>(), share);
    return std::exp(log_value_over_threshold - b.project_cost_spread * score);
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
    p.strike_propensity.push_back(country.strike_propensity);
    double state_share = 0;
    for (const auto& owner : plant.owners)
        if (d.base.companies[owner.company.value].state_owned) state_share += owner.share;
    p.state_owned.push_back(state_share > 0.5);
    p.many_shops.push_back(plant.stage == PlantStage::recycler);
}

void finish_plants(Plants& p) {
    p.reserve_columns(p.size());
    p.scheduled_months.assign(p.size(), 0);
}

void schedule_growth(const WorldDraft& d, Plants& p, std::size_t i, double share, double lead_years) {
    p.status[i] = static_cast<std::uint8_t>(p.capacity_t[i] > 0 ? Status::running : Status::deposit);
    p.scheduled_growth_t[i] = share * p.capacity_t[i] * std::expm1(d.world.economy.demand_growth_per_month);
    p.scheduled_months[i] = static_cast<std::uint32_t>(std::lround(12 * lead_years));
}

}  // namespace orepolitik::start
