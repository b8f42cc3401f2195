// Each instrument's direction, dates and scope; how laws compose; what cannot be bound.
#include "model/law/law_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "model/scenario.hpp"

namespace orepolitik {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Month start = Month::of(2025, 1);

// Regions: AAA, BBB, and the union UUU with members CCC and DDD.
LawNames names() {
    return {{"AAA", "BBB", "UUU"},
            {"AAA", "BBB", "CCC", "DDD"},
            {RegionId{0}, RegionId{1}, RegionId{2}, RegionId{2}},
            {"tin", "lead"},
            {"North Strait", "South Canal"}};
}

Route route(std::uint32_t exporter, std::uint32_t importer, std::uint32_t mineral = 0, Form form = Form::refined,
            std::uint32_t chokepoints = 0) {
    return {MaterialId{3 * mineral + static_cast<std::uint32_t>(form)},
            MineralId{mineral},
            form,
            RegionId{exporter},
            RegionId{importer},
            chokepoints};
}

Measure by(std::string actor) {
    Measure measure;
    measure.actor = std::move(actor);
    measure.from = start;
    return measure;
}

LawBook book_of(std::vector<NamedLaw> laws) {
    LawBinding binding = bind_laws(laws, names());
    for (const LawFault& fault : binding.faults) ADD_FAILURE() << fault.text;
    return std::move(binding.book);
}

std::vector<std::string> fault_texts(const Instrument& instrument) {
    std::vector<std::string> texts;
    for (const LawFault& fault : bind_laws(std::vector<NamedLaw>{{"x", instrument, 7}}, names()).faults) {
        EXPECT_EQ(fault.line, 7);
        texts.push_back(fault.text);
    }
    return texts;
}

TEST(LawBook, WithoutLawsLeavesTradeFree) {
    const Terms terms = LawBook().terms(route(0, 1), start);
    EXPECT_TRUE(terms.open);
    EXPECT_EQ(terms.export_tax, 0);
    EXPECT_EQ(terms.import_duty, 0);
    EXPECT_TRUE(std::isinf(terms.export_cap_t_per_month));
}

TEST(LawBook, AnImportTariffFallsOnImportsOfTheActorOnly) {
    const LawBook book = book_of({{"t", ImportTariff{by("AAA"), 0.5}}});
    EXPECT_EQ(book.terms(route(1, 0), start).import_duty, 0.5);
    EXPECT_EQ(book.terms(route(0, 1), start).import_duty, 0);
    EXPECT_EQ(book.terms(route(1, 2), start).import_duty, 0);
    EXPECT_EQ(book.terms(route(0, 0), start).import_duty, 0);
    EXPECT_FALSE(book.restricts_export(route(1, 0), start));
}

TEST(LawBook, AnExportTaxFallsOnExportsOfTheActorOnly) {
    const LawBook book = book_of({{"t", ExportTax{by("AAA"), 0.2}}});
    EXPECT_EQ(book.terms(route(0, 1), start).export_tax, 0.2);
    EXPECT_EQ(book.terms(route(1, 0), start).export_tax, 0);
    EXPECT_TRUE(book.restricts_export(route(0, 1), start));
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
    EXPECT_TRUE(book.restricts_export(route(1, 0), start));
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
        if (book.restricts_export(route(0, 1), start + month)) known.push_back(month);
        if (!book.announced(start + month).empty()) waiting.push_back(month);
        if (!book.laws_in_force(start + month).empty()) in_force.push_back(month);
    }
    EXPECT_THAT(changes, ElementsAre(-2, 0, 3));
    EXPECT_THAT(known, ElementsAre(-2, -1, 0, 1, 2));
    EXPECT_THAT(waiting, ElementsAre(-2, -1));
    EXPECT_THAT(in_force, ElementsAre(0, 1, 2));
}

TEST(LawBook, AddsRatesAndTakesTheSmallestCapInAnyOrderOfWriting) {
    const NamedLaw first{"a", ImportTariff{by("AAA"), 0.1}}, second{"b", ImportTariff{by("AAA"), 0.2}},
        third{"c", ImportTariff{by("AAA"), 0.3}};
    const NamedLaw wide{"d", ExportQuota{by("BBB"), 1200}}, narrow{"e", ExportQuota{by("BBB"), 600}};
    const Terms forward = book_of({first, second, third, wide, narrow}).terms(route(1, 0), start);
    const Terms backward = book_of({narrow, wide, third, second, first}).terms(route(1, 0), start);
    EXPECT_NEAR(forward.import_duty, 0.6, 1e-15);
    EXPECT_EQ(forward.import_duty, backward.import_duty);
    EXPECT_EQ(forward.export_cap_t_per_month, 50);
    EXPECT_EQ(backward.export_cap_t_per_month, 50);
}

TEST(LawBook, ACutIsCountedFromPastExportsOfEachMaterial) {
    LawBook book = book_of({{"q", ExportQuota{by("AAA"), ExportQuota::not_given, 0.4}}});
    const Route tin = route(0, 1, 0), lead = route(0, 2, 1);
    EXPECT_FALSE(book.needs_past_exports(tin, start + -1));
    EXPECT_FALSE(book.needs_past_exports(route(1, 0), start));
    EXPECT_TRUE(book.needs_past_exports(tin, start));
    EXPECT_TRUE(std::isinf(book.terms(tin, start).export_cap_t_per_month));
    book.tell_past_exports(tin, start, 1000);
    EXPECT_FALSE(book.needs_past_exports(tin, start));
    EXPECT_TRUE(book.needs_past_exports(lead, start));
    EXPECT_NEAR(book.terms(tin, start).export_cap_t_per_month, 50, 1e-12);
    book.tell_past_exports(tin, start, 9999);  // what was told first stays
    EXPECT_NEAR(book.terms(tin, start).export_cap_t_per_month, 50, 1e-12);
    EXPECT_TRUE(std::isinf(book.terms(lead, start).export_cap_t_per_month));
}

StraitClosure strait(std::string name) {
    StraitClosure closure;
    closure.strait = std::move(name);
    closure.from = start;
    return closure;
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

TEST(LawBinding, ListsEveryUnknownNameOfALawAtOnce) {
    Measure measure = by("QQQ");
    measure.minerals = {"tin", "unobtainium"};
    measure.forms = {"dust"};
    measure.targets = {"BBB", "YYY"};
    EXPECT_THAT(fault_texts(ExportBan{measure}),
                UnorderedElementsAre("laws.x.actor=QQQ (no such country or customs union)",
                                     "laws.x.minerals=unobtainium (not in the world)",
                                     "laws.x.forms=dust (not in the world)", "laws.x.targets=YYY (not in the world)"));
    EXPECT_THAT(fault_texts(strait("Nowhere")),
                ElementsAre("laws.x.strait=Nowhere (no such strait in the chokepoints table)"));
}

TEST(LawBinding, RefusesWhatContradictsItself) {
    Measure backwards = by("AAA");
    backwards.until = start;
    backwards.announced = start + 1;
    EXPECT_THAT(fault_texts(ExportBan{backwards}),
                ElementsAre("laws.x.until=2025-01 (should be after from=2025-01)",
                            "laws.x.announced=2025-02 (should not be after from=2025-01)"));
    EXPECT_EQ(fault_texts(ExportQuota{by("AAA")}).size(), 1U);
    EXPECT_EQ(fault_texts(ExportQuota{by("AAA"), 100, 0.5}).size(), 1U);
    Measure aimed = by("AAA");
    aimed.targets = {"BBB"};
    EXPECT_THAT(fault_texts(ExportQuota{aimed, 100}),
                ElementsAre("laws.x.targets=[BBB] (a quota counts exports to all destinations together)"));
    StraitClosure both = strait("North Strait");
    both.extra_freight = 1;
    EXPECT_EQ(fault_texts(both).size(), 1U);
}

TEST(LawBinding, KeepsTheLawsWithoutFault) {
    const std::vector<NamedLaw> laws{{"bad", ExportBan{by("QQQ")}}, {"good", ExportBan{by("AAA")}}};
    const LawBinding binding = bind_laws(laws, names());
    EXPECT_EQ(binding.faults.size(), 1U);
    ASSERT_EQ(binding.book.size(), 1U);
    EXPECT_EQ(binding.book.law(0).name, "good");
    EXPECT_EQ(binding.book.law(0).kind(), "export_ban");
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
    EXPECT_THAT(keys(ImportTariff{}),
                ElementsAre("actor", "minerals", "forms", "targets", "from", "until", "announced", "rate"));
    EXPECT_THAT(keys(StraitClosure{}), ElementsAre("strait", "from", "until", "announced", "closed", "extra_freight"));
    EXPECT_EQ(keys(ExportTax{}).back(), "rate");
    EXPECT_EQ(keys(ExportBan{}).size(), 7U);
    EXPECT_EQ(keys(Embargo{}).size(), 7U);
    EXPECT_EQ(keys(ExportQuota{}).size(), 9U);
}

}  // namespace
}  // namespace orepolitik
