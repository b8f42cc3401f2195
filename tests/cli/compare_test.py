"""Comparing and exporting runs: what is printed agrees with the files' own accounts, read by another library."""
import csv
import io
import json
import os
import pathlib
import shutil
import stat
import sys

import h5py
import numpy as np
import pandas
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    for seed in (1, 2):
        for name, law in (("base", "laws.ore_ban="), ("run", "laws.ore_ban.from=2024-06")):
            (folder / name).mkdir(exist_ok=True)
            runs.run("tiny", folder / name / f"{seed}.h5", "--months", "24", "--seed", seed, "--set", law)
    runs.run("antimony-ban", folder / "ban.h5", "--months", "24")
    runs.run("baseline", folder / "baseline.h5", "--months", "24")
    runs.run("copper-tariff", folder / "tariff.h5", "--months", "24")
    runs.run("carbon-border", folder / "carbon.h5", "--months", "30")
    runs.run("ree-quota", folder / "quota.h5", "--months", "24", "--set", "laws.ree_quota.rent_to=importers")
    runs.run("licence", folder / "licence.h5", "--months", "24")
    runs.run("baseline", folder / "baseline_30.h5", "--months", "30")
    return folder


def compare(*words):
    said = runs.say("compare", *words, "--json")
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def rows(said, table, measure):
    keys = [key for key in said["tables"][table][0] if key not in said["columns"][table]]
    return {tuple(row[key] for key in keys): row[measure]["mean"] for row in said["tables"][table]}


@pytest.mark.parametrize("law, base", [("ban", "baseline"), ("tariff", "baseline"), ("carbon", "baseline_30"),
                                       ("quota", "baseline")])
def test_what_buyers_paid_more_arrived_at_sellers_treasuries_licence_holders_and_carriers(folder, law, base):
    said = compare(folder / f"{base}.h5", folder / f"{law}.h5")
    turnover = runs.root(folder / f"{base}.h5")[["realised_price", "demand"]]
    turnover = (turnover.realised_price * turnover.demand).sum(("time", "country")).to_pandas()
    for row in said["tables"]["payments"]:
        paid = row["buyers_paid"]["mean"]
        received = sum(row[name]["mean"] for name in row if name.startswith("to_"))
        traded = sum(turnover[name] for name in turnover.index if name.split(".")[0] == row["mineral"])
        assert abs(paid - received) <= 1e-11 * traded  # both are differences of sums as large as what is traded


def test_duties_are_those_of_the_run_files(folder):
    before, after = (runs.root(folder / name) for name in ("baseline.h5", "tariff.h5"))
    expected = sum(float(after[name].sum() - before[name].sum()) for name in ("import_duty", "export_tax", "royalty"))
    said = compare(folder / "baseline.h5", folder / "tariff.h5")
    assert expected > 0
    for table in ("country", "mineral", "country_mineral"):
        assert sum(rows(said, table, "treasury").values()) == pytest.approx(expected, rel=1e-9)
    assert max(rows(said, "country", "treasury"), key=rows(said, "country", "treasury").get) == ("USA",)


def test_carbon_charges_go_to_the_treasury_and_licences_to_who_holds_them(folder):
    said = compare(folder / "baseline_30.h5", folder / "carbon.h5")
    before, after = (runs.root(folder / name).sel(country="EUU") for name in ("baseline_30.h5", "carbon.h5"))
    charged, royalties = after.carbon_charge.sum(), (after.royalty - before.royalty).sum()
    assert rows(said, "country", "treasury")[("EUU",)] == pytest.approx(float(charged + royalties), rel=1e-9)
    assert charged > 0
    rents = runs.root(folder / "quota.h5").import_rent.sum(("time", "material")).to_pandas()
    licences = rows(compare(folder / "baseline.h5", folder / "quota.h5"), "country", "licence")
    assert rents["JPN"] > 0 and licences[("JPN",)] == pytest.approx(rents["JPN"], rel=1e-9)


def test_surplus_of_sellers_is_the_midpoint_rule_on_their_prices(folder):
    before, after = (runs.root(folder / name) for name in ("baseline.h5", "ban.h5"))
    at = {"material": ["antimony.ore", "antimony.refined", "antimony.scrap"]}

    def midpoint(price, tonnes):
        quoted = [run[price].sel(at) for run in (before, after)]  # the last quote counts while there is none
        prices = [values.copy(data=pandas.DataFrame(values.values.reshape(len(values), -1)).ffill().values.reshape(
            values.shape)) for values in quoted]
        mean = (before[tonnes].sel(at).fillna(0) + after[tonnes].sel(at).fillna(0)) / 2
        return float(((prices[1] - prices[0]) * mean).sum())

    said = compare(folder / "baseline.h5", folder / "ban.h5")
    row = next(row for row in said["tables"]["mineral"] if row["mineral"] == "antimony")
    private = row["consumer"]["mean"] + row["producer"]["mean"]
    royalties = float((after.royalty.sel(at) - before.royalty.sel(at)).sum())
    expected = midpoint("price", "supply") - midpoint("realised_price", "demand") - royalties
    assert row["treasury"]["mean"] == pytest.approx(royalties, rel=1e-9) and royalties > 0  # there is no other levy
    assert private == pytest.approx(expected, rel=1e-9)


def test_royalties_are_those_of_the_states(folder):
    run = runs.root(folder / "ban.h5")
    states = xarray.open_dataset(folder / "ban.h5", engine="h5netcdf", group="agents/state").royalties
    by_country = run.royalty.sum("material").sel(country=states.state.values)
    assert np.allclose(by_country, states, rtol=1e-5) and states.sum() > 0


def test_what_users_lose_is_counted_at_their_own_loss_per_tonne(tmp_path):
    files = [runs.run(name, tmp_path / f"{name}.h5", "--months", "30") for name in ("baseline", "cobalt-stop")]
    before, after = (runs.root(file) for file in files)
    lost = (after.unmet_value.fillna(0) - before.unmet_value.fillna(0)).sum(("time", "country")).to_pandas()
    said = compare(*files)
    told = rows(said, "mineral", "unmet")
    assert told[("cobalt",)] == pytest.approx(lost["cobalt.refined"], rel=1e-9) and lost["cobalt.refined"] > 0
    by_sector = sum(value for key, value in rows(said, "sector", "lost").items() if key[1] == "cobalt")
    assert by_sector == pytest.approx(lost["cobalt.refined"], rel=1e-5)
    # Dearer than the metal itself: the loss is that of the output that lacks it.
    tonnes = sum(value for key, value in rows(said, "sector", "unmet").items() if key[1] == "cobalt")
    assert by_sector / tonnes > 2 * float(before.world_price.sel(material="cobalt.refined").mean())


def test_trade_is_told_as_tonnes_and_shares(folder):
    before, after = (runs.root(folder / name).sel(material="antimony.refined") for name in ("baseline.h5", "ban.h5"))
    said = compare(folder / "baseline.h5", folder / "ban.h5")
    place = ("CHN", "antimony.refined")
    sold = [float(run.exports.sel(country="CHN").sum()) for run in (before, after)]
    shares = [100 * tonnes / float(run.exports.sum()) for tonnes, run in zip(sold, (before, after))]
    assert rows(said, "trade", "exports")[place] == pytest.approx(sold[1] - sold[0], rel=1e-9) and sold[1] < sold[0]
    assert rows(said, "trade", "export_share_base")[place] == pytest.approx(shares[0], rel=1e-9)
    assert rows(said, "trade", "export_share")[place] == pytest.approx(shares[1] - shares[0], rel=1e-9)
    bought = [100 * float(run.imports.sel(country="USA").sum() / run.demand.sel(country="USA").sum())
              for run in (before, after)]
    usa = rows(said, "trade", "import_share")[("USA", "antimony.refined")]
    assert usa == pytest.approx(bought[1] - bought[0], rel=1e-6)


def test_tables_add_up_and_one_mineral_is_a_part_of_all(folder):
    said, alone = (compare(folder / "baseline.h5", folder / "ban.h5", *words) for words in ((), ("--mineral", "antimony")))
    whole = sum(rows(said, "country", "welfare").values())
    assert sum(rows(said, "mineral", "welfare").values()) == pytest.approx(whole, rel=1e-9)
    assert rows(alone, "mineral", "welfare") == {("antimony",): rows(said, "mineral", "welfare")[("antimony",)]}
    consumers = sum(rows(said, "mineral", "consumer").values())
    assert sum(rows(said, "sector", "consumer").values()) == pytest.approx(consumers, rel=1e-9)


def test_a_ban_raises_the_price_and_its_peak_comes_after_it(folder):
    row = next(row for row in compare(folder / "baseline.h5", folder / "ban.h5")["tables"]["price"]
               if row["material"] == "antimony.refined")
    prices = [runs.root(folder / name).world_price.sel(material="antimony.refined").values
              for name in ("baseline.h5", "ban.h5")]
    change = 100 * (prices[1] / prices[0] - 1)
    assert row["peak"]["mean"] == pytest.approx(change[np.argmax(np.abs(change))], rel=1e-9) and row["peak"]["mean"] > 5
    assert row["months_to_peak"]["mean"] >= 0


def test_a_run_against_itself_changes_nothing(folder):
    said = compare(folder / "ban.h5", folder / "ban.h5")
    assert said["tables"]["country"] == [] and set(rows(said, "price", "change").values()) == {0}


def test_folders_are_paired_by_seed_and_give_a_band(folder):
    said = compare(folder / "base", folder / "run")
    assert said["pairs"] == 2
    each = [rows(compare(folder / "base" / f"{seed}.h5", folder / "run" / f"{seed}.h5"), "country", "welfare")
            for seed in (1, 2)]
    for row in said["tables"]["country"]:
        values = [one.get((row["country"],), 0) for one in each]
        assert row["welfare"]["mean"] == pytest.approx(np.mean(values))
        assert row["welfare"]["low"] == pytest.approx(np.quantile(values, 0.05))
        assert row["welfare"]["high"] == pytest.approx(np.quantile(values, 0.95))


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("arms") / "sweep"
    assert runs.say("sweep", runs.SOURCE / "config/sweeps/tiny.yaml", "-o", folder).returncode == 0
    assert runs.say("merge", folder).returncode == 0
    return folder / "sweep.h5"


def test_arms_of_a_merged_sweep_are_paired_by_point_and_seed(merged):
    data = runs.root(merged)
    places = {key: row for row, key in enumerate(zip(data.arm.values, data.point.values, data.seed.values))}
    pairs = [(places[("free", point, seed)], row) for (arm, point, seed), row in places.items() if arm == "ban"]
    said = compare(merged, "--arms", "free,ban")
    assert said["pairs"] == len(pairs) == 8 and said["base"] == "free" and said["run"] == "ban"
    for output in ("price", "world_price"):
        values = data[output]
        rows_said = said["tables"][output]
        assert len(rows_said) == values[0, 0].size
        for row in rows_said:
            labels = {name: row[name.removeprefix(f"{output}_")] for name in values.dims[2:]}
            series = values.sel(labels).values
            differences = np.array([series[run] - series[base] for base, run in pairs])
            changes = differences.mean(1)
            assert row["change"]["mean"] == pytest.approx(changes.mean(), rel=1e-9)
            assert row["change"]["low"] == pytest.approx(np.quantile(changes, 0.05), rel=1e-9)
            assert row["change"]["high"] == pytest.approx(np.quantile(changes, 0.95), rel=1e-9)
            assert row["base"]["mean"] == pytest.approx(np.mean([series[base] for base, _ in pairs]), rel=1e-9)
            largest = [one[np.argmax(np.abs(one))] for one in differences]
            assert row["largest"]["mean"] == pytest.approx(np.mean(largest), rel=1e-9)
    assert max(abs(row["change"]["mean"]) for row in said["tables"]["price"]) > 100


def test_two_arms_need_no_naming_and_runs_that_failed_are_left_out(merged, tmp_path):
    assert compare(merged) == compare(merged, "--arms", "free,ban")
    shutil.copytree(merged.parent, tmp_path, dirs_exist_ok=True)
    with h5py.File(tmp_path / "sweep.h5", "r+") as file:
        arms = [text.decode() for text in file["arm"][()]]
        file["status"][arms.index("ban")] = 1
    said = compare(tmp_path / "sweep.h5")
    assert said["pairs"] == 7 and "1 finished runs have no counterpart" in said["note"]
    text = runs.say("compare", merged).stdout
    assert "8 pairs of runs" in text and "nan" not in text and "e+0" not in text


@pytest.mark.parametrize("words, code, place", [
    ((), 2, "RUN"), (("--arms", "free"), 2, "free, ban"), (("--arms", "free,bann"), 3, "no arm bann"),
    (("--mineral", "redmetal"), 2, "--mineral"), (("base.h5",), 3, "merged sweep"), (("base.h5", "--arms", "a,b"), 2, "--arms"),
])
def test_arms_that_are_not_there_and_mixtures_are_refused(folder, merged, words, code, place):
    first = merged if words else folder / "baseline.h5"
    said = runs.say("compare", first, *[folder / "baseline.h5" if word == "base.h5" else word for word in words])
    assert said.returncode == code and place in said.stderr and said.stdout == ""


def test_csv_holds_what_json_holds(folder):
    said = runs.say("compare", folder / "baseline.h5", folder / "ban.h5", "--csv")
    table = pandas.read_csv(io.StringIO(said.stdout), float_precision="round_trip")
    cell = table[(table.table == "mineral") & (table.key == "antimony") & (table.measure == "welfare")]
    assert cell["mean"].item() == rows(compare(folder / "baseline.h5", folder / "ban.h5"), "mineral", "welfare")[("antimony",)]


def test_the_readable_table_names_winners_and_losers(folder):
    said = runs.say("compare", folder / "baseline.h5", folder / "ban.h5", "--mineral", "antimony")
    assert said.returncode == 0 and "CHN" in said.stdout and "welfare" in said.stdout and "nan" not in said.stdout


@pytest.mark.parametrize("words, place", [
    (("base", "base/none.h5"), "none.h5"),
    (("base", "ban.h5"), "world"),
    (("base/2.h5", "run/1.h5"), "seed"),
])
def test_runs_that_do_not_belong_together_are_refused(folder, words, place):
    said = runs.say("compare", *[folder / word if "/" in word or word[-1] == "5" or word == "base" else word for word in words])
    assert said.returncode == 3 and place in said.stderr and said.stdout == ""


def test_a_mineral_that_there_is_none_of_is_a_wrong_word(folder):
    said = runs.say("compare", folder / "baseline.h5", folder / "ban.h5", "--mineral", "antimny")
    assert (said.returncode, said.stderr, said.stdout) == (
        2, "compare: --mineral=antimny (no mineral of these runs) meant antimony?\n", "")


def exported(*words):
    said = runs.say("export", *words)
    assert said.returncode == 0, said.stderr
    return said.stdout


def test_exported_prices_are_those_of_the_file(folder, tmp_path):
    exported(folder / "ban.h5", "price", "-o", tmp_path / "price.csv")
    table = pandas.read_csv(tmp_path / "price.csv", float_precision="round_trip")
    price = runs.root(folder / "ban.h5").price
    assert len(table) == int(price.notnull().sum()) and list(table) == ["time", "material", "country", "price"]
    for row in table.iloc[:: len(table) // 50].itertuples():
        assert row.price == float(price.sel(time=f"{row.time}-01", material=row.material, country=row.country))


def test_an_export_leaves_devices_and_pipes_as_they_are(folder, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said = runs.say("export", folder / "ban.h5", "price", "-o", pipe)
    assert said.returncode == 3 and f"{pipe}: is no file but a device or a pipe" in said.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode) and list(tmp_path.iterdir()) == [pipe]


def test_an_export_does_not_take_the_place_of_a_run(folder, tmp_path):
    path = pathlib.Path(shutil.copy(folder / "ban.h5", tmp_path))
    whole = path.read_bytes()
    said = runs.say("export", path, "price", "-o", path)
    assert said.returncode == 3 and "exists and is a run file" in said.stderr and path.read_bytes() == whole
    for _ in range(2):  # an older table gives way
        exported(path, "price", "-o", tmp_path / "price.csv")


def test_what_is_no_file_is_not_called_missing(folder):
    for words in (("export", folder), ("compare", "/dev/null", folder / "ban.h5")):
        said = runs.say(*words)
        assert said.returncode == 3 and "is no file but a folder, a device or a pipe" in said.stderr


def test_selected_labels_alone_are_exported(folder):
    table = pandas.read_csv(io.StringIO(exported(folder / "ban.h5", "price", "--select", "material=antimony.refined",
                                                 "--select", "country=CHN,USA", "--select", "time=2025-01")))
    assert table.country.tolist() == ["CHN", "USA"] and set(table.time) == {"2025-01"}


def test_events_and_plants_are_tables_too(folder):
    events = list(csv.DictReader(io.StringIO(exported(folder / "ban.h5", "events"))))
    law = next(event for event in events if event["kind"] == "law")
    assert law["actor"] == "CHN" and law["month"] == "2025-01" and "export_ban" in law["reason"]
    plants = list(csv.DictReader(io.StringIO(exported(folder / "ban.h5", "agents/mine/capacity", "--select", "time=2024-01"))))
    assert len(plants) > 500 and float(plants[0]["capacity"]) > 0


def test_the_list_of_variables_has_units(folder):
    assert "USD t-1" in exported(folder / "ban.h5")


@pytest.mark.parametrize("words, place", [
    (("prise",), "meant price?"), (("price", "--select", "land=CHN"), "land=CHN"),
    (("price", "--select", "country=CHX"), "no country is called CHX"), (("price", "--select", "country"), "country"),
])
def test_unknown_words_are_answered_with_known_ones(folder, tmp_path, words, place):
    said = runs.say("export", folder / "ban.h5", *words, "-o", tmp_path / "out.csv")
    assert said.returncode == 2 and place in said.stderr and list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_or_written_ends_with_3(folder, tmp_path):
    (tmp_path / "text.h5").write_text("not a run")
    assert runs.say("export", tmp_path / "text.h5", "price").returncode == 3
    assert runs.say("export", folder / "ban.h5", "price", "-o", tmp_path / "no" / "out.csv").returncode == 3
