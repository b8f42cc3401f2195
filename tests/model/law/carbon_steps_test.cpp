// A carbon charge that grows by steps, at the border and at home.
#include "tests/model/law/hand_laws.hpp"

namespace orepolitik {
namespace {

CarbonBorderCharge growing() {
    CarbonBorderCharge charge;
    charge.measure = by("AAA");
    charge.price_usd_per_t_co2 = 100;
    charge.charged_share = 0.25;
    charge.charged_share_from = {{start + 12, 0.5}, {start + 24, 1}};
    charge.free_allowances_at_home = true;
    return charge;
}

Route dirty(int voyage_months = 0) {
    Route way = route(1, 0);
    way.made = {10, 0};
    way.voyage_months = voyage_months;
    return way;
}

TEST(CarbonSteps, ChargeTheShareOfTheMonthInWhichGoodsLand) {
    const LawBook book = book_of({{"c", growing()}});
    EXPECT_EQ(book.terms(dirty(), start + -1).carbon_charge_usd_per_t, 0);
    EXPECT_NEAR(book.terms(dirty(), start).carbon_charge_usd_per_t, 250, 1e-9);
    EXPECT_NEAR(book.terms(dirty(), start + 11).carbon_charge_usd_per_t, 250, 1e-9);
    EXPECT_NEAR(book.terms(dirty(2), start + 11).carbon_charge_usd_per_t, 500, 1e-9);
    EXPECT_NEAR(book.terms(dirty(), start + 12).carbon_charge_usd_per_t, 500, 1e-9);
    EXPECT_NEAR(book.terms(dirty(), start + 40).carbon_charge_usd_per_t, 1000, 1e-9);
}

TEST(CarbonSteps, HomeMakersPayForTheSameShareAndNothingOnTheRest) {
    const LawBook book = book_of({{"c", growing()}});
    const auto at_home = [&](Month month) { return book.plant_terms(RegionId{0}, MineralId{0}, Form::refined, month); };
    EXPECT_FALSE(at_home(start + -1).has_free_allowances);
    EXPECT_TRUE(at_home(start).has_free_allowances);
    EXPECT_NEAR(at_home(start).charged_carbon_share, 0.25, 1e-12);
    EXPECT_NEAR(at_home(start + 30).charged_carbon_share, 1, 1e-12);
    EXPECT_FALSE(book.plant_terms(RegionId{1}, MineralId{0}, Form::refined, start).has_free_allowances);
    CarbonBorderCharge abroad_alone = growing();
    abroad_alone.free_allowances_at_home = false;
    EXPECT_FALSE(book_of({{"c", abroad_alone}}).governs_plants());
}

TEST(CarbonSteps, FollowTheImportersPriceWhereTheLawNamesNone) {
    CarbonBorderCharge charge;
    charge.measure = by("AAA");
    Route way = dirty();
    way.importer_carbon_price_usd_per_t = 60;
    way.made.carbon_price_usd_per_t = 20;
    EXPECT_EQ(book_of({{"c", charge}}).terms(way, start).carbon_charge_usd_per_t, 400);
}

TEST(CarbonSteps, ComeTogetherOrNotAtAll) {
    CarbonBorderCharge charge = growing();
    charge.measure.probability = 0.5;
    LawBook book = book_of({{"c", charge}});
    int came = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        book.decide(seed);
        for (std::size_t k = 1; k < book.size(); ++k) EXPECT_EQ(book.law(k).dates.comes, book.law(0).dates.comes);
        came += book.law(0).dates.comes ? 1 : 0;
    }
    EXPECT_GT(came, 0);
    EXPECT_LT(came, 20);
}

TEST(CarbonSteps, AreKnownAsSoonAsTheLawIs) {
    CarbonBorderCharge charge = growing();
    charge.measure.announced = start + -6;
    const LawBook book = book_of({{"c", charge}});
    EXPECT_EQ(book.announced(start + -6).size(), 3U);
    EXPECT_EQ(book.announced(start + -7).size(), 0U);
    EXPECT_EQ(book.announced(start + 12).size(), 1U);
}

TEST(CarbonSteps, OutsideTheLawsLifeAreAFault) {
    CarbonBorderCharge charge = growing();
    charge.charged_share_from = {{start, 0.5}};
    EXPECT_EQ(fault_texts(charge).size(), 1U);
    charge = growing();
    charge.measure.until = start + 24;
    EXPECT_EQ(fault_texts(charge).size(), 1U);
}

}  // namespace
}  // namespace orepolitik
