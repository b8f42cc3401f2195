"""A territory that changes hands: laws, treasury and mines follow, and nothing comes out of the ground at once."""
import pathlib
import sys

import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

MONTH = 36


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("territory"), {}

    def run(*sets):
        if sets not in made:
            words = [word for text in (*sets, "behaviour.investment=false") for word in ("--set", text)]
            made[sets] = runs.run("greenland", folder / f"{len(made)}.h5", *words)
        return made[sets]
    return run


def test_ore_comes_after_the_lead_time_only(under):
    mined = runs.root(under()).production.sel(material="rare_earths.ore", country="GRL")
    assert float(mined[:MONTH + 84].sum()) == 0
    assert float(mined[MONTH + 90:].sum()) > 0


def test_the_new_state_pays_and_controls(under):
    data, states = runs.root(under()), xarray.open_dataset(under(), group="agents/state", engine="h5netcdf")
    without = xarray.open_dataset(under("laws.transfer="), group="agents/state", engine="h5netcdf")
    cost = (without.treasury - states.treasury).sel(state="USA")
    assert float(cost[MONTH - 1]) == pytest.approx(0, abs=1) and float(cost[MONTH + 1]) > 1e6
    soil = data.control_by_territory.sel(mineral="rare_earths", country="USA")
    base = runs.root(under("laws.transfer=")).control_by_territory.sel(mineral="rare_earths", country="USA")
    assert float(soil[-12:].mean()) > float(base[-12:].mean())


def test_laws_of_the_new_state_hold_there(under):
    ban = ("laws.ban={law: export_ban, actor: USA, minerals: [rare_earths], from: 2028-01}",)
    free, bound = runs.root(under()), runs.root(under(*ban))

    def abroad(data):
        away = ((data.route_exporter == "GRL") & (data.route_importer != "GRL") & (data.route_importer != "USA") &
                (data.route_material == "rare_earths.ore")).values
        return float(data.flow[:, away].sum())
    assert abroad(free) > 0 == abroad(bound)
