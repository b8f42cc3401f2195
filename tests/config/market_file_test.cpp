// What a market file may not say, each with its place; and how curves are read.
#include "config/market_file.hpp"

#include <cmath>

#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

using testing::HasSubstr;

class MarketFiles : public Workspace {
  protected:
    // Two countries in six lines; `rest` starts at line 7.
    std::string market(const std::string& rest) const {
        return write("market.yaml",
                     "title: A market\n"
                     "countries:\n"
                     "  CHN:\n"
                     "    supply: {quantity_t: 10, price_usd_per_t: 5, elasticity: 1}\n"
                     "  USA:\n"
                     "    demand: {quantity_t: 10, price_usd_per_t: 5, elasticity: 1}\n" +
                         rest);
    }
    std::string said(const std::string& rest) const { return said_of(market(rest)); }
    std::string said_of(const std::string& file) const {
        try {
            load_market(file);
            return "";
        } catch (const InputError& error) {
            const std::string text = error.what();
            return text.substr(text.find("market.yaml"));
        }
    }
    std::string curve(const std::string& demand) const {
        return said_of(write("market.yaml",
                             "title: A\ncountries:\n  CHN:\n    supply: {shape: linear, intercept_t: 0, "
                             "slope_t_per_usd: 1}\n    demand: " +
                                 demand + "\n"));
    }
};

TEST_F(MarketFiles, HoldWithCurvesAlone) {
    EXPECT_EQ(said(""), "");
    EXPECT_EQ(said("trade: {export_quota_t: {CHN: 4}, quota_rent_to: {CHN: importer}, import_duty: {USA: 0.1}}\n"), "");
}

TEST_F(MarketFiles, RefuseANegativeElasticity) {
    EXPECT_THAT(curve("{quantity_t: 10, price_usd_per_t: 5, elasticity: -1}"),
                HasSubstr("market.yaml:5:62: countries.CHN.demand.elasticity=-1 (must be within 1e-06..1000"));
}
TEST_F(MarketFiles, RefuseAQuotaOnACountryWithoutSupply) {
    EXPECT_THAT(said("trade: {export_quota_t: {USA: 4}}\n"),
                HasSubstr("market.yaml:7:26: trade.export_quota_t.USA=4 (a quota on a country without supply)"));
}
TEST_F(MarketFiles, RefuseANegativeQuota) {
    EXPECT_THAT(said("trade: {export_quota_t: {CHN: -4}}\n"),
                HasSubstr("market.yaml:7:31: trade.export_quota_t.CHN=-4 (must be within"));
}
TEST_F(MarketFiles, RefuseUnknownKeysAtEveryLevel) {
    EXPECT_THAT(said("chnage: {}\n"), HasSubstr("market.yaml:7:1: chnage={...} (unknown key) meant change?"));
    EXPECT_THAT(said("trade: {import_dutty: {USA: 1}}\n"),
                HasSubstr("market.yaml:7:9: trade.import_dutty={...} (unknown key) meant import_duty?"));
    EXPECT_THAT(curve("{quantity: 10, price_usd_per_t: 5, elasticity: 1}"),
                HasSubstr("market.yaml:5:14: countries.CHN.demand.quantity=10 (unknown key) meant quantity_t?"));
}
TEST_F(MarketFiles, RefuseUnknownCountries) {
    EXPECT_THAT(said("trade: {import_duty: {USB: 0.1}}\n"),
                HasSubstr("market.yaml:7:23: trade.import_duty.USB (none of CHN, USA) meant USA?"));
    EXPECT_THAT(said("trade: {export_ban: {CHN: [UAS]}}\n"), HasSubstr("(none of CHN, USA) meant USA?"));
}
TEST_F(MarketFiles, RefuseABanOnOneself) {
    EXPECT_THAT(said("trade: {export_ban: {CHN: [CHN]}}\n"), HasSubstr("(a country cannot ban exports to itself)"));
    EXPECT_THAT(said("trade: {export_ban: {CHN: USA}}\n"),
                HasSubstr("trade.export_ban.CHN=USA (must be `all` or a list of importers) meant [USA]?"));
}
TEST_F(MarketFiles, RefuseRentWithoutAQuota) {
    EXPECT_THAT(said("trade: {quota_rent_to: {CHN: importer}}\n"), HasSubstr("(has no export_quota_t, so no rent)"));
}
TEST_F(MarketFiles, RefuseNegativeDutiesAndFreight) {
    EXPECT_THAT(said("trade: {import_duty: {USA: -0.1}, freight_usd_per_t: {CHN: {USA: -3}}}\n"),
                testing::AllOf(HasSubstr("trade.import_duty.USA=-0.1 (must be within"),
                               HasSubstr("trade.freight_usd_per_t.CHN.USA=-3 (must be within")));
}
TEST_F(MarketFiles, RefuseHalfACurveAndTwoAtOnce) {
    EXPECT_THAT(curve("{quantity_t: 10, elasticity: 1}"),
                HasSubstr("market.yaml:5:13: countries.CHN.demand.price_usd_per_t= (required key is missing)"));
    EXPECT_THAT(curve("{shape: linear, intercept_t: 10}"), HasSubstr("demand.slope_t_per_usd= (a line needs"));
    EXPECT_THAT(curve("{intercept_t: 10, slope_t_per_usd: 1}"),
                HasSubstr("(only a linear curve has intercept and slope)"));
    EXPECT_THAT(curve("{shape: linear, intercept_t: 10, slope_t_per_usd: 1, elasticity: 1}"),
                HasSubstr("elasticity=1 (the line is given by intercept and slope already)"));
    EXPECT_THAT(curve("{shape: linear, intercept_t: -10, slope_t_per_usd: 1}"),
                HasSubstr("intercept_t=-10 (nobody would buy at any price)"));
}
TEST_F(MarketFiles, RefuseAMarketWithoutBuyersOrSellers) {
    EXPECT_THAT(said_of(write("market.yaml", "title: A\ncountries:\n  CHN: {}\n")),
                testing::AllOf(HasSubstr("nobody has supply"), HasSubstr("nobody has demand")));
    EXPECT_THAT(said_of(write("market.yaml", "title: A\n")), HasSubstr("countries= (required key is missing"));
}
TEST_F(MarketFiles, RefuseFlowsOfWhoHasNoCurve) {
    const std::string head =
        "title: A\ncountries:\n  CHN: {supply: {elasticity: 1}}\n  USA: {demand: {elasticity: 1}}\nflows_t:\n  ";
    EXPECT_EQ(said_of(write("market.yaml", head + "CHN: {USA: 5}\n")), "");
    EXPECT_THAT(said_of(write("market.yaml", head + "CHN: {CHN: 5}\n")),
                HasSubstr("market.yaml:6:9: flows_t.CHN.CHN=5 (bought by a country without demand)"));
    EXPECT_THAT(said_of(write("market.yaml", head + "USA: {USA: 5}\n")), HasSubstr("sold by a country without supply"));
    EXPECT_THAT(said_of(write("market.yaml", head + "CHN: {USA: 5}\nsame_good: true\n")),
                HasSubstr("base-year flows need a finite sourcing_elasticity"));
    EXPECT_THAT(said_of(write("market.yaml", head + "CHN: {USA: 5}\nrelationships: long_run\n")),
                HasSubstr("market.yaml:7:1: relationships=long_run (base-year flows say the relationships)"));
    EXPECT_THAT(said("relationships: long_run\nsame_good: true\n"),
                HasSubstr("market.yaml:7:1: relationships=long_run (same_good has no relationships)"));
}
TEST_F(MarketFiles, RefuseAChangeOfWhatCannotChange) {
    EXPECT_THAT(said("change: {title: B}\n"),
                HasSubstr("change.title=B (only trade, countries, firms, plant can change)"));
    EXPECT_THAT(said("change: {countries: {JPN: {supply: {elasticity: 1}}}}\n"),
                HasSubstr("names a country that the market has not"));
    EXPECT_THAT(said("first_order: true\n"), HasSubstr("first_order=true (has no change to answer)"));
}
TEST_F(MarketFiles, RefuseASearchThatCannotBe) {
    EXPECT_THAT(said("find: {duty: {country: USA, charge: import_duty, low: 2, high: 1}}\n"),
                HasSubstr("find.duty.high=1 (must be above low)"));
    EXPECT_THAT(said("find: {duty: {country: USB, charge: import_duty, high: 1}}\n"), HasSubstr("meant USA?"));
    EXPECT_THAT(said("find: {duty: {country: USA, charge: weight, high: 1}}\n"),
                HasSubstr("find.duty.charge=weight (must be one of"));
}
TEST_F(MarketFiles, RefuseFirmsThatAreNotThere) {
    const std::string head = "title: A\nfirms:\n  demand: {shape: linear, intercept_t: 100, slope_t_per_usd: 1}\n";
    EXPECT_THAT(said_of(write("market.yaml", head)), HasSubstr("firms.cost_usd_per_t= (required key is missing)"));
    EXPECT_THAT(said_of(write("market.yaml", head + "  cost_usd_per_t: {A: 1, B: 2}\n  merge: [A, C]\n")),
                HasSubstr("firms.merge=C (none of"));
    EXPECT_THAT(said_of(write("market.yaml", head + "  cost_usd_per_t: {A: 1}\ntrade: {}\n")),
                HasSubstr("needs countries"));
}

TEST_F(MarketFiles, RefuseFirmsThatCannotSell) {
    const auto firms = [&](const std::string& demand, const std::string& rest) {
        return said_of(write("market.yaml", "title: A\nfirms:\n  demand: " + demand + "\n  " + rest + "\n"));
    };
    const std::string line = "{shape: linear, intercept_t: 100, slope_t_per_usd: 1}";
    EXPECT_THAT(firms(line, "cost_usd_per_t: {A: 120}"), HasSubstr("(nobody would buy at the lowest cost)"));
    EXPECT_THAT(firms(line, "cost_usd_per_t: {A: -1}\n  conduct: 0"), HasSubstr("would not be above zero"));
    EXPECT_THAT(firms("{quantity_t: 5, price_usd_per_t: 5, elasticity: 0.5}", "cost_usd_per_t: {A: 1}"),
                HasSubstr("too low for a price at this conduct"));
}

TEST_F(MarketFiles, RefuseSectionsThatSayNothing) {
    EXPECT_THAT(said("trade:\n"), HasSubstr("market.yaml:7:1: trade= (has no value)"));
    EXPECT_THAT(said("trade: {import_duty: }\n"), HasSubstr("market.yaml:7:9: trade.import_duty= (has no value)"));
    EXPECT_THAT(said("change:\n"), HasSubstr("market.yaml:7:1: change= (has no value)"));
    EXPECT_THAT(said("change: {}\n"), HasSubstr("market.yaml:7:9: change={} (changes nothing)"));
    EXPECT_THAT(said("trade: {export_ban: {CHN: []}}\n"),
                HasSubstr("market.yaml:7:27: trade.export_ban.CHN=[] (names nobody)"));
    EXPECT_THAT(said_of(write("market.yaml", "title: A\ncountries:\n  A:\n")),
                HasSubstr("market.yaml:3:3: countries.A= (must be a map with supply, demand or both)"));
}

TEST_F(MarketFiles, RefuseNumbersThatAreNone) {
    EXPECT_THAT(curve("{quantity_t: .nan, price_usd_per_t: .inf, elasticity: ten}"),
                testing::AllOf(HasSubstr("market.yaml:5:26: countries.CHN.demand.quantity_t=.nan (must be a number"),
                               HasSubstr("price_usd_per_t=.inf (must be a number"),
                               HasSubstr("elasticity=ten (must be a number")));
    EXPECT_THAT(curve("{quantity_t: 0x10, price_usd_per_t: 1_000, elasticity: 010}"),
                testing::AllOf(HasSubstr("must be a number alone"), HasSubstr("meant 1000?"), HasSubstr("meant 10?")));
    EXPECT_THAT(said("trade: {import_duty: {USA: 25%}}\n"), HasSubstr("without %"));
    EXPECT_THAT(said("sourcing_elasticity: 1\n"), HasSubstr("market.yaml:7:22: sourcing_elasticity=1 (must be within"));
}

TEST_F(MarketFiles, RefuseASearchOnTradeThatCannotBe) {
    const auto find = [&](const std::string& words) { return said("find: {duty: {" + words + ", high: 1}}\n"); };
    EXPECT_THAT(find("country: CHN, charge: import_duty"),
                HasSubstr("market.yaml:7:37: find.duty.charge=import_duty (its country buys nothing)"));
    EXPECT_THAT(find("country: USA, charge: export_tax"), HasSubstr("(its country sells nothing)"));
    EXPECT_THAT(find("country: USA, charge: import_duty, partner: USA"), HasSubstr("(falls on no trade with anybody"));
}

TEST_F(MarketFiles, RefuseChargesAndBansOfWhoDoesNotTrade) {
    EXPECT_THAT(said("trade: {import_duty: {CHN: 0.1}}\n"),
                HasSubstr("market.yaml:7:23: trade.import_duty.CHN=0.1 (on a country without demand)"));
    EXPECT_THAT(said("trade: {export_tax: {USA: 0.1}}\n"),
                HasSubstr("market.yaml:7:22: trade.export_tax.USA=0.1 (on a country without supply)"));
    EXPECT_THAT(said("trade: {export_ban: {USA: all}}\n"),
                HasSubstr("market.yaml:7:22: trade.export_ban.USA=all (on a country without supply)"));
    EXPECT_EQ(said("trade: {import_duty: {USA: 0.1}, export_tax: {CHN: 0.1}}\n"), "");
}

TEST_F(MarketFiles, RefuseAChargeThatIsFoundTwiceOrSetBesides) {
    EXPECT_THAT(said("find:\n  a: {country: USA, charge: import_duty, high: 1}\n"
                     "  b: {country: USA, charge: import_duty, partner: CHN, high: 1}\n"),
                HasSubstr("market.yaml:9:3: find.b (find.a is the same charge on the same trade)"));
    EXPECT_THAT(
        said("change: {trade: {import_duty: {USA: 0.3}}}\nfind: {a: {country: USA, charge: import_duty, high: 1}}\n"),
        HasSubstr("market.yaml:8:8: find.a (change sets this charge already)"));
    EXPECT_EQ(said("trade: {import_duty: {USA: 0.3}}\nfind:\n  a: {country: USA, charge: import_duty, high: 1}\n"
                   "  b: {country: CHN, charge: export_tax, high: 1}\n"),
              "");
}

TEST_F(MarketFiles, RefuseWhatWouldBeLeftUnused) {
    EXPECT_THAT(said("same_good: true\ntrade: {weight: {CHN: {USA: 2}}}\n"),
                HasSubstr("market.yaml:8:9: trade.weight (weights no origins of the same good)"));
    EXPECT_THAT(said("relationships: long_run\ntrade: {weight: {CHN: {USA: 2}}}\n"),
                HasSubstr("trade.weight (long_run relationships follow trade alone)"));
    EXPECT_THAT(said("same_good: true\nfirst_order: true\nchange: {trade: {import_duty: {USA: 0.1}}}\n"),
                HasSubstr("market.yaml:8:1: first_order=true (needs a finite sourcing_elasticity)"));
    EXPECT_THAT(said("first_order: true\nchange: {trade: {export_ban: {CHN: all}}}\n"),
                HasSubstr("market.yaml:7:1: first_order=true (answers charges alone, no ban or quota)"));
    EXPECT_THAT(
        said("first_order: true\ntrade: {export_quota_t: {CHN: 3}}\nchange: {trade: {import_duty: {USA: 0.1}}}\n"),
        HasSubstr("market.yaml:7:1: first_order=true (answers charges alone, no ban or quota)"));
    EXPECT_THAT(said("first_order: true\nchange: {countries: {CHN: {supply: {shift: 2}}}}\n"),
                HasSubstr("(answers charges alone, no change of countries)"));
    EXPECT_THAT(said_of(write("market.yaml",
                              "title: A\ncountries:\n  CHN: {supply: {elasticity: 1}}\n  USA: {demand: {elasticity: "
                              "1}}\n  JPN: {supply: {elasticity: 1}}\nflows_t:\n  CHN: {USA: 5}\n")),
                HasSubstr("market.yaml:5:9: countries.JPN.supply (flows_t has nothing that it sells)"));
}

TEST_F(MarketFiles, RefuseMergersOfNobody) {
    const std::string head =
        "title: A\nfirms:\n  demand: {shape: linear, intercept_t: 100, slope_t_per_usd: 1}\n  cost_usd_per_t: {A: 1, "
        "B: 2}\n  ";
    EXPECT_THAT(said_of(write("market.yaml", head + "merge: [A]\n")),
                HasSubstr("market.yaml:5:3: firms.merge=[A] (needs at least two)"));
    EXPECT_THAT(said_of(write("market.yaml", head + "merge: [A, A]\n")), HasSubstr("(stands twice in the list)"));
    EXPECT_THAT(said_of(write("market.yaml", head + "merged_cost_usd_per_t: 1\n")),
                HasSubstr("market.yaml:5:3: firms.merged_cost_usd_per_t (nobody merges)"));
}

TEST_F(MarketFiles, RefusePlantsWithoutThresholds) {
    const auto plant = [&](const std::string& words) {
        return said_of(write("market.yaml",
                             "title: A\nplant: {running_cost_usd_per_t: 1, entry_cost_usd_per_t: 4, "
                             "volatility: 0.1" +
                                 words + "}\n"));
    };
    EXPECT_EQ(plant(""), "");
    EXPECT_THAT(plant(", drift: 0.08"), HasSubstr("plant.drift=0.08 (should be below discount_rate"));
    EXPECT_THAT(plant(", exit_cost_usd_per_t: -5"), HasSubstr("(opening and closing in turn would earn money)"));
    EXPECT_THAT(plant(", volatility_: 1"), HasSubstr("plant.volatility_=1 (unknown key) meant volatility?"));
    EXPECT_THAT(said("plant: {}\n"), HasSubstr("market.yaml:7:1: plant (a market has one of countries, firms and"));
}

TEST_F(MarketFiles, RefuseFilesThatAreNoMarkets) {
    EXPECT_THAT(said_of(write("market.yaml", "")), HasSubstr("market.yaml:1:1: (the file is empty)"));
    EXPECT_THAT(said_of(write("market.yaml", "- a\n")), HasSubstr("must be a map of keys"));
    EXPECT_THAT(said_of(write("market.yaml", "title: A\ncountries:\n  A: {}\n  A: {}\n")),
                HasSubstr("market.yaml:4:3: A={...} (duplicate key, first at line 3)"));
    const std::string circle = said_of(write("market.yaml", "title: A\nbase: market.yaml\n"));
    EXPECT_THAT(circle, HasSubstr("market.yaml:2:7: base=market.yaml (the files inherit each other in a circle)"));
    EXPECT_THAT(circle, testing::Not(HasSubstr("countries=")));
}

TEST_F(MarketFiles, ReadALineAsItsCurve) {
    const MarketFile file = load_market(source_dir + "/config/markets/two-country.yaml");
    const auto quantity_t = [&](const Curve& curve, Side side, double price) {
        return point_on(curve, side, std::log(price)).quantity_t;
    };
    EXPECT_NEAR(quantity_t(file.before.market.supply[0], Side::sell, 72), 2 * 72 - 20, 1e-9);
    EXPECT_NEAR(quantity_t(file.before.market.demand[1], Side::buy, 72), 200 - 72, 1e-9);
    EXPECT_EQ(quantity_t(file.before.market.supply[1], Side::sell, 39), 0);
}

}  // namespace
}  // namespace orepolitik::config
