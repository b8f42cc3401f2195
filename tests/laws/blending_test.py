"""Illegal mining and blended goods: direction, size, accounting, and who gains by enforcement."""
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

ORE, RARE = "ree_light.ore", ("gallium.refined", "germanium.refined")
LAW, WATCH = 12, 48  # months of the quota and the ban, and of inspections
LATE, BEFORE = slice(72, 96), slice(36, 48)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blending")
    cases = {"as it is": (), "unwatched": ("laws.inspections=", "laws.customs="),
             "honest": ("behaviour.illegal_mining_share=0", "behaviour.blending_share=0"), "free": ("laws=",)}
    return {name: runs.run("blended-goods", folder / f"{number}.h5",
                           *(word for text in sets for word in ("--set", text)))
            for number, (name, sets) in enumerate(cases.items())}


@pytest.fixture(scope="module")
def data(path):
    return {name: runs.root(file) for name, file in path.items()}


def china(data, name, material=ORE):
    return data[name].sel(material=material, country="CHN")


def pairs(path):
    return xarray.open_dataset(path, group="agents/smuggler", engine="h5netcdf")


def test_where_no_quota_idles_a_mine_nothing_is_dug_without_permit(data):
    assert float(data["honest"].unlicensed.sum()) == 0
    assert float(data["as it is"].unlicensed[:LAW].sum()) == 0
    elsewhere = data["as it is"].unlicensed.where(data["as it is"].country != "CHN").fillna(0)
    assert float(elsewhere.sum()) == 0


def test_illegal_output_is_a_fifth_of_all_as_in_china_before_2014(data):
    """Estimates of the share of illegal output: 23 to 30 per cent."""
    ore = china(data, "as it is")
    share = (ore.unlicensed / ore.production)[BEFORE].mean()
    assert 0.1 < float(share) < 0.35
    years = ore.unlicensed.values[:WATCH].reshape(-1, 12).sum(1)
    assert years[0] == 0 and years[1] < years[2] < years[3]  # it is built up, from when the permits are used up


def test_a_quota_that_does_not_bind_is_not_dug_past(tmp_path):
    loose = runs.root(runs.run("blended-goods", tmp_path / "loose.h5", "--months", "24",
                               "--set", "laws.mining_quota.share_of_base_output=1.1"))
    assert float(loose.unlicensed.sum()) == 0 == float(loose.seized.sel(material=ORE).sum())


def test_whose_finds_cost_more_than_they_bring_digs_nothing(tmp_path):
    for detection in (0.99, 1):
        watched = runs.root(runs.run("blended-goods", tmp_path / f"{detection}.h5", "--months", "60",
                                     "--set", f"laws.inspections.detection={detection}"))
        assert float(watched.unlicensed[WATCH - 1].sum()) > 0 == float(watched.unlicensed[WATCH:].sum())


def test_blended_ore_undoes_a_part_of_the_quota(data):
    price = {name: float(china(data, name).price[BEFORE].mean()) for name in ("honest", "as it is")}
    assert price["as it is"] < 0.99 * price["honest"]
    made = {name: float(china(data, name).production[BEFORE].sum()) for name in ("honest", "as it is", "free")}
    assert made["honest"] < made["as it is"] < made["free"]


def test_inspectors_find_their_part_and_legal_producers_recover(data, path):
    seen, unseen = china(data, "as it is"), china(data, "unwatched")
    for ore, found in ((seen, 1 - 0.9 * 0.8), (unseen, 0.1)):
        part = ore.seized[LATE].sum() / (ore.seized + ore.unlicensed)[LATE].sum()
        assert float(part) == pytest.approx(found, rel=1e-5)
    assert float(seen.unlicensed[LATE].sum()) < 0.6 * float(unseen.unlicensed[LATE].sum())
    earned = [float(((ore.production - ore.unlicensed) * ore.price)[LATE].sum()) for ore in (seen, unseen)]
    assert earned[0] > 1.01 * earned[1]
    np.testing.assert_array_equal(seen.price[:WATCH], unseen.price[:WATCH])


def test_fines_are_half_the_value_of_what_was_found(data, path):
    """Of mines at their price, of smugglers at the price at home."""
    states = xarray.open_dataset(path["as it is"], group="agents/state", engine="h5netcdf")
    at = data["as it is"].sel(country="CHN")
    mined = [m for m in at.material.values if str(m).startswith(("ree_", "rare_")) and str(m).endswith(".ore")]
    of_mines = sum(float((at.seized * at.price).sel(material=m).sum()) for m in mined)
    others = [m for m in at.material.values if m not in mined]
    of_smugglers = sum(float((at.seized * at.delivered_price).sel(material=m).fillna(0).sum()) for m in others)
    assert float(states.fines.sel(state="CHN").sum()) == pytest.approx(0.5 * (of_mines + of_smugglers), rel=1e-3)


def into_the_usa(data, path, metal):
    """Smuggled by channel, and what others than China sold there by right; t a month."""
    table, ship = pairs(path), data
    there = ((table.smuggler_material == metal) & (table.smuggler_to == "USA")).values
    channels = {name: table[name][:, there].sum("smuggler") for name in ("hidden", "transshipped", "blended")}
    lawful = ((ship.route_material == metal) & (ship.route_importer == "USA") &
              (ship.route_exporter != "USA") & (ship.route_exporter != "CHN")).values
    return channels, ship.flow[:, lawful].sum("route")


@pytest.mark.parametrize("metal", RARE)
def test_what_is_banned_comes_blended_as_far_as_third_countries_sell(data, path, metal):
    channels, lawful = into_the_usa(data["as it is"], path["as it is"], metal)
    assert float(channels["blended"][:LAW].sum()) == 0 < float(channels["blended"][LAW + 2:LAW + 36].sum())
    assert float(channels["blended"].sum()) <= 0.3 * float(lawful.sum())
    sent = data["as it is"].smuggled_out.sel(material=metal, country="CHN")
    np.testing.assert_allclose(sum(channels.values()), sent, rtol=1e-4, atol=1e-9)
    none, _ = into_the_usa(data["honest"], path["honest"], metal)
    assert float(none["blended"].sum()) == 0 < float(none["transshipped"].sum())
    before = [float(sum(way.values())[LAW:WATCH].sum()) for way in (channels, none)]
    assert before[0] > 1.05 * before[1]  # what fetches the full price pays better


def test_customs_let_less_of_it_pass(data):
    for metal in RARE:
        seen, unseen = (float(data[name].smuggled_in.sel(material=metal, country="USA")[LATE].sum())
                        for name in ("as it is", "unwatched"))
        assert seen < 0.8 * unseen, metal
