#include "agents/plant.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "agents/project.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr std::uint32_t months_between_lines = 3;       // crews start one line at a time; estimate
constexpr std::uint32_t months_before_scrapping = 240;  // a mothballed plant is given up after 20 years
constexpr double least_growth_of_a_site = 0.05;         // smaller additions are not worth a project; estimate
constexpr double most_strikes_over_usual = 8;           // however dear the product; estimate

void note(Plants& p, std::size_t i, PlantMove move) {
    p.moved[i] = static_cast<std::uint16_t>(p.moved[i] | static_cast<std::uint16_t>(move));
}

// New-project costs differ; the draw is of the plant and the calendar year, so options come and go.
double project_cost_factor(const Plants& p, std::size_t i, const Economy& e) {
    Stream stream(e.seed, Draw::project_cost, p.key[i], static_cast<std::uint32_t>(e.month.year()));
    return std::exp(p.project_cost_spread[i] * stream.normal());
}

double capital_cost_usd(const Plants& p, std::size_t i, double added_t_per_month, double cost_index, const Economy& e) {
    return 12 * added_t_per_month * p.new_unit_cost_usd_per_t[i] * cost_index * e.behaviour.project_capital_years;
}

StartRule start_rule(const Plants& p, std::size_t i, const Economy& e) {
    return {p.pace[i] * p.project_hazard_per_year[i], e.behaviour.project_margin_power};
}

// The opening threshold at what a new plant costs today, raised by what dearer money adds.
double must_earn_usd_per_t(const Plants& p, std::size_t i, const Outlook& outlook, const Economy& e) {
    const auto& sponsor = p.sponsor[i];
    const double rate_rise = e.background.of(p.country[i]).policy_rate_rise - sponsor.rate_cut;
    const double paid_share = p.terms[i].capital_share + (1 - p.terms[i].capital_share) * sponsor.capital_share;
    return p.thresholds[i].open * p.new_unit_cost_usd_per_t[i] * outlook.new_cost_index *
           std::exp(p.log_open_per_rate[i] * rate_rise + p.log_open_per_capital_share[i] * paid_share);
}

// The month that the plant's row waits for has come, or none is known yet. Nearly always it has not.
bool is_due(std::uint16_t due, const Economy& e) {
    return due <= e.elapsed() + 1;
}

// Whether a chance comes this month: a uniform number that says what it brings, and the next one is waited for.
std::optional<double> chance_of_month(std::uint16_t& due, Draw purpose, std::uint32_t key, double chance_per_month,
                                      const Economy& e) {
    const auto chance_after = [&](std::uint32_t month, double uniform) {
        constexpr double never = std::numeric_limits<std::uint16_t>::max();
        return static_cast<std::uint16_t>(std::min(never, month + months_to_next(chance_per_month, uniform)));
    };
    const std::uint32_t now = e.elapsed() + 1;
    Stream stream(e.seed, purpose, key, now);
    if (due == 0) due = chance_after(now - 1, stream.uniform());
    if (due > now) return {};
    due = chance_after(now, stream.uniform());
    return stream.uniform();
}

// Unions and neighbours ask for more of a price above its base; strikes fall below their rate when it is low.
double strikes_at_price(const Plants& p, std::size_t i, const Economy& e) {
    if (!e.behaviour.politics.unions_react()) return 1;
    const auto& side = e.markets[p.product[i].value].exporters[p.exporter[i]];
    const double rise = e.behaviour.politics.strikes_of_price * (side.log_price - side.base_log_price);
    return std::min(most_strikes_over_usual, std::exp(rise));
}

// What builders think that needs will have grown by once their plant stands, beyond usual growth.
double orders_to_come(const Plants& p, std::size_t i, double lead_years, const Economy& e) {
    if (e.need_trends.empty()) return 1;  // nobody has counted needs yet
    const double rise = e.need_trends[p.mineral[i].value].log_rise(12 * lead_years, e.behaviour.need_trend_months);
    return std::exp(e.behaviour.need_extrapolation * rise);
}

bool lacks_grant(const Plants& p, std::size_t i) {
    return p.is_founded(i) && p.terms[i].capital_share <= 0;
}

// A founded plant is there for what is used at home and was not made there: it grows with needs, no further.
double room_t(const Plants& p, std::size_t i, const Economy& e) {
    const double room = p.site_t[i] * e.growth() - p.capacity_t[i] - p.under_construction_t(i);
    return room < least_growth_of_a_site * p.site_t[i] ? 0 : room;
}

bool may_grow(const Plants& p, std::size_t i) {
    return p.terms[i].may_grow && p.pace[i] > 0 && !lacks_grant(p, i);
}

void open(Plants& p, std::size_t i, std::span<const Opening> projects, std::uint32_t now) {
    if (p.status[i] == static_cast<std::uint8_t>(Status::closed)) return;
    for (const auto& project : projects) {
        if (project.month != now) continue;
        p.capacity_t[i] += project.t;
        if (p.status[i] == static_cast<std::uint8_t>(Status::deposit))
            p.status[i] = static_cast<std::uint8_t>(Status::running);
        note(p, i, PlantMove::opening);
    }
}

// Not inline, like all that few plants do in a month: what all do is then short.
// Those of this month, of projects decided before the run began; they open on their day.
[[gnu::noinline]] void open_decided(Plants& p, std::size_t i, std::uint32_t now) {
    const auto& all = p.openings[i];
    const auto due = std::ranges::lower_bound(all, now, {}, &Opening::month);
    open(p, i, {due, std::ranges::upper_bound(all, now, {}, &Opening::month)}, now);
}

// Of its own projects.
[[gnu::noinline]] void go_on_building(Plants& p, std::size_t i, const Outlook& outlook, std::uint32_t now) {
    if (outlook.puts_off) {
        for (auto& project : p.begun[i].items_to_change()) ++project.month;
        return;
    }
    open(p, i, p.begun[i].items(), now);
    p.begun[i].erase_if([&](const Opening& project) { return project.month <= now; });
    if (p.begun[i].empty()) p.begun[i].clear();  // so that the months to come need not look
}

// As many chances as builders could take at most; what the project earns says whether it begins.
[[gnu::noinline]] void start_project(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule,
                                     const Economy& e) {
    const auto draw = chance_of_month(p.project_due[i], Draw::project_start, p.key[i], most_starts_per_year / 12, e);
    if (!draw) return;
    const double project_t = p.project_size[i] * std::max(p.capacity_t[i], p.typical_t[i]);
    const double added_t = std::min(project_t, room_t(p, i, e));
    const bool idle = p.status[i] == static_cast<std::uint8_t>(Status::mothballed) ||
                      p.status[i] == static_cast<std::uint8_t>(Status::closed) || p.stopped_lines[i] > 0;
    const bool opens = p.status[i] == static_cast<std::uint8_t>(Status::deposit) && p.is_begun(i, e.elapsed());
    if (idle || opens || outlook.puts_off || p.may_invest[i] == 0 || !may_grow(p, i) || added_t <= 0) return;
    const double profitability = orders_to_come(p, i, rule.lead_years, e) * outlook.expected_value_usd_per_t /
                                 must_earn_usd_per_t(p, i, outlook, e);
    const double starts = project_starts_per_year(profitability / project_cost_factor(p, i, e), start_rule(p, i, e));
    if (*draw * most_starts_per_year >= starts) return;
    p.begun[i].push_back({e.elapsed() + static_cast<std::uint32_t>(std::lround(12 * rule.lead_years)), added_t});
    p.capital_usd[i] = capital_cost_usd(p, i, added_t, outlook.new_cost_index, e);
    note(p, i, PlantMove::project);
}

void open_first_shop(Plants& p, std::size_t i) {
    p.status[i] = static_cast<std::uint8_t>(Status::running);
    note(p, i, PlantMove::opening);
}

// Many small shops: those that find it worth while add to the whole, evenly, once scheduled growth is over.
[[gnu::noinline]] void grow_evenly(Plants& p, std::size_t i, const Outlook& outlook, const Economy& e) {
    if (!e.behaviour.investment || !may_grow(p, i) || p.scheduled_months[i] > e.elapsed() ||
        outlook.expected_value_usd_per_t <= 0)
        return;
    const double must_earn = must_earn_usd_per_t(p, i, outlook, e);
    const double middle = std::log(outlook.expected_value_usd_per_t / must_earn);
    const double starts = mean_starts_per_year(middle, p.project_cost_spread[i], start_rule(p, i, e));
    const double shops_t = std::max(p.capacity_t[i], p.project_size[i] * p.typical_t[i]);  // or a site's first ones
    const double added_t = std::min(shops_t * growth_per_year(starts, p.project_size[i], 0) / 12, room_t(p, i, e));
    if (p.capacity_t[i] == 0 && added_t > 0) open_first_shop(p, i);
    p.capacity_t[i] += added_t;
    p.capital_usd[i] = capital_cost_usd(p, i, added_t, outlook.new_cost_index, e);
}

void move_line(Plants& p, std::size_t i, PlantMove move, const Economy& e) {
    const bool starts = move == PlantMove::line_start;
    p.stopped_lines[i] = static_cast<std::uint8_t>(p.stopped_lines[i] + (starts ? -1 : 1));
    p.line_moved[i] = static_cast<std::uint16_t>(e.elapsed());
    if (starts) p.capital_usd[i] += p.restart_cost_usd_per_t[i] * p.capacity_t[i] / p.lines[i];
    note(p, i, move);
}

// Crews come back and kilns heat up: a restart stands like an outage, as long as the plant stood still at most. The
// first line comes back alone.
void begin_restart(Plants& p, std::size_t i, std::uint32_t idle_months, const Economy& e) {
    const double months = std::min<double>(e.behaviour.restart_months, idle_months);
    p.outage_until[i] = static_cast<std::uint16_t>(e.elapsed() + 1 + std::lround(months));
    p.stopped_lines[i] = static_cast<std::uint8_t>(p.lines[i] - 1);
    p.line_moved[i] = p.outage_until[i];
    p.capital_usd[i] += p.restart_cost_usd_per_t[i] * p.capacity_t[i] / p.lines[i];
}

// Of a plant with several lines one stops where else the whole would; and one comes back a quarter after the last did.
bool moves_a_line(Plants& p, std::size_t i, Status after, const Outlook& outlook, const Economy& e) {
    if (after == Status::mothballed && p.stopped_lines[i] + 1 < p.lines[i]) {
        move_line(p, i, PlantMove::line_stop, e);
        return true;
    }
    const bool pays = outlook.expected_value_usd_per_t > p.thresholds[i].restart * outlook.unit_cost_usd_per_t &&
                      !outlook.should_stop;
    if (after != Status::running || p.stopped_lines[i] == 0 || !pays ||
        e.elapsed() < p.line_moved[i] + months_between_lines)
        return false;
    move_line(p, i, PlantMove::line_start, e);
    return true;
}

[[gnu::noinline]] void consider_status(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule,
                                       const Economy& e) {
    const auto before = static_cast<Status>(p.status[i]);
    const bool counts = outlook.should_stop || before == Status::mothballed;
    p.months_below[i] = counts ? static_cast<std::uint16_t>(p.months_below[i] + 1) : std::uint16_t{0};
    const Status after = next_status(before, outlook, p.thresholds[i], p.months_below[i],
                                     p.endurance[i] * rule.patience_months, p.state_owned[i] != 0);
    if (before == Status::running && moves_a_line(p, i, after, outlook, e)) {
        p.months_below[i] = 0;
        return;
    }
    if (after == before) return;
    if (after == Status::closed) return close_for_good(p, i, PlantMove::closing);
    p.status[i] = static_cast<std::uint8_t>(after);
    p.stopped_lines[i] = 0;
    if (after == Status::running) begin_restart(p, i, p.months_below[i], e);
    p.months_below[i] = 0;
    note(p, i, after == Status::running ? PlantMove::restart : PlantMove::mothball);
}

void change_status(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    const auto before = static_cast<Status>(p.status[i]);
    if (before == Status::deposit || before == Status::closed) return;
    if (before == Status::running && !outlook.should_stop && p.stopped_lines[i] == 0)
        p.months_below[i] = 0;
    else
        consider_status(p, i, outlook, rule, e);
}

void obey_laws(Plants& p, Rows rows, const Economy& e) {
    if (!e.laws.governs_plants()) return;
    PlantTerms terms;
    for (std::size_t i = rows.first; i < rows.last; ++i) {
        const bool as_before = i > rows.first && p.region[i] == p.region[i - 1] && p.product[i] == p.product[i - 1];
        if (!as_before)
            terms = e.laws.plant_terms(p.region[i], p.mineral[i], e.markets[p.product[i].value].form, e.month);
        p.terms.set(i, terms);
        p.permitted_t.set(i, terms.output_share * p.base_t[i]);
    }
}

void suffer_outages(Plants& p, Rows rows, const Economy& e) {
    if (e.background.outages().empty()) return;
    for (std::size_t i = rows.first; i < rows.last; ++i) {
        const Form form = e.markets[p.product[i].value].form;
        p.lost_share.set(i, e.background.lost_share({p.name[i], p.country[i], p.mineral[i], form}, e.month));
    }
}

void suffer(Plants& p, std::size_t i, PlantMove move, std::uint32_t months, const Economy& e) {
    p.outage_until[i] = std::max(p.outage_until[i], static_cast<std::uint16_t>(e.elapsed() + months));
    note(p, i, move);
}

// That a month may bring a plant a shock: the same for all and whatever products fetch, so that where shocks come does
// not move with prices; of a rate that is changed a little it stays as it is.
double chance_of_shock(const Behaviour& b) {
    const double most = (most_strikes_over_usual * b.disruption_strike_per_year + b.disruption_accident_per_year +
                         b.disruption_weather_per_year) /
                        12;
    double chance = 1.0 / 32;
    while (chance < most && chance < 1) chance *= 2;
    return chance;
}

// One of the three or, mostly, none.
void suffer_by_draw(Plants& p, std::size_t i, double per_year, const Economy& e) {
    const auto& b = e.behaviour;
    const double strikes_per_year = b.disruption_strike_per_year * p.strike_propensity[i] * strikes_at_price(p, i, e) *
                                    std::exp(-p.sponsor[i].calm);
    if ((per_year -= b.disruption_accident_per_year) < 0) return suffer(p, i, PlantMove::accident, 3, e);
    if ((per_year -= b.disruption_weather_per_year) < 0) return suffer(p, i, PlantMove::weather, 1, e);
    if (per_year < strikes_per_year) suffer(p, i, PlantMove::strike, 2, e);
}

void suffer_at_random(Plants& p, Rows rows, const Economy& e) {
    const double chance = chance_of_shock(e.behaviour);
    const std::uint32_t now = e.elapsed();
    for (std::size_t i = rows.first; i < rows.last; ++i) {
        if (!is_due(p.shock_due[i], e)) continue;
        const auto draw = chance_of_month(p.shock_due[i], Draw::shock, p.key[i], chance, e);
        if (draw && p.outage_until[i] <= now && p.is_built(i)) suffer_by_draw(p, i, *draw * 12 * chance, e);
    }
}

// The treasury pays its part of what was begun this month, a foreign sponsor his of the rest.
[[gnu::noinline]] void share_capital_cost(Plants& p, std::size_t i) {
    const double paid = p.terms[i].capital_share * p.capital_usd[i];
    p.capital_usd[i] -= paid;
    p.subsidy_usd.set(i, p.subsidy_usd[i] + paid);
    p.sponsored_usd.set(i, p.sponsor[i].capital_share * p.capital_usd[i]);
    p.capital_usd[i] -= p.sponsored_usd[i];
}

}  // namespace

void Plants::reserve_columns(std::size_t plants) {
    scheduled_growth_t.resize(plants);
    status.resize(plants);
    if (lines.empty()) lines.assign(plants, 1);
    stopped_lines.assign(plants, 0);
    line_moved.assign(plants, 0);
    months_below.assign(plants, 0);
    outage_until.assign(plants, 0);
    shock_due.assign(plants, 0);
    project_due.assign(plants, 0);
    begun.resize(plants);
    may_invest.assign(plants, 1);
    moved.assign(plants, 0);
    if (endurance.empty()) endurance.assign(plants, 1);
    const auto tell_apart = [plants](auto&... columns) { (columns.tell_apart(plants), ...); };
    tell_apart(permitted_t, terms, pace, sponsor, awarded, sponsored_usd, subsidy_usd, lost_share, unlicensed_t,
               blended_t, found_t, fine_usd, site_t);
    for (auto* column : {&output_t, &sold_t, &revenue_usd, &cost_usd, &capital_usd}) column->assign(plants, 0);
}

void Plants::pack() {
    const auto pack_all = [](auto&... columns) { (columns.pack(), ...); };
    pack_all(typical_t, scheduled_months, scheduled_growth_t, project_size, project_cost_spread,
             project_hazard_per_year, strike_propensity, base_t, log_open_per_capital_share, log_open_per_rate,
             thresholds, new_unit_cost_usd_per_t);
}

void Plants::forget_laws() {
    const auto make_usual = [](auto&... columns) { (columns.make_usual(), ...); };
    make_usual(permitted_t, terms, pace, sponsor, awarded, sponsored_usd, subsidy_usd, lost_share, unlicensed_t,
               blended_t, found_t, fine_usd, site_t);
}

void suffer_shocks(Plants& p, Rows rows, const Economy& e) {
    std::fill(p.moved.begin() + static_cast<std::ptrdiff_t>(rows.first),
              p.moved.begin() + static_cast<std::ptrdiff_t>(rows.last), std::uint16_t{0});
    obey_laws(p, rows, e);
    suffer_outages(p, rows, e);
    if (e.behaviour.shocks) suffer_at_random(p, rows, e);
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
    p.begun[i].clear();
    constexpr auto project = static_cast<std::uint16_t>(PlantMove::project);
    p.moved[i] = static_cast<std::uint16_t>(p.moved[i] & ~project);  // nor is what began this month
    note(p, i, reason);
}

void run_projects(Plants& p, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& e) {
    p.capital_usd[i] = 0;
    if (p.scheduled_months[i] > e.elapsed() && p.terms[i].may_grow) p.capacity_t[i] += p.scheduled_growth_t[i];
    if (!p.openings.empty() && !p.openings[i].empty()) open_decided(p, i, e.elapsed());
    if (p.many_shops[i] != 0) {
        grow_evenly(p, i, outlook, e);
    } else {
        if (!p.begun[i].empty()) go_on_building(p, i, outlook, e.elapsed());
        if (e.behaviour.investment && is_due(p.project_due[i], e)) start_project(p, i, outlook, rule, e);
    }
    if (p.capital_usd[i] != 0)
        share_capital_cost(p, i);
    else
        p.sponsored_usd.set(i, 0);
    if (p.many_shops[i] == 0) change_status(p, i, outlook, rule, e);
}

}  // namespace orepolitik
