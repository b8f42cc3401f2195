"""Worlds and laws at their ends: a run ends well, and its figures are still figures."""
import pathlib
import sys

import numpy as np
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

TINY = runs.SCENARIOS / "tiny.yaml"
COUNTRIES = ("MNA", "SMA", "USR")
STOCKS = ("user_stock", "feed_stock", "producer_stock", "trader_stock", "in_transit")
PRICES = ("price", "delivered_price", "world_price")


def run(tmp_path, *settings, months=36):
    path = tmp_path / "run.h5"
    words = [word for setting in ("laws=", *settings) for word in ("--set", setting)]
    said = runs.say("run", TINY, "-o", path, "--months", months, *words)
    assert said.returncode == 0, said.stderr
    data = runs.root(path)
    for name in STOCKS:
        assert not (data[name].values < 0).any() and not np.isinf(data[name].values).any(), name
    for name in PRICES:
        known = data[name].values[~np.isnan(data[name].values)]
        assert known.size and (known > 0).all() and np.isfinite(known).all(), name
    return data


def everywhere(law, **more):
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return [f"laws.{law}_{actor}={{law: {law}, actor: {actor}, from: 2024-03{rest}}}" for actor in COUNTRIES]


def traded(data):
    abroad = data.route_exporter.values != data.route_importer.values
    return data.flow.values[:, abroad].sum(axis=1)


def test_every_route_banned(tmp_path):
    data = run(tmp_path, *everywhere("export_ban"))
    assert traded(data)[1] > 0 and (traded(data)[2:] == 0).all()


def test_duties_of_a_hundred_percent_everywhere(tmp_path):
    data, free = run(tmp_path, *everywhere("import_tariff", rate=1)), run(tmp_path)
    assert 0 < traded(data)[2:].sum() < traded(free)[2:].sum()


def test_no_mine_left_and_prices_at_the_choke(tmp_path):
    data = run(tmp_path, "events.end={event: outage, forms: [ore], share_lost: 1, from: 2024-03}", months=60)
    ore = data.sel(material="redmetal.ore")
    assert ore.production.isel(time=slice(3, None)).sum() == 0
    refined = data.sel(material="redmetal.refined", country="USR")
    assert refined.unmet_demand.values[-1] > 0
    # While metal is still bought, nobody pays more than he loses without: 12 base prices where cars are made.
    bought = refined.demand.values > 0.01 * refined.demand.values[0]
    dearest = (refined.delivered_price.values[bought] / refined.delivered_price.values[0]).max()
    assert 2 < dearest < 15, dearest


def test_no_smelter_runs_for_five_years(tmp_path):
    data = run(tmp_path, "events.end={event: outage, forms: [refined], share_lost: 1, from: 2024-03}", months=60)
    assert np.nansum(data.production.sel(material="redmetal.refined").isel(time=slice(3, None))) == 0
    companies = xarray.open_dataset(tmp_path / "run.h5", group="agents/company", engine="h5netcdf")
    assert np.isfinite(companies["cash"].values).all() and (companies["debt"].values >= 0).all()
    assert companies["debt"].values[-1].max() > companies["debt"].values[0].max()  # of who earns nothing any more


def test_a_thousand_laws_at_once(tmp_path):
    kinds = ("import_tariff", "export_tax")
    laws = [f"  law{number}: {{law: {kinds[number % 2]}, actor: {COUNTRIES[number % 3]}, rate: 0.0001, "
            f"from: 2024-{1 + number % 12:02d}, targets: [{COUNTRIES[(number + 1) % 3]}]}}" for number in range(1000)]
    path = tmp_path / "laws.yaml"
    path.write_text(f"title: A thousand laws\nworld: {runs.SOURCE}/config/worlds/tiny\nmonths: 24\nlaws:\n" +
                    "\n".join(laws) + "\n")
    assert runs.say("check", path).returncode == 0
    said = runs.say("run", path, "-o", tmp_path / "run.h5")
    assert said.returncode == 0, said.stderr
    data = runs.root(tmp_path / "run.h5")
    assert float(data.import_duty.isel(time=-1).sum()) > 0 and float(data.export_tax.isel(time=-1).sum()) > 0


def test_a_hundred_years(tmp_path):
    data = run(tmp_path, months=1200)
    assert data.sizes["time"] == 1200 and float(data.use.isel(time=-1).sum()) > 0
