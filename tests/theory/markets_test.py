"""Published tables against `orepolitik clear` on the files of config/markets, as a user runs them."""
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import runs

MARKETS = HERE.parents[1] / "config" / "markets"


def table(name, case=None):
    """{(item, i, j): value} of the results of one case."""
    with open(HERE / "tables" / f"{name}.csv", newline="") as file:
        return {(row["item"], row["i"], row["j"]): float(row["value"]) for row in csv.DictReader(file)
                if row["kind"] == "out" and case in (None, row["case"])}


def report(name, *words):
    said = runs.say("clear", MARKETS / f"{name}.yaml", "--json", *words)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_every_market_of_the_folder_clears():
    files = sorted(MARKETS.glob("*.yaml"))
    assert len(files) > 15
    for file in files:
        said = runs.say("clear", file)
        assert said.returncode == 0 and said.stdout.startswith(json.loads(json.dumps(report(file.stem)["title"])))


def test_every_command_of_the_readme_runs():
    text = (HERE / "README.md").read_text()
    commands = re.findall(r"`orepolitik (clear config[^`]+)`", text)
    assert len(commands) > 20
    for command in commands:
        said = runs.say(*shlex.split(command), cwd=HERE.parents[1])
        assert said.returncode == 0 and said.stdout, command
    program = pathlib.Path(runs.PROGRAM).parent / "tests" / "test_theory"
    for pattern in re.findall(r"test_theory (--gtest_filter='[^']+')", text):
        words = [program, "--gtest_list_tests", *shlex.split(pattern)]
        listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        assert listed.count("\n  ") >= 3, pattern


def test_conduct_between_price_takers_and_cournot():
    found = report("cournot", "--set", "firms.conduct=0.5")["before"]
    assert found["mean_lerner_index"] == pytest.approx(
        0.5 * found["herfindahl"] / 1e4 / found["demand_elasticity"], rel=1e-9)
    assert 10 < found["price_usd_per_t"] < report("cournot")["before"]["price_usd_per_t"]


# Takayama and Judge: prices, quantities and net exports of every case, from the limit of alike origins.

REGIONS = {"1": "one", "2": "two", "3": "three"}
SPATIAL = {"base": ("takayama-judge", "before"), "autarky": ("takayama-judge-autarky", "after"),
           "export_ban_1": ("takayama-judge-export-ban", "after"),
           "export_tax_1_of_4": ("takayama-judge-export-tax", "after")}


def spatial_figure(row, item):
    return {"price_producer": row["price_usd_per_t"], "price_consumer": row["delivered_usd_per_t"],
            "supply": row["supply_t"], "demand": row["demand_t"],
            "net_export": row["exports_t"] - row["imports_t"]}[item]


@pytest.mark.parametrize("case", SPATIAL)
def test_spatial_equilibrium_to_1e_4(case):
    name, state = SPATIAL[case]
    found = report(name)[state]["countries"]
    for (item, region, _), value in table("spatial_equilibrium", case).items():
        assert spatial_figure(found[REGIONS[region]], item) == pytest.approx(value, abs=1e-4), (item, region)


def worst_price(case, elasticity, relationships="as_given"):
    name, state = SPATIAL[case]
    words = ("same_good=false", f"sourcing_elasticity={elasticity}", f"relationships={relationships}")
    found = report(name, *(part for word in words for part in ("--set", word)))[state]["countries"]
    return max(abs(spatial_figure(found[REGIONS[region]], item) - value)
               for (item, region, _), value in table("spatial_equilibrium", case).items() if item.startswith("price_"))


# Once buyers' relationships have followed trade to their end, nothing of variety is left in prices.
@pytest.mark.parametrize("case", SPATIAL)
@pytest.mark.parametrize("elasticity", [8, 200, 2000])
def test_in_the_long_run_of_relationships_any_elasticity_gives_the_textbook_prices(case, elasticity):
    assert worst_price(case, elasticity, "long_run") < 1e-6


# With equal weights a buyer of several origins is better off by ln(origins)/elasticity than what he pays says.
@pytest.mark.parametrize("case, at_most", [("base", 0.01), ("export_ban_1", 0.015), ("export_tax_1_of_4", 0.018)])
def test_the_error_of_nearly_alike_origins_falls_as_one_over_elasticity(case, at_most):
    at_500, at_1000, at_2000 = (worst_price(case, elasticity) for elasticity in (500, 1000, 2000))
    assert at_2000 < at_most
    assert at_500 / at_1000 == pytest.approx(2, rel=0.05)
    assert at_1000 / at_2000 == pytest.approx(2, rel=0.05)


# Two countries: the whole table, with charges that are found by search.

POLICIES = {"free_trade": ("two-country", "before"), "import_tariff_20": ("two-country-tariff", "after"),
            "export_tax_20": ("two-country-export-tax", "after"),
            "export_quota_48_rent_X": ("two-country-quota", "after"),
            "import_quota_48_rent_M": ("two-country-quota-rent-abroad", "after"),
            "optimal_import_tariff_160/7": ("two-country-optimal-tariff", "after"),
            "optimal_export_tax_30": ("two-country-optimal-export-tax", "after"),
            "export_ban": ("two-country-ban", "after"),
            "nash_tariff16_exporttax24": ("two-country-tariff-war", "after")}


def policy_figure(state, item):
    if item == "trade":
        return state["countries"]["X"]["exports_t"]
    if item == "W":
        return state["world_welfare_usd"]
    what, country = item.split("_")
    row = state["countries"][country]
    return {"price": row["price_usd_per_t"], "CS": row["consumer_surplus_usd"], "PS": row["producer_surplus_usd"],
            "GOV": row["treasury_usd"] + row["licence_rent_usd"], "W": row["welfare_usd"]}[what]


@pytest.mark.parametrize("case", POLICIES)
def test_two_countries(case):
    name, state = POLICIES[case]
    found = report(name)[state]
    figures = table("two_country_policy", case)
    assert len(figures) == 12
    for (item, _, _), value in figures.items():
        assert policy_figure(found, item) == pytest.approx(value, rel=1e-6, abs=1e-6), item


# A quota of 48 t holds both prices, 56 and 96, whatever else is charged: duty and rent share the 40 between them. Rents of
# importers' licences arise behind the border, so no duty or export tax is due on them; those of exporters are in the price.
@pytest.mark.parametrize("case, duty_m, tax_x, rent_x, rent_m",
                         [("two-country-quota-rent-abroad", 0.1 * 56 * 1.2 * 48, 0.2 * 56 * 48, 0,
                           (40 - 0.2 * 56 - 0.1 * 56 * 1.2) * 48),
                          ("two-country-quota", 0.1 * 96 / 1.1 * 48, 0.2 * 96 / 1.1 / 1.2 * 48,
                           (96 / 1.1 / 1.2 - 56) * 48, 0)])
def test_ad_valorem_charges_fall_on_rents_of_exporters_alone(case, duty_m, tax_x, rent_x, rent_m):
    words = ("change.trade.import_duty={M: 0.1}", "change.trade.export_tax={X: 0.2}")
    found = report(case, *(part for word in words for part in ("--set", word)))["after"]
    x, m = found["countries"]["X"], found["countries"]["M"]
    assert (x["price_usd_per_t"], m["price_usd_per_t"]) == (pytest.approx(56, abs=1e-3), pytest.approx(96, abs=1e-3))
    assert (m["import_duty_usd"], x["export_tax_usd"]) == (pytest.approx(duty_m, rel=1e-4), pytest.approx(tax_x, rel=1e-4))
    assert (x["licence_rent_usd"], m["licence_rent_usd"]) == (pytest.approx(rent_x, rel=1e-4, abs=1e-6),
                                                              pytest.approx(rent_m, rel=1e-4, abs=1e-6))
    flow = next(row for row in found["flows"] if (row["from"], row["to"]) == ("X", "M"))
    parts = ("fob_usd_per_t", "export_tax_usd_per_t", "freight_usd_per_t", "import_duty_usd_per_t", "import_rent_usd_per_t")
    assert sum(flow[part] for part in parts) == pytest.approx(flow["delivered_usd_per_t"], abs=1e-9)


# Whose exports are banned and who has no buyers at home sells nothing: his whole surplus is lost, not kept.
def test_a_ban_on_who_has_no_buyers_at_home_takes_all_his_surplus():
    found = report("two-country-ban", "--set", "countries.X.demand=", "--set", "trade.export_ban=")
    x = found["after"]["countries"]["X"]
    assert x["supply_t"] == x["price_usd_per_t"] == x["producer_surplus_usd"] == x["welfare_usd"] == 0
    lost = sum(found["before"]["countries"]["X"][part] for part in ("producer_surplus_usd", "treasury_usd"))
    assert found["change"]["countries"]["X"]["welfare_usd"] == pytest.approx(-lost, rel=1e-9) and lost > 0


def test_best_charges_are_found_by_search():
    assert report("two-country-optimal-tariff")["found"]["tariff"] == pytest.approx(160 / 7, abs=1e-5)
    assert report("two-country-optimal-export-tax")["found"]["export_tax"] == pytest.approx(30, abs=1e-5)
    war = report("two-country-tariff-war")["found"]
    assert war["tariff"] == pytest.approx(16, abs=1e-5) and war["export_tax"] == pytest.approx(24, abs=1e-5)


def test_best_charges_are_inverse_elasticities():
    identity = table("two_country_policy", "identity")
    tariff = report("two-country-optimal-tariff")
    assert tariff["found"]["tariff"] / tariff["after"]["countries"]["X"]["price_usd_per_t"] == pytest.approx(
        identity["optimal_tariff_over_px", "", ""], abs=1e-5)
    tax = report("two-country-optimal-export-tax")
    assert tax["found"]["export_tax"] / tax["after"]["countries"]["M"]["price_usd_per_t"] == pytest.approx(
        identity["optimal_export_tax_over_pm", "", ""], abs=1e-5)
    share = report("two-country-tariff")["change"]["countries"]["M"]["price_usd_per_t"] / 20
    assert share == pytest.approx(identity["pass_through_to_importer", "", ""], abs=1e-6)


# GSIM: the first-order response to 1e-6 with value shares; the whole response of the exchange beside it.

GSIM = {"producer_price_pct_as_frac": "producer_price", "output_change_frac": "output",
        "composite_price_change_frac": "composite_price", "producer_surplus": "producer_surplus_usd",
        "consumer_surplus": "consumer_surplus_usd", "tariff_revenue_change": "treasury_usd",
        "net_welfare": "welfare_usd"}


def test_gsim_first_order_response_to_1e_6():
    found = report("gsim")["first_order"]["value_shares"]
    checked = 0
    for (item, country, _), value in table("gsim_4x4").items():
        if item in GSIM:
            assert found[country][GSIM[item]] == pytest.approx(value, rel=1e-6, abs=1e-6), (item, country)
            checked += 1
    assert checked == 28


def test_gsim_whole_response_keeps_signs_and_order():
    first = report("gsim")["first_order"]
    whole = {country: row["producer_price"] for country, row in first["whole_response"].items()}
    linear = {country: row["producer_price"] for country, row in first["tonne_shares"].items()}
    assert sorted(whole, key=whole.get) == sorted(linear, key=linear.get)
    assert all(whole[country] * linear[country] > 0 for country in whole)


# Cournot and mergers: price, concentration, margins, profits.

OLIGOPOLIES = {"sym3_c10": ("cournot", "before"), "sym3_merge2_no_eff": ("merger-paradox", "after"),
               "asym4": ("cournot-four-firms", "before"), "asym4_merge12_no_eff": ("merger-four-firms", "after"),
               "asym4_merge12_breakeven_cM=-9": ("merger-cost-saving", "after"),
               "sym5_c20": ("merger-four-of-five", "before"), "sym5_merge4": ("merger-four-of-five", "after")}
FIRM_ITEMS = {"q": "sold_t", "profit": "profit_usd"}
MARKET_ITEMS = {"price": "price_usd_per_t", "Q": "quantity_t", "HHI": "herfindahl", "CS": "consumer_surplus_usd",
                "total_profit": "total_profit_usd", "welfare": "welfare_usd",
                "share_weighted_Lerner": "mean_lerner_index", "HHI/1e4/elasticity": "herfindahl_over_elasticity"}


@pytest.mark.parametrize("case", OLIGOPOLIES)
def test_oligopoly(case):
    name, state = OLIGOPOLIES[case]
    found = report(name)[state]
    firms = list(found["firms"].values())
    for (item, firm, _), value in table("cournot_merger", case).items():
        figure = firms[int(firm) - 1][FIRM_ITEMS[item]] if item in FIRM_ITEMS else found[MARKET_ITEMS[item]]
        assert figure == pytest.approx(value, rel=1e-8), (item, firm)


def test_a_merger_of_two_of_three_loses_and_of_four_of_five_breaks_even():
    paradox, even = report("merger-paradox")["merger"], report("merger-four-of-five")["merger"]
    assert paradox["profit_merged_usd"] < 0.9 * paradox["profit_apart_usd"]
    assert even["profit_merged_usd"] == pytest.approx(even["profit_apart_usd"], rel=1e-9)


def test_the_saving_that_keeps_the_price():
    report_of = report("merger-cost-saving")
    assert report_of["merger"]["price_neutral_cost_usd_per_t"] == pytest.approx(-9, rel=1e-9)
    assert report_of["after"]["price_usd_per_t"] == pytest.approx(report_of["before"]["price_usd_per_t"], rel=1e-9)


# A plant under a wandering price: thresholds of opening and closing, and what they are where the price stands still.

PLANT_INPUTS = {"rho": "discount_rate", "mu": "drift", "sigma": "volatility", "opex": "running_cost_usd_per_t",
                "capex_per_unit": "entry_cost_usd_per_t", "exit_cost": "exit_cost_usd_per_t"}
PLANT_RESULTS = {"P_open": "opens_at_usd_per_t", "P_close": "closes_at_usd_per_t",
                 "marshall_open=w+rho*k": "full_cost_usd_per_t",
                 "marshall_close=w-rho*l": "running_cost_less_exit_usd_per_t"}


def test_plants_open_and_close_at_the_prices_of_the_table():
    with open(HERE / "tables" / "real_options_mine.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for case in {row["case"] for row in rows}:
        given = [(PLANT_INPUTS[row["item"]], row["value"]) for row in rows if row["case"] == case and row["kind"] == "in"]
        found = report("copper-mine", *(word for key, value in given
                                        for word in ("--set", f"plant.{key}={value}")))["before"]
        for row in rows:
            if row["case"] == case and row["item"] in PLANT_RESULTS:
                assert found[PLANT_RESULTS[row["item"]]] == pytest.approx(float(row["value"]), rel=1e-8), row


def test_the_shipped_plants_have_their_books_thresholds():
    book = report("copper-mine")["before"]
    assert (book["opens_at_usd_per_t"], book["closes_at_usd_per_t"]) == (pytest.approx(1.336, abs=1e-3),
                                                                         pytest.approx(0.545, abs=1e-3))
    dixit = report("dixit-1989")
    assert dixit["before"]["opens_at_usd_per_t"] < dixit["after"]["opens_at_usd_per_t"]
    assert dixit["before"]["closes_at_usd_per_t"] > dixit["after"]["closes_at_usd_per_t"]
