// Substitution is slow, and part of it never comes back.
#include "agents/manufacturer.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

constexpr DemandRule rule{.short_run_elasticity = -0.1, .long_run_elasticity = -0.6};

TEST(Substitution, StandsStillAtBasePrices) {
    EXPECT_DOUBLE_EQ(next_substituted(0, 0, 0, rule, 0.12), 0);
}

TEST(Substitution, BuildsAtMostAtItsSpeed) {
    EXPECT_NEAR(next_substituted(0.2, 0, std::log(10), rule, 0.12), 0.2 + 0.01 * std::log2(10), 1e-12);
}

TEST(Substitution, IsSlowWhereTheGapIsSmall) {
    EXPECT_NEAR(next_substituted(0, 0, std::log(1.1), rule, 0.12), 0.01 * std::log2(1.1), 1e-12);
}

TEST(Substitution, EndsWhereTheLongElasticityPutsIt) {
    EXPECT_NEAR(next_substituted(0.498, 0, std::log(4), rule, 0.12), 0.5, 1e-12);  // 1 - 4^-0.5
}

TEST(Substitution, ComesBackOnlyToWhatIsLocked) {
    EXPECT_NEAR(next_substituted(0.3, 0.2, 0, rule, 0.12), 0.29, 1e-12);
    EXPECT_NEAR(next_substituted(0.205, 0.2, 0, rule, 0.12), 0.2, 1e-12);
}

}  // namespace
}  // namespace orepolitik
