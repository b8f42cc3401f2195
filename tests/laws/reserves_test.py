"""Strategic reserves: what they buy, release and save, in tonnes and dollars."""
import pathlib
import sys

import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

BAN_MONTH = 48
NONE = "laws.reserve="


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("reserves"), {}

    def run(*sets):
        if sets not in made:
            words = [word for text in sets for word in ("--set", text)]
            made[sets] = runs.run("stockpile", folder / f"{len(made)}.h5", "--months", 84, *words)
        return made[sets]
    return run


def europe(path, material):
    return runs.root(path).sel(material=material, country="EUU")


def kinds(path):
    return {str(kind) for kind in xarray.open_dataset(path, group="events", engine="h5netcdf").kind.values}


def test_it_buys_before_and_releases_in_the_crisis(under):
    stock = europe(under(), "niobium.refined").reserve_stock
    before = float(stock[BAN_MONTH - 1])
    assert before > 0
    assert float(stock[BAN_MONTH:BAN_MONTH + 12].min()) < 0.5 * before
    assert "release" in kinds(under())


def test_a_tonne_of_reserve_saves_output(under):
    lost = [float(europe(path, "niobium.refined").unmet_value[BAN_MONTH:].sum()) for path in (under(), under(NONE))]
    assert lost[1] > 0 and lost[0] < 0.95 * lost[1]


def test_without_a_law_nobody_holds_a_reserve(under):
    assert float(runs.root(under(NONE)).reserve_stock.fillna(0).sum()) == 0


def test_stocks_change_by_what_is_bought_and_released(under):
    data = europe(under(), "chromium.refined")
    change = data.reserve_stock.diff("time")
    assert float(change.max()) > 0
    # It never sells more than it has, and stores no more than its stores hold: 120 days of use.
    assert float(data.reserve_stock.min()) >= 0
    assert float(data.reserve_stock.max()) <= 1.3 * 120 / 30.4 * float(data.use.max())


def test_a_reserve_that_defends_its_floor_on_credit_can_fail(under):
    path = under("laws.reserve.budget_usd=0", "laws.reserve.credit_usd=200000", "laws.reserve.band=0.01")
    assert "insolvency" in kinds(path)


def test_reserves_of_reactive_states_are_used_in_a_crisis(under):
    path = under(NONE, "behaviour.states=reactive", "behaviour.restrictions=false", "behaviour.retaliation=false",
                 "behaviour.nationalism=false", "behaviour.friend_shoring=false")
    japan = runs.root(path).sel(material="cobalt.refined", country="JPN").reserve_stock
    assert float(japan[0]) > 0
    assert float(japan[BAN_MONTH + 12]) != pytest.approx(float(japan[0]))
