// Paths are read off the calendar: nothing before their first date, lines between dates, the last value after.
#include "model/background/background.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace orepolitik {
namespace {

const Month first_day = Month::of(2024, 1);

BackgroundNames two_unions() {
    return {.regions = {"UNI", "CCC"},
            .countries = {"AAA", "BBB", "CCC"},
            .region_of_country = {RegionId{0}, RegionId{0}, RegionId{1}},
            .has_numeraire = {0, 0, 1},
            .carbon_price_usd_per_t = {10, 0, 0},
            .minerals = {"tin", "lead"},
            .sectors = {"cans", "batteries"}};
}

Background background_of(const std::vector<NamedPath>& paths, const std::vector<NamedOutage>& outages = {}) {
    auto binding = bind_background(paths, outages, two_unions());
    EXPECT_THAT(binding.faults, testing::IsEmpty());
    return std::move(binding.background);
}

Path path(const char* kind, std::vector<std::string> countries, std::vector<DatedValue> values) {
    Path made;
    made.path = kind;
    made.countries = std::move(countries);
    made.values = std::move(values);
    return made;
}

TEST(Path, IsALineBetweenItsDates) {
    const std::vector<DatedValue> values{{first_day + 10, 1}, {first_day + 20, 3}};
    EXPECT_EQ(value_at(values, first_day, 0.5, false), 0.5);
    EXPECT_EQ(value_at(values, first_day + 10, 0.5, false), 1);
    EXPECT_EQ(value_at(values, first_day + 15, 0.5, false), 2);
    EXPECT_EQ(value_at(values, first_day + 15, 0.5, true), 1);
    EXPECT_EQ(value_at(values, first_day + 99, 0.5, false), 3);
}

TEST(Background, WithoutPathsMovesNothing) {
    auto nothing = background_of({});
    nothing.observe(first_day, true, 1, 18);
    EXPECT_FALSE(nothing.any());
    EXPECT_EQ(nothing.of(CountryId{1}).cost_index(0.5, 0.4), 1);
    EXPECT_EQ(nothing.demand(RegionId{0}, MineralId{0}, 0), 1);
}

TEST(Background, GenerationAndUseOfPowerMoveWhereAndWhatTheyName) {
    auto dry = path("generation", {"AAA"}, {{first_day, 0.5}});
    dry.sources = {"hydro"};
    auto b = background_of({{"d", dry}, {"u", path("power_demand", {"UNI"}, {{first_day, 1.2}})}});
    b.observe(first_day, true, 1, 18);
    EXPECT_EQ(b.generation(CountryId{0}, PowerSource::hydro), 0.5);
    EXPECT_EQ(b.generation(CountryId{0}, PowerSource::coal), 1);
    EXPECT_EQ(b.generation(CountryId{1}, PowerSource::hydro), 1);
    EXPECT_EQ(b.power_demand(CountryId{1}), 1.2);
    EXPECT_EQ(b.power_demand(CountryId{2}), 1);
}

TEST(Background, DemandIsForeseenToTheExtentThatThePathStates) {
    auto boom = path("demand", {}, {{first_day, 1}, {first_day + 10, 3}});
    boom.sectors = {"batteries"};
    boom.foresight = 0.5;
    auto b = background_of({{"d", boom}, {"unforeseen", path("demand", {}, {{first_day, 9}})}});
    EXPECT_TRUE(b.anything_foreseen());
    EXPECT_DOUBLE_EQ(b.foreseen_demand(RegionId{0}, MineralId{0}, 1, first_day + 10, 1), 2);
    EXPECT_DOUBLE_EQ(b.foreseen_demand(RegionId{0}, MineralId{0}, 0, first_day + 10, 1), 1);
}

TEST(Background, ADollarMovesAllMoneyButItsOwn) {
    auto b = background_of({{"d", path("dollar", {}, {{first_day, 1.25}})}});
    b.observe(first_day, true, 1, 18);
    EXPECT_DOUBLE_EQ(b.of(CountryId{0}).log_currency, -std::log(1.25));
    EXPECT_EQ(b.of(CountryId{2}).log_currency, 0);
    EXPECT_DOUBLE_EQ(b.of(CountryId{0}).cost_index(0.5, 0), std::exp(-0.5 * std::log(1.25)));
}

TEST(Background, AUnionHasOneMoneyButAPowerPriceForEachMember) {
    auto b = background_of({{"c", path("currency", {"AAA"}, {{first_day, 0.8}})},
                            {"e", path("electricity_price", {"AAA"}, {{first_day, 2}})}});
    b.observe(first_day, true, 1, 18);
    EXPECT_DOUBLE_EQ(b.of(CountryId{1}).log_currency, std::log(0.8));
    EXPECT_EQ(b.of(CountryId{0}).power_price, 2);
    EXPECT_EQ(b.of(CountryId{1}).power_price, 1);
    EXPECT_EQ(b.of(RegionId{0}).power_price, 1.5);
}

TEST(Background, AFallOfMoneyIsNewsThatFades) {
    auto b = background_of({{"c", path("currency", {"CCC"}, {{first_day, 1}, {first_day + 1, 0.5}})}});
    b.observe(first_day, true, 1, 10);
    EXPECT_EQ(b.of(CountryId{2}).currency_news, 0);
    b.observe(first_day + 1, false, 1, 10);
    EXPECT_DOUBLE_EQ(b.of(CountryId{2}).currency_step, std::log(0.5));
    EXPECT_DOUBLE_EQ(b.of(CountryId{2}).currency_news, std::log(0.5));
    b.observe(first_day + 2, false, 1, 10);
    EXPECT_EQ(b.of(CountryId{2}).currency_step, 0);
    EXPECT_DOUBLE_EQ(b.of(CountryId{2}).currency_news, 0.9 * std::log(0.5));
}

TEST(Background, CarbonReplacesAndInterestAdds) {
    auto b = background_of({{"c", path("carbon_price", {}, {{first_day + 1, 50}})},
                            {"r", path("policy_rate", {"CCC"}, {{first_day, 3}})}});
    b.observe(first_day, true, 1, 18);
    EXPECT_EQ(b.of(CountryId{0}).carbon_rise_usd_per_t, 0);
    b.observe(first_day + 1, false, 1, 18);
    EXPECT_EQ(b.of(CountryId{0}).carbon_rise_usd_per_t, 40);
    EXPECT_EQ(b.of(CountryId{1}).carbon_rise_usd_per_t, 50);
    EXPECT_DOUBLE_EQ(b.of(CountryId{2}).policy_rate_rise, 0.03);
    EXPECT_EQ(b.of(CountryId{0}).policy_rate_rise, 0);
}

TEST(Background, DemandIsOfItsSectorMineralAndUnion) {
    Path cans = path("demand", {"BBB"}, {{first_day, 3}});
    cans.minerals = {"tin"};
    cans.sectors = {"cans"};
    Path instead = path("demand", {}, {{first_day, 1}});
    instead.minerals = {"lead"};
    instead.replaces_growth = true;
    auto b = background_of({{"cans", cans}, {"instead", instead}});
    b.observe(first_day, true, 2, 18);
    EXPECT_EQ(b.demand(RegionId{0}, MineralId{0}, 0), 3);
    EXPECT_EQ(b.demand(RegionId{1}, MineralId{0}, 0), 1);
    EXPECT_EQ(b.demand(RegionId{0}, MineralId{0}, 1), 1);
    EXPECT_EQ(b.demand(RegionId{0}, MineralId{1}, 1), 0.5) << "need is 1 although the world has grown to 2";
}

TEST(Background, OutagesAddUpWhileTheyLast) {
    const std::string deep = "Deep pit", flat = "Flat pit";
    const Outage flood{.plants = {},
                       .countries = {"UNI"},
                       .minerals = {"tin"},
                       .forms = {"ore"},
                       .share_lost = 0.5,
                       .from = first_day + 2,
                       .until = first_day + 4,
                       .reason = ""};
    const Outage slide{.plants = {"Deep"},
                       .countries = {},
                       .minerals = {},
                       .forms = {},
                       .share_lost = 0.5,
                       .from = first_day + 3,
                       .until = {},
                       .reason = ""};
    const auto b = background_of({}, {{"flood", flood}, {"slide", slide}});
    const auto lost = [&](const std::string& name, Form form, int month) {
        return b.lost_share({name, CountryId{1}, MineralId{0}, form}, first_day + month);
    };
    EXPECT_EQ(lost(deep, Form::ore, 1), 0);
    EXPECT_EQ(lost(deep, Form::ore, 2), 0.5);
    EXPECT_EQ(lost(deep, Form::ore, 3), 0.75);
    EXPECT_EQ(lost(flat, Form::ore, 3), 0.5);
    EXPECT_EQ(lost(flat, Form::refined, 3), 0);
    EXPECT_EQ(lost(deep, Form::ore, 4), 0.5);
    const auto foreseen = [&](int month) {
        return b.foreseen_loss({deep, CountryId{1}, MineralId{0}, Form::ore}, first_day + month, 4);
    };
    EXPECT_EQ(foreseen(1), 0);
    EXPECT_DOUBLE_EQ(foreseen(2), 0.25);             // half of it for two of four months
    EXPECT_DOUBLE_EQ(foreseen(3), 1 - 0.875 * 0.5);  // and half of the rest for as long as anybody looks
}

TEST(Background, UnknownNamesAreFaults) {
    Path wrong = path("demand", {"ATL"}, {{first_day, 1}});
    wrong.sectors = {"wands"};
    EXPECT_THAT(bind_background({{"x", wrong}}, {}, two_unions()).faults,
                testing::UnorderedElementsAre("paths.x.countries=ATL (not in the world)",
                                              "paths.x.sectors=wands (not in the world)"));
}

}  // namespace
}  // namespace orepolitik
