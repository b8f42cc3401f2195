// The pure rules by which states react, and what they remember.
#include <gtest/gtest.h>

#include <cmath>

#include "agents/nationalism.hpp"
#include "agents/reshoring.hpp"
#include "agents/restriction.hpp"
#include "agents/retaliation.hpp"

namespace orepolitik {
namespace {

TEST(Restriction, HazardRisesWithEachPressure) {
    const Politics p;
    const RestrictionPressure calm{0, 0, 0.1, 0, 0};
    const double base = restriction_hazard_per_month(calm, p);
    EXPECT_NEAR(base, 1 / (1 + std::exp(-(p.contagion_intercept + 0.1 * p.contagion_of_share))), 1e-15);
    for (const RestrictionPressure more : {RestrictionPressure{0.5, 0, 0.1, 0, 0},
                                           {0, 0.5, 0.1, 0, 0},
                                           {0, 0, 0.6, 0, 0},
                                           {0, 0, 0.1, 1, 0},
                                           {0, 0, 0.1, 0, 1}})
        EXPECT_GT(restriction_hazard_per_month(more, p), 1.5 * base);
}

TEST(Restriction, OnePercentOfPriceAddsElevenTenthsOfHazard) {
    const Politics p;
    const double calm = restriction_hazard_per_month({0, 0, 0.1, 0, 0}, p);
    const double dearer = restriction_hazard_per_month({0, 0.01, 0.1, 0, 0}, p);
    EXPECT_NEAR(dearer / calm, std::exp(0.011), 1e-4);
}

TEST(Restriction, OptimalTaxIsOneOverElasticityUpToTheMost) {
    const MineralTraits traits{-0.1, -0.4, 0.2, 0.6};
    EXPECT_NEAR(residual_elasticity(0.5, traits), (0.4 + 0.3) / 0.5, 1e-12);
    EXPECT_NEAR(chosen_export_tax(4, 0.3), 0.25, 1e-12);
    EXPECT_NEAR(chosen_export_tax(1.4, 0.3), 0.3, 1e-12);
}

TEST(Restriction, ItsMakerRelentsTheSoonerTheMoreItsOwnMakersLose) {
    EXPECT_NEAR(loss_over_sales(0.5, 0.4, 0, 100), 0.2, 1e-12);
    EXPECT_EQ(loss_over_sales(0.4, 0.5, 0, 100), 0) << "what is gained is no loss";
    EXPECT_NEAR(loss_over_sales(0.5, 0.5, 30, 100), 0.3, 1e-12) << "answers hurt";
    EXPECT_EQ(loss_over_sales(0, 0, 30, 0), 0);
    const Politics p;
    EXPECT_EQ(relaxations_per_year(p.relax_loss_of_sales, p), 0);
    EXPECT_NEAR(relaxations_per_year(1.5 * p.relax_loss_of_sales, p), 0.75 * p.relax_hazard_per_year, 1e-12);
    EXPECT_NEAR(relaxations_per_year(5, p), p.relax_hazard_per_year, 1e-12);
}

TEST(Reshoring, APaidProgrammeIsTheLikelierTheMoreOfWhatIsImportedOthersRestrict) {
    const Politics p;
    EXPECT_EQ(programmes_per_year(p.reshoring_threshold, p), 0);
    EXPECT_NEAR(programmes_per_year(1.5 * p.reshoring_threshold, p), 0.75 * p.reshoring_hazard_per_year, 1e-12);
    EXPECT_NEAR(programmes_per_year(1, p), p.reshoring_hazard_per_year, 1e-12);
}

TEST(Retaliation, LossesAreTriangles) {
    const Exposure x{.flow_usd = 20, .purchases_usd = 40, .sales_usd = 100, .leverage = 1, .elasticity = 0.5};
    EXPECT_NEAR(opponent_loss_usd(x), 40 * std::expm1(1.0), 1e-12);
    EXPECT_NEAR(own_loss_usd(x), 100 * 0.2 * 0.2, 1e-12);
    Exposure filled = x;
    filled.leverage = 0.1;
    EXPECT_LT(opponent_loss_usd(filled), 0.2 * opponent_loss_usd(x)) << "others fill the gap";
    EXPECT_EQ(opponent_loss_usd({}), 0);
    EXPECT_EQ(own_loss_usd({}), 0);
}

TEST(Nationalism, ComesWithPricesAndWeakInstitutions) {
    const Politics p;
    EXPECT_NEAR(nationalism_hazard_per_year(0, 0, p), 0.005, 1e-15);
    EXPECT_NEAR(nationalism_hazard_per_year(std::log(2), 0, p), 0.005 * std::pow(2, 1.5), 1e-15);
    EXPECT_NEAR(nationalism_hazard_per_year(0, 0.5, p), 0.005 * std::exp(0.5), 1e-15);
}

}  // namespace
}  // namespace orepolitik
