"""What a run records of plants and companies agrees with its markets and events."""
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return runs.run("baseline", tmp_path_factory.mktemp("recorded") / "run.h5", "--months", "60")


def agents(path, kind):
    return xarray.open_dataset(path, engine="h5netcdf", group=f"agents/{kind}")


def test_companies_together_mine_what_countries_mine(path):
    made, mined = runs.root(path).production, agents(path, "company").mined.sum("company")
    for mineral in ("copper", "antimony", "iron_ore", "coal"):
        assert np.allclose(mined.sel(mineral=mineral), made.sel(material=f"{mineral}.ore").sum("country"), rtol=1e-5)
    # Without a modelled ore the metal is the first form.
    assert np.allclose(mined.sel(mineral="gallium"), made.sel(material="gallium.refined").sum("country"), rtol=1e-5)


def test_companies_together_refine_what_countries_refine(path):
    made, refined = runs.root(path).production, agents(path, "company").refined.sum("company")
    for mineral in ("copper", "tin", "aluminium"):
        by_country = made.sel(material=f"{mineral}.refined").sum("country")
        assert np.allclose(refined.sel(mineral=mineral), by_country, rtol=1e-5)


def test_the_herfindahl_index_of_companies_follows_from_their_output(path):
    mined, recorded = agents(path, "company").mined.sel(mineral="cobalt"), runs.root(path).herfindahl_company
    shares = mined / mined.sum("company")
    assert np.allclose((shares**2).sum("company"), recorded.sel(mineral="cobalt"), rtol=1e-5)


def test_capacity_being_built_opens_at_the_plant_that_was_being_built(path):
    mines = agents(path, "mine")
    events = xarray.open_dataset(path, engine="h5netcdf", group="events").to_dataframe()
    opened = events[(events.kind == "opening") & events.actor.isin(mines.mine.values) & (events.month > "2024-01-01")]
    assert len(opened) > 5
    for event in opened.itertuples():  # a site may stand twice, once for each thing it makes
        plant = np.flatnonzero((mines.mine.values == event.actor) & (mines.mine_product.values == event.object))[0]
        month = int(np.flatnonzero(mines.time.values == np.datetime64(event.month))[0])
        before, after = (float(mines.project[when, plant]) for when in (month - 1, month))
        rise = float(mines.capacity[month, plant] - mines.capacity[month - 1, plant])
        assert before > 0 and rise > 0
        assert rise >= 0.99 * (before - after)  # what is left is still being built, or was begun this month


@pytest.mark.parametrize("kind", ["mine", "smelter"])
def test_most_of_what_is_made_is_sold_above_its_running_cost(path, kind):
    data, plants = runs.root(path).isel(time=11), agents(path, kind).isel(time=11)
    unions = data.customs_union.sel(country=plants[f"{kind}_country"])
    earned = data.price.sel(material=plants[f"{kind}_product"], country=unions).values
    value = np.where(np.isfinite(plants.unit_cost), plants.output * earned, 0)
    covered = value[earned > plants.unit_cost.values].sum() / value.sum()
    assert 0.5 < covered <= 1
