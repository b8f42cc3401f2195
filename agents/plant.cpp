#include "agents/plant.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr std::uint32_t months_before_scrapping = 240;  // a mothballed plant is given up after 20 years

void note(Plants& p, std::size_t i, PlantMove move) {
    p.moved[i] = static_cast<std::uint16_t>(p.moved[i] | static_cast<std::uint16_t>(move));
}

struct Hazard {
    Draw purpose;
    double per_year;
    std::uint32_t months;
    PlantMove move;
};

// New-project costs differ; the draw is of the plant and the calendar year, so options come and go.
double project_cost_factor(const Plants& p, std::size_t i, const Economy& e) {
    Stream stream(e.seed, Draw::project_cost, p.key[i], static_cast<std::uint32_t>(e.month.year()));
    return std::exp(p.project_cost_spread[i] * stream.normal());
}

double capital_cost_usd(const Plants& p, std::size_t i, double added_t_per_month, double cost_index, const Economy& e) {
    return 12 * added_t_per_month * p.new_unit_cost_usd_per_t[i] * cost_index * e.behaviour.project_capital_years;
}

// What a new plant costs per tonne today, raised by what dearer money adds to the opening threshold.
double hurdle_cost(const Plants& p, std::size_t i, const Outlook& outlook, const Economy& e) {
    const auto& sponsor = p.sponsor[i];
    const double rate_rise = e.background.of(p.country[i]).policy_rate_rise - sponsor.rate_cut;
    const double paid_share = p.terms[i].capital_share + (1 - p.terms[i].capital_share) * sponsor.capital_share;
    return p.new_unit_cost_usd_per_t[i] * outlook.new_cost_index *
           std::exp(p.log_open_per_rate[i] * rate_rise + p.log_open_per_capital_share[i] * paid_share);
}

// Unions and neighbours ask for more of a price above its base; strikes fall below their rate when it is low.
double strikes_at_price(const Plants& p, std::size_t i, const Economy& e) {
    if (!e.behaviour.politics.unions_react()) return 1;
    const auto& side = e.markets[p.product[i].value].exporters[p.exporter[i]];
    return std::exp(e.behaviour.politics.strikes_of_price * (side.log_price - side.base_log_price));
}

bool may_grow(const Plants& p, std::size_t i) {
    return p.terms[i].may_grow && p.pace[i] > 0;
}

void open_finished_project(Plants& p, std::size_t i, std::uint32_t now) {
    if (p.project_ready[i] == 0 || p.project_ready[i] > now) return;
    p.capacity_t[i] += p.project_t[i];
    p.project_ready[i] = 0;
    p.project_t[i] = 0;
    if (p.status[i] == static_cast<std::uint8_t>(Status::deposit))
        p.status[i] = static_cast<std::uint8_t>(Status::running);
    note(p, i, PlantMove::opening);
}

void open_planned(Plants& p, std::size_t i, std::uint32_t now) {
    if (p.status[i] == static_cast<std::uint8_t>(Status::closed)) return;
    for (const auto& opening : p.openings[i]) {
        if (opening.month != now) continue;
        p.capacity_t[i] += opening.t;
        if (p.status[i] == static_cast<std::uint8_t>(Status::deposit))
            p.status[i] = static_cast<std::uint8_t>(Status::running);
        note(p, i, PlantMove::opening);
    }
}

void start_project(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    const bool idle = p.status[i] == static_cast<std::uint8_t>(Status::mothballed) ||
                      p.status[i] == static_cast<std::uint8_t>(Status::closed);
    if (idle || p.project_ready[i] != 0 || p.may_invest[i] == 0 || !e.behaviour.investment || !may_grow(p, i)) return;
    if (!Stream(e.seed, Draw::project_start, p.key[i], e.elapsed()).happens(p.pace[i] * rule.hazard_per_year / 12))
        return;
    if (!project_is_eligible(outlook.expected_value_usd_per_t, hurdle_cost(p, i, outlook, e),
                             project_cost_factor(p, i, e), p.thresholds[i]))
        return;
    p.project_t[i] = p.project_size[i] * std::max(p.capacity_t[i], p.typical_t[i]);
    p.project_ready[i] = e.elapsed() + static_cast<std::uint32_t>(std::lround(12 * rule.lead_years));
    p.capital_usd[i] = capital_cost_usd(p, i, p.project_t[i], outlook.new_cost_index, e);
    note(p, i, PlantMove::project);
}

// Many small shops: those that find it worth while add to the whole, evenly, once scheduled growth is over.
void grow_evenly(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    if (!e.behaviour.investment || !may_grow(p, i) || p.scheduled_months[i] > e.elapsed() ||
        outlook.expected_value_usd_per_t <= 0)
        return;
    const double log_over_threshold =
        std::log(outlook.expected_value_usd_per_t / (p.thresholds[i].open * hurdle_cost(p, i, outlook, e)));
    const double eligible = 0.5 * std::erfc(-log_over_threshold / p.project_cost_spread[i] / std::numbers::sqrt2);
    const PlantRule urged{p.pace[i] * rule.hazard_per_year, rule.lead_years, rule.patience_months};
    const double added_t = p.capacity_t[i] * growth_per_year(eligible, p.project_size[i], urged) / 12;
    p.capacity_t[i] += added_t;
    p.capital_usd[i] = capital_cost_usd(p, i, added_t, outlook.new_cost_index, e);
}

// Crews come back and kilns heat up: a restart stands like an outage.
void begin_restart(Plants& p, std::size_t i, const Economy& e) {
    p.outage_until[i] = e.elapsed() + 1 + static_cast<std::uint32_t>(std::lround(e.behaviour.restart_months));
    p.capital_usd[i] += p.restart_cost_usd_per_t[i] * p.capacity_t[i];
}

void change_status(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    const auto before = static_cast<Status>(p.status[i]);
    if (before == Status::deposit || before == Status::closed) return;
    const bool counts = outlook.should_stop || before == Status::mothballed;
    p.months_below[i] = counts ? p.months_below[i] + 1 : 0;
    const Status after =
        next_status(before, outlook, p.thresholds[i], p.months_below[i], rule.patience_months, p.state_owned[i] != 0);
    if (after == before) return;
    if (after == Status::closed) return close_for_good(p, i, PlantMove::closing);
    p.status[i] = static_cast<std::uint8_t>(after);
    p.months_below[i] = 0;
    if (after == Status::running) begin_restart(p, i, e);
    note(p, i, after == Status::running ? PlantMove::restart : PlantMove::mothball);
}

void obey_laws(Plants& p, std::size_t i, const Economy& e) {
    if (!e.laws.governs_plants()) return;
    const Form form = e.markets[p.product[i].value].form;
    p.terms[i] = e.laws.plant_terms(p.region[i], p.mineral[i], form, e.month);
    p.permitted_t[i] = p.terms[i].output_share * p.base_t[i];
}

void suffer_outages(Plants& p, std::size_t i, const Economy& e) {
    if (e.background.outages().empty()) return;
    const Form form = e.markets[p.product[i].value].form;
    p.lost_share[i] = e.background.lost_share({p.name[i], p.country[i], p.mineral[i], form}, e.month);
}

// The treasury pays its part of what was begun this month, a foreign sponsor his of the rest.
void share_capital_cost(Plants& p, std::size_t i) {
    const double paid = p.terms[i].capital_share * p.capital_usd[i];
    p.capital_usd[i] -= paid;
    p.subsidy_usd[i] += paid;
    p.sponsored_usd[i] = p.sponsor[i].capital_share * p.capital_usd[i];
    p.capital_usd[i] -= p.sponsored_usd[i];
}

}  // namespace

void Plants::reserve_columns(std::size_t plants) {
    scheduled_growth_t.resize(plants);
    openings.resize(plants);
    status.resize(plants);
    months_below.assign(plants, 0);
    outage_until.assign(plants, 0);
    project_ready.assign(plants, 0);
    project_t.assign(plants, 0);
    may_invest.assign(plants, 1);
    moved.assign(plants, 0);
    lost_share.assign(plants, 0);
    terms.assign(plants, {});
    pace.assign(plants, 1);
    sponsor.assign(plants, {});
    awarded.assign(plants, none_index);
    permitted_t.assign(plants, std::numeric_limits<double>::infinity());
    for (auto* column : {&output_t, &sold_t, &revenue_usd, &cost_usd, &capital_usd, &subsidy_usd, &sponsored_usd})
        column->assign(plants, 0);
}

void suffer_shocks(Plants& p, std::size_t i, const Economy& e) {
    p.moved[i] = 0;
    obey_laws(p, i, e);
    suffer_outages(p, i, e);
    if (!e.behaviour.shocks || p.outage_until[i] > e.elapsed()) return;
    const auto& b = e.behaviour;
    const Hazard hazards[] = {{Draw::strike,
                               b.disruption_strike_per_year * p.strike_propensity[i] * strikes_at_price(p, i, e) *
                                   std::exp(-p.sponsor[i].calm),
                               2, PlantMove::strike},
                              {Draw::accident, b.disruption_accident_per_year, 3, PlantMove::accident},
                              {Draw::weather, b.disruption_weather_per_year, 1, PlantMove::weather}};
    for (const auto& hazard : hazards) {
        if (!Stream(e.seed, hazard.purpose, p.key[i], e.elapsed()).happens(hazard.per_year / 12)) continue;
        p.outage_until[i] = std::max(p.outage_until[i], e.elapsed() + hazard.months);
        note(p, i, hazard.move);
    }
}

bool project_is_eligible(double expected_value, double new_unit_cost, double cost_factor,
                         const PlantTriggers& thresholds) {
    return expected_value >= thresholds.open * new_unit_cost * cost_factor;
}

// A plant's cycle is waiting for an eligible project, then its lead time.
double growth_per_year(double eligible_share, double project_size, const PlantRule& rule) {
    return eligible_share > 0 ? project_size / (1 / (rule.hazard_per_year * eligible_share) + rule.lead_years) : 0;
}

Status next_status(Status status, const Outlook& outlook, const PlantTriggers& thresholds, std::uint32_t months_below,
                   double patience_months, bool state_owned) {
    if (status == Status::mothballed) {
        if (outlook.expected_value_usd_per_t > thresholds.restart * outlook.unit_cost_usd_per_t) return Status::running;
        return months_below > months_before_scrapping ? Status::closed : Status::mothballed;
    }
    if (status == Status::running && !state_owned && months_below >= patience_months) return Status::mothballed;
    return status;
}

void close_for_good(Plants& p, std::size_t i, PlantMove reason) {
    p.status[i] = static_cast<std::uint8_t>(Status::closed);
    p.project_ready[i] = 0;
    p.project_t[i] = 0;
    note(p, i, reason);
}

void run_projects(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    p.capital_usd[i] = 0;
    if (p.scheduled_months[i] > e.elapsed() && p.terms[i].may_grow) p.capacity_t[i] += p.scheduled_growth_t[i];
    open_planned(p, i, e.elapsed());
    if (p.many_shops[i] != 0) {
        grow_evenly(p, i, outlook, rule, e);
    } else {
        open_finished_project(p, i, e.elapsed());
        start_project(p, i, outlook, rule, e);
    }
    share_capital_cost(p, i);
    if (p.many_shops[i] == 0) change_status(p, i, outlook, rule, e);
}

}  // namespace orepolitik
