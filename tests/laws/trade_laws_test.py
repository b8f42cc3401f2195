"""Each trade law on the real world: direction, size, and who pays whom."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

LAW_MONTH = 6
BEFORE, AFTER = slice(0, LAW_MONTH), slice(LAW_MONTH, 24)
LICENCE_MONTHS = 11  # default of behaviour.licence_months


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    """Two years with the given laws, each written as in a scenario, in force from month 7."""
    folder, made = tmp_path_factory.mktemp("laws"), {}

    def run(**laws):
        key = str(sorted(laws.items()))
        if key not in made:
            words = [word for name, law in laws.items()
                     for word in ("--set", f"laws.{name}={{{law}, from: 2024-07}}")]
            made[key] = runs.root(runs.run("baseline", folder / f"{len(made)}.h5", "--months", "24", *words))
        return made[key]
    return run


def everyone_is_paid(data):
    """Dollars of all buyers are those of sellers, licence holders, treasuries and carriers."""
    paid = (data.realised_price * data.demand).sum("country")
    got = (data.price * data.supply).sum("country") + sum(
        data[name].sum("country") for name in
        ("export_rent", "import_rent", "export_tax", "import_duty", "carbon_charge", "freight"))
    np.testing.assert_allclose(paid, got, rtol=1e-12)


COPPER = {"material": "copper.refined", "country": "USA"}
IMPORT_QUOTA = "law: import_quota, actor: USA, minerals: [copper], forms: [refined], cut: 0.3"


@pytest.mark.parametrize("holders, earns, goes_without",
                         [("importers", "import_rent", "export_rent"), ("exporters", "export_rent", "import_rent")])
def test_an_import_quota_caps_imports_and_pays_its_holders(under, holders, earns, goes_without):
    base, data = under(), under(q=f"{IMPORT_QUOTA}, rent_to: {holders}")
    usa = data.sel(**COPPER)
    cap = 0.7 * float(base.imports.sel(**COPPER)[BEFORE].mean())
    assert (usa.imports[AFTER] <= cap * 1.02).all() and (usa.imports[AFTER] > 0.9 * cap).all()
    assert (usa.price[AFTER] > 1.02 * base.sel(**COPPER).price[AFTER]).all()
    rents = data[earns].sel(material="copper.refined").sum("country")
    assert (rents[AFTER] > 0).all() and (rents[BEFORE] == 0).all()
    assert float(data[goes_without].sum()) == 0
    if holders == "importers":
        np.testing.assert_allclose(usa.import_rent[AFTER], rents[AFTER], rtol=1e-12)
    everyone_is_paid(data)


def test_either_holder_of_an_import_quota_lets_in_the_same_tonnes(under):
    here, abroad = (under(q=f"{IMPORT_QUOTA}, rent_to: {side}").sel(**COPPER) for side in ("importers", "exporters"))
    np.testing.assert_allclose(here.imports[LAW_MONTH], abroad.imports[LAW_MONTH], rtol=1e-6)
    np.testing.assert_allclose(here.realised_price[LAW_MONTH], abroad.realised_price[LAW_MONTH], rtol=1e-4)


def test_a_quota_on_single_routes_leaves_the_others_free(under):
    base = under()
    data = under(q="law: export_quota, actor: CHL, minerals: [copper], forms: [refined], targets: [USA, CHN], cut: 0.5")
    flow = [[float(d.flow[AFTER, ((d.route_material == "copper.refined") & (d.route_exporter == "CHL") &
                                  (d.route_importer == to)).values].sum()) for to in ("USA", "CHN", "EUU")]
            for d in (base, data)]
    assert sum(flow[1][:2]) == pytest.approx(0.5 * sum(flow[0][:2]), rel=0.05)
    assert flow[1][2] > flow[0][2]
    chile = data.sel(material="copper.refined", country="CHL")
    assert (chile.export_rent[AFTER] > 0).all()
    np.testing.assert_allclose(chile.export_rent[AFTER],
                               ((chile.realised_export_price - chile.price) * chile.exports)[AFTER], rtol=1e-5)
    everyone_is_paid(data)


def test_one_tonnage_for_all_elements_has_one_rent_and_moves_cheap_ones_most(under):
    base = under()
    data = under(q="law: export_quota, actor: CHN, minerals: [rare_earths, ree_light, ree_heavy], forms: [refined], "
                   "cut: 0.4, together: true")
    elements = ["rare_earths.refined", "ree_light.refined", "ree_heavy.refined"]
    china, free = (d.sel(country="CHN", material=elements) for d in (data, base))
    total = china.exports.sum("material")
    cap = 0.6 * float(free.exports.sum("material")[BEFORE].mean())
    assert (total[AFTER] <= cap * 1.01).all() and total[LAW_MONTH] > 0.98 * cap
    rent = (china.export_rent / china.exports)[AFTER]
    assert (rent > 0).all()
    falls = rent.values[1:] / rent.values[:-1]  # where licences are left over, their holders come down slowly
    assert (falls > (1 - 1 / LICENCE_MONTHS) * (1 - 1e-6)).all()
    used_up = (total[AFTER] > 0.999 * float(total[LAW_MONTH])).values[1:]
    np.testing.assert_allclose(falls[~used_up], 1 - 1 / LICENCE_MONTHS, rtol=1e-6)
    np.testing.assert_allclose(rent.max("material"), rent.min("material"), rtol=1e-9)
    np.testing.assert_allclose((china.export_price - china.price)[AFTER], rent, rtol=1e-4)  # of single precision
    multiple = (china.export_price / free.price)[20].values
    assert multiple[0] > 2 and multiple[0] > 1.5 * multiple[1] and multiple[1] > multiple[2] > 1
    everyone_is_paid(data)


def test_licences_stop_exports_then_let_out_lumps(under):
    base = under()
    data = under(q="law: export_licence, actor: CHN, minerals: [gallium], delay_months: 2, delay_spread_months: 1, "
                   "approved_share: 0.5")
    china = data.sel(material="gallium.refined", country="CHN").exports
    assert (china[LAW_MONTH:LAW_MONTH + 2] == 0).all()
    later = china[LAW_MONTH + 4:]
    usual = float(base.sel(material="gallium.refined", country="CHN").exports[BEFORE].mean())
    assert 0.25 * usual < float(later.mean()) < 0.75 * usual
    assert float(later.std()) > 0.1 * usual
    japan = (data.delivered_price / base.delivered_price).sel(material="gallium.refined", country="JPN")
    assert (japan[LAW_MONTH + 1:] > 1.2).all()
    assert float(data.unmet_demand.sel(material="gallium.refined").sum()) > float(
        base.unmet_demand.sel(material="gallium.refined").sum())
    everyone_is_paid(data)


def test_a_carbon_charge_is_paid_by_tonne_and_turns_trade_to_the_clean(under):
    base = under()
    data = under(q="law: carbon_border_charge, actor: EUU, minerals: [aluminium], forms: [refined], "
                   "price_usd_per_t_co2: 80")
    europe = data.sel(material="aluminium.refined", country="EUU")
    assert (europe.carbon_charge[AFTER] > 0).all()
    assert float(data.carbon_charge.where(data.country != "EUU").sum()) == 0
    per_tonne = (europe.carbon_charge / europe.imports)[AFTER]
    assert ((per_tonne > 200) & (per_tonne < 1500)).all()  # 80 USD on 4 to 18 t of CO2
    assert float(europe.imports[AFTER].mean()) < float(base.sel(material="aluminium.refined", country="EUU")
                                                       .imports[AFTER].mean())

    def share(d, of):
        into = (d.route_material == "aluminium.refined") & (d.route_importer == "EUU") & (d.route_exporter != "EUU")
        flows = d.flow[AFTER]
        return float(flows[:, (into & (d.route_exporter == of)).values].sum() / flows[:, into.values].sum())
    assert share(data, "NOR") > share(base, "NOR")  # water power, and a carbon price of its own
    assert share(data, "IND") < share(base, "IND")  # coal
    everyone_is_paid(data)


def test_an_agreement_frees_its_members_of_a_duty_and_others_lose_trade(under):
    tariff = "law: import_tariff, actor: USA, minerals: [copper], forms: [refined], rate: 0.5"
    base, alone = under(), under(t=tariff)
    both = under(t=tariff, a="law: trade_agreement, members: [USA, CHL], exempts: [import_tariff]")

    def into_usa(d, of):
        route = (d.route_material == "copper.refined") & (d.route_importer == "USA") & (d.route_exporter == of)
        return float(d.flow[AFTER, route.values].sum())
    # More than under the duty, if less than without any: who keeps most of the advantage is hardly cheaper than others.
    assert into_usa(base, "CHL") > into_usa(alone, "CHL") and into_usa(both, "CHL") > 1.2 * into_usa(alone, "CHL")
    assert into_usa(both, "PER") < into_usa(alone, "PER")
    duty = [float(d.import_duty.sel(**COPPER)[AFTER].sum()) for d in (alone, both)]
    assert duty[1] < 0.75 * duty[0]
    assert float(both.price.sel(**COPPER)[AFTER].mean()) < float(alone.price.sel(**COPPER)[AFTER].mean())
    kept = [float(d.export_rent.sel(material="copper.refined", country="CHL")[AFTER].sum()) for d in (alone, both)]
    assert kept[0] == 0 < kept[1]  # who pays no duty keeps part of the advantage
    everyone_is_paid(both)


def test_unknown_names_in_new_laws_are_told_with_their_place(tmp_path):
    words = ["laws.a={law: trade_agreement, from: 2025-01, members: [USA, ATL]}",
             "laws.b={law: export_licence, actor: CHN, minerals: [galium], from: 2025-01}",
             "laws.c={law: import_quota, actor: USA, from: 2025-01, rent_to: nobody, cut: 0.1}"]
    said = runs.say("run", runs.SCENARIOS / "baseline.yaml", "-o", tmp_path / "x.h5",
                    *[part for word in words for part in ("--set", word)])
    assert said.returncode == 2
    for part in ("ATL", "galium", "nobody"):
        assert part in said.stderr
    assert not (tmp_path / "x.h5").exists()
