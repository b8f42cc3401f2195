// Designs: what points each sampling lays out, which runs follow, and how faults are told.
#include "config/design/design.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "config/design/sampling.hpp"
#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct DesignFile : Workspace {
    Design design(const std::string& text) const {
        return load_design(write("d.yaml", "title: T\nscenario: s.yaml\n" + text));
    }
    std::string faults(const std::string& text) const {
        try {
            design(text);
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }
};

std::vector<std::string> values(const Design& d, std::size_t path) {
    std::vector<std::string> texts;
    for (const auto& point : d.points) texts.push_back(point[path].text);
    return texts;
}

TEST_F(DesignFile, FactorialCrossesListsAndRanges) {
    const Design d = design("vary:\n  behaviour.a: [3, 5]\n  behaviour.b: {from: 1, to: 100, scale: log, count: 3}\n");
    EXPECT_THAT(values(d, 0), ElementsAre("3", "3", "3", "5", "5", "5"));
    EXPECT_THAT(values(d, 1), ElementsAre("1", "10", "100", "1", "10", "100"));
}

TEST_F(DesignFile, RunsAreSeedsWithinArmsWithinPoints) {
    const Design d = design(
        "vary: {behaviour.a: [1, 2]}\nseeds: 3\nfirst_seed: 7\n"
        "arms: {free: {laws.ban: }, ban: {laws.ban.from: 2025-01}}\n");
    ASSERT_EQ(d.runs(), 12u);
    const DesignRun run = d.run(10);
    EXPECT_EQ(run.point, 1u);
    EXPECT_EQ(run.arm, 1u);
    EXPECT_EQ(run.seed, 8);
    const auto settings = d.settings(10);
    ASSERT_EQ(settings.size(), 3u);
    EXPECT_EQ(settings[0].path + "=" + settings[0].value.text, "behaviour.a=2");
    EXPECT_EQ(settings[1].path + "=" + settings[1].value.text, "laws.ban.from=2025-01");
    EXPECT_EQ(settings[2].path + "=" + settings[2].value.text, "seed=8");
}

TEST_F(DesignFile, WholeNumbersFillTheirRangeEvenly) {
    const Design d = design("sampling: sobol\npoints: 400\nvary: {behaviour.a: {from: 1, to: 4, whole: true}}\n");
    std::map<std::string, int> count;
    for (const auto& text : values(d, 0)) ++count[text];
    ASSERT_EQ(count.size(), 4u);
    for (const auto& [text, times] : count) EXPECT_NEAR(times, 100, 2) << text;
}

TEST_F(DesignFile, SamplesOfAnotherToolAreRows) {
    write("s.csv", "behaviour.a,laws.ban.targets\n1.5,\"[USA, JPN]\"\n2,\n");
    const Design d = design("sampling: csv\nsamples: s.csv\n");
    EXPECT_THAT(d.paths, ElementsAre("behaviour.a", "laws.ban.targets"));
    ASSERT_EQ(d.points.size(), 2u);
    EXPECT_EQ(d.points[0][1].items.size(), 2u);
    EXPECT_EQ(d.points[1][1].kind, yaml::Kind::null);
    EXPECT_EQ(d.points[0][0].place.line, 2);
}

TEST_F(DesignFile, NamesEveryFaultAtOnce) {
    const std::string told = faults(
        "smapling: sobol\nvary:\n  seed: [1, 2]\n  months: [12, 24]\n  behaviour.a: 3\n"
        "  behaviour.b: {from: 2, to: 1, count: 3}\nrecord: {price: {variabel: price}}\n");
    EXPECT_THAT(told, HasSubstr(":3:1: smapling=sobol (unknown key) meant sampling?"));
    EXPECT_THAT(told, HasSubstr(":5:3: vary.seed (seeds are not varied by key) meant seeds and first_seed?"));
    EXPECT_THAT(told, HasSubstr(":6:3: vary.months (must be the same in all runs of a design)"));
    EXPECT_THAT(told,
                HasSubstr(":7:3: vary.behaviour.a=3 (must be a list of values or a map with from, to) meant [3]?"));
    EXPECT_THAT(told, HasSubstr("vary.behaviour.b.to=1 (must be above from)"));
    EXPECT_THAT(told, HasSubstr("record.price.variabel=price (unknown key) meant variable?"));
}

TEST_F(DesignFile, AFactorialRangeNeedsACount) {
    EXPECT_THAT(faults("vary: {behaviour.a: {from: 1, to: 2}}\n"),
                HasSubstr("vary.behaviour.a.count= (a factorial design needs the number of values)"));
}

TEST(Sampling, LatinHypercubePutsOnePointInEachRowAndColumn) {
    const auto unit = latin_hypercube(5, 40, 1);
    for (std::size_t f = 0; f < 5; ++f) {
        std::set<int> rows;
        for (const auto& point : unit) rows.insert(static_cast<int>(point[f] * 40));
        EXPECT_EQ(rows.size(), 40u);
    }
    EXPECT_NE(unit, latin_hypercube(5, 40, 2));
    EXPECT_EQ(unit, latin_hypercube(5, 40, 1));
}

TEST(Sampling, SobolPointsIntegrateFarBetterThanDraws) {
    double sum = 0;
    const auto unit = sobol_points(4, 1023);
    for (const auto& p : unit) sum += p[0] * p[1] * p[2] * p[3];
    EXPECT_NEAR(sum / 1023, 1.0 / 16, 0.0003);  // a random sample errs by .002
    for (const double value : unit[0]) EXPECT_EQ(value, 0.5);
}

TEST(Sampling, MorrisMovesEachFactorOncePerTrajectory) {
    const auto unit = morris_trajectories(6, 10, 1);
    ASSERT_EQ(unit.size(), 70u);
    for (std::size_t t = 0; t < 10; ++t) {
        std::set<std::size_t> moved;
        for (std::size_t s = 1; s < 7; ++s)
            for (std::size_t f = 0; f < 6; ++f) {
                const double step = std::abs(unit[t * 7 + s][f] - unit[t * 7 + s - 1][f]);
                if (step == 0) continue;
                EXPECT_NEAR(step, 2.0 / 3, 1e-12);
                moved.insert(f);
            }
        EXPECT_EQ(moved.size(), 6u);
    }
}

TEST(Sampling, SaltelliTakesOneFactorAtATimeFromTheOtherSample) {
    const auto unit = saltelli_samples(3, 8);
    ASSERT_EQ(unit.size(), 40u);
    for (std::size_t base = 0; base < 40; base += 5)
        for (std::size_t f = 0; f < 3; ++f)
            for (std::size_t g = 0; g < 3; ++g) EXPECT_EQ(unit[base + 2 + f][g], unit[base + (f == g ? 1 : 0)][g]);
}

}  // namespace
}  // namespace orepolitik::config
