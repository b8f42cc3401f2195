"""Bids, refusals, raises, reviews and closings: who does what when, and what it does to output and price."""
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

STILL = ("behaviour.shocks=false", "behaviour.investment=false")


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("mergers"), {}

    def run(scenario, *sets, months=60):
        key = (scenario, sets, months)
        if key not in made:
            words = [word for text in sets for word in ("--set", text)]
            made[key] = runs.run(scenario, folder / f"{len(made)}.h5", "--months", months, *words)
        return made[key]
    return run


def story(path):
    table = xarray.open_dataset(path, group="events", engine="h5netcdf")
    words = ("bid", "merger", "divest", "bankrupt")
    return [(str(kind), float(value)) for kind, value in zip(table.kind.values, table.value.values)
            if str(kind).startswith(words)]


def owner(path, name, late=slice(-12, None)):
    data = xarray.open_dataset(path, group="agents/company", engine="h5netcdf").sel(company=name)
    return float(data.mined[late].sum())


def test_three_offers_are_refused_and_the_bid_is_dropped(under):
    told = story(under("bhp-anglo"))
    assert [kind for kind, _ in told] == ["bid", "bid refused", "bid raised", "bid refused", "bid raised", "bid refused",
                                         "bid dropped"]
    offers = [value / 1e9 for kind, value in told if kind in ("bid", "bid raised")]
    assert offers == pytest.approx([39.1, 42.7, 49.2], rel=1e-4)
    assert owner(under("bhp-anglo"), "anglo_american") > 0


def test_above_the_wanted_premium_it_closes_and_plants_change_hands(under):
    path = under("bhp-anglo-higher")
    kinds = [kind for kind, _ in story(path)]
    assert kinds[-1] == "merger" and "bid accepted" in kinds
    assert owner(path, "anglo_american") == 0
    assert owner(path, "bhp") > owner(under("baseline"), "bhp")
    concentration = [runs.root(run).herfindahl_company.sel(mineral="copper")[-12:].mean() for run in
                     (path, under("baseline"))]
    assert float(concentration[0]) > float(concentration[1])


def test_a_group_with_power_holds_back_and_prices_rise(under):
    merged, base = (runs.root(under(name, *STILL, "behaviour.conduct=1", months=60)) for name in
                    ("rio-glencore", "baseline"))
    free = runs.root(under("rio-glencore", *STILL, "behaviour.conduct=0", months=60))
    dear, cheap = (float((data.world_price / base.world_price).sel(material="copper.ore")[48:].mean())
                   for data in (merged, free))
    assert dear > cheap and dear > 1
    stock = [data.trader_stock.sel(material="copper.refined").sum("country")[48:].mean() for data in (merged, free)]
    assert float(stock[0]) > float(stock[1])  # its trading house holds metal back


def test_rumours_move_prices_before_anything_happens(under):
    bid, base = (runs.root(under(name, *STILL)) for name in ("bhp-anglo", "baseline"))
    moved = np.abs(np.log(bid.world_price / base.world_price)).sel(material="copper.refined")
    assert float(moved[:4].max()) == 0 and float(moved[4:10].max()) > 1e-4


def test_a_stated_outcome_holds_and_opposed_camps_are_refused(under):
    assert story(under("nippon-us-steel"))[-1][0] == "merger"
    blocked = story(under("nippon-us-steel", "laws.bid.outcome=blocked"))
    assert blocked[-1][0] == "merger blocked"
    opposed = story(under("nippon-us-steel", "laws.bid.outcome=decide", "laws.bid.bidder=baowu",
                          "laws.bid.wanted_premium=0.1"))
    assert opposed[-1][0] == "merger blocked"


def test_companies_bid_on_their_own_only_when_they_react(under):
    assert not story(under("baseline", months=120))
    own = story(under("baseline", "behaviour.companies=reactive", "behaviour.bid_hazard_per_year=1", months=120))
    assert any(kind == "bid" for kind, _ in own)
