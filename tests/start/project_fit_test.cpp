// Projects so planned make capacity grow as asked, at base prices and at twice.
#include "start/project_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "agents/plant.hpp"

namespace orepolitik::start {
namespace {

// Growth per year where prices stand so many times over their base.
double growth_at(double price, const GrowthAim& aim, const Behaviour& b) {
    const ProjectPlan plan = plan_projects(aim, b);
    const double score = score_of_share(plan.eligible_at_base) + std::log(price) / plan.log_cost_spread;
    const double eligible = 0.5 * std::erfc(-score / std::sqrt(2));
    return growth_per_year(
        eligible, plan.size,
        {.hazard_per_year = b.project_hazard_per_year, .lead_years = aim.lead_years, .patience_months = 1});
}

TEST(ProjectPlan, GrowsWithDemandAtBasePricesAndByItsElasticityAtTwice) {
    const Behaviour b;
    for (const double elasticity : {0.75, 1.0, 1.7})
        for (const double lead_years : {2.5, 4.0, 8.0}) {
            const GrowthAim aim{0.02, elasticity * std::log(2), lead_years};
            EXPECT_NEAR(growth_at(1, aim, b), 0.02, 1e-6);
            EXPECT_NEAR(growth_at(2, aim, b), 0.02 + aim.log_rise_at_twice / b.long_run_years, 1e-6);
        }
}

TEST(ProjectPlan, AsksForThreeInTenToPayAtBasePricesWhereThatCanBe) {
    EXPECT_NEAR(plan_projects({0.02, 0.5, 4}, {}).eligible_at_base, Behaviour{}.eligible_share_at_base, 1e-9);
    EXPECT_LT(plan_projects({0.02, 1.5, 4}, {}).eligible_at_base, Behaviour{}.eligible_share_at_base);
}

TEST(ProjectPlan, LetsByProductsGrowWithTheirHostsUntilPricesRise) {
    const GrowthAim rides{0, 0.8 * std::log(2), 4};
    EXPECT_LT(growth_at(1, rides, {}), 0.002);
    EXPECT_NEAR(growth_at(2, rides, {}), 0.8 * std::log(2) / Behaviour{}.long_run_years, 1e-3);
}

TEST(ProjectPlan, SpreadsCostsNoWiderThanStated) {
    EXPECT_DOUBLE_EQ(plan_projects({0.02, 0, 4}, {}).log_cost_spread, Behaviour{}.widest_project_cost_spread);
}

}  // namespace
}  // namespace orepolitik::start
