"""Free allowances that end step by step: what imports and makers at home pay, and who gains."""
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

SHARE = {2026: .025, 2027: .05, 2028: .1, 2029: .225, 2030: .485, 2031: .61, 2032: .735, 2033: .86, 2034: 1, 2035: 1}
STEEL, METAL = "steel.refined", "aluminium.refined"
ALL_YEARS = slice(120, 144)  # 2034 and 2035: everything pays


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """In step; at the border alone; neither."""
    folder = tmp_path_factory.mktemp("allowances")
    alone = ("laws.steel.free_allowances_at_home=false", "laws.aluminium.free_allowances_at_home=false")
    cases = {"step": (), "border": alone, "free": ("laws.steel=", "laws.aluminium=")}
    return {name: runs.run("free-allowances", folder / f"{name}.h5",
                           *(word for text in sets for word in ("--set", text)))
            for name, sets in cases.items()}


@pytest.fixture(scope="module")
def data(files):
    return {name: runs.root(path) for name, path in files.items()}


@pytest.fixture(scope="module")
def treasuries(files):
    return {name: xarray.open_dataset(path, group="agents/state", engine="h5netcdf") for name, path in files.items()}


@pytest.fixture(scope="module")
def smelters(files):
    return xarray.open_dataset(files["step"], group="agents/smelter", engine="h5netcdf")


def eu(data, name, variable, material, months):
    return float(data[name][variable].sel(material=material, country="EUU")[months].sum())


def made_in_europe(data, name, material, months):
    """Production stands under the members."""
    members = data[name].customs_union == "EUU"
    return float(data[name].production.sel(material=material).where(members)[months].sum())


@pytest.mark.parametrize("material, t_co2", [(STEEL, 1.91), (METAL, 2.4)])
def test_what_a_tonne_pays_at_the_border_follows_the_schedule(data, material, t_co2):
    paid = {}
    for year in SHARE:
        spring = slice(12 * (year - 2024) + 1, 12 * (year - 2024) + 4)  # lands in the same year
        paid[year] = eu(data, "step", "carbon_charge", material, spring) / eu(data, "step", "imports", material, spring)
    whole = paid[2035]
    assert 0.4 * 80 * t_co2 < whole < 1.3 * 80 * t_co2
    for year, share in SHARE.items():
        assert paid[year] == pytest.approx(share * whole, rel=0.15), year
    before = eu(data, "step", "carbon_charge", material, slice(0, 12))
    assert before == 0


def test_makers_at_home_gain_by_a_charge_on_imports_alone_and_less_in_step(data):
    step, border, free = (made_in_europe(data, name, STEEL, ALL_YEARS) for name in ("step", "border", "free"))
    assert 1.2 * free < border and free < step < 0.95 * border
    came = {name: eu(data, name, "imports", STEEL, ALL_YEARS) for name in data}
    assert came["border"] < 0.95 * came["step"] and came["step"] < 0.85 * came["free"]
    # Most of Europe's aluminium is made of scrap, which is not charged, and power: what it releases hardly stops anybody.
    step, border, free = (made_in_europe(data, name, METAL, ALL_YEARS) for name in ("step", "border", "free"))
    assert free < step < border < 1.25 * free


def test_buyers_in_europe_pay_most_where_both_pay(data):
    years = slice(84, 120)  # before plants at home have answered
    for material, t_co2, price in ((STEEL, 1.91, 580), (METAL, 2.4, 2256)):
        level = [float(data[name].delivered_price.sel(material=material, country="EUU")[years].mean())
                 for name in ("free", "border", "step")]
        assert level[0] < level[1] < level[2], material
        assert 0.02 < level[2] / level[0] - 1 < 1.3 * 80 * t_co2 / price, material


def test_what_makers_at_home_pay_for_carbon_reaches_the_treasury(data, treasuries, smelters):
    """In step a tonne from ore as much as one that is imported, one from scrap nothing; a charge on imports alone nothing."""
    paid = data["step"].carbon_paid.sel(country="EUU", material=STEEL)[ALL_YEARS]
    ours = np.isin(smelters.smelter_country, data["step"].country[data["step"].customs_union == "EUU"])
    from_ore = smelters.output[ALL_YEARS, ours & (smelters.smelter_product == STEEL).values]
    a_tonne = float(paid.sum()) / float(from_ore.sum())
    at_border = eu(data, "step", "carbon_charge", STEEL, ALL_YEARS) / eu(data, "step", "imports", STEEL, ALL_YEARS)
    assert 0.8 * at_border < a_tonne < 1.2 * at_border
    for name, others in (("step", True), ("border", False)):
        every = data[name].carbon_paid.sum("material").sel(country="EUU")
        np.testing.assert_allclose(treasuries[name].carbon_levies.sel(state="EUU"), every, rtol=1e-5)
        charged = data[name].carbon_paid.sel(country="EUU", material=[STEEL, METAL])
        assert (float(charged[24:].sum()) > 0) == others and float(charged[:24].sum()) == 0


def test_neither_scrap_nor_what_the_third_annex_exempts_pays(data):
    step = data["step"]
    scrap = [m for m in step.material.values if str(m).endswith(".scrap")]
    assert float(step.carbon_charge.sel(material=scrap).sum()) == 0 < float(step.carbon_charge.sum())
    came = {}
    for name in data:  # Norway sells more aluminium to Europe where others pay and it does not
        table = data[name]
        route = ((table.route_material == METAL) & (table.route_exporter == "NOR") & (table.route_importer == "EUU")).values
        came[name] = float(table.flow[ALL_YEARS][:, route].sum())
    assert came["border"] > 1.05 * came["free"]


def test_a_charge_that_grows_by_steps_is_announced_once(files):
    table = xarray.open_dataset(files["step"], group="events", engine="h5netcdf")
    told = [str(reason) for reason in table.reason.values if "carbon_border_charge" in str(reason)]
    announced = sorted(reason for reason in told if reason.endswith("announced"))
    assert [reason.split(":")[0] for reason in announced] == ["aluminium", "steel"]
    assert sum(reason.startswith("steel") and reason.endswith("in force") for reason in told) == 9


def test_nothing_moves_before_the_law_is_known_to_cost(data):
    for name in ("border", "free"):
        np.testing.assert_allclose(data["step"].price[:6], data[name].price[:6], rtol=0.02)
