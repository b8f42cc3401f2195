// What laws that are to come make people expect, and what they remember once one has come: a page of two countries.
#include "model/anticipation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/economy.hpp"
#include "model/scenario.hpp"

namespace orepolitik {
namespace {

TEST(Anticipation, NothingLandsAfterAFarStartAndAllAfterANearOne) {
    EXPECT_EQ(share_landing_after(9, 1, 6), 0);
    EXPECT_EQ(share_landing_after(7, 1, 6), 0);
    EXPECT_DOUBLE_EQ(share_landing_after(4, 1, 6), 0.5);
    EXPECT_EQ(share_landing_after(1, 1, 6), 1);
    EXPECT_EQ(share_landing_after(1, 3, 6), 1);
}

TEST(Anticipation, LongerVoyagesLandLater) {
    EXPECT_DOUBLE_EQ(share_landing_after(5, 2, 6) - share_landing_after(5, 1, 6), 1.0 / 6);
}

TEST(Anticipation, WhoLooksNotAheadSeesNothing) {
    EXPECT_EQ(share_landing_after(1, 3, 0), 0);
}

constexpr Month law_start = Month::of(2025, 7);

// USA uses 40 t of its own and 60 t from CHL, two months away, and sells 20 t there; CHL uses 30 t of its own. All at a
// price of one, without freight.
Economy seller_and_buyer(const Instrument& instrument) {
    Economy e;
    e.region_codes = {"USA", "CHL"};
    e.behaviour.anticipation_months = 6;
    e.diplomacy = Diplomacy(std::vector<Standing>(2));
    e.lanes.resize(4);
    auto& m = e.markets.emplace_back();
    m.material = MaterialId{0}, m.mineral = MineralId{0}, m.form = Form::refined;
    m.exporters.resize(2), m.importers.resize(2);
    m.exporter_of_region = m.importer_of_region = {0, 1};
    for (std::uint32_t k = 0; k < 2; ++k) {
        m.exporters[k].region = m.importers[k].region = RegionId{k};
        m.exporters[k].home = k;
    }
    m.routes.flow_t = {40, 20, 60, 30};  // from USA to USA and CHL, from CHL to USA and CHL
    m.routes.months = {0, 2, 2, 0};
    m.routes.terms.resize(4), m.routes.rents.resize(4);
    m.routes.freight_usd_per_t.assign(4, 0);
    const std::vector<NamedLaw> laws{{"l", instrument, 1}};
    LawBinding binding = bind_laws(laws, {{"USA", "CHL"}, {"USA", "CHL"}, {RegionId{0}, RegionId{1}}, {"copper"}, {}});
    e.laws = std::move(binding.book);
    return e;
}

template <class Law>
Law announced(Law law, const char* actor, double probability = 1) {
    law.measure.actor = actor;
    law.measure.from = law_start;
    law.measure.announced = Month::of(2024, 7);
    law.measure.probability = probability;
    return law;
}

Instrument tariff(double rate, double probability = 1) {
    ImportTariff law;
    law.rate = rate;
    return announced(law, "USA", probability);
}

double rise_expected(const Instrument& law, int months_ahead) {
    Economy e = seller_and_buyer(law);
    e.month = law_start + -months_ahead;
    anticipate_laws(e);
    EXPECT_EQ(e.markets[0].exporters[0].announced_rise, e.markets[0].importers[0].announced_rise);
    EXPECT_EQ(e.markets[0].importers[1].announced_rise, 0);
    EXPECT_EQ(e.markets[0].importers[0].law_news, 0);
    return e.markets[0].importers[0].announced_rise;
}

// A duty of 25 % raises the log cost of imports by .2231; of 80 t that cross the border 60 come in, so three quarters
// of it show in the price; five months ahead half of six months' purchases, two at sea, land after the start.
TEST(Anticipation, OfATariffIsProbabilityTimesDutyTimesShareStillToLand) {
    EXPECT_NEAR(rise_expected(tariff(0.25, 0.4), 5), 0.4 * 0.5 * 0.75 * std::log(1.25), 1e-15);
    EXPECT_NEAR(rise_expected(tariff(0.25, 0.4), 5), 0.0334715, 1e-7);
}

TEST(Anticipation, OfATariffIsProportionalToEachFactor) {
    const double once = rise_expected(tariff(0.25, 0.4), 5);
    EXPECT_NEAR(rise_expected(tariff(0.25, 0.8), 5), 2 * once, 1e-15);
    EXPECT_NEAR(rise_expected(tariff(0.5625, 0.4), 5), 2 * once, 1e-15);  // 1.25 squared
    EXPECT_NEAR(rise_expected(tariff(0.25, 0.4), 2), 2 * once, 1e-15);    // all of it lands after
    EXPECT_NEAR(rise_expected(tariff(0.25, 0.4), 7), once / 3, 1e-15);
    EXPECT_EQ(rise_expected(tariff(0.25, 0), 5), 0);
}

// CHL sells 60 of 90 t abroad; home buyers there buy 30 of their 50 t at home.
TEST(Anticipation, OfABanIsTheShareOfSalesThatLosesItsOutlet) {
    Economy e = seller_and_buyer(announced(ExportBan{}, "CHL", 0.4));
    e.month = law_start + -5;
    anticipate_laws(e);
    EXPECT_NEAR(e.markets[0].exporters[1].announced_rise, -0.4 / 6 * 60 / 90, 1e-15);
    EXPECT_NEAR(e.markets[0].importers[1].announced_rise, -0.4 / 6 * 60 / 90 * 30 / 50, 1e-15);
    EXPECT_EQ(e.markets[0].importers[0].announced_rise, 0);  // buyers abroad hoard instead
}

// On its day the duty is in the price and no longer to come: three quarters of it are missing in what is remembered.
TEST(Anticipation, OfALawThatHasComeEntersMemoryAndFadesWithIt) {
    Economy e = seller_and_buyer(tariff(0.25));
    auto& m = e.markets[0];
    m.routes.months.assign(4, 0);
    e.month = law_start;
    for (std::size_t r = 0; r < 4; ++r) m.routes.terms[r] = e.laws.terms(e.route(m, r / 2, r % 2), law_start);
    anticipate_laws(e);
    const double news = 0.75 * std::log(1.25);
    EXPECT_EQ(m.importers[0].announced_rise, 0);
    EXPECT_NEAR(m.importers[0].law_news, news, 1e-15);
    EXPECT_NEAR(m.exporters[0].law_news, news, 1e-15);
    EXPECT_EQ(m.importers[1].law_news, 0);
    EXPECT_NEAR(m.expected_delivered(0, 0.5), 0.5 * news, 1e-15);
    EXPECT_NEAR(m.expected_fob(0, 0.5), 0.5 * news, 1e-15);
    e.month = law_start + 1;
    e.behaviour.expectation_memory_months = 18;
    observe_prices(m, e.behaviour);
    anticipate_laws(e);
    EXPECT_NEAR(m.importers[0].law_news, news * 17 / 18, 1e-15);
}

// Two months away: what is shipped from two months before the start lands under the duty, and pays it. Memories are
// told then, and no longer on its day.
TEST(Anticipation, OfADutyFallsOnWhatLandsUnderIt) {
    Economy e = seller_and_buyer(tariff(0.25));
    auto& m = e.markets[0];
    const auto pays = [&](int months_ahead) {
        e.month = law_start + -months_ahead;
        return e.laws.terms(e.route(m, 1, 0), e.month).import_duty;
    };
    EXPECT_EQ(pays(3), 0);
    EXPECT_EQ(pays(2), 0.25);
    EXPECT_EQ(pays(0), 0.25);
    e.month = law_start + -2;
    for (std::size_t r = 0; r < 4; ++r) m.routes.terms[r] = e.laws.terms(e.route(m, r / 2, r % 2), e.month);
    anticipate_laws(e);
    EXPECT_NEAR(m.importers[0].law_news, 0.75 * std::log(1.25), 1e-15);
    EXPECT_EQ(m.importers[0].announced_rise, 0);
    e.month = law_start;
    anticipate_laws(e);
    EXPECT_NEAR(m.importers[0].law_news, 0.75 * std::log(1.25), 1e-15);
}

// Nobody can say what a duty that may not come will take of goods at sea: it falls on what is shipped from its day on.
TEST(Anticipation, OfAnUncertainDutyFallsOnNothingBefore) {
    Economy e = seller_and_buyer(tariff(0.25, 0.5));
    e.month = law_start + -1;
    EXPECT_EQ(e.laws.terms(e.route(e.markets[0], 1, 0), e.month).import_duty, 0);
}

TEST(Anticipation, OfALawThatDoesNotComeIsForgotten) {
    Economy e = seller_and_buyer(tariff(0.25, 0.4));
    std::uint64_t seed = 1;
    for (e.laws.decide(seed); e.laws.law(0).dates.comes; e.laws.decide(seed)) ++seed;
    e.month = law_start;
    anticipate_laws(e);
    EXPECT_EQ(e.markets[0].importers[0].announced_rise, 0);
    EXPECT_EQ(e.markets[0].importers[0].law_news, 0);
}

// Nobody knew of it, so nobody restates what he remembers: he learns the price as it comes.
TEST(Anticipation, OfALawThatNobodyKnewOfChangesNoMemory) {
    ImportTariff law;
    law.measure.actor = "USA", law.measure.from = law_start, law.rate = 0.25;
    Economy e = seller_and_buyer(law);
    e.month = law_start;
    anticipate_laws(e);
    EXPECT_EQ(e.markets[0].importers[0].law_news, 0);
}

}  // namespace
}  // namespace orepolitik
