"""The background on the real world: money, interest, energy, demand and outages; direction and order of size."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

START = 12  # paths leave the base year in month 13
NAMES = ("strong-dollar", "rate-rise", "oil-shock", "ev-boom", "mine-disaster")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("background")
    made = {name: runs.root(runs.run(name, folder / f"{name}.h5")) for name in NAMES}
    return made | {"baseline": runs.root(runs.run("baseline", folder / "baseline.h5", "--months", "180"))}


def log_change(data, scenario, months, variable="world_price", **where):
    """Mean log change over the months, by what is left of the dimensions."""
    now, base = (data[name][variable].sel(**where)[months] for name in (scenario, "baseline"))
    return np.log(now / base).mean("time")


def metals(data):
    return [name for name in data["baseline"].material.values
            if str(name).endswith(".refined") and str(name) not in ("crude_oil.refined", "natural_gas.refined")]


def test_before_their_dates_paths_move_nothing(data):
    for name in ("strong-dollar", "rate-rise", "oil-shock", "mine-disaster"):
        np.testing.assert_array_equal(data[name].price[:START], data["baseline"].price[:START])


def test_a_strong_dollar_takes_one_and_a_half_percent_of_prices_per_percent(data):
    change = log_change(data, "strong-dollar", slice(22, 30)).sel(material=metals(data))
    per_percent = change / np.log(1.1)
    assert -1.8 < float(per_percent.median()) < -1.2
    assert ((per_percent < -0.7) & (per_percent > -2.3)).mean() > 0.9


def test_where_money_falls_further_imports_are_dearer_and_smelters_cut(data):
    own_money = -np.log(0.85 / 1.1)
    year = slice(22, 34)
    for metal in ("copper", "nickel"):
        ore = float(log_change(data, "strong-dollar", year, "delivered_price", material=f"{metal}.ore", country="JPN"))
        assert ore + own_money > 0.05, "in yen, although in dollars it is cheaper"
        output = {country: float(np.log(
            data["strong-dollar"].production.sel(material=f"{metal}.refined", country=country)[year].sum() /
            data["baseline"].production.sel(material=f"{metal}.refined", country=country)[year].sum()))
            for country in ("JPN", "CHN")}
        assert output["JPN"] < -0.04 and output["JPN"] < output["CHN"] - 0.03


def test_dear_money_empties_stores_first_and_withholds_mines_later(data):
    few = log_change(data, "rate-rise", slice(30, 42)).sel(material=metals(data))
    assert -0.18 < float(few.median()) < -0.03, "Frankel (2008): up to -6 % per percentage point"
    many = log_change(data, "rate-rise", slice(84, 120)).sel(material=metals(data))
    assert float(many.median()) > 0
    stocks = {holder: (data["rate-rise"][holder].sum("country") / data["baseline"][holder].sum("country"))[30]
              for holder in ("user_stock", "trader_stock")}
    assert float(stocks["user_stock"].sel(material="copper.refined")) < 1.01
    assert float(stocks["trader_stock"].sel(material="copper.refined")) < 0.9
    ores = [material for material in data["baseline"].material.values if material.endswith(".ore")]
    dug = [data[name].world_supply.sel(material=ores)[84:120].sum("time") for name in ("rate-rise", "baseline")]
    assert float((dug[0] / dug[1]).median()) < 1


def test_a_quarter_of_dear_oil_ends_in_metals(data):
    passed = log_change(data, "oil-shock", slice(120, 180)).sel(material=metals(data)) / np.log(1.5)
    assert 0.15 < float(passed.median()) < 0.4, "Baffes (2007): 0.25"
    early = log_change(data, "oil-shock", slice(14, 20)).sel(material=metals(data)) / np.log(1.5)
    assert 0 < float(early.median()) < 0.1, "mines run on; costs reach prices as capacity falls behind"


def test_batteries_drain_their_own_minerals_alone(data):
    year = slice(36, 48)
    for mineral in ("lithium", "cobalt", "graphite", "ree_heavy", "nickel"):
        assert float(log_change(data, "ev-boom", year, material=f"{mineral}.refined")) > 0.2
    for mineral in ("copper", "tungsten", "chromium"):
        assert abs(float(log_change(data, "ev-boom", year, material=f"{mineral}.refined"))) < 0.02
    share = {m: float((data["ev-boom"].use.sel(material=f"{m}.refined").sum("country")[year].sum() /
                       data["baseline"].use.sel(material=f"{m}.refined").sum("country")[year].sum()))
             for m in ("lithium", "nickel")}
    assert share["lithium"] > share["nickel"] > 1


def test_a_stopped_mine_is_missed_by_its_share_and_comes_back(data):
    ore = {name: data[name].production.sel(material="copper.ore", country="IDN") for name in ("mine-disaster", "baseline")}
    lost = 1 - ore["mine-disaster"] / ore["baseline"][:60]
    assert float(lost[20]) > 0.3 and float(lost[20]) > 2 * float(lost[26]) > 0.1
    assert abs(float(lost[36:].mean())) < 0.02
    assert 0.005 < float(log_change(data, "mine-disaster", slice(24, 36), material="copper.refined")) < 0.1
