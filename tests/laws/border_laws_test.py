"""Tariff, export tax, ban, quota, embargo, wedge between blocs and closed strait, each alone on the real world:
direction, size, and who pays whom to the last dollar."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

LAW_MONTH = 6
BEFORE, AFTER = slice(0, LAW_MONTH), slice(LAW_MONTH, 18)
AT_ONCE = slice(LAW_MONTH, LAW_MONTH + 4)  # before smelters that cannot live with a law have shut
PUBLIC = ("export_rent", "import_rent", "export_tax", "import_duty", "carbon_charge")
METAL = "copper.refined"


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    """A year and a half under one law, written as in a scenario, in force from month 7; or under none."""
    folder, made = tmp_path_factory.mktemp("border"), {}

    def run(law=""):
        if law not in made:
            words = ["--set", f"laws.l={{{law}, from: 2024-07}}"] if law else []
            made[law] = runs.root(runs.run("baseline", folder / f"{len(made)}.h5", "--months", "18", *words))
        return made[law]
    return run


def flow(data, material, exporter, importer):
    route = (data.route_material == material) & (data.route_exporter == exporter) & (data.route_importer == importer)
    return data.flow[:, route.values].sum("route")


def everyone_is_paid(data):
    """Dollars of all buyers are those of sellers, licence holders, treasuries and carriers."""
    paid = (data.realised_price * data.demand).sum("country")
    got = (data.price * data.supply).sum("country") + sum(data[name].sum("country") for name in (*PUBLIC, "freight"))
    np.testing.assert_allclose(paid, got, rtol=1e-12)


def only_these_are_paid(data, base, **payees):
    """Beside what was paid in the base run, a law's money goes to one country and by one name."""
    for name in PUBLIC:
        new = (data[name] - base[name]).sum("material" if "material" in data[name].dims else [])[AFTER]
        for country in data.country.values:
            if payees.get(name) != country:
                assert (np.abs(new.sel(country=country)) == 0).all(), (name, str(country))


def change_of(data, base, material, months):
    """Mean ratio of a material's figures to those of the base run, by country."""
    names = ["price", "delivered_price", "export_price", "imports", "exports", "demand"]
    return (data[names] / base[names]).sel(material=material).isel(time=months).mean("time")


def paid_abroad(data, country):
    """What a country's buyers paid for what came from abroad, duty included."""
    row = data.sel(material=METAL, country=country)
    return row.realised_price * row.demand - row.price * flow(data, METAL, country, country)


def test_a_tariff_is_paid_on_cif_to_the_importer_and_shared_with_sellers_abroad(under):
    base, data = under(), under(f"law: import_tariff, actor: USA, minerals: [copper], forms: [refined], rate: 0.25")
    usa = data.sel(material=METAL, country="USA")
    cif = paid_abroad(data, "USA") - usa.import_duty
    np.testing.assert_allclose(usa.import_duty[AFTER], 0.25 * cif[AFTER], rtol=1e-5)
    only_these_are_paid(data, base, import_duty="USA")
    change = change_of(data, base, METAL, AFTER)
    assert change.imports.sel(country="USA") < 0.95
    assert 1 < change.price.sel(country="USA") < 1.25  # sellers behind the border gain
    assert 1 < change.delivered_price.sel(country="USA") < 1.25
    assert change.price.sel(country="CHL") < 1  # part of it is borne abroad
    assert change.delivered_price.sel(country="EUU") < 1  # whose metal others get cheaper
    everyone_is_paid(data)


def test_an_export_tax_is_paid_on_fob_to_the_exporter_and_helps_its_rivals(under):
    base, data = under(), under("law: export_tax, actor: CHL, minerals: [copper], rate: 0.2")
    chile = data.sel(material=METAL, country="CHL")
    np.testing.assert_allclose(chile.export_tax[AFTER], 0.2 * (chile.price * chile.exports)[AFTER], rtol=1e-5)
    only_these_are_paid(data, base, export_tax="CHL")
    change = change_of(data, base, METAL, AFTER)
    assert 1 / 1.2 < change.price.sel(country="CHL") < 1  # home sellers bear part of it
    assert change.exports.sel(country="CHL") < 1
    assert 1 < change.delivered_price.sel(country="USA") < 1.2
    assert change.price.sel(country="PER") > 1 and change.exports.sel(country="PER") > 1
    everyone_is_paid(data)


def test_a_ban_parts_prices_and_nobody_is_paid(under):
    base, data = under(), under("law: export_ban, actor: CHN, minerals: [antimony], forms: [refined]")
    here = {"material": "antimony.refined", "country": "CHN"}
    assert (data.exports.sel(**here)[AFTER] == 0).all() and (base.exports.sel(**here)[AFTER] > 0).all()
    only_these_are_paid(data, base)
    first = change_of(data, base, "antimony.refined", slice(LAW_MONTH, LAW_MONTH + 1))
    assert first.price.sel(country="CHN") < 1 < first.delivered_price.sel(country="USA")
    assert first.price.sel(country="TJK") > 1  # rivals earn it
    everyone_is_paid(data)


def test_a_quota_holds_to_the_tonne_and_its_gap_goes_to_licence_holders_at_home(under):
    base, data = under(), under("law: export_quota, actor: CHL, minerals: [copper], forms: [refined], cut: 0.4")
    chile = data.sel(material=METAL, country="CHL")
    exports = base.exports.sel(material=METAL, country="CHL")[BEFORE]
    year_before = float(exports.sum() + LAW_MONTH * exports[0])  # the half before the run as its first month
    np.testing.assert_allclose(chile.exports[AT_ONCE], 0.6 * year_before / 12, rtol=0.02)
    assert (chile.exports[AFTER] <= float(chile.exports[LAW_MONTH]) * (1 + 1e-6)).all()
    np.testing.assert_allclose(chile.export_rent[AFTER], ((chile.export_price - chile.price) * chile.exports)[AFTER],
                               rtol=1e-5)
    only_these_are_paid(data, base, export_rent="CHL")
    change = change_of(data, base, METAL, AT_ONCE)
    assert change.price.sel(country="CHL") < 1 < change.export_price.sel(country="CHL")
    assert change.delivered_price.sel(country="USA") > 1
    everyone_is_paid(data)


def test_behind_a_quota_smelters_stop_by_turns_and_never_all_for_long(tmp_path):
    law = "laws.l={law: export_quota, actor: CHL, minerals: [copper], forms: [refined], cut: 0.4, from: 2024-07}"
    base, data = (runs.root(runs.run("baseline", tmp_path / f"{len(words)}.h5", "--months", "48", *words))
                  .sel(material=METAL, country="CHL") for words in ((), ("--set", law)))
    made = (data.production / base.production)[LAW_MONTH:]
    assert 0.4 < float(made.mean()) < 0.7  # what the quota lets out, less what lies unsold before smelters stop
    assert float(made.rolling(time=6).mean().min()) > 0.2
    price = (data.price / base.price)[LAW_MONTH:]
    assert 0.6 < float(price.mean()) < 1  # producers get less, licence holders the rest
    # Smelters wait until what the quota holds back has filled their stocks, then stop together: one swing within five
    # quarters, then none.
    assert float(price.max()) < 2.3 and float(abs(np.log(price[15:])).max()) < 0.1


def test_an_embargo_stops_both_ways_and_nothing_else(under):
    base, data = under(), under("law: embargo, actor: USA, targets: [CHL], minerals: [copper]")
    for material in ("copper.refined", "copper.ore"):
        for pair in (("USA", "CHL"), ("CHL", "USA")):
            assert (flow(data, material, *pair)[AFTER] == 0).all()
    assert (flow(base, METAL, "CHL", "USA")[AFTER] > 0).all()
    assert float(flow(data, METAL, "PER", "USA")[AFTER].sum()) > float(flow(base, METAL, "PER", "USA")[AFTER].sum())
    assert float(flow(data, METAL, "CHL", "CHN")[AFTER].sum()) > float(flow(base, METAL, "CHL", "CHN")[AFTER].sum())
    only_these_are_paid(data, base)
    change = change_of(data, base, METAL, AFTER)
    assert change.delivered_price.sel(country="USA") > 1.02 and change.exports.sel(country="CHL") < 1
    assert change_of(data, base, METAL, slice(LAW_MONTH, LAW_MONTH + 1)).price.sel(country="CHL") < 1
    everyone_is_paid(data)


def test_a_wedge_between_blocs_moves_trade_and_pays_nobody(under):
    base, data = under(), under("law: friend_shoring, actor: USA, minerals: [gallium], wedge: 0.3")
    far, near = (tuple(float(flow(d, "gallium.refined", of, "USA")[AFTER].sum()) for d in (base, data))
                 for of in ("CHN", "JPN"))
    assert far[1] < far[0] and near[1] > near[0]
    only_these_are_paid(data, base)
    everyone_is_paid(data)


def test_a_closed_strait_costs_freight_that_carriers_get(under):
    base, data = under(), under("law: strait_closure, strait: Suez")
    aluminium = {"material": "aluminium.refined", "country": "EUU"}
    freight = [float((d.freight / d.imports).sel(**aluminium)[AFTER].mean()) for d in (base, data)]
    assert freight[1] > 1.02 * freight[0]
    only_these_are_paid(data, base)
    everyone_is_paid(data)
