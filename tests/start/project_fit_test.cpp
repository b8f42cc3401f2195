// Projects so planned make capacity grow as asked at base prices.
#include "start/project_fit.hpp"

#include <gtest/gtest.h>

#include "agents/project.hpp"

namespace orepolitik::start {
namespace {

double growth_at_base_prices(const ProjectPlan& plan, double lead_years, const Behaviour& b) {
    const StartRule rule{plan.hazard_per_year, b.project_margin_power};
    return growth_per_year(mean_starts_per_year(plan.log_middle_profitability_at_base, plan.log_cost_spread, rule),
                           plan.size, lead_years);
}

TEST(ProjectPlan, GrowsWithDemandAtBasePrices) {
    for (const double power : {0.0, 1.0, 2.0})
        for (const double growth : {1e-3, 0.02, 0.05, 0.15})
            for (const double lead_years : {1.5, 2.5, 7.0}) {
                Behaviour b;
                b.project_margin_power = power;
                EXPECT_NEAR(growth_at_base_prices(plan_projects(growth, lead_years, b), lead_years, b), growth,
                            1e-6 * growth);
            }
}

TEST(ProjectPlan, SizesProjectsBetweenAFifthAndAHalfOfTheirParent) {
    const Behaviour b;
    const double at_stated_share = b.project_cost_spread * score_of_share(b.eligible_share_at_base);
    const ProjectPlan usual = plan_projects(0.015, 3, b);
    EXPECT_GT(usual.size, 0.2);
    EXPECT_LT(usual.size, 0.5);
    EXPECT_DOUBLE_EQ(usual.hazard_per_year, b.project_hazard_per_year);
    EXPECT_DOUBLE_EQ(usual.log_middle_profitability_at_base, at_stated_share);
    const ProjectPlan boom = plan_projects(0.15, 1.5, b);
    EXPECT_DOUBLE_EQ(boom.size, 0.5);
    EXPECT_GT(boom.hazard_per_year, b.project_hazard_per_year);
    const ProjectPlan rides_on_hosts = plan_projects(0, 3, b);
    EXPECT_DOUBLE_EQ(rides_on_hosts.size, 0.2);
    EXPECT_LT(rides_on_hosts.log_middle_profitability_at_base, at_stated_share);
}

}  // namespace
}  // namespace orepolitik::start
