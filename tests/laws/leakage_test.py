"""What passes a restriction unseen: direction, size and accounting."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

LAW_MONTH, MONTHS = 12, 48
BAN = "law: export_ban, actor: CHN, minerals: [antimony], forms: [refined], from: 2025-01"
WATCH = "law: trade_enforcement, actor: CHN, minerals: [antimony], from: 2025-01"
METAL = "antimony.refined"
NOBODY = "behaviour.smuggling_capacity=0"
LATE = slice(30, MONTHS)


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    """Four years under laws, and settings; the run file."""
    folder, made = tmp_path_factory.mktemp("leakage"), {}

    def run(*laws, sets=()):
        key = (laws, sets)
        if key not in made:
            words = [f"laws.l{k}={{{law}}}" for k, law in enumerate(laws)] + list(sets)
            made[key] = runs.run("baseline", folder / f"{len(made)}.h5", "--months", MONTHS,
                                 *(word for text in words for word in ("--set", text)))
        return made[key]
    return run


def metal(path):
    return runs.root(path).sel(material=METAL)


def group(path):
    import xarray
    return xarray.open_dataset(path, group="agents/smuggler", engine="h5netcdf")


def test_nothing_is_smuggled_where_trade_is_free(under):
    data = runs.root(under(f"{WATCH}, detection: 0.15"))
    for variable in ("smuggled_out", "smuggled_in", "seized"):
        assert float(data[variable].sum()) == 0


def test_a_ban_leaks_after_it_starts_and_more_each_month_at_first(under):
    china = metal(under(BAN)).sel(country="CHN")
    usual = float(metal(under()).sel(country="CHN").exports[:LAW_MONTH].mean())
    assert (china.smuggled_out[:LAW_MONTH] == 0).all()
    assert (china.exports[LAW_MONTH:] == 0).all()  # what leaks is no export
    out = china.smuggled_out.values / usual
    assert 0 < out[LAW_MONTH + 1] < out[LAW_MONTH + 3] < out[LAW_MONTH + 6]  # later by the gap, which leakage narrows
    assert out.max() < 0.5
    assert out[LATE].mean() > 0.06


def test_tonnes_sent_are_tonnes_landed_on_the_way_or_found(under):
    data = metal(under(BAN))
    sent, landed, seized = (float(data[name].sum()) for name in ("smuggled_out", "smuggled_in", "seized"))
    assert 0.85 * sent < landed <= sent * (1 + 1e-9)
    assert seized == pytest.approx(sent * 0.1 / 0.9, rel=1e-5)
    by_pair = group(under(BAN))
    of_metal = (by_pair.smuggler_material == METAL).values
    pairs = by_pair.hidden[:, of_metal].sum() + by_pair.transshipped[:, of_metal].sum()
    assert float(pairs) == pytest.approx(sent, rel=1e-5)


def test_leakage_narrows_the_gap_that_a_ban_opens(under):
    def gap(path):
        data = metal(path)
        return np.log(data.price.sel(country="USA") / data.price.sel(country="CHN"))[LATE].mean()
    assert float(gap(under(BAN))) < 0.9 * float(gap(under(BAN, sets=(NOBODY,))))


def test_enforcement_finds_more_lets_less_pass_and_fines_go_to_the_treasury(under):
    import xarray
    usual, watched = metal(under(BAN)), metal(under(BAN, f"{WATCH}, detection: 0.15"))
    ratio = watched.seized[LATE].sum() / (watched.seized + watched.smuggled_out)[LATE].sum()
    assert float(ratio) == pytest.approx(1 - 0.9 * 0.85, rel=1e-4)
    assert float(watched.smuggled_out[LATE].sum()) < 0.8 * float(usual.smuggled_out[LATE].sum())
    assert float(watched.price.sel(country="USA")[LATE].mean()) > float(usual.price.sel(country="USA")[LATE].mean())
    states = xarray.open_dataset(under(BAN, f"{WATCH}, detection: 0.15"), group="agents/state", engine="h5netcdf")
    assert float(states.fines.sel(state="CHN").sum()) > 0
    assert (states.fines.sum("time") > 0).sum() == 1 and float(states.fines.sel(state="CHN").sum()) > 0
    paid = (watched.seized.sel(country="CHN") * 0.5 * watched.delivered_price.sel(country="CHN")).sum()
    assert float(states.fines.sum()) == pytest.approx(float(paid), rel=1e-4)


def test_a_ban_on_one_country_leaks_through_others(under):
    towards_usa = group(under(f"{BAN}, targets: [USA]"))
    pairs = (towards_usa.smuggler_to == "USA").values & (towards_usa.smuggler_material == METAL).values
    assert pairs.sum() == 1 and (towards_usa.smuggler_to == "USA").all()
    assert float(towards_usa.transshipped[:, pairs].sum()) > 10 * float(towards_usa.hidden[:, pairs].sum())


def test_leakage_ends_with_the_law(under):
    china = metal(under(f"{BAN}, until: 2026-07")).sel(country="CHN")
    assert (china.smuggled_out[18:30] > 0).any()
    assert (china.smuggled_out[34:] < 1e-6).all()  # what was already bought
    assert (china.exports[30:] > 0).all()


def test_what_is_dear_for_its_weight_leaks_and_steel_does_not(under):
    steel = "law: import_tariff, actor: USA, minerals: [steel], rate: 0.25, from: 2025-01"
    assert float(runs.root(under(steel)).smuggled_in.sum()) == 0
    gallium = "law: export_ban, actor: CHN, minerals: [gallium], from: 2025-01"
    data = runs.root(under(gallium)).sel(material="gallium.refined")
    assert float(data.smuggled_in.sum()) > 0


def test_laws_that_states_make_while_the_world_runs_leak_too(tmp_path):
    import xarray
    path = runs.run("contagion", tmp_path / "contagion.h5", "--months", 84)
    data = runs.root(path)
    events = xarray.open_dataset(path, group="events", engine="h5netcdf")
    moves = events.isel(event=events.kind.values.astype(str) == "restriction")
    first = {}  # month of each state's first restriction on a mineral
    for actor, mineral, month in zip(moves.actor.values, moves.object.values, moves.month.values):
        first.setdefault((actor, mineral), month)
    leaks = 0
    for material in data.material.values:
        mineral = str(material).split(".")[0]
        out = data.smuggled_out.sel(material=material).fillna(0)
        for country in out.country.values[(out.sum("time") > 0).values]:
            if country == "CHN" and mineral in ("antimony", "gallium", "germanium", "tungsten"):
                continue  # under a law of the scenario
            leaks += 1
            begins = out.time.values[(out.sel(country=country) > 0).values][0]
            assert first[(country, mineral)] <= begins, (country, mineral)
    assert leaks > 3
