// What laws may not say: unknown names, contradictions, groups of one, and laws that would change nothing.
#include <gmock/gmock.h>

#include <optional>

#include "tests/model/law/hand_laws.hpp"

namespace orepolitik {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

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
    EXPECT_EQ(fault_texts(quota("AAA", Quota::not_given)).size(), 1U);
    EXPECT_EQ(fault_texts(quota("AAA", 100, 0.5)).size(), 1U);
    TradeAgreement alone;
    alone.from = start;
    alone.members = {"AAA"};
    EXPECT_THAT(fault_texts(alone), ElementsAre("laws.x.members=[AAA] (needs at least two)"));
    alone.members = {"AAA", "QQQ"};
    EXPECT_THAT(fault_texts(alone), ElementsAre("laws.x.members=QQQ (not in the world)"));
    alone.members = {"CCC", "DDD"};
    EXPECT_THAT(fault_texts(alone),
                ElementsAre("laws.x.members=[CCC, DDD] (are one market already: needs at least two)"));
    JointPurchasing group;
    group.from = start;
    group.members = {"BBB"};
    EXPECT_THAT(fault_texts(group), ElementsAre("laws.x.members=[BBB] (needs at least two)"));
    group.members = {"BBB", "CCC"};
    EXPECT_THAT(fault_texts(group), IsEmpty());
    Measure at_home = by("CCC");
    at_home.targets = {"DDD"};
    EXPECT_THAT(fault_texts(ExportBan{at_home}), ElementsAre("laws.x.targets=[DDD] (is the actor's own market)"));
    StraitClosure both = strait("North Strait");
    both.extra_freight = 1;
    EXPECT_EQ(fault_texts(both).size(), 1U);
}

Guidance guidance(std::vector<std::string> minerals, int from_month, std::optional<int> until_month = {}) {
    Guidance law;
    law.measure.actor = "AAA";
    law.measure.minerals = std::move(minerals);
    law.measure.from = start + from_month;
    if (until_month) law.measure.until = start + *until_month;
    return law;
}

// Plants can follow one guidance: a second one on the same would win without a word.
TEST(LawBinding, RefusesASecondGuidanceOnTheSamePlants) {
    const auto said = [](const Guidance& other) {
        const std::vector<NamedLaw> laws{{"one", guidance({"tin"}, 0, 12), 3}, {"other", other, 4}};
        const LawBinding binding = bind_laws(laws, names());
        EXPECT_EQ(binding.book.size() + binding.faults.size(), 2U);
        return binding.faults.empty() ? "" : binding.faults[0].text;
    };
    EXPECT_EQ(said(guidance({"tin", "lead"}, 6)),
              "laws.other.law=guidance (laws.one guides the same plants at the same time)");
    EXPECT_EQ(said(guidance({}, -6)), "laws.other.law=guidance (laws.one guides the same plants at the same time)");
    EXPECT_EQ(said(guidance({"lead"}, 6)), "");
    EXPECT_EQ(said(guidance({"tin"}, 12)), "");
    EXPECT_EQ(said(guidance({"tin"}, -6, 0)), "");
    Guidance elsewhere = guidance({"tin"}, 0);
    elsewhere.measure.actor = "BBB";
    EXPECT_EQ(said(elsewhere), "");
    Guidance of_ore = guidance({"tin"}, 0);
    of_ore.measure.forms = {"ore"};
    EXPECT_NE(said(of_ore), "");
}

TEST(LawBinding, KeepsTheLawsWithoutFault) {
    const std::vector<NamedLaw> laws{{"bad", ExportBan{by("QQQ")}}, {"good", ExportBan{by("AAA")}}};
    const LawBinding binding = bind_laws(laws, names());
    EXPECT_EQ(binding.faults.size(), 1U);
    ASSERT_EQ(binding.book.size(), 1U);
    EXPECT_EQ(binding.book.law(0).name, "good");
    EXPECT_EQ(binding.book.law(0).kind(), "export_ban");
}

}  // namespace
}  // namespace orepolitik
