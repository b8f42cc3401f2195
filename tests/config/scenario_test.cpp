// Scenarios as users write them: what each fault says and where, inheritance, --set.
#include "config/scenario.hpp"

#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

using testing::HasSubstr;

class ScenarioFile : public Workspace {};

TEST_F(ScenarioFile, HoldsWithDefaultsForWhatItLeavesOut) {
    const LoadedScenario loaded = load_scenario(scenario(""));
    EXPECT_EQ(loaded.scenario.title, "A case");
    EXPECT_EQ(loaded.scenario.months, 12);
    EXPECT_EQ(loaded.scenario.from, Month::of(2024, 1));  // the world's base month
    EXPECT_EQ(loaded.scenario.world, path("tiny"));
    EXPECT_EQ(loaded.scenario.behaviour.hoarding, Behaviour{}.hoarding);
    EXPECT_EQ(loaded.world.minerals.size(), 1u);
}

TEST_F(ScenarioFile, UnknownKeyNamesTheNearest) {
    EXPECT_EQ(faults_of(scenario("sead: 7\n")), "case.yaml:4:1: sead=7 (unknown key) meant seed?");
    EXPECT_EQ(faults_of(scenario("behaviour: {hoardng: 1}\n")),
              "case.yaml:4:13: behaviour.hoardng=1 (unknown key) meant hoarding?");
    EXPECT_EQ(faults_of(scenario("zzzzzz: 7\n")), "case.yaml:4:1: zzzzzz=7 (unknown key)");
}

TEST_F(ScenarioFile, WrongTypeSaysWhatIsWanted) {
    EXPECT_EQ(faults_of(scenario("seed: many\n")), "case.yaml:4:7: seed=many (must be a number)");
    EXPECT_EQ(faults_of(scenario("seed: \"7\"\n")),
              "case.yaml:4:7: seed=\"7\" (must be a number, not text in quotes) meant 7?");
    EXPECT_EQ(faults_of(scenario("seed: [1]\n")), "case.yaml:4:7: seed=[1] (must be a number, not a list)");
    EXPECT_EQ(faults_of(scenario("seed:\n")), "case.yaml:4:1: seed= (has no value)");
    EXPECT_EQ(faults_of(scenario("behaviour: fast\n")), "case.yaml:4:12: behaviour=fast (must be a map of keys)");
    EXPECT_EQ(faults_of(scenario("behaviour: {shocks: yes}\n")),
              "case.yaml:4:21: behaviour.shocks=yes (must be true or false) meant true?");
}

TEST_F(ScenarioFile, NumbersThatReadersTakeDifferentlyAreRefused) {
    EXPECT_EQ(faults_of(scenario("seed: 010\n")),
              "case.yaml:4:7: seed=010 (a leading zero makes it octal to some readers) meant 10?");
    EXPECT_EQ(faults_of(scenario("seed: 1e3\n")),
              "case.yaml:4:7: seed=1e3 (must be a whole number, digits only) meant 1000?");
    EXPECT_EQ(faults_of(scenario("seed: 1,000\n")), "case.yaml:4:7: seed=1,000 (no separators in numbers) meant 1000?");
    EXPECT_EQ(faults_of(scenario("behaviour: {hoarding: .nan}\n")),
              "case.yaml:4:23: behaviour.hoarding=.nan (must be a number, in target covers)");
    EXPECT_EQ(faults_of(scenario("behaviour: {hoarding: inf}\n")),
              "case.yaml:4:23: behaviour.hoarding=inf (must be a finite number, in target covers)");
}

TEST_F(ScenarioFile, UnitsBelongToTheKeyNotToTheValue) {
    EXPECT_EQ(faults_of(scenario("behaviour: {mine_lead_years: 48 months}\n")),
              "case.yaml:4:30: behaviour.mine_lead_years=48 months (must be a number alone, in years, without months)");
}

TEST_F(ScenarioFile, OutOfRangeNamesTheRange) {
    EXPECT_EQ(faults_of(scenario("behaviour:\n  substitution_reversible: 1.5\n")),
              "case.yaml:5:28: behaviour.substitution_reversible=1.5 (must be within 0..1, a fraction)");
    EXPECT_EQ(faults_of(scenario(""), {"months=0"}), "--set months=0: months=0 (must be within 1..12000, in months)");
}

TEST_F(ScenarioFile, RequiredKeysAreMissedAtTheMapTheyBelongTo) {
    EXPECT_EQ(faults_of(write("bare.yaml", "months: 3\n")),
              "bare.yaml:1:1: title= (required key is missing)\nbare.yaml:1:1: world= (required key is missing)");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban:\n    law: export_ban\n    actor: MNA\n")),
              "case.yaml:6:5: laws.ban.from= (required key is missing)");
}

TEST_F(ScenarioFile, MonthsAreStrict) {
    EXPECT_EQ(faults_of(scenario("from: 2024-13\n")), "case.yaml:4:7: from=2024-13 (months run from 01 to 12)");
    EXPECT_EQ(faults_of(scenario("from: 2024-03-15\n")),
              "case.yaml:4:7: from=2024-03-15 (must be a month, YYYY-MM) meant 2024-03?");
    EXPECT_EQ(faults_of(scenario("from: 2023-12\n")),
              "case.yaml:4:7: from=2023-12 (before the world's base_month 2024-01) meant 2024-01?");
}

TEST_F(ScenarioFile, LawsNameRowsOfTheWorld) {
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNB, minerals: [redmtal], from: 2025-01}\n")),
              "case.yaml:5:33: laws.ban.actor=MNB (no country or customs union of this world) meant MNA?\n"
              "case.yaml:5:49: laws.ban.minerals=redmtal (no mineral of this world) meant redmetal?");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, forms: [orre], from: 2025-01}\n")),
              "case.yaml:5:46: laws.ban.forms=orre (no form: ore, refined or scrap) meant ore?");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: minera, minerals: [Red], from: 2025-01}\n")),
              "case.yaml:5:33: laws.ban.actor=minera (no country or customs union of this world) meant MNA?\n"
              "case.yaml:5:52: laws.ban.minerals=Red (no mineral of this world) meant redmetal?");
    EXPECT_EQ(faults_of(scenario("laws:\n  shut: {law: strait_closure, strait: the narrows, from: 2025-01}\n")),
              "case.yaml:5:39: laws.shut.strait=the narrows (no chokepoint of this world) meant Narrows?");
    EXPECT_EQ(faults_of(scenario("laws:\n  shut: {law: strait_closure, strait: Narrow, from: 2025-01}\n")),
              "case.yaml:5:39: laws.shut.strait=Narrow (no chokepoint of this world) meant Narrows?");
}

TEST_F(ScenarioFile, LawsAreInstruments) {
    EXPECT_THAT(faults_of(scenario("laws:\n  ban: {law: exportban, actor: MNA, from: 2025-01}\n")),
                testing::AllOf(HasSubstr("case.yaml:5:14: laws.ban.law=exportban (must be one of import_tariff, "),
                               HasSubstr(") meant export_ban?")));
    EXPECT_THAT(faults_of(scenario("laws:\n  ban: {actor: MNA}\n")),
                HasSubstr("case.yaml:5:3: laws.ban.law= (must name an instrument: "));
    EXPECT_EQ(faults_of(scenario("laws:\n  a.b: {law: embargo, actor: MNA, from: 2025-01}\n")),
              "case.yaml:5:3: laws=a.b (a law's name is one word without dots)");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, from: 2025-01, rate: 1}\n")),
              "case.yaml:5:53: laws.ban.rate=1 (unknown key)");
}

TEST_F(ScenarioFile, DatesOfALawAreInOrder) {
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, from: 2025-01, until: 2024-06}\n")),
              "case.yaml:5:60: laws.ban.until=2024-06 (should be after from=2025-01)");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, from: 2025-01, announced: 2025-02}\n")),
              "case.yaml:5:64: laws.ban.announced=2025-02 (should not be after from=2025-01)");
    EXPECT_EQ(faults_of(scenario("laws:\n  cap: {law: export_quota, actor: MNA, from: 2025-01}\n")),
              "case.yaml:5:3: laws.cap.quota_t_per_year= (give exactly one of quota_t_per_year and cut)");
}

// What would change nothing, or be overruled without a word.
TEST_F(ScenarioFile, LawsThatCannotWorkAreToldWithTheirPlace) {
    EXPECT_EQ(faults_of(scenario("laws:\n  us: {law: joint_purchasing, members: [USR], from: 2025-01}\n")),
              "case.yaml:5:40: laws.us.members=[USR] (needs at least two)");
    EXPECT_EQ(faults_of(scenario("laws:\n  a: {law: guidance, actor: SMA, from: 2025-01}\n"
                                 "  b: {law: guidance, actor: SMA, minerals: [redmetal], from: 2026-01}\n")),
              "case.yaml:6:12: laws.b.law=guidance (laws.a guides the same plants at the same time)");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, targets: [MNA], from: 2025-01}\n")),
              "case.yaml:5:47: laws.ban.targets=[MNA] (is the actor's own market)");
    EXPECT_EQ(faults_of(scenario("behaviour: {power: balance}\n")),
              "case.yaml:4:20: behaviour.power=balance (electricity.csv of this world names no sources of power)");
}

TEST_F(ScenarioFile, MembersOfACustomsUnionAreOneMarket) {
    scenario("");
    write("tiny/countries.csv",
          "iso3,name,eu_member,source\nMNA,Minera,1,INVENTED\nSMA,Smeltia,1,INVENTED\nUSR,Usery,0,INVENTED\n"
          "EUU,Union,0,INVENTED\n");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, targets: [SMA], from: 2025-01}\n")),
              "case.yaml:5:47: laws.ban.targets=[SMA] (is the actor's own market)");
    EXPECT_EQ(faults_of(scenario("laws:\n  us: {law: trade_agreement, members: [MNA, SMA], from: 2025-01}\n")),
              "case.yaml:5:39: laws.us.members=[MNA, SMA] (are one market already: needs at least two)");
    EXPECT_EQ(faults_of(scenario("laws:\n  us: {law: trade_agreement, members: [EUU, USR], from: 2025-01}\n")), "");
}

TEST_F(ScenarioFile, AListIsAList) {
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, targets: USR, from: 2025-01}\n")),
              "case.yaml:5:47: laws.ban.targets=USR (must be a list) meant [USR]?");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, targets: [USR, USR], from: 2025-01}\n")),
              "case.yaml:5:53: laws.ban.targets=USR (stands twice in the list)");
    EXPECT_EQ(faults_of(scenario("laws:\n  ban: {law: export_ban, actor: MNA, targets: [], from: 2025-01}\n")),
              "case.yaml:5:47: laws.ban.targets=[] (an empty list; leave the key out to mean all)");
    EXPECT_EQ(faults_of(scenario("laws:\n  us: {law: joint_purchasing, members: [], from: 2025-01}\n")),
              "case.yaml:5:40: laws.us.members=[] (an empty list; name at least one)");
}

TEST_F(ScenarioFile, EveryFaultIsToldAtOnce) {
    EXPECT_EQ(faults_of(scenario("seed: -1\nsead: 1\nrecord: {flows: 2}\n"), {"behaviour.hoarding=lots"}),
              "--set behaviour.hoarding=lots: behaviour.hoarding=lots (must be a number, in target covers)\n"
              "case.yaml:4:7: seed=-1 (must be at least 0)\n"
              "case.yaml:5:1: sead=1 (unknown key) meant seed?\n"
              "case.yaml:6:17: record.flows=2 (must be true or false)");
}

TEST_F(ScenarioFile, TheWorldItNamesMustExist) {
    EXPECT_EQ(faults_of(write("lost.yaml", "title: Lost\nworld: nowhere\n")),
              "lost.yaml:2:8: world=nowhere (no such folder or file: nowhere)");
    EXPECT_EQ(faults_of(path("none.yaml")), "FileError none.yaml: (cannot be read: no such file)");
}

TEST_F(ScenarioFile, FaultsOfItsWorldAreToldWithItsOwn) {
    const std::string file = scenario("seed: x\n");
    replace("tiny/consumption.csv", "USR", "USQ");
    EXPECT_EQ(faults_of(file),
              "case.yaml:4:7: seed=x (must be a number)\n"
              "tiny/consumption.csv:4:2: iso3=USQ (no country of this world) meant USR?");
}

TEST_F(ScenarioFile, InheritsAndWins) {
    scenario(
        "seed: 5\nbehaviour: {hoarding: 1, shocks: false}\nlaws: {ban: {law: export_ban, actor: MNA, from: "
        "2025-01}}\n");
    std::filesystem::create_directory(path("sub"));
    const LoadedScenario child = load_scenario(write("sub/child.yaml",
                                                     "base: ../case.yaml\ntitle: Child\nbehaviour: {hoarding: 2}\n"
                                                     "laws: {ban: {until: 2026-01}, tax: {law: export_tax, actor: SMA, "
                                                     "from: 2025-01, rate: 0.1}}\n"));
    EXPECT_EQ(child.scenario.title, "Child");
    EXPECT_EQ(child.scenario.seed, 5);
    EXPECT_EQ(child.scenario.behaviour.hoarding, 2);
    EXPECT_FALSE(child.scenario.behaviour.shocks);
    ASSERT_EQ(child.scenario.laws.size(), 2u);
    EXPECT_EQ(std::get<ExportBan>(child.scenario.laws[0].instrument).measure.until, Month::of(2026, 1));
    EXPECT_THAT(child.scenario.text, HasSubstr("hoarding: 2"));

    const LoadedScenario without = load_scenario(write("none.yaml", "base: case.yaml\nlaws: {ban: ~}\n"));
    EXPECT_TRUE(without.scenario.laws.empty());
}

TEST_F(ScenarioFile, WhoGivesItselfATitleAsksItsOwnQuestion) {
    scenario("question: What of it?\nsource: A newspaper.\n");
    const std::string own = load_scenario(write("own.yaml", "base: case.yaml\ntitle: Mine\n")).scenario.text;
    EXPECT_THAT(own, Not(HasSubstr("newspaper")));
    EXPECT_THAT(own, Not(HasSubstr("What of it")));
    const std::string same = load_scenario(write("same.yaml", "base: case.yaml\nseed: 7\n")).scenario.text;
    EXPECT_THAT(same, HasSubstr("newspaper"));
    EXPECT_THAT(same, HasSubstr("What of it"));
}

TEST_F(ScenarioFile, ACircleOfBasesIsRefused) {
    write("a.yaml", "base: b.yaml\n");
    EXPECT_THAT(faults_of(write("b.yaml", "base: a.yaml\n")),
                HasSubstr("a.yaml:1:7: base=b.yaml (the files inherit each other in a circle)"));
    EXPECT_THAT(faults_of(write("c.yaml", "title: C\nbase: gone.yaml\nworld: tiny\n")),
                HasSubstr("c.yaml:2:7: base=gone.yaml (cannot be read: gone.yaml: (cannot be read: no such file))"));
}

TEST_F(ScenarioFile, SetReachesEveryField) {
    const std::string file = scenario("laws:\n  ban: {law: export_ban, actor: MNA, from: 2025-01}\n");
    const Scenario set = load_scenario(file, {"seed=9", "behaviour.shocks=false", "laws.ban.targets=[USR]",
                                              "laws.duty={law: import_tariff, actor: USR, from: 2025-06, rate: 0.1}",
                                              "laws.duty.rate=0.2", "record.plants=false"})
                             .scenario;
    EXPECT_EQ(set.seed, 9);
    EXPECT_FALSE(set.behaviour.shocks);
    EXPECT_FALSE(set.record.plants);
    ASSERT_EQ(set.laws.size(), 2u);
    EXPECT_THAT(std::get<ExportBan>(set.laws[0].instrument).measure.targets, testing::ElementsAre("USR"));
    EXPECT_EQ(std::get<ImportTariff>(set.laws[1].instrument).rate, 0.2);
    EXPECT_THAT(load_scenario(file, {"laws.ban="}).scenario.laws, testing::IsEmpty());
}

TEST_F(ScenarioFile, SetFaultsNameTheWordOfTheCommandLine) {
    const std::string file = scenario("");
    EXPECT_EQ(faults_of(file, {"title=caf\xe9"}), "--set title=caf\xe9: byte 0xE9 (not UTF-8 text) save it as UTF-8?");
    EXPECT_EQ(faults_of(file, {"sead=1"}), "--set sead=1: sead=1 (unknown key) meant seed?");
    EXPECT_EQ(faults_of(file, {"seed"}), "--set seed: (must read --set key.path=value)");
    EXPECT_EQ(faults_of(file, {".seed=1"}), "--set .seed=1: (must read --set key.path=value)");
    EXPECT_EQ(faults_of(file, {"base=x.yaml"}),
              "--set base=x.yaml: base=x.yaml (a base is named in the file, not on the command line)");
    EXPECT_THAT(faults_of(file, {"seed=[1"}), HasSubstr("--set seed=[1: (not YAML: "));
}

TEST_F(ScenarioFile, TheTextOfAScenarioReadsBackTheSame) {
    const std::string file = scenario(
        "question: 'Is 1: 2 \"quoted\"?'\nlaws: {b: {law: embargo, actor: MNA, targets: [USR], from: 2025-01}}\n");
    const std::string text = load_scenario(file, {"seed=3"}).scenario.text;
    EXPECT_EQ(load_scenario(write("again.yaml", text)).scenario.text, text);
}

TEST_F(ScenarioFile, ReloadedFromItsTextIsTheSameWhereverItStands) {
    const std::string file = scenario("laws: {ban: {law: export_ban, actor: MNA, from: 2024-05}}\n");
    const LoadedScenario loaded = load_scenario(file, {"title='1e3: \"odd\" #5'", "seed=3"});
    const LoadedScenario again = reload_scenario(loaded.scenario.text, "run.h5.checkpoint", path("tiny"));
    EXPECT_EQ(again.scenario.title, "1e3: \"odd\" #5");
    EXPECT_EQ(again.scenario.text, loaded.scenario.text);
    EXPECT_EQ(again.scenario.seed, 3);
    ASSERT_EQ(again.scenario.laws.size(), 1u);
    EXPECT_EQ(again.scenario.laws[0].name, "ban");
    EXPECT_EQ(again.world.minerals.size(), 1u);
}

TEST_F(ScenarioFile, TextOfAWorldChangesWithAnyOfItsFiles) {
    const std::string world = copy_world("tiny");
    const std::string before = text_of_world(world);
    EXPECT_EQ(text_of_world(world), before);
    write("tiny/notes.txt", "no table");
    EXPECT_EQ(text_of_world(world), before);
    write("tiny/world.yaml", read("tiny/world.yaml") + "\n");
    EXPECT_NE(text_of_world(world), before);
    EXPECT_THROW(text_of_world(path("none")), FileError);
}

}  // namespace
}  // namespace orepolitik::config
