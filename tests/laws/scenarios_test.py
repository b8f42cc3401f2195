"""The scenarios that come with the program: direction, order of size, and who is paid."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

LAW_MONTH = 12  # laws come into force in month 13
THIRD_YEAR, LAST_YEAR = slice(24, 36), slice(108, 120)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenarios")
    return {name: runs.run(name, folder / f"{name}.h5") for name in
            ("antimony-ban", "copper-tariff", "ree-quota", "malacca-closed")} | {
        "baseline": runs.run("baseline", folder / "baseline.h5", "--months", "120")}


@pytest.fixture(scope="module")
def data(files):
    return {name: runs.root(path) for name, path in files.items()}


def ratio(data, scenario, variable, months, **where):
    length = data[scenario].sizes["time"]
    changed, base = (data[name][variable].sel(**where)[:length][months] for name in (scenario, "baseline"))
    return float((changed / base).mean())


def test_before_the_law_nothing_differs(data):
    for name in ("antimony-ban", "copper-tariff", "ree-quota", "malacca-closed"):
        np.testing.assert_array_equal(data[name].price[:LAW_MONTH], data["baseline"].price[:LAW_MONTH])


def test_antimony_gets_cheap_inside_and_dear_outside(data):
    metal = {"material": "antimony.refined"}
    assert ratio(data, "antimony-ban", "price", slice(13, 20), country="CHN", **metal) < 0.95
    for country in ("USA", "EUU", "JPN"):
        assert ratio(data, "antimony-ban", "price", slice(15, 24), country=country, **metal) > 1.9, country
        dear = data["antimony-ban"].price.sel(country=country, **metal) / data["baseline"].price.sel(
            country=country, **metal)
        assert dear[LAW_MONTH:LAW_MONTH + 8].max() > 2.2, country
        assert ratio(data, "antimony-ban", "price", LAST_YEAR, country=country, **metal) < 1.25, country
    ban = data["antimony-ban"]
    assert (ban.price.sel(country="USA", **metal) / ban.price.sel(country="CHN", **metal))[LAW_MONTH:].max() > 2.2


def test_a_ban_ships_nothing_and_others_answer(data):
    ban = data["antimony-ban"]
    for form in ("ore", "refined"):
        exports = ban.exports.sel(country="CHN", material=f"antimony.{form}")
        assert (exports[:LAW_MONTH] > 0).all() and (exports[LAW_MONTH:] == 0).all()
    outside = [c for c in ban.country.values if c != "CHN"]
    answer = [(data[name].production.sel(material="antimony.refined", country=outside).sum("country")[THIRD_YEAR]).mean()
              for name in ("antimony-ban", "baseline")]
    assert answer[0] > 1.02 * answer[1]
    spared = [(data[name].use.sel(material="antimony.refined", country=outside).sum("country")[THIRD_YEAR]).mean()
              for name in ("antimony-ban", "baseline")]
    assert spared[0] < 0.98 * spared[1]


def test_unmet_demand_is_told_by_country_and_sector(files, data):
    import xarray
    users = xarray.open_dataset(files["ree-quota"], group="agents/manufacturer", engine="h5netcdf")
    heavy = users.manufacturer_material == "ree_heavy.refined"
    short = users.unmet_demand[:, heavy.values].sum("time")
    assert float(short.sum()) > 0
    total = data["ree-quota"].unmet_demand.sel(material="ree_heavy.refined").sum()
    assert float(short.sum()) == pytest.approx(float(total), rel=1e-5)
    inside = (users.manufacturer_country[heavy.values] == "CHN").values
    assert float(short[inside].sum()) < 0.01 * float(short.sum())


def test_a_tariff_is_paid_at_the_border_and_by_its_buyers(data):
    tariff = data["copper-tariff"]
    usa = {"material": "copper.refined", "country": "USA"}
    # The duty is in the price until smelters have been built behind it; then less and less is.
    assert 1.3 < ratio(data, "copper-tariff", "price", slice(16, 44), **usa) < 1.55
    assert ratio(data, "copper-tariff", "price", slice(72, 120), **usa) < 1.3
    for country in ("CHN", "EUU", "CHL"):
        assert ratio(data, "copper-tariff", "price", THIRD_YEAR, material="copper.refined", country=country) < 1.01
    assert ratio(data, "copper-tariff", "imports", THIRD_YEAR, **usa) < 0.95
    after = tariff.sel(**usa).isel(time=slice(LAW_MONTH, None))
    assert (after.import_duty > 0).all()
    elsewhere = tariff.import_duty.where(tariff.country != "USA").sum()
    assert float(elsewhere) == 0
    # Paid in all = at home without duty + abroad with 50 % on the value at the border.
    abroad_value = after.import_duty / 0.5
    paid = after.realised_price * after.demand
    home_tonnes = after.demand - after.imports
    np.testing.assert_allclose(paid, abroad_value + after.import_duty + home_tonnes * after.price, rtol=1e-9)


def test_a_quota_splits_the_price_and_pays_its_holders(data):
    quota = data["ree-quota"]
    for mineral in ("rare_earths", "ree_light", "ree_heavy"):
        at = {"material": f"{mineral}.refined", "country": "CHN"}
        here = quota.sel(**at)
        year_before = float(here.exports[:LAW_MONTH].sum())
        for year in range(1, 10):
            assert float(here.exports[12 * year:12 * year + 12].sum()) <= 0.6 * year_before * (1 + 1e-9)
        after = here.isel(time=slice(LAW_MONTH, None))
        assert (after.export_price > 1.05 * after.price)[:36].all(), mineral
        np.testing.assert_allclose(after.export_rent, after.exports * (after.export_price - after.price), rtol=1e-5,
                                   atol=1e-6)
        # Cheap at home; where the tables have China import too, buyers abroad win those tonnes, which can outweigh it.
        at_home = ratio(data, "ree-quota", "price", slice(LAW_MONTH, 24), **at)
        assert at_home < (1.08 if mineral == "ree_light" else 1.0), mineral


def test_malacca_is_felt_only_by_those_who_use_it(data):
    closed, base = data["malacca-closed"], data["baseline"]
    months = slice(LAW_MONTH, LAW_MONTH + 6)
    oil = {"material": "crude_oil.ore"}
    japan = [float((d.freight.sel(country="JPN", **oil) / d.imports.sel(country="JPN", **oil))[months].mean())
             for d in (closed, base)]
    assert japan[0] > 1.02 * japan[1]
    europe = [float((d.freight.sel(country="USA", material="copper.ore") /
                     d.imports.sel(country="USA", material="copper.ore"))[months].mean()) for d in (closed, base)]
    assert europe[0] == pytest.approx(europe[1], rel=0.02)
    flows = [d.flow[months].mean("time") for d in (closed, base)]
    far = (base.route_exporter == "CHL").values & (base.route_importer == "CHN").values
    assert float(flows[0][far].sum()) == pytest.approx(float(flows[1][far].sum()), rel=0.02)
    assert float(np.abs(closed.world_price[-1] / base.world_price[59] - 1).max()) < 0.05


def test_feed_that_others_could_use_is_sold_on_and_never_costs_more_than_its_metal(tmp_path):
    data = runs.root(runs.run("tiny", tmp_path / "tiny.h5"))
    ore, metal = ({"material": f"redmetal.{form}"} for form in ("ore", "refined"))
    feed = data.feed_stock.sel(country="SMA", **ore).values
    assert feed[LAW_MONTH:].max() < 1.5 * feed[0]  # 1.9 times where a smelter has to use up all that it bought
    cost = data.delivered_price.sel(country=["SMA", "USR"], **ore) / data.delivered_price.sel(
        country=["SMA", "USR"], **metal)
    assert cost.max() < 2.2  # 8 where traders follow the news without a look at their buyers


def test_a_good_that_nobody_uses_any_more_stops_no_run(tmp_path):
    data = runs.root(runs.run("tiny", tmp_path / "long.h5", "--months", "3000"))  # stopped at about month 1,500 once
    assert data.sizes["time"] == 3000 and (data.price > 0).where(data.price.notnull(), True).all()
