"""The clear command as a user types it: tables, JSON, faults and exit codes."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

MARKETS = runs.SOURCE / "config" / "markets"


def clear(name, *words):
    return runs.say("clear", MARKETS / f"{name}.yaml", *words)


def test_tables_show_before_after_and_change():
    said = clear("two-country-tariff")
    assert said.returncode == 0 and said.stderr == ""
    for word in ("before", "after", "change", "price_usd_per_t", "import_duty_usd", "welfare_usd", "1440.0000"):
        assert word in said.stdout


def test_json_holds_the_same_figures():
    report = json.loads(clear("two-country-tariff", "--json").stdout)
    assert f"{report['after']['countries']['M']['welfare_usd']:.4f}" in clear("two-country-tariff").stdout
    flow = report["after"]["flows"][1]
    assert (flow["from"], flow["to"]) == ("X", "M")
    parts = ("fob_usd_per_t", "export_tax_usd_per_t", "freight_usd_per_t", "import_duty_usd_per_t")
    assert abs(sum(flow[part] for part in parts) - flow["delivered_usd_per_t"]) < 1e-9


def test_any_key_can_be_set():
    report = json.loads(clear("two-country", "--json", "--set", "change.trade.import_duty_usd_per_t.M=20").stdout)
    assert abs(report["after"]["countries"]["M"]["price_usd_per_t"] - 84) < 1e-4


def test_surplus_without_end_is_null_and_its_change_is_not():
    report = json.loads(clear("antimony-like", "--json").stdout)
    assert report["before"]["countries"]["users"]["consumer_surplus_usd"] is None
    assert report["change"]["countries"]["users"]["consumer_surplus_usd"] < 0
    assert report["change"]["countries"]["giant"]["consumer_surplus_usd"] > 0
    assert report["change"]["countries"]["second"]["producer_surplus_usd"] > 0


def test_faults_end_with_2_and_their_place():
    said = clear("two-country", "--set", "trade.import_duty={M: -1, Q: 2}")
    assert said.returncode == 2 and said.stdout == ""
    assert "trade.import_duty.M=-1 (must be within" in said.stderr
    assert "trade.import_duty.Q (none of X, M)" in said.stderr


def test_a_file_that_is_not_there_ends_with_3():
    assert clear("no-such-market").returncode == 3


def test_a_market_without_a_price_says_where_it_stands(tmp_path):
    market = tmp_path / "no-supply.yaml"
    market.write_text((MARKETS / "two-country.yaml").read_text().replace("intercept_t: -20", "intercept_t: -1.0e14"))
    said = runs.say("clear", market)
    line = market.read_text().splitlines().index("countries:") + 1
    assert said.returncode == 2 and said.stdout == ""
    assert f"no-supply.yaml:{line}:1: (the market did not settle)" in said.stderr


def test_a_glut_that_no_price_clears_is_told_as_one(tmp_path):
    market = tmp_path / "glut.yaml"
    market.write_text("title: Glut\ncountries:\n  A:\n    supply: {shape: linear, intercept_t: 9, slope_t_per_usd: 1}\n"
                      "    demand: {shape: linear, intercept_t: 5, slope_t_per_usd: 1}\n")
    said = runs.say("clear", market)
    assert said.returncode == 2 and said.stdout == ""
    assert "glut.yaml:2:1: (more is offered than wanted at any price above zero)" in said.stderr
