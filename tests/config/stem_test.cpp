// What runs have in common before they part: which laws belong to it, and which scenarios share it.
#include "config/design/stem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/yaml/parse.hpp"

namespace orepolitik::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Month branch = Month::of(2026, 1);

yaml::Node tree(const std::string& text) {
    Faults faults;
    auto parsed = yaml::parse(text, "s.yaml", faults);
    EXPECT_TRUE(parsed && !faults.any()) << text;
    return parsed ? std::move(*parsed) : yaml::Node{};
}

const std::string head = "title: A\nworld: tiny\nmonths: 60\n";
const std::string early =
    "  duty: {law: import_tariff, actor: USA, targets: [CHN], minerals: [tin], from: 2025-01, rate: .1}\n";

std::string ban(const std::string& actor, const std::string& dates) {
    return "  ban: {law: export_ban, actor: " + actor + ", minerals: [tin], " + dates + "}\n";
}

TEST(Stem, LawsBelongToItFromTheDayTheyAreKnown) {
    const auto later = [](const std::string& dates) {
        return later_laws(tree(head + "laws:\n" + early + ban("CHN", dates)), branch);
    };
    EXPECT_THAT(later("from: 2027-01"), ElementsAre("ban"));
    EXPECT_THAT(later("from: 2026-01"), ElementsAre("ban"));
    EXPECT_THAT(later("from: 2025-12"), IsEmpty());
    EXPECT_THAT(later("from: 2027-01, announced: 2025-06"), IsEmpty());
    EXPECT_THAT(later("from: 2027-01, announced: 2026-06"), ElementsAre("ban"));
    EXPECT_THAT(later("from: 2027-01, announced: 2026-06, leaked: 2025-12"), IsEmpty());
    EXPECT_THAT(later_laws(tree(head), branch), IsEmpty());
}

TEST(Stem, PursesAndSitesAreThereFromTheFirstDay) {
    for (const std::string law : {"strategic_reserve", "capital_subsidy"})
        EXPECT_THAT(later_laws(tree(head + "laws:\n  l: {law: " + law + ", actor: USA, from: 2027-01}\n"), branch),
                    IsEmpty())
            << law;
}

TEST(Stem, IsSharedByWhatDiffersLaterOnly) {
    const auto key = [](const std::string& rest) { return stem_of(tree(head + rest), branch).key; };
    const std::string none = key("laws:\n" + early);
    EXPECT_EQ(key("laws:\n" + early + ban("CHN", "from: 2027-01")),
              key("laws:\n" + early + ban("USA", "from: 2028-01")));
    EXPECT_EQ(key("laws:\n  duty: {law: import_tariff, from: 2025-01, until: 2027-01}\n"),
              key("laws:\n  duty: {law: import_tariff, from: 2025-01, until: 2029-01}\n"));
    EXPECT_NE(key("laws:\n  duty: {law: import_tariff, from: 2025-01, until: 2025-06}\n"),
              key("laws:\n  duty: {law: import_tariff, from: 2025-01}\n"));
    EXPECT_NE(key("laws:\n" + early + ban("CHN", "from: 2025-06")), none);
    EXPECT_EQ(key("question: Who pays?\nlaws:\n" + early), none) << "words change no run";
    EXPECT_EQ(key("laws:\n" + ban("CHN", "from: 2027-01")),
              key("events:\n  quake: {from: 2027-01}\nlaws:\n" + ban("CHN", "from: 2027-01")));
}

// Each law draws from a place of its own in the list by name, which a later law may move.
TEST(Stem, KnowsThePlaceOfEachLawByName) {
    const auto key = [](const std::string& name) {
        return stem_of(tree(head + "laws:\n" + early + "  " + name + ": {law: export_ban, from: 2027-01}\n"), branch)
            .key;
    };
    EXPECT_EQ(key("x"), key("y"));
    EXPECT_NE(key("x"), key("a"));
}

// Smugglers stand ready where any law may restrict one day; that matters before it if they may find work sooner.
TEST(Stem, KnowsWhomLaterLawsAimAtWhereSmugglersMayWorkBefore) {
    const auto key = [](const std::string& rest, const std::string& actor) {
        return stem_of(tree(head + rest + "laws:\n" + early + ban(actor, "from: 2027-01")), branch).key;
    };
    EXPECT_EQ(key("", "CHN"), key("", "USA"));
    EXPECT_NE(key("behaviour: {states: reactive}\n", "CHN"), key("behaviour: {states: reactive}\n", "USA"));
    const auto beside_a_quota = [](const std::string& actor) {
        return stem_of(tree(head + "laws:\n  cap: {law: export_quota, from: 2025-01}\n" + ban(actor, "from: 2027-01")),
                       branch)
            .key;
    };
    EXPECT_NE(beside_a_quota("CHN"), beside_a_quota("USA"));
}

TEST(Stem, LeavesOutWhatComesLater) {
    const Stem stem = stem_of(tree(head + "laws:\n" + early + ban("CHN", "from: 2027-01")), branch);
    EXPECT_THAT(yaml::as_yaml(stem.tree), Not(HasSubstr("ban")));
    EXPECT_THAT(yaml::as_yaml(stem.tree), HasSubstr("duty"));
}

TEST(Stem, NamesTheSettingsThatReachIntoIt) {
    const auto number = [](const std::string& text) { return tree("x: " + text + "\n").entries.front().value; };
    const std::vector<Setting> settings{{"laws.ban.rate", number(".2"), {}}, {"behaviour.hoarding", number("3"), {}}};
    const auto stem = [](const std::string& rest) { return stem_of(tree(head + rest), branch); };
    const Stem before = stem("behaviour: {hoarding: 2}\nlaws:\n" + early + ban("CHN", "from: 2027-01"));
    const Stem after = stem("behaviour: {hoarding: 3}\nlaws:\n" + early + ban("USA", "from: 2027-01"));
    const auto found = touching_stem(before, after, settings);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front()->path, "behaviour.hoarding");
    EXPECT_THAT(touching_stem(before, before, settings), IsEmpty());
}

}  // namespace
}  // namespace orepolitik::config
