// Plants open, stop, restart and close where the thresholds say; shocks come as often as their hazards say.
#include "agents/plant.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace orepolitik {
namespace {

constexpr PlantTriggers triggers{.open = 1.5, .restart = 1.0, .mothball = 0.6};

Status after(Status status, double value, std::uint32_t months_below, bool state_owned = false) {
    return next_status(status, {value, 100, value < 60}, triggers, months_below, 6, state_owned);
}

TEST(Plant, StopsOnlyAfterItsPatience) {
    EXPECT_EQ(after(Status::running, 50, 5), Status::running);
    EXPECT_EQ(after(Status::running, 50, 6), Status::mothballed);
}

TEST(Plant, StateOwnedRunsAtALoss) {
    EXPECT_EQ(after(Status::running, 1, 200, true), Status::running);
}

TEST(Plant, RestartsOnlyAboveItsRestartThreshold) {
    EXPECT_EQ(after(Status::mothballed, 80, 10), Status::mothballed);  // would have gone on running at this value
    EXPECT_EQ(after(Status::mothballed, 100, 10), Status::mothballed);
    EXPECT_EQ(after(Status::mothballed, 101, 10), Status::running);
}

TEST(Plant, IsGivenUpAfterTwentyYears) {
    EXPECT_EQ(after(Status::mothballed, 80, 240), Status::mothballed);
    EXPECT_EQ(after(Status::mothballed, 80, 241), Status::closed);
}

Plants many_plants(std::uint32_t count) {
    Plants plants;
    for (std::uint32_t i = 0; i < count; ++i) {
        plants.name.push_back("plant");
        plants.key.push_back(i);
        plants.strike_propensity.push_back(1);
        plants.country.push_back({});
        plants.log_open_per_rate.push_back(0);
        plants.log_open_per_capital_share.push_back(0);
    }
    plants.reserve_columns(count);
    plants.status.assign(count, static_cast<std::uint8_t>(Status::running));
    return plants;
}

TEST(Plant, WhatClosesInTheMonthInWhichItBeginsAProjectBeginsNone) {
    Plants plants = many_plants(1);
    plants.begun[0].push_back({.month = 12, .t = 5});
    plants.moved[0] = static_cast<std::uint16_t>(PlantMove::project);
    close_for_good(plants, 0, PlantMove::exhaustion);
    EXPECT_TRUE(plants.begun[0].empty());
    EXPECT_FALSE(plants.did(0, PlantMove::project));  // or the table of events would look for its tonnes
    EXPECT_TRUE(plants.did(0, PlantMove::exhaustion));
}

TEST(Plant, WeatherComesAsOftenAsItsHazard) {
    Economy economy;
    economy.behaviour.disruption_weather_per_year = 0.6;
    economy.behaviour.disruption_accident_per_year = economy.behaviour.disruption_strike_per_year = 0;
    Plants plants = many_plants(4000);
    int hit = 0;
    suffer_shocks(plants, {0, plants.size()}, economy);
    for (std::size_t i = 0; i < plants.size(); ++i) {
        hit += plants.moved[i] == static_cast<std::uint16_t>(PlantMove::weather);
        EXPECT_EQ(plants.outage_until[i], plants.moved[i] == 0 ? 0U : 1U);
    }
    EXPECT_NEAR(hit, 200, 4 * 14);  // four standard deviations
}

// Whichever comes first is drawn, then which it is: over the years each comes as often as if every month were drawn.
TEST(Plant, ShocksComeOverTheYearsAsOftenAsTheirHazards) {
    Economy economy;
    economy.first_month = economy.month = Month::of(2024, 1);
    economy.behaviour.disruption_strike_per_year = 0.12;
    economy.behaviour.disruption_accident_per_year = 0.06;
    economy.behaviour.disruption_weather_per_year = 0.24;
    Plants plants = many_plants(1000);
    double months = 0, strikes = 0, accidents = 0, weathers = 0;
    for (int k = 0; k < 240; ++k, economy.month = economy.month + 1) {
        for (const auto until : plants.outage_until) months += until <= economy.elapsed();
        suffer_shocks(plants, {0, plants.size()}, economy);
        for (std::size_t i = 0; i < plants.size(); ++i) {
            strikes += plants.did(i, PlantMove::strike);
            accidents += plants.did(i, PlantMove::accident);
            weathers += plants.did(i, PlantMove::weather);
        }
    }
    EXPECT_NEAR(strikes, 0.01 * months, 4 * std::sqrt(0.01 * months));
    EXPECT_NEAR(accidents, 0.005 * months, 4 * std::sqrt(0.005 * months));
    EXPECT_NEAR(weathers, 0.02 * months, 4 * std::sqrt(0.02 * months));
}

// The same seed, other strikes at most: what a scenario makes rarer moves nothing else.
TEST(Plant, WhereStrikesAreRarerAccidentsAndWeatherComeInTheSameMonths) {
    Economy usual, calm;
    calm.behaviour.disruption_strike_per_year = 0.9 * usual.behaviour.disruption_strike_per_year;
    const auto hits = [](Economy& economy, PlantMove move) {
        economy.first_month = economy.month = Month::of(2024, 1);
        Plants plants = many_plants(500);
        std::vector<std::pair<int, std::size_t>> found;
        for (int k = 0; k < 60; ++k, economy.month = economy.month + 1) {
            std::ranges::fill(plants.outage_until, std::uint16_t{0});
            suffer_shocks(plants, {0, plants.size()}, economy);
            for (std::size_t i = 0; i < plants.size(); ++i)
                if (plants.did(i, move)) found.emplace_back(k, i);
        }
        return found;
    };
    EXPECT_FALSE(hits(usual, PlantMove::accident).empty());
    EXPECT_EQ(hits(usual, PlantMove::accident), hits(calm, PlantMove::accident));
    EXPECT_EQ(hits(usual, PlantMove::weather), hits(calm, PlantMove::weather));
    EXPECT_TRUE(std::ranges::includes(hits(usual, PlantMove::strike), hits(calm, PlantMove::strike)));
    EXPECT_LT(hits(calm, PlantMove::strike).size(), hits(usual, PlantMove::strike).size());
}

TEST(Plant, NothingStrikesWhereNothingIsBuilt) {
    Economy economy;
    economy.behaviour.disruption_weather_per_year = 12;
    Plants plants = many_plants(400);
    for (std::size_t i = 0; i < plants.size(); i += 2)
        plants.status[i] = static_cast<std::uint8_t>(i % 4 == 0 ? Status::deposit : Status::closed);
    suffer_shocks(plants, {0, plants.size()}, economy);
    for (std::size_t i = 0; i < plants.size(); ++i) EXPECT_EQ(plants.moved[i] != 0, i % 2 == 1) << i;
}

TEST(Plant, NothingHappensWithoutShocks) {
    Economy economy;
    economy.behaviour.shocks = false;
    economy.behaviour.disruption_weather_per_year = 12;
    Plants plants = many_plants(10);
    suffer_shocks(plants, {0, plants.size()}, economy);
    for (std::size_t i = 0; i < plants.size(); ++i) {
        EXPECT_EQ(plants.moved[i], 0);
        EXPECT_EQ(plants.outage_until[i], 0U);
    }
}

// A month of the first plant's projects.
void work(Plants& plants, const Outlook& outlook, const PlantRule& rule, const Economy& economy) {
    run_projects(plants, 0, outlook, rule, economy);
}

// A plant whose projects start whenever they pay, without spread of costs.
Plants one_builder() {
    Plants plants = many_plants(1);
    plants.status = {static_cast<std::uint8_t>(Status::running)};
    plants.capacity_t = {100};
    plants.typical_t = {0};
    plants.project_size = {0.3};
    plants.project_cost_spread = {1e-9};
    plants.project_hazard_per_year = {12};
    plants.new_unit_cost_usd_per_t = {100};
    plants.restart_cost_usd_per_t = {0};
    plants.thresholds = {triggers};
    plants.state_owned = {0};
    plants.many_shops = {0};
    plants.scheduled_growth_t = {0};
    plants.scheduled_months = {0};
    return plants;
}

// Builders are busy with one start a year at most; whatever has begun opens after its lead time, several at once.
TEST(Plant, BeginsProjectsWhileTheyPayAndOpensThemAfterTheirLeadTime) {
    Economy economy;
    economy.first_month = economy.month = Month::of(2024, 1);
    Plants plants = one_builder();
    const PlantRule rule{.lead_years = 2, .patience_months = 1};
    const Outlook poor{.expected_value_usd_per_t = 149, .unit_cost_usd_per_t = 100, .should_stop = false};
    for (int k = 0; k < 60; ++k, economy.month = economy.month + 1) work(plants, poor, rule, economy);
    EXPECT_TRUE(plants.begun[0].empty());  // below 1.5 times its cost
    const Outlook rich{.expected_value_usd_per_t = 151, .unit_cost_usd_per_t = 100, .should_stop = false};
    std::size_t most = 0;
    for (int k = 0; k < 600; ++k, economy.month = economy.month + 1) {
        plants.capacity_t = {100};
        work(plants, rich, rule, economy);
        most = std::max(most, plants.begun[0].items().size());
        for (const auto& project : plants.begun[0].items()) {
            EXPECT_GT(project.month, economy.elapsed());
            EXPECT_LE(project.month, economy.elapsed() + 24);
            EXPECT_GE(project.t, 30);  // of what has just opened, too
        }
    }
    EXPECT_GT(most, 1U);
}

// A project rests each month in which prices fall steeply, costs nothing more and opens as many months later as it
// rested.
TEST(Plant, PutsOffWhatItBuildsAsLongAsPricesFall) {
    Economy economy;
    economy.first_month = economy.month = Month::of(2024, 1);
    Plants plants = one_builder();
    plants.project_hazard_per_year = {0};
    plants.begun[0].push_back({.month = 10, .t = 30});
    const PlantRule rule{.lead_years = 2, .patience_months = 1};
    Outlook outlook{.expected_value_usd_per_t = 200, .unit_cost_usd_per_t = 100, .should_stop = false};
    std::uint32_t opened = 0;
    for (std::uint32_t k = 0; k < 24; ++k, economy.month = economy.month + 1) {
        outlook.puts_off = k >= 4 && k < 9;  // five months of ten
        work(plants, outlook, rule, economy);
        EXPECT_EQ(plants.capital_usd[0], 0);
        EXPECT_EQ(plants.capacity_t[0], opened == 0 && k < 15 ? 100 : 130);
        if (plants.did(0, PlantMove::opening) && opened == 0) opened = k;
        plants.moved[0] = 0;
    }
    EXPECT_EQ(opened, 15U);
    EXPECT_TRUE(plants.begun[0].empty());
}

TEST(Plant, BeginsNothingWhilePricesFall) {
    Economy economy;
    economy.first_month = economy.month = Month::of(2024, 1);
    Plants plants = one_builder();
    Outlook rich{.expected_value_usd_per_t = 300, .unit_cost_usd_per_t = 100, .should_stop = false};
    for (const bool falls : {true, false}) {
        rich.puts_off = falls;
        for (int k = 0; k < 60; ++k, economy.month = economy.month + 1)
            work(plants, rich, {.lead_years = 20, .patience_months = 1}, economy);
        EXPECT_EQ(plants.begun[0].empty(), falls);
    }
}

TEST(Plant, OfSeveralLinesStopsAndComesBackOneByOne) {
    Economy economy;
    economy.behaviour.investment = false;
    Plants plants = one_builder();
    plants.lines = {4};
    plants.restart_cost_usd_per_t = {12};
    const PlantRule rule{.lead_years = 2, .patience_months = 1};
    const Outlook bad{.expected_value_usd_per_t = 50, .unit_cost_usd_per_t = 100, .should_stop = true};
    const Outlook good{.expected_value_usd_per_t = 120, .unit_cost_usd_per_t = 100, .should_stop = false};
    const auto month = [&](const Outlook& outlook) {
        plants.moved[0] = 0;
        work(plants, outlook, rule, economy);
        economy.month = economy.month + 1;
        return plants.available_capacity_t(0, economy.elapsed());
    };
    for (const double left : {75, 50, 25}) {
        EXPECT_NEAR(month(bad), left, 1e-9);
        EXPECT_TRUE(plants.did(0, PlantMove::line_stop));
    }
    EXPECT_EQ(month(bad), 0);
    EXPECT_EQ(plants.status[0], static_cast<std::uint8_t>(Status::mothballed));
    double back = 0, paid = 0;
    std::vector<double> steps;
    for (int k = 0; k < 24; ++k) {
        const double now = month(good);
        if (now != back) steps.push_back(now);
        paid += plants.capital_usd[0];
        back = now;
    }
    EXPECT_EQ(steps, (std::vector<double>{25, 50, 75, 100}));
    EXPECT_NEAR(paid, 12 * 100, 1e-9) << "each line is restarted at its own cost";
}

TEST(Plant, ThatHasAStoppedLineIsNotEnlarged) {
    Economy economy;
    economy.first_month = economy.month = Month::of(2024, 1);
    Plants plants = one_builder();
    plants.lines = {4};
    plants.stopped_lines = {1};
    plants.line_moved = {60000};
    const Outlook rich{.expected_value_usd_per_t = 300, .unit_cost_usd_per_t = 100, .should_stop = false};
    for (int k = 0; k < 60; ++k, economy.month = economy.month + 1)
        work(plants, rich, {.lead_years = 2, .patience_months = 1}, economy);
    EXPECT_TRUE(plants.begun[0].empty());
}

// Whose site has room for 100: nothing without a grant; with one what it has room for, as needs grow, and no further.
TEST(Plant, AFoundedOneGrowsWithNeedsOnlyAndByGrantsOnly) {
    for (const bool shops : {false, true}) {
        Economy economy;
        economy.first_month = economy.month = Month::of(2024, 1);
        economy.demand_growth_per_month = 0.03 / 12;
        Plants plants = one_builder();
        plants.status = {static_cast<std::uint8_t>(Status::deposit)};
        plants.capacity_t = {0};
        plants.typical_t = {100 / 0.3};
        plants.many_shops = {static_cast<std::uint8_t>(shops)};
        plants.site_t.set(0, 100);
        const Outlook rich{.expected_value_usd_per_t = 300, .unit_cost_usd_per_t = 100, .should_stop = false};
        const auto years = [&](int count, double capital_share) {
            plants.terms.set(0, {.capital_share = capital_share});
            for (int k = 0; k < 12 * count; ++k, economy.month = economy.month + 1) {
                work(plants, rich, {.lead_years = 2, .patience_months = 1}, economy);
                EXPECT_LE(plants.capacity_t[0], 100 * economy.growth() * (1 + 1e-12));
            }
        };
        years(10, 0);
        EXPECT_EQ(plants.capacity_t[0], 0);
        years(20, 0.3);
        const double then = plants.capacity_t[0];
        EXPECT_GT(then, 0.8 * 100 * economy.growth());
        years(3, 0);  // what was under way opens
        const double held = plants.capacity_t[0];
        years(10, 0);
        EXPECT_EQ(plants.capacity_t[0], held);
    }
}

TEST(Plant, ASiteOfManyShopsBeginsFromItsFirstOnes) {
    Economy economy;
    Plants plants = one_builder();
    plants.status = {static_cast<std::uint8_t>(Status::deposit)};
    plants.capacity_t = {0};
    plants.typical_t = {100};
    plants.project_cost_spread = {0.4};
    plants.many_shops = {1};
    const Outlook pays{.expected_value_usd_per_t = 200, .unit_cost_usd_per_t = 100, .should_stop = false};
    work(plants, pays, {.lead_years = 5, .patience_months = 1}, economy);
    EXPECT_GT(plants.capacity_t[0], 0);
    EXPECT_LT(plants.capacity_t[0], 30);
    EXPECT_EQ(plants.status[0], static_cast<std::uint8_t>(Status::running));
}

// A hundredth of a plant a month, in the mean, at a value that all projects or half of them can live with.
TEST(Plant, ManyShopsGrowEvenlyWhileTheyPay) {
    Economy economy;
    Plants plants = many_plants(1);
    plants.status = {static_cast<std::uint8_t>(Status::running)};
    plants.capacity_t = {100};
    plants.typical_t = {100};
    plants.project_size = {0.3};
    plants.project_cost_spread = {0.4};
    plants.project_hazard_per_year = {0.2};
    plants.new_unit_cost_usd_per_t = {100};
    plants.restart_cost_usd_per_t = {0};
    plants.thresholds = {triggers};
    plants.many_shops = {1};
    plants.scheduled_months = {0};
    const PlantRule rule{.lead_years = 5, .patience_months = 1};
    work(plants, {.expected_value_usd_per_t = 150, .unit_cost_usd_per_t = 100, .should_stop = true}, rule, economy);
    // Half of them pay, and those that pay more start sooner: .2 exp(.4^2 / 2) N(.4) = .1420 starts a year.
    EXPECT_NEAR(plants.capacity_t[0], 100 * (1 + 0.3 * 0.142002 / 12), 1e-5);
    EXPECT_NEAR(plants.capital_usd[0], 12 * (plants.capacity_t[0] - 100) * 100 * 2, 1e-6);
    EXPECT_EQ(plants.status[0], static_cast<std::uint8_t>(Status::running));
    const double grown = plants.capacity_t[0];
    work(plants, {.expected_value_usd_per_t = -5, .unit_cost_usd_per_t = 100, .should_stop = true}, rule, economy);
    EXPECT_EQ(plants.capacity_t[0], grown);
    EXPECT_EQ(plants.capital_usd[0], 0);
}

}  // namespace
}  // namespace orepolitik
