// When projects start: the pure rules.
#include "agents/project.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

constexpr StartRule start_rule{.hazard_per_year = 0.1, .margin_power = 1};

TEST(Project, StartsOnlyWhereItEarnsWhatItMust) {
    EXPECT_EQ(project_starts_per_year(0.999, start_rule), 0);
    EXPECT_DOUBLE_EQ(project_starts_per_year(1, start_rule), 0.1);
}

TEST(Project, StartsSoonerTheMoreItEarnsUpToOnceAYear) {
    EXPECT_DOUBLE_EQ(project_starts_per_year(3, start_rule), 0.3);
    EXPECT_DOUBLE_EQ(project_starts_per_year(3, {0.1, 2}), 0.9);
    EXPECT_DOUBLE_EQ(project_starts_per_year(3, {0.1, 0}), 0.1);
    EXPECT_DOUBLE_EQ(project_starts_per_year(1e9, start_rule), 1);
}

// Costs on a fine grid of normal scores, each project with its own.
TEST(Project, MeanOverCostsIsThatOfManyProjects) {
    for (const double log_middle : {-1.0, -0.2, 0.0, 0.5})
        for (const double power : {0.0, 1.0, 1.5}) {
            const StartRule each{.hazard_per_year = 0.01, .margin_power = power};
            double mean = 0, weight = 0;
            for (double score = -6; score < 6; score += 1e-4) {
                const double density = std::exp(-score * score / 2);
                mean += density * project_starts_per_year(std::exp(log_middle - 0.4 * score), each);
                weight += density;
            }
            EXPECT_NEAR(mean_starts_per_year(log_middle, 0.4, each), mean / weight, 1e-6);
        }
}

// A steady industry that begins 0.5 x 0.1 of itself a year opens what a smaller one began.
TEST(Project, SteadyGrowthOpensWhatASmallerIndustryBegan) {
    EXPECT_DOUBLE_EQ(growth_per_year(0.1, 0.5, 0), 0.05);
    const double growth = growth_per_year(0.1, 0.5, 7);
    EXPECT_NEAR(growth * std::exp(7 * growth), 0.05, 1e-12);
    EXPECT_EQ(growth_per_year(0, 0.5, 7), 0);
}

}  // namespace
}  // namespace orepolitik
