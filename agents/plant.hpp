// What every plant has in common: capacity, outages, projects, and when it is opened, mothballed or closed.
// Leaves out: what it makes of what (mine, smelter, recycler).
// Sources: Dixit (1989) for the thresholds (real_options.hpp); Moel and Tufano (2002) for hysteresis at mines;
// strikes, accidents and weather: 5 % of output lost a year in analysts' allowances, strikes 0.6 % of it; who has not
// built yet waits for better news: Bernanke (1983), Q. J. Econ. 98; Majd and Pindyck (1987), J. Financ. Econ. 18.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "agents/columns.hpp"
#include "model/economy.hpp"
#include "model/ids.hpp"

namespace orepolitik {

enum class Status : std::uint8_t { deposit, running, mothballed, closed };

// Prices per tonne of product, over the plant's own costs, at which it pays to open, restart or stop.
struct PlantTriggers {
    double open, restart, mothball;
    bool operator==(const PlantTriggers&) const = default;
};

// What other states do for a plant, beside the laws of its own.
struct Sponsorship {
    double rate_cut = 0;              // of the cost of capital, per year
    double calm = 0;                  // by which the log hazards of strikes and claims fall
    double standards_cost_share = 0;  // of running cost
    double capital_share = 0;         // of what the next project costs
    void carried(auto&& visit) { visit(rate_cut, calm, standards_cost_share, capital_share); }
};

struct PlantRule {
    double lead_years;
    double patience_months;  // that a reason to stop must last
};

// Capacity per month that opens in a month of the run, counted from its first.
struct Opening {
    std::uint32_t month;
    double t;
    void carried(auto&& visit) { visit(month, t); }
};

// What a plant did in a month, for the events table; bits, more than one may be set.
enum class PlantMove : std::uint16_t {
    none = 0,
    strike = 1,
    accident = 2,
    weather = 4,
    project = 8,
    opening = 16,
    mothball = 32,
    restart = 64,
    closing = 128,
    exhaustion = 256,
    decree = 512,
    line_stop = 1024,
    line_start = 2048
};

// Columns of all plants of one kind.
struct Plants {
    TextColumn name;
    std::vector<std::uint32_t> key;  // number of the plant over all kinds: keys its draws
    std::vector<CountryId> country;
    std::vector<MineralId> mineral;
    std::vector<MaterialId> product;
    std::vector<RegionId> region;
    std::vector<std::uint32_t> exporter, slot;  // side and sell order in the product's market
    std::vector<double> capacity_t;             // per month
    AlikeColumn<double> typical_t;              // capacity of the first project where there is no plant yet
    AlikeColumn<double> scheduled_growth_t;     // capacity per month still coming from projects begun before the start
    AlikeColumn<double> project_size;           // capacity of a project over that of its parent plant
    AlikeColumn<double> project_cost_spread;    // standard deviation of log project cost
    AlikeColumn<double> project_hazard_per_year;  // that a project starts which just earns what it must
    AlikeColumn<double> strike_propensity;
    AlikeColumn<double> base_t;  // output of the base year, per month
    // Differ only where a scenario has laws or dated outages, see forget_laws().
    RareColumn<double> permitted_t{std::numeric_limits<double>::infinity()};  // per month, by laws in force
    RareColumn<PlantTerms> terms{{}};                                         // of laws on industry, this month
    RareColumn<double> unlicensed_t{0};  // dug beyond that where nobody finds it, per month: what mines aim at
    RareColumn<double> blended_t{0};     // of it, what is offered, then sold, among what is permitted
    RareColumn<double> found_t{0};       // of it, found and seized this month
    RareColumn<double> fine_usd{0};      // for that
    // Capacity that a site has room for in the base year that is there because a treasury may pay: it grows no further
    // than with needs, and only while one does. Infinity: any other plant.
    RareColumn<double> site_t{std::numeric_limits<double>::infinity()};
    RareColumn<double> pace{1};           // by guidance: how often projects begin, over as often as else; 0 none
    RareColumn<Sponsorship> sponsor{{}};  // by other states, this month
    RareColumn<std::uint32_t> awarded{none_index};  // law under which a state won the deposit; none_index: nobody has
    RareColumn<double> sponsored_usd{0};            // paid by that state this month
    RareColumn<double> subsidy_usd{0};              // this month
    RareColumn<double> lost_share{0};               // of capacity, by dated outages this month
    AlikeColumn<double> log_open_per_capital_share;
    AlikeColumn<double> log_open_per_rate;        // rise of log opening threshold per unit of cost of capital
    AlikeColumn<PlantTriggers> thresholds;        // over unit cost of a new plant (open) or of this one (others)
    AlikeColumn<double> new_unit_cost_usd_per_t;  // of a new plant, base year
    std::vector<double> restart_cost_usd_per_t;   // per tonne of monthly capacity
    std::vector<double> endurance;                // of a reason to stop, over the usual one: dear plants give up first
    std::vector<std::uint8_t> status, state_owned;
    std::vector<std::uint8_t> many_shops;  // stands for many small ones: grows and runs down smoothly, never closes
    std::vector<std::uint8_t> lines,
        stopped_lines;                        // equal parts that stop and come back one by one; of a running plant
    std::vector<std::uint16_t> line_moved;    // month in which the last one did
    std::vector<std::uint16_t> months_below;  // months that the reason to stop has held, or since it was mothballed
    std::vector<std::uint16_t> outage_until;  // month index; idle before it
    std::vector<std::uint16_t> shock_due, project_due;  // month of the run, from one, of the next chance; 0: not drawn
    std::vector<RareList<Opening>> begun;               // own projects under construction, in the order of their start
    std::vector<std::uint8_t> may_invest;               // its owners can pay
    AlikeColumn<std::uint32_t> scheduled_months;        // that scheduled growth lasts
    std::vector<std::vector<Opening>> openings;         // decided before the run began, by month; empty: none at all
    std::vector<double> output_t, sold_t, revenue_usd, cost_usd, capital_usd;  // this month
    std::vector<std::uint16_t> moved;  // what happened this month, see PlantMove

    std::size_t size() const { return name.size(); }
    void carried(auto&& visit) {
        visit(capacity_t, status, stopped_lines, line_moved, months_below, outage_until, shock_due, project_due, begun,
              may_invest, output_t, sold_t, revenue_usd, cost_usd, capital_usd, subsidy_usd, pace, sponsor, awarded,
              sponsored_usd, moved, unlicensed_t, blended_t, found_t, fine_usd);
    }
    // What laws pay for a tonne sold at this log price.
    double support_usd_per_t(std::size_t i, double log_price) const {
        const auto& t = terms[i];
        return t.subsidy_share == 0 ? t.subsidy_usd_per_t : t.subsidy_usd_per_t + t.subsidy_share * std::exp(log_price);
    }
    // A first project is being built: its own, or one decided before the run began.
    bool is_begun(std::size_t i, std::uint32_t now) const {
        const auto is_ahead = [now](const Opening& opening) { return opening.month > now; };
        return !begun[i].empty() || (!openings.empty() && std::ranges::any_of(openings[i], is_ahead));
    }
    // What the carbon released in making a tonne costs beyond the base year, in which what free allowances cover paid
    // nothing.
    double carbon_usd_per_t(std::size_t i, double released_t_per_t, const Economy& e) const {
        const PlantTerms& law = terms[i];
        if (!law.has_free_allowances) return released_t_per_t * e.background.of(country[i]).carbon_rise_usd_per_t;
        return law.charged_carbon_share * std::min(released_t_per_t, law.counted_t_co2_per_t) *
               e.background.carbon_price(country[i]);
    }
    // There is something to strike at or to flood: neither a deposit that nobody works nor a plant given up.
    bool is_built(std::size_t i) const {
        return status[i] != static_cast<std::uint8_t>(Status::deposit) &&
               status[i] != static_cast<std::uint8_t>(Status::closed);
    }
    bool is_founded(std::size_t i) const { return site_t[i] < std::numeric_limits<double>::infinity(); }
    bool is_supported(std::size_t i) const { return terms[i].subsidy_usd_per_t != 0 || terms[i].subsidy_share != 0; }
    double under_construction_t(std::size_t i) const {
        double sum = 0;
        for (const auto& project : begun[i].items()) sum += project.t;
        return sum;
    }
    // Decided before the run began and not open yet.
    double scheduled_t(std::size_t i, std::uint32_t now) const {
        double sum = 0;
        if (!openings.empty())
            for (const auto& opening : openings[i]) sum += opening.month > now ? opening.t : 0;
        return sum;
    }
    void reserve_columns(std::size_t plants);
    // Of one product and country, so also of one exporter.
    bool stand_together(std::size_t i, std::size_t j) const {
        return product[i] == product[j] && country[i] == country[j];
    }
    bool did(std::size_t i, PlantMove move) const { return (moved[i] & static_cast<std::uint16_t>(move)) != 0; }
    double running_share(std::size_t i) const {
        return stopped_lines[i] == 0 ? 1 : 1 - static_cast<double>(stopped_lines[i]) / lines[i];
    }
    void pack();         // once what neighbours share is final
    void forget_laws();  // where there are none, nor dated outages: what they would change takes no room
    double available_capacity_t(std::size_t i, std::uint32_t month) const {
        return is_at_work(i, month) ? std::min(workable_capacity_t(i), permitted_t[i]) : 0;
    }
    // What it could make and laws forbid.
    double idled_by_law_t(std::size_t i, std::uint32_t month) const {
        return is_at_work(i, month) ? std::max(0.0, workable_capacity_t(i) - permitted_t[i]) : 0;
    }

  private:
    bool is_at_work(std::size_t i, std::uint32_t month) const {
        return status[i] == static_cast<std::uint8_t>(Status::running) && outage_until[i] <= month;
    }
    double workable_capacity_t(std::size_t i) const { return running_share(i) * capacity_t[i] * (1 - lost_share[i]); }
};

// Plants of one product and country after those of another: visit(rows). What such have in common is worked out once.
template <class Visit>
void for_each_group(const Plants& plants, Rows rows, Visit&& visit) {
    for (std::size_t first = rows.first, last = first; first < rows.last; first = last) {
        while (last < rows.last && plants.stand_together(first, last)) ++last;
        visit(Rows{first, last});
    }
}
template <class Visit>
void for_each_group(const Plants& plants, Visit&& visit) {
    for_each_group(plants, {0, plants.size()}, visit);
}

// Laws and dated outages reach the plants; strikes, accidents and weather of this month become facts.
void suffer_shocks(Plants& plants, Rows rows, const Economy& economy);

// What a plant's kind makes of prices: what it expects to earn per tonne of product, what that costs here, and whether
// its reason to stop holds this month.
struct Outlook {
    double expected_value_usd_per_t, unit_cost_usd_per_t;
    bool should_stop;
    double new_cost_index = 1;  // of a new plant's unit cost, over the base year's
    bool puts_off = false;      // the price of the product falls steeply
};
// Opens finished projects, starts eligible ones, mothballs and restarts. A restart takes months and money. While prices
// fall steeply work at projects rests, and none begins: what is spent stays spent.
void run_projects(Plants& plants, std::size_t i, const Outlook& outlook, const PlantRule& rule, const Economy& economy);
// Gives a plant up for good.
void close_for_good(Plants& plants, std::size_t i, PlantMove reason);

// The pure rules.
Status next_status(Status status, const Outlook& outlook, const PlantTriggers& thresholds, std::uint32_t months_below,
                   double patience_months, bool state_owned);

}  // namespace orepolitik
