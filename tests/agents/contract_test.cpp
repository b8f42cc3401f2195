// The pure rules of contracts, co-operation, research and guidance, by hand-worked cases.
#include "agents/contract.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "agents/downstream.hpp"
#include "agents/guidance.hpp"

namespace orepolitik {
namespace {

constexpr double sigma = 8;

// Shares of a buyer who sees costs: w exp(-sigma cost) over their sum.
double share_of_first(double log_weight, double pull) {
    const double first = std::exp(log_weight + sigma * pull);
    return first / (first + 1);
}

TEST(Offtake, PullBringsAboutTheShareThatIsBoundInOneMonth) {
    for (const double log_weight : {-6.0, -2.0, 0.0, 1.0})
        for (const double wanted : {0.2, 0.5, 0.9}) {
            const double pull = next_pull(0, share_of_first(log_weight, 0), wanted, sigma);
            const double reached = share_of_first(log_weight, pull);
            if (pull > 0)
                EXPECT_NEAR(reached, wanted, 1e-12);
            else
                EXPECT_GE(reached, wanted);
        }
}

TEST(Bargain, WhoCanWaitLongerGivesWayLess) {
    EXPECT_NEAR(buyers_part(6, 6), 0.5, 1e-12);
    EXPECT_NEAR(buyers_part(3, 9), 0.25, 1e-12);
    EXPECT_EQ(buyers_part(0, 6), 0);  // nothing in store
    EXPECT_LT(buyers_part(4, 12), buyers_part(4, 1));
}

TEST(Bargain, ThePartIsGivenUpOnceOverALicencesYear) {
    for (const double part : {0.0, 0.1, 0.5, 1.0}) {
        double rent = 1;
        for (int month = 0; month < 12; ++month) rent *= 1 - conceded_a_month(part);
        EXPECT_NEAR(rent, 1 - part, 1e-12);
    }
}

TEST(Offtake, WhoGetsMoreThanIsBoundNeedsNoPullAndASurplusLetsItGo) {
    EXPECT_EQ(next_pull(0, 0.6, 0.3, sigma), 0);
    EXPECT_LT(next_pull(0.4, 0.6, 0.5, sigma), 0.4);
    EXPECT_EQ(next_pull(0.01, 0.6, 0.3, sigma), 0);
}

TEST(Offtake, PullIsBoundedWhereNothingIsToBeHad) {
    double pull = 0;
    for (int month = 0; month < 100; ++month) pull = next_pull(pull, 0, 0.9, sigma);
    EXPECT_EQ(pull, 3);
}

TEST(JointPurchasing, WedgeIsTheLernerIndexOfAMonopsony) {
    JointPurchasing group;
    group.conduct = 1;
    EXPECT_NEAR(group.wedge(1, 0.8, -0.5), std::log(1 + 1 / 0.8), 1e-12) << "alone: one over elasticity of supply";
    EXPECT_NEAR(group.wedge(0.5, 0.8, -0.4), std::log(1 + 0.5 / (0.8 + 0.5 * 0.4)), 1e-12);
    EXPECT_EQ(group.wedge(0, 0.8, -0.4), 0);
    EXPECT_LT(group.wedge(0.2, 0.8, -0.4), group.wedge(0.6, 0.8, -0.4));
    group.conduct = 0;
    EXPECT_EQ(group.wedge(1, 0.8, -0.4), 0) << "everyone for himself takes the price";
}

TEST(Cooperation, ForgoesHalfTheInterestCutOverTheLoansLife) {
    Cooperation law;
    law.rate_cut = 0.02;
    law.loan_years = 10;
    EXPECT_NEAR(law.interest_forgone_share(), 0.1, 1e-15);
    law.local_benefits_share = 0.01;
    law.standards_cost_share = 0.03;
    law.calm_per_share = 25;
    EXPECT_NEAR(law.calm(), 1, 1e-15);
}

TEST(DepositBid, ANearStateNeedsALowerBid) {
    DepositBid near, far;
    near.capital_share = 0.3;
    far.capital_share = 0.5;
    EXPECT_GT(near.worth(0.1), far.worth(0.6));
    EXPECT_LT(near.worth(0.1), far.worth(0.2));
}

TEST(Research, KnowledgeComesWithALagAndSettlesWhereItAgesAsFastAsItGrows) {
    Research research;
    for (int month = 0; month < 12; ++month) research = after_month(research, 100, 3);
    EXPECT_LT(research.knowledge_usd, 0.25 * 1200) << "most is still under way after a year";
    for (int month = 0; month < 1200; ++month) research = after_month(research, 100, 3);
    EXPECT_NEAR(research.knowledge_usd, 100 * 12 / DownstreamRnd::ages_per_year, 0.01);
    for (int month = 0; month < 240; ++month) research = after_month(research, 0, 3);
    EXPECT_LT(research.knowledge_usd, 0.1 * 100 * 12 / DownstreamRnd::ages_per_year) << "it ages when money stops";
}

TEST(Research, OutputGrowsByTheElasticityOfKnowledgeOverOutput) {
    DownstreamRnd law;
    law.output_elasticity = 0.08;
    law.own_research_share = 0.03;
    EXPECT_NEAR(law.growth(20, 100), std::pow(2, 0.08), 1e-12) << "as much as they have learned themselves: 3/.15";
    EXPECT_EQ(law.growth(0, 100), 1);
    EXPECT_EQ(law.growth(100, 0), 1);
}

TEST(Guidance, ForeseesThePastYearsGrowthWithinBounds) {
    EXPECT_NEAR(foreseen_need_t(120, 100, 2), 120 * 1.2 * 1.2, 1e-9);
    EXPECT_NEAR(foreseen_need_t(100, 100, 5), 100, 1e-9);
    EXPECT_NEAR(foreseen_need_t(1000, 100, 1), 2000, 1e-9);
    EXPECT_NEAR(foreseen_need_t(10, 100, 1), 5, 1e-9);
    EXPECT_EQ(foreseen_need_t(10, 0, 3), 10);
}

TEST(Guidance, HoldsBackWhatIsTooMuchAndUrgesWhatIsMissing) {
    Guidance law;
    law.spare_capacity = 0.2;
    law.urging = 3;
    EXPECT_EQ(law.pace(121, 100), 0);
    EXPECT_EQ(law.pace(110, 100), 1);
    EXPECT_EQ(law.pace(99, 100), 3);
}

}  // namespace
}  // namespace orepolitik
