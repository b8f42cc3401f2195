// Each instrument's direction, dates and scope; how laws compose; what they draw.
#include <gmock/gmock.h>

#include <limits>

#include "model/random.hpp"
#include "tests/model/law/hand_laws.hpp"

namespace orepolitik {
namespace {

using testing::ElementsAre;

TEST(LawBook, WithoutLawsLeavesTradeFree) {
    const Terms terms = LawBook().terms(route(0, 1), start);
    EXPECT_TRUE(terms.open);
    EXPECT_EQ(terms.export_tax, 0);
    EXPECT_EQ(terms.import_duty, 0);
    EXPECT_EQ(terms.carbon_charge_usd_per_t, 0);
}

TEST(LawBook, AnImportTariffFallsOnImportsOfTheActorOnly) {
    const LawBook book = book_of({{"t", ImportTariff{by("AAA"), 0.5}}});
    EXPECT_EQ(book.terms(route(1, 0), start).import_duty, 0.5);
    EXPECT_EQ(book.terms(route(0, 1), start).import_duty, 0);
    EXPECT_EQ(book.terms(route(1, 2), start).import_duty, 0);
    EXPECT_EQ(book.terms(route(0, 0), start).import_duty, 0);
    EXPECT_EQ(book.export_restriction(route(1, 0), start), 0);
}

TEST(LawBook, AnExportTaxFallsOnExportsOfTheActorOnly) {
    const LawBook book = book_of({{"t", ExportTax{by("AAA"), 0.2}}});
    EXPECT_EQ(book.terms(route(0, 1), start).export_tax, 0.2);
    EXPECT_EQ(book.terms(route(1, 0), start).export_tax, 0);
    EXPECT_NEAR(book.export_restriction(route(0, 1), start), 0.2 / 1.2, 1e-15);  // a tax is feared as a part of a ban
}

TEST(LawBook, ABanClosesRoutesToItsTargetsInItsFormsAndMinerals) {
    Measure measure = by("AAA");
    measure.targets = {"BBB"};
    measure.minerals = {"tin"};
    measure.forms = {"ore", "scrap"};
    const LawBook book = book_of({{"b", ExportBan{measure}}});
    EXPECT_FALSE(book.terms(route(0, 1, 0, Form::ore), start).open);
    EXPECT_FALSE(book.terms(route(0, 1, 0, Form::scrap), start).open);
    EXPECT_TRUE(book.terms(route(0, 1, 0, Form::refined), start).open);
    EXPECT_TRUE(book.terms(route(0, 1, 1, Form::ore), start).open);
    EXPECT_TRUE(book.terms(route(0, 2, 0, Form::ore), start).open);
    EXPECT_TRUE(book.terms(route(1, 0, 0, Form::ore), start).open);
}

TEST(LawBook, AnEmbargoClosesBothDirections) {
    Measure measure = by("AAA");
    measure.targets = {"BBB"};
    const LawBook book = book_of({{"e", Embargo{measure}}});
    EXPECT_FALSE(book.terms(route(0, 1), start).open);
    EXPECT_FALSE(book.terms(route(1, 0), start).open);
    EXPECT_TRUE(book.terms(route(0, 2), start).open);
    EXPECT_EQ(book.export_restriction(route(1, 0), start), 1);
}

TEST(LawBook, AMemberOfAUnionStandsForTheUnion) {
    Measure measure = by("AAA");
    measure.targets = {"DDD"};
    const LawBook book = book_of({{"b", ExportBan{measure}}, {"t", ImportTariff{by("CCC"), 0.1}}});
    EXPECT_FALSE(book.terms(route(0, 2), start).open);
    EXPECT_EQ(book.terms(route(1, 2), start).import_duty, 0.1);
}

TEST(LawBook, IsInForceFromItsFirstMonthUntilTheMonthAfterItsLast) {
    Measure measure = by("AAA");
    measure.until = start + 3;
    measure.announced = start + -2;
    const LawBook book = book_of({{"b", ExportBan{measure}}});
    EXPECT_TRUE(book.terms(route(0, 1), start + -1).open);
    EXPECT_FALSE(book.terms(route(0, 1), start).open);
    EXPECT_FALSE(book.terms(route(0, 1), start + 2).open);
    EXPECT_TRUE(book.terms(route(0, 1), start + 3).open);
    std::vector<int> changes, known, waiting, in_force;
    for (int month = -4; month <= 5; ++month) {
        if (book.changes_at(start + month)) changes.push_back(month);
        if (book.export_restriction(route(0, 1), start + month) > 0) known.push_back(month);
        if (!book.announced(start + month).empty()) waiting.push_back(month);
        if (!book.laws_in_force(start + month).empty()) in_force.push_back(month);
    }
    EXPECT_THAT(changes, ElementsAre(-2, 0, 3));
    EXPECT_THAT(known, ElementsAre(-2, -1, 0, 1, 2));
    EXPECT_THAT(waiting, ElementsAre(-2, -1));
    EXPECT_THAT(in_force, ElementsAre(0, 1, 2));
}

TEST(LawBook, TellsTermsAsIfALawThatIsAnnouncedHeldAlready) {
    Measure coming = by("AAA");
    coming.from = start + 6;
    coming.announced = start;
    const LawBook book =
        book_of({{"a", ImportTariff{by("AAA"), 0.1}}, {"b", ImportTariff{coming, 0.25}}, {"c", ExportBan{coming}}});
    EXPECT_EQ(book.terms(route(1, 0), start).import_duty, 0.1);
    EXPECT_EQ(book.terms_with(1, route(1, 0), start).import_duty, 0.35);
    EXPECT_EQ(book.terms_with(1, route(1, 2), start).import_duty, 0);
    EXPECT_EQ(book.export_share_at_stake(2, route(0, 1), start), 1);
    EXPECT_EQ(book.export_share_at_stake(2, route(1, 0), start), 0);
}

TEST(LawBook, AddsRatesInAnyOrderOfWriting) {
    const NamedLaw first{"a", ImportTariff{by("AAA"), 0.1}}, second{"b", ImportTariff{by("AAA"), 0.2}},
        third{"c", ImportTariff{by("AAA"), 0.3}};
    const Terms forward = book_of({first, second, third}).terms(route(1, 0), start);
    const Terms backward = book_of({third, second, first}).terms(route(1, 0), start);
    EXPECT_NEAR(forward.import_duty, 0.6, 1e-15);
    EXPECT_EQ(forward.import_duty, backward.import_duty);
}

TEST(LawBook, AQuotaAllowsATwelfthOfItsYear) {
    const LawBook book = book_of({{"q", quota("AAA", 1200)}});
    EXPECT_TRUE(book.applies(0, route(0, 1), start));
    EXPECT_FALSE(book.applies(0, route(1, 0), start));
    EXPECT_FALSE(book.applies(0, route(0, 1), start + -1));
    EXPECT_EQ(book.allowed_t(0, 0, start), 100);
    EXPECT_EQ(book.export_restriction(route(0, 1), start), 1);
}

TEST(LawBook, ACutIsCountedFromWhatWasToldFirst) {
    LawBook book = book_of({{"q", quota("AAA", Quota::not_given, 0.4)}});
    EXPECT_FALSE(book.knows_past(0, 2));
    book.tell_past(0, 2, 1000);
    EXPECT_TRUE(book.knows_past(0, 2));
    EXPECT_FALSE(book.knows_past(0, 1));
    EXPECT_NEAR(book.allowed_t(0, 2, start), 50, 1e-12);
    book.tell_past(0, 2, 9999);
    EXPECT_NEAR(book.allowed_t(0, 2, start), 50, 1e-12);
}

TEST(LawBook, AnImportQuotaCapsWhatComesInFromItsTargets) {
    ImportQuota law;
    law.measure = by("AAA");
    law.measure.targets = {"BBB"};
    law.quota_t_per_year = 12;
    const LawBook book = book_of({{"q", law}});
    EXPECT_TRUE(book.applies(0, route(1, 0), start));
    EXPECT_FALSE(book.applies(0, route(2, 0), start));
    EXPECT_FALSE(book.applies(0, route(0, 1), start));
    EXPECT_EQ(book.law(0).cap().rent_to, RentTo::importers);
    EXPECT_EQ(book.export_restriction(route(1, 0), start), 0);
}

TEST(LawBook, LicencesLetNothingOutAtFirstAndLumpsLater) {
    LawBook book = book_of({{"l", licence(0.5)}});
    book.decide(7);
    book.tell_past(0, 0, 1200);
    for (int month = 0; month < 2; ++month) EXPECT_EQ(book.allowed_t(0, 0, start + month), 0);
    double sum = 0, squares = 0;
    const int months = 400;
    for (int month = 12; month < 12 + months; ++month) {
        const double allowed = book.allowed_t(0, 0, start + month);
        EXPECT_EQ(allowed, book.allowed_t(0, 0, start + month));
        sum += allowed;
        squares += allowed * allowed;
    }
    const double mean = sum / months;
    EXPECT_NEAR(mean, 0.5 * 100, 3);  // 8 lots a month: the mean of 400 months is off by about 1
    EXPECT_GT(std::sqrt(squares / months - mean * mean), 10);
    EXPECT_TRUE(book.changes_at(start + 5));
}

TEST(LawBook, EveryLotApprovedMakesTheOldTradeAgain) {
    LawBook book = book_of({{"l", licence(1)}});
    book.tell_past(0, 0, 1200);
    double sum = 0;
    for (int month = 0; month < 200; ++month) sum += book.allowed_t(0, 0, start + month);
    EXPECT_NEAR(sum, (200 - 3) * 100, 150);  // less what is still being decided
}

TEST(LawBook, ALawThatDoesNotComeIsKnownUntilItsDayOnly) {
    Measure measure = by("AAA");
    measure.announced = start + -3;
    measure.probability = 0.25;
    int comes = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        LawBook book = book_of({{"b", ExportBan{measure}}});
        book.decide(seed);
        const bool here = !book.terms(route(0, 1), start).open;
        comes += here ? 1 : 0;
        EXPECT_EQ(book.export_restriction(route(0, 1), start + -1), 0.25);
        EXPECT_EQ(book.export_restriction(route(0, 1), start), here ? 1 : 0);
        EXPECT_EQ(book.announced(start + -1).size(), 1U);
        EXPECT_TRUE(book.announced(start).empty());
    }
    EXPECT_NEAR(comes, 500, 60);  // three standard deviations
}

// One more law, wherever its name stands, leaves what others draw as it was.
TEST(LawBook, WhatALawDrawsHangsOnItsNameAlone) {
    Measure measure = by("AAA");
    measure.probability = 0.5;
    int alike = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        LawBook alone = book_of({{"m", ExportBan{measure}}, {"n", licence(0.5)}});
        LawBook among =
            book_of({{"a", ExportBan{measure}}, {"m", ExportBan{measure}}, {"n", licence(0.5)}, {"z", licence(0.5)}});
        alone.decide(seed);
        among.decide(seed);
        EXPECT_EQ(alone.law(0).dates.comes, among.law(1).dates.comes);
        alike += among.law(0).dates.comes == among.law(1).dates.comes ? 1 : 0;
        for (const std::uint32_t material : {0U, 5U}) {
            alone.tell_past(1, material, 1200);
            among.tell_past(2, material, 1200);
            EXPECT_EQ(alone.allowed_t(1, material, start + 6), among.allowed_t(2, material, start + 6));
        }
    }
    EXPECT_NEAR(alike, 100, 22);  // two laws draw apart: three standard deviations
}

TEST(LawBook, LicencesOfTwoMaterialsAndOfTwoLawsAreDrawnApart) {
    LawBook book = book_of({{"k", licence(0.5)}, {"l", licence(0.5)}});
    book.decide(3);
    int same_material = 0, same_law = 0;
    for (const std::uint32_t material : {0U, 1U})
        for (const std::size_t law : {0U, 1U}) book.tell_past(law, material, 1200);
    for (int month = 6; month < 106; ++month) {
        same_law += book.allowed_t(0, 0, start + month) == book.allowed_t(0, 1, start + month) ? 1 : 0;
        same_material += book.allowed_t(0, 0, start + month) == book.allowed_t(1, 0, start + month) ? 1 : 0;
    }
    EXPECT_LT(same_law, 40);  // of a hundred months: two of eight lots are as often alike by chance as one in five
    EXPECT_LT(same_material, 40);
}

// The test vectors of the hash's authors: the same on every machine.
TEST(DrawKey, IsFnv1a) {
    EXPECT_EQ(draw_key(""), 0x811c9dc5U);
    EXPECT_EQ(draw_key("a"), 0xe40c292cU);
    EXPECT_EQ(draw_key("foobar"), 0xbf9cf968U);
    EXPECT_NE(draw_key("a", 1), draw_key("a"));
    EXPECT_NE(draw_key("a", 1), draw_key("a", 256));
}

TEST(LawBook, ACarbonChargeFallsOnEmbeddedCarbonLessThePricePaidAtHome) {
    CarbonBorderCharge charge;
    charge.measure = by("AAA");
    charge.price_usd_per_t_co2 = 80;
    Route dirty = route(1, 0), priced = route(2, 0);
    dirty.made = {10, 0};
    priced.made = {10, 30};
    const LawBook book = book_of({{"c", charge}});
    EXPECT_EQ(book.terms(dirty, start).carbon_charge_usd_per_t, 800);
    EXPECT_EQ(book.terms(priced, start).carbon_charge_usd_per_t, 500);
    EXPECT_EQ(book.terms(route(0, 1), start).carbon_charge_usd_per_t, 0);
    charge.credit_home_price = false;
    charge.charged_share = 0.5;
    charge.intensity_t_co2_per_t = 4;
    EXPECT_EQ(book_of({{"c", charge}}).terms(priced, start).carbon_charge_usd_per_t, 160);
    priced.made.carbon_price_usd_per_t = 200;  // dearer than here: nothing is paid back
    EXPECT_EQ(book.terms(priced, start).carbon_charge_usd_per_t, 0);
}

TEST(LawBook, AnAgreementSetsItsMembersFreeOfTheKindsItNames) {
    TradeAgreement agreement;
    agreement.from = start + 1;
    agreement.members = {"AAA", "BBB"};
    agreement.exempts = {"import_tariff", "export_quota"};
    const LawBook book = book_of({{"a", agreement},
                                  {"q", quota("BBB", 12)},
                                  {"t", ImportTariff{by("AAA"), 0.5}},
                                  {"x", ExportTax{by("BBB"), 0.2}}});
    EXPECT_EQ(book.terms(route(1, 0), start).import_duty, 0.5);
    EXPECT_EQ(book.terms(route(1, 0), start + 1).import_duty, 0);
    EXPECT_EQ(book.terms(route(1, 0), start + 1).export_tax, 0.2);
    EXPECT_EQ(book.terms(route(2, 0), start + 1).import_duty, 0.5);
    EXPECT_TRUE(book.applies(1, route(1, 0), start));
    EXPECT_FALSE(book.applies(1, route(1, 0), start + 1));
    EXPECT_TRUE(book.applies(1, route(1, 2), start + 1));
}

TEST(LawBook, AClosedStraitTouchesWhatPassesIt) {
    const LawBook book = book_of({{"s", strait("South Canal")}});
    EXPECT_EQ(book.terms(route(0, 1, 0, Form::ore, 0b11), start).closed_chokepoints, 0b10U);
    EXPECT_EQ(book.terms(route(0, 1, 0, Form::ore, 0b01), start).closed_chokepoints, 0U);
    EXPECT_TRUE(book.terms(route(0, 1, 0, Form::ore, 0b11), start).open);
}

TEST(LawBook, ADisturbedStraitCostsMoreFreight) {
    StraitClosure disturbance = strait("North Strait");
    disturbance.closed = false;
    disturbance.extra_freight = 0.5;
    const LawBook book = book_of({{"s", disturbance}});
    EXPECT_EQ(book.terms(route(0, 1, 0, Form::ore, 0b11), start).strait_charge, 0.5);
    EXPECT_EQ(book.terms(route(0, 1, 0, Form::ore, 0b11), start).closed_chokepoints, 0U);
    EXPECT_EQ(book.terms(route(0, 1, 0, Form::ore, 0b10), start).strait_charge, 0);
}

TEST(LawBook, EnforcementWatchesBothWaysAndNothingElseChanges) {
    const LawBook book = book_of({{"a", TradeEnforcement{by("AAA"), 0.2}}, {"b", TradeEnforcement{by("BBB"), 0.5}}});
    EXPECT_NEAR(book.terms(route(0, 1), start).detection, 0.6, 1e-12);
    EXPECT_NEAR(book.terms(route(1, 0), start).detection, 0.6, 1e-12);
    EXPECT_NEAR(book.terms(route(2, 0), start).detection, 0.2, 1e-12);
    EXPECT_EQ(book.terms(route(2, 3), start).detection, 0);
    EXPECT_TRUE(book.terms(route(0, 1), start).open);
    EXPECT_EQ(book.export_restriction(route(0, 1), start), 0);
}

// What `fields` lists is what a scenario may write: every key once.
TEST(Instruments, ListEachKeyOnce) {
    const auto keys = [](auto instrument) {
        std::vector<std::string> found;
        instrument.fields([&](const FieldInfo& info, auto&, const Check&) {
            EXPECT_THAT(found, testing::Not(testing::Contains(std::string(info.name))));
            EXPECT_THAT(std::string(info.meaning), testing::EndsWith("."));
            found.emplace_back(info.name);
        });
        return found;
    };
    EXPECT_THAT(keys(ImportTariff{}), ElementsAre("actor", "minerals", "forms", "targets", "from", "until", "announced",
                                                  "probability", "leaked", "leak_probability", "leak_reach", "rate"));
    EXPECT_THAT(keys(StraitClosure{}), ElementsAre("strait", "from", "until", "announced", "probability", "leaked",
                                                   "leak_probability", "leak_reach", "closed", "extra_freight"));
    EXPECT_EQ(keys(ExportTax{}).back(), "rate");
    EXPECT_EQ(keys(ExportBan{}).size(), 11U);
    EXPECT_EQ(keys(Embargo{}).size(), 11U);
    EXPECT_EQ(keys(ExportQuota{}), keys(ImportQuota{}));
    EXPECT_EQ(keys(ExportQuota{}).size(), 15U);
    EXPECT_EQ(keys(ExportLicence{}).back(), "lots");
    EXPECT_EQ(keys(CarbonBorderCharge{}).back(), "intensity_t_co2_per_t");
    EXPECT_EQ(keys(TradeAgreement{}).front(), "members");
    EXPECT_EQ(keys(TradeEnforcement{}).back(), "detection");
}

}  // namespace
}  // namespace orepolitik
