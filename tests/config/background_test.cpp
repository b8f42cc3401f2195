// Paths and events as users write them: what each fault says and where.
#include "config/scenario.hpp"
#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

class BackgroundOfAScenario : public Workspace {};

TEST_F(BackgroundOfAScenario, IsReadWithItsDates) {
    const LoadedScenario loaded = load_scenario(
        scenario("paths:\n  ev: {path: demand, sectors: [cars], values: {2024-06: 1, 2030-01: 2.5}}\n"
                 "events:\n  flood: {event: outage, minerals: [redmetal], from: 2024-03, until: 2024-05}\n"),
        {"paths.ev.values.2027-01=2"});
    ASSERT_EQ(loaded.scenario.paths.size(), 1u);
    const Path& path = loaded.scenario.paths[0].path;
    EXPECT_EQ(path.kind(), PathKind::demand);
    ASSERT_EQ(path.values.size(), 3u);
    EXPECT_EQ(path.values[1].month, Month::of(2027, 1)) << "in order, wherever it was said";
    ASSERT_EQ(loaded.scenario.outages.size(), 1u);
    EXPECT_EQ(loaded.scenario.outages[0].outage.share_lost, 1);
}

TEST_F(BackgroundOfAScenario, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: dolar, values: {2024-01: 1}}}\n")),
              "case.yaml:4:19: paths.x.path=dolar (must be one of demand, currency, dollar, electricity_price, "
              "fuel_price, carbon_price, policy_rate, power_demand, generation) meant dollar?");
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: dollar, values: {2024-13: 1}}}\n")),
              "case.yaml:4:36: paths.x.values=2024-13 (months run from 01 to 12)");
    EXPECT_EQ(
        faults_of(scenario("paths: {x: {path: dollar, values: 1.1}}\n")),
        "case.yaml:4:35: paths.x.values=1.1 (must be a map of months to numbers) meant {2025-01: 1, 2030-01: 2}?");
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: dollar, values: {2024-01: 0}}}\n")),
              "case.yaml:4:35: paths.x.values={...} (0 in 2024-01 must be within 0.01..100, base-year level)");
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: currency, countries: [MNA], values: {2024-01: much}}}\n")),
              "case.yaml:4:65: paths.x.values.2024-01=much (must be a number, in multiple of the base year; "
              "carbon_price: USD/tCO2; policy_rate: percentage points)");
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: dollar, minerals: [redmetal], values: {2024-01: 1}}}\n")),
              "case.yaml:4:37: paths.x.minerals=[redmetal] (says nothing of dollar; only of demand)");
    EXPECT_EQ(faults_of(scenario("paths: {x: {path: generation, sources: [peat], values: {2024-01: 1}}}\n")),
              "case.yaml:4:40: paths.x.sources=[peat] (peat must be one of coal, gas, oil, nuclear, hydro, wind_solar, "
              "other)");
    EXPECT_EQ(faults_of(scenario("events: {x: {event: flood, from: 2024-01}}\n")),
              "case.yaml:4:21: events.x.event=flood (must name a kind of event: outage)");
    EXPECT_EQ(faults_of(scenario("events: {x: {event: outage, from: 2024-03, until: 2024-03}}\n")),
              "case.yaml:4:51: events.x.until=2024-03 (should be after from=2024-03)");
}

}  // namespace
}  // namespace orepolitik::config
