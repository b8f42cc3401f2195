// What must not matter, in random worlds: names, the order of rows, the unit of tonnes and of dollars, plants split in
// two, laws that do nothing. Draws are keyed by a plant's number, which neither a name nor a unit changes; the order of
// rows does, and is turned with draws off. OREPOLITIK_RANDOM_WORLDS sets how many worlds.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "start/proportional_fit.hpp"
#include "tests/support/outcome.hpp"
#include "tests/support/random_world.hpp"

namespace orepolitik {
namespace {

using start::BaseYear;
using test::Outcome;
using test::outcome_of;

constexpr double rounding = 1e-6;  // sums in another order, carried through 24 months

// A world in a thousand has routes that do not join supply and use, and is refused.
void in_random_worlds(const std::function<void(test::RandomWorld&)>& holds) {
    unsigned refused = 0;
    for (unsigned seed = 1; seed <= test::world_count(200); ++seed) {
        SCOPED_TRACE(fmt::format("random world {}", seed));
        test::RandomWorld random(seed);
        try {
            holds(random);
        } catch (const start::TradeCannotBalance&) {
            ++refused;
        }
        ASSERT_FALSE(testing::Test::HasFatalFailure() || testing::Test::HasNonfatalFailure());
    }
    EXPECT_LE(refused, 1 + test::world_count(200) / 300);
}

// Names of places and minerals as far apart as can be, in another order of the alphabet.
struct Renamer {
    std::map<std::string, std::string> names;

    std::string whole_words(const std::string& text) const {
        std::string out, word;
        const auto end_word = [&] {
            const auto found = names.find(word);
            out += found == names.end() ? word : found->second;
            word.clear();
        };
        for (const char c : text) {
            if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
                word += c;
                continue;
            }
            end_word();
            out += c;
        }
        end_word();
        return out;
    }
    template <class T>
    void operator()(const FieldInfo&, T& member, const Check&) {
        if constexpr (std::is_same_v<T, std::string>) member = whole_words(member);
        if constexpr (std::is_same_v<T, std::vector<std::string>>)
            for (auto& word : member) word = whole_words(word);
    }
};

Renamer renamer_of(const WorldData& data) {
    Renamer renamer;
    char letter = 'Z';
    for (const auto& row : data.countries)  // the union is told by its code
        if (row.iso3 != "EUU") renamer.names[row.iso3] = std::string(2, letter--) + "x";
    for (const auto& row : data.minerals) renamer.names[row.id] = std::string("stuff_") + letter--;
    return renamer;
}

Outcome renamed(const Renamer& renamer, const Outcome& outcome) {
    Outcome other;
    for (const auto& [label, values] : outcome) other[renamer.whole_words(label)] = values;
    return other;
}

TEST(Sameness, NamesAreLabels) {
    in_random_worlds([](test::RandomWorld& random) {
        const Outcome plain = outcome_of(start::derive_base_year(random.data), random.scenario);
        Renamer renamer = renamer_of(random.data);
        random.data.tables([&](auto& rows) {
            for (auto& row : rows) row.fields(renamer);
        });
        for (auto& law : random.scenario.laws)
            std::visit([&](auto& instrument) { instrument.fields(renamer); }, law.instrument);
        for (auto& path : random.scenario.paths) path.path.fields(renamer);
        for (auto& outage : random.scenario.outages) outage.outage.fields(renamer);
        const BaseYear base = start::derive_base_year(random.data);
        test::expect_same(renamed(renamer, plain), outcome_of(base, random.scenario), rounding);
    });
}

TEST(Sameness, NamesOfPlantsAreLabels) {
    in_random_worlds([](test::RandomWorld& random) {
        BaseYear base = start::derive_base_year(random.data);
        const Outcome plain = outcome_of(base, random.scenario);
        for (std::size_t i = 0; i < base.plants.size(); ++i)
            base.plants[i].name = fmt::format("{}", base.plants.size() - i);
        test::expect_same(plain, outcome_of(base, random.scenario), 0);
    });
}

// What a licence lets pass is drawn by the number of the material, as what happens to a plant is by the plant's.
bool is_drawn_by_number(const NamedLaw& law) {
    return std::holds_alternative<ExportLicence>(law.instrument);
}

TEST(Sameness, TheOrderOfRowsIsNoMatter) {
    in_random_worlds([](test::RandomWorld& random) {
        random.scenario.behaviour.shocks = random.scenario.behaviour.investment = false;
        std::erase_if(random.scenario.laws, is_drawn_by_number);
        const Outcome plain = outcome_of(start::derive_base_year(random.data), random.scenario);
        std::mt19937 shuffled(static_cast<unsigned>(random.scenario.seed));
        random.data.tables([&](auto& rows) { std::ranges::shuffle(rows, shuffled); });
        test::expect_same(plain, outcome_of(start::derive_base_year(random.data), random.scenario), rounding);
    });
}

// Other units of mass and money: every figure whose unit holds one of them, times a factor.
struct OtherUnits {
    double tonnes = 1, dollars = 1;

    double factor(std::string_view unit) const {
        const bool per_tonne = unit.starts_with("USD/t") && unit != "USD/tCO2";
        if (unit.starts_with("USD") || unit == "billion USD")
            return dollars * (per_tonne || !is_amount(unit) ? 1 : tonnes);
        return unit == "t" || unit.starts_with("t/year") || unit.starts_with("t of") ? tonnes : 1;
    }
    void operator()(const FieldInfo& info, double& member, const Check&) const { member *= factor(info.unit); }
    template <class T>
    void operator()(const FieldInfo&, T&, const Check&) const {}

  private:
    static bool is_amount(std::string_view unit) {
        return unit == "USD" || unit == "USD/year" || unit == "billion USD";
    }
};

void restate(test::RandomWorld& random, const OtherUnits& units) {
    random.data.rules.fields(units);
    random.data.tables([&](auto& rows) {
        for (auto& row : rows) row.fields(units);
    });
    for (auto& law : random.scenario.laws)
        std::visit([&](auto& instrument) { instrument.fields(units); }, law.instrument);
    for (auto& path : random.scenario.paths)
        if (path.path.kind() == PathKind::carbon_price)
            for (auto& dated : path.path.values) dated.value *= units.dollars;
}

Outcome restated(Outcome outcome, const OtherUnits& units) {
    for (auto& [label, values] : outcome) {
        const bool is_price = label.ends_with("price") || label.ends_with("delivered");
        for (double& value : values) value *= is_price ? units.dollars : units.tonnes;
    }
    return outcome;
}

void expect_unmoved_by(const OtherUnits& units) {
    in_random_worlds([&](test::RandomWorld& random) {
        const Outcome plain = outcome_of(start::derive_base_year(random.data), random.scenario);
        restate(random, units);
        test::expect_same(restated(plain, units), outcome_of(start::derive_base_year(random.data), random.scenario),
                          rounding);
    });
}

TEST(Sameness, TonnesAreAUnit) {
    expect_unmoved_by({.tonnes = 8});
}

TEST(Sameness, DollarsAreAUnit) {
    expect_unmoved_by({.dollars = 0.125});
}

// Both halves suffer what the whole would.
BaseYear with_halved_plants(const BaseYear& whole) {
    BaseYear halved = whole;
    halved.plants.clear();
    for (start::Plant plant : whole.plants) {
        for (double* amount : {&plant.output_t_per_month, &plant.reserves_t, &plant.site_t_per_month}) *amount /= 2;
        halved.plants.insert(halved.plants.end(), 2, plant);
    }
    return halved;
}

bool is_at_border(const NamedLaw& law) {
    const auto& i = law.instrument;
    return std::holds_alternative<ImportTariff>(i) || std::holds_alternative<ExportTax>(i) ||
           std::holds_alternative<ExportBan>(i) || std::holds_alternative<Embargo>(i) ||
           std::holds_alternative<ExportQuota>(i) || std::holds_alternative<ImportQuota>(i) ||
           std::holds_alternative<StraitClosure>(i);
}

TEST(Sameness, PlantsSplitInTwoAreThePlants) {
    in_random_worlds([](test::RandomWorld& random) {
        std::erase_if(random.scenario.laws, [](const NamedLaw& law) { return !is_at_border(law); });
        const BaseYear base = start::derive_base_year(random.data);
        const Outcome plain = outcome_of(base, random.scenario);
        const Outcome split = outcome_of(with_halved_plants(base), random.scenario, [](OreWorld& world) {
            for (Plants* plants : plants_by_kind(world.kinds))
                for (auto& key : plants->key) key /= 2;
        });
        test::expect_same(plain, split, rounding);
    });
}

TEST(Sameness, WhereAllPayOneDutyNobodyAsksMore) {
    in_random_worlds([](test::RandomWorld& random) {
        Measure all_goods;
        all_goods.actor = random.data.countries.front().iso3;
        all_goods.from = test::first_month;
        random.scenario.laws = {{"duty", ImportTariff{all_goods, 0.3}}};
        auto world = start::make_world(start::derive_base_year(random.data), random.scenario);
        step(world, [](const OreWorld& now) {
            for (const Market& market : now.economy.markets)
                for (const Terms& terms : market.routes.terms) ASSERT_EQ(terms.preference, 0);
        });
    });
}

// The orders of smugglers, who wake at any border law, are of nothing, but sums are made in other groups.
TEST(Sameness, LawsThatDoNothingChangeNothing) {
    in_random_worlds([](test::RandomWorld& random) {
        random.scenario.laws.clear();
        const BaseYear base = start::derive_base_year(random.data);
        const Outcome without = outcome_of(base, random.scenario);
        Measure everywhere;
        everywhere.actor = random.data.countries.front().iso3;
        everywhere.from = test::first_month + 3;
        random.scenario.laws = {{"free", ImportTariff{everywhere, 0}}, {"untaxed", ExportTax{everywhere, 0}}};
        everywhere.from = test::first_month + random.scenario.months;
        random.scenario.laws.push_back({"too late", ExportBan{everywhere}});
        random.scenario.laws.push_back({"too late, too", Embargo{everywhere}});
        test::expect_same(without, outcome_of(base, random.scenario), 1e-12);
    });
}

}  // namespace
}  // namespace orepolitik
