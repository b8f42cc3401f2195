"""Power that follows from its sources, and what is done when there is too little: direction and order of size on the
real world."""
import pathlib
import sys

import h5py
import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

BEGINS = 17  # 2025-06, of the shocks to power


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("energy")
    made = {name: runs.run(name, folder / f"{name}.h5")
            for name in ("energy-balance", "hydro-drought", "data-centres")}
    made["baseline"] = runs.run("baseline", folder / "baseline.h5", "--months", "96")
    made["balanced"] = runs.run("baseline", folder / "balanced.h5", "--months", "72", "--set", "behaviour.power=balance")
    made["few-centres"] = runs.run("data-centres", folder / "few.h5", "--set", "paths.american_use.values.2030-12=1")
    return made


@pytest.fixture(scope="module")
def data(files):
    return {name: runs.root(path) for name, path in files.items()}


def power(files, name, variable, country, months):
    group = runs.xarray.open_dataset(files[name], engine="h5netcdf", group="/power")
    at = list(group.country.values).index(country)
    return group[variable].values[months, at]


def events(path):
    """(kind, actor) of every event, in order."""
    with h5py.File(path) as file:
        return list(zip(file["events/kind"].asstr()[:], file["events/actor"].asstr()[:]))


def made(data, name, mineral, country, months, against="baseline"):
    now, base = (data[run].production.sel(material=f"{mineral}.refined", country=country)[months].sum()
                 for run in (name, against))
    return float(now / base)


def test_a_balance_without_shocks_changes_little(data, files):
    assert power(files, "balanced", "price", "CHN", 0) == pytest.approx(88)
    assert power(files, "balanced", "price", "USA", slice(0, 12)) == pytest.approx(81, rel=0.02)
    made_then, made_now = (data[run].production[:12].sum("time").sum("country") for run in ("baseline", "balanced"))
    ratio = (made_now / made_then).where(made_then > 0).dropna("material")
    np.testing.assert_allclose(ratio, 1, atol=2e-3)


def test_where_power_is_given_nothing_of_it_is_recorded(files):
    with pytest.raises(OSError):
        runs.xarray.open_dataset(files["baseline"], engine="h5netcdf", group="/power")


def test_dear_gas_makes_power_dear_by_what_it_is_made_of(files):
    months = slice(BEGINS + 3, BEGINS + 11)
    rise = {c: float(power(files, "energy-balance", "price", c, months).mean() /
                     power(files, "energy-balance", "price", c, slice(0, 12)).mean())
            for c in ("ITA", "DEU", "JPN", "USA", "CHN", "BRA")}
    assert 1.2 < rise["DEU"] < 2 and 1.3 < rise["JPN"] < 2
    assert rise["CHN"] < 1.03 and rise["BRA"] < 1.03, "three in a hundred of their power are gas"
    assert rise["USA"] < 1.27


def test_smelters_stop_within_the_range_that_is_reported(data, files):
    months = slice(BEGINS + 3, BEGINS + 11)
    for country in ("DEU", "FRA"):
        assert made(data, "energy-balance", "aluminium", country, months) < 0.9, country
    assert made(data, "energy-balance", "manganese", "JPN", months) < 0.7
    assert made(data, "energy-balance", "aluminium", "CHN", months) > 0.98
    lowest = power(files, "energy-balance", "stop_tenth", "DEU", slice(0, 60))
    highest = power(files, "energy-balance", "stop_nine_tenths", "DEU", slice(0, 60))
    assert (lowest <= highest).all() and 185 < lowest.mean() < 600


def test_a_drought_cuts_smelters_off_before_anybody_else(data, files):
    dry = slice(BEGINS + 1, BEGINS + 11)
    assert made(data, "hydro-drought", "aluminium", "ISL", dry) < 0.85
    assert made(data, "hydro-drought", "aluminium", "MOZ", dry) < 0.5
    assert made(data, "hydro-drought", "copper", "ZMB", dry) > 0.98, "worth more per unit of power: cut last"
    assert made(data, "hydro-drought", "aluminium", "ISL", slice(60, 72)) > 0.95, "comes back with the rain"
    margin = power(files, "hydro-drought", "margin", "ISL", dry)
    np.testing.assert_allclose(margin, 0.03, atol=1e-6)
    np.testing.assert_allclose(power(files, "hydro-drought", "cut", "ISL", slice(0, 12)), 0)
    kinds = events(files["hydro-drought"])
    assert kinds.count(("power_cut", "ISL")) == kinds.count(("power_back", "ISL")) == 1


def test_data_centres_make_power_dear_where_they_stand_and_smelters_pay(data, files):
    late = slice(72, 96)
    more, fewer = (float(power(files, name, "price", "USA", late).mean()) for name in ("data-centres", "few-centres"))
    assert 1.03 < more / fewer < 1.3
    here, there = (runs.xarray.open_dataset(files[name], engine="h5netcdf", group="/agents/smelter")
                   for name in ("data-centres", "few-centres"))
    american = [i for i, (country, product) in enumerate(zip(here.smelter_country.values, here.smelter_product.values))
                if (country, product) == ("USA", "aluminium.refined")]
    assert american
    dearer = (here.unit_cost - there.unit_cost)[late, american].mean()
    assert float(dearer) > 20, "USD/t: 14 MWh at some more dollars"


def test_half_a_boom_foreseen_is_a_shorter_boom(tmp_path):
    peak, late = {}, {}
    base = runs.root(runs.run("baseline", tmp_path / "b.h5", "--months", "144"))
    for foresight in ("0", "0.5"):
        boom = runs.root(runs.run("ev-boom", tmp_path / f"{foresight}.h5", "--set", f"paths.vehicles.foresight={foresight}"))
        price = (boom.world_price / base.world_price).sel(material="lithium.refined")
        peak[foresight], late[foresight] = float(price.max()), float(price[96:].mean())
    assert late["0.5"] < 0.8 * late["0"], "who foresaw it has built for it"
    assert peak["0.5"] > 2, "half of it still comes as a surprise"


def test_a_plan_spares_the_sectors_of_priority(tmp_path):
    stop = runs.run("cobalt-stop", tmp_path / "stop.h5")
    plan = runs.run("emergency-plan", tmp_path / "plan.h5")

    def unmet(path, sectors):
        users = runs.xarray.open_dataset(path, engine="h5netcdf", group="/agents/manufacturer")
        chosen = [i for i, (material, sector, country) in
                  enumerate(zip(users.manufacturer_material.values, users.manufacturer_sector.values,
                                users.manufacturer_country.values))
                  if material == "cobalt.refined" and (sector in ("superalloys", "hard_metals")) == sectors
                  and country in ("USA", "EUU")]
        return float(users.unmet_demand[:, chosen].sum())

    assert unmet(stop, True) > 0, "without a plan they go short"
    assert unmet(plan, True) < 0.5 * unmet(stop, True)
    assert unmet(plan, False) > unmet(stop, False), "others wait"
    paid = {path: runs.xarray.open_dataset(path, engine="h5netcdf", group="/agents/state").subsidies for path in (stop, plan)}
    assert float(paid[stop].sum()) == 0 and float(paid[plan].sum()) > 0
    kinds = [kind for kind, _ in events(plan)]
    assert "rationing" in kinds and "rationing_ends" in kinds
