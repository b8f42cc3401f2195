"""Episodes of the past: expressions measure what they say, faults name their place, names do not matter, all episodes run."""
import csv
import math
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts"))
import episode_scores  # noqa: E402
import metric  # noqa: E402
from episode import Target  # noqa: E402

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import runs  # noqa: E402
import script_runs  # noqa: E402

HEADER = "id,what,kind,metric,lo,hi,observed,no_change,removed_share,source,quality\n"
TARGETS = HEADER + (
    "T1,price,multiple,max(world_price[redmetal.refined] @ 2025-01..2026-12) / mean(world_price[redmetal.refined] @ 2024-12),"
    "1.05,20,3,1,.5,invented,estimate\n"
    "T2,metal,multiple,sum(production[redmetal.refined] @ 2025-01..2025-12),1,1e9,1e6,,,invented,estimate\n")


def backcast(*words):
    return script_runs.call("backcast.py", *words)


def rows(folder):
    with open(folder / "scores.csv", newline="", encoding="utf-8") as file:
        return {row["target"]: row for row in csv.DictReader(file)}


def medians(out, episode):
    done = backcast(episode, "--seeds", 2, "--no-plots", "-o", out)
    assert done.returncode == 0, done.stderr
    return {target: float(row["median"]) for target, row in rows(out).items()}


@pytest.fixture
def tiny(tmp_path):
    """An episode of one's own: the world of three countries, with its ore ban."""
    folder = tmp_path / "tiny-ban"
    shutil.copytree(SOURCE / "config/worlds/tiny", folder / "world")
    text = (SOURCE / "config/scenarios/tiny.yaml").read_text().replace("../worlds/tiny", "world")
    (folder / "scenario.yaml").write_text(text)
    (folder / "targets.csv").write_text(TARGETS)
    return folder


@pytest.fixture(scope="module")
def run_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "tiny.h5"
    subprocess.run([runs.PROGRAM, "run", SOURCE / "config/scenarios/tiny.yaml", "--months", "24", "-o", path], check=True,
                   capture_output=True)
    return path


def test_expressions_measure_what_they_say(run_file):
    with h5py.File(run_file) as file:
        price = file["world_price"][()]
        materials = [name.decode() for name in file["material"][()]]
        codes = [name.decode() for name in file["country"][()]]
        made = file["production"][()]
    ore, metal = materials.index("redmetal.ore"), materials.index("redmetal.refined")
    expected = {
        "mean(world_price[redmetal.refined] @ 2024-01)": price[0, metal],
        "max(world_price[redmetal.refined] @ 2024-03..2024-12)": price[2:12, metal].max(),
        "months_to_min(world_price[redmetal.ore] @ 2025-01..2025-12)": price[12:24, ore].argmin(),
        "sum(production[redmetal.ore, MNA+SMA] @ 2024-01..2024-02)":
            made[:2, ore][:, [codes.index("MNA"), codes.index("SMA")]].sum(),
        "sum(production[redmetal.refined] @ 2025-12)": made[23, metal].sum(),
        "largest(1, 2 * (3 - 5), -7) - smallest(4, 2) / 4": 0.5,
    }
    with metric.RunFile(run_file) as run:
        for text, value in expected.items():
            assert run.value(metric.parse(text)) == pytest.approx(float(value), rel=1e-12), text
        assert math.isnan(run.value(metric.parse("1 / 0")))


@pytest.mark.parametrize("text, why", [
    ("maximum(price @ 2024-01)", "character 1"),
    ("max(world_price[redmetal.refined] 2024-01)", "@ expected"),
    ("max(world_price[redmetal.refined] @ 2024-13)", "month"),
    ("max(world_price[redmetal.refined] @ 2025-01..2024-01)", "not before 2025-01"),
    ("1 + ", "the end"),
    ("1 ? 2", "character 3"),
])
def test_a_wrong_expression_says_where(text, why):
    with pytest.raises(metric.MetricError, match=why):
        metric.parse(text)


@pytest.mark.parametrize("text, why", [
    ("mean(world_price[bluemetal.refined] @ 2024-01)", "no material is called bluemetal.refined"),
    ("mean(price[redmetal.refined] @ 2024-01)", "cannot be added up"),
    ("mean(prices[redmetal.refined] @ 2024-01)", "no variable prices"),
    ("mean(world_price[redmetal.refined] @ 2034-01)", "outside the run"),
    ("mean(world_price[redmetal.refined, MNA] @ 2024-01)", "dimensions time, material"),
])
def test_names_that_no_run_knows_are_refused(run_file, text, why):
    with metric.RunFile(run_file) as run, pytest.raises(metric.MetricError, match=why):
        run.value(metric.parse(text))


def target(**more):
    values = dict(id="T", what="", kind="multiple", tree=1.0, lo=1.0, hi=2.0, observed=1.5, no_change=1.0,
                  removed_share=0.3, source="")
    return Target(**{**values, **more})


def test_a_target_passes_by_its_median_and_its_width():
    seeds = np.linspace(1.2, 1.8, 11)
    assert episode_scores.score("e", target(), seeds).passed
    assert not episode_scores.score("e", target(), seeds + 1).passed
    wide = episode_scores.score("e", target(), np.geomspace(0.2, 9, 11))  # median 1.34, ln(p90/p10) over 2 ln 2
    assert wide.centred and not wide.passed
    half = episode_scores.score("e", target(kind="sign"), [1.5] * 6 + [0.5] * 5)
    assert half.centred and not half.passed
    missing = episode_scores.score("e", target(), [math.nan, 1.5])
    assert missing.inside == 0.5


def test_naive_forecasts_are_scored_in_logs():
    error, none, elastic = episode_scores.score("e", target(), [1.5]).errors
    assert (error, none) == pytest.approx((0, math.log(1.5)))
    assert elastic == pytest.approx(abs(math.log(math.e / 1.5)))


def test_an_episode_of_ones_own_is_scored(tiny, tmp_path):
    done = backcast(tiny, "--seeds", 3, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "out")
    assert found["T1"]["passed"] == "yes" and float(found["T1"]["median"]) > 1.05
    assert (tmp_path / "out/tiny-ban.png").read_bytes().startswith(b"\x89PNG")
    assert "tiny-ban" in (tmp_path / "out/scoreboard.md").read_text()


def test_names_do_not_matter(tiny, tmp_path):
    other = tmp_path / "renamed"
    shutil.copytree(tiny, other)
    for path in [*other.rglob("*.csv"), *other.rglob("*.yaml")]:
        text = path.read_text()
        for old, new in (("redmetal", "zinc-oid 2"), ("MNA", "QQA"), ("SMA", "QQB"), ("USR", "QQC")):
            text = text.replace(old, new)
        path.write_text(text)
    assert medians(tmp_path / "out", tiny) == medians(tmp_path / "out", other)


@pytest.mark.parametrize("unit, factor", [("_t", 7), ("usd", 3)])
def test_units_do_not_matter(tiny, tmp_path, unit, factor):
    """What is counted in other tonnes, or other dollars, moves alike; targets that are no amounts keep their values."""
    other = tmp_path / "rescaled"
    shutil.copytree(tiny, other)
    for path in other.rglob("world/*.csv"):
        with open(path, newline="", encoding="utf-8") as file:
            header, *cells = csv.reader(file)
        for row in cells:
            for column, name in enumerate(header):
                if row[column] and (name in ("production_t", "demand_t", "reserves_t") if unit == "_t" else "usd" in name):
                    row[column] = repr(float(row[column]) * factor)
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *cells])
    if unit == "usd":  # rules in dollars that the world leaves to their defaults
        with open(other / "world/world.yaml", "a", encoding="utf-8") as file:
            file.write("".join(f"{key}: {value * factor}\n" for key, value in {
                "bulk_below_usd_per_gross_t": 1500, "bulk_freight_base_usd_per_t": 3, "bulk_freight_usd_per_t_per_nm": 0.00157,
                "container_freight_base_usd_per_t": 30, "container_freight_usd_per_t_per_nm": 0.004,
                "default_electricity_usd_per_mwh": 100}.items()))
    before, after = medians(tmp_path / "out", tiny), medians(tmp_path / "out", other)
    assert after["T1"] == pytest.approx(before["T1"], rel=1e-5)
    assert after["T2"] == pytest.approx(before["T2"] * (factor if unit == "_t" else 1), rel=1e-5)


@pytest.mark.parametrize("old, new, place", [
    ("multiple,max", "multipel,max", "targets.csv:2:3: kind=multipel"),
    ("1.05,20", "20,1.05", "targets.csv:2:6: hi=1.05"),
    ("1.05,20", "1.05,much", "targets.csv:2:6: hi=much"),
    ("max(world", "maxi(world", "targets.csv:2:4: metric="),
    ("T2,", "T1,", "targets.csv:3:1: id=T1"),
    ("quality\n", "qualities\n", "targets.csv:1:11: qualities"),
    ("20,3,1", "20,-3,1", "targets.csv:2:7: observed=-3"),
    ("20,3,1", "20,nan,1", "targets.csv:2:7: observed=nan"),
    ("T1,price", "T1,prix \u00e9lev\u00e9", "targets.csv:2:1: byte 0xe9"),
    (TARGETS[len(HEADER):], "", "targets.csv:1:1: no rows"),
    ("max(world_price[redmetal.refined] @ 2025-01..2026-12)", "max(2)", "targets.csv:2:4: metric="),
    ("max(world_price[redmetal.refined] @ 2025-01..2026-12) / mean(world_price[redmetal.refined] @ 2024-12)", "2 * 3",
     "nothing of a run is measured"),
    ("2026-12", "2126-12", "targets.csv:2:4: world_price[redmetal.refined] (2126-12 lies outside the run"),
    ("redmetal.refined", "redmetal.metal", "targets.csv:2:4: world_price[redmetal.metal] (no material is called redmetal.metal"),
])
def test_a_wrong_table_is_told_with_its_place(tiny, old, new, place):
    path = tiny / "targets.csv"
    text = path.read_text().replace(old, new, 1 if old != "redmetal.refined" else -1)
    assert text != TARGETS
    path.write_bytes(text.encode("latin-1"))
    done = backcast(tiny, "--seeds", 1, "--no-plots", "-o", tiny / "out")
    assert done.returncode == 2 and place in done.stderr, done.stderr
    assert not (tiny / "out").exists()


def test_faults_of_all_tables_and_episodes_are_told_at_once(tiny, tmp_path):
    other, again = tmp_path / "other", tmp_path / "again" / "tiny-ban"
    shutil.copytree(tiny, other)
    shutil.copytree(tiny, again)
    (tiny / "targets.csv").write_text(TARGETS.replace("removed_share", "removed"))
    (tiny / "observed.csv").write_text("series,month,value,unit,source\nworld_price[redmetal.refined],2024-13,much,USD/t,invented\n")
    (other / "observed.csv").write_text("series,month,value,unit,source\nworld_price[redmetal.ore],2023-12,5,USD/t,invented\n")
    done = backcast(tiny, tmp_path / "nowhere", other, "--seeds", 1, "-o", tmp_path / "out")
    assert done.returncode == 2 and not (tmp_path / "out").exists()
    for place in ("nowhere/scenario.yaml: no such file", "tiny-ban/targets.csv:1:9: removed ",
                  "tiny-ban/observed.csv:2:2: month=2024-13", "tiny-ban/observed.csv:2:3: value=much",
                  "other/observed.csv:2:1: world_price[redmetal.ore] (2023-12 lies outside the run"):
        assert place in done.stderr, done.stderr
    done = backcast(again, again, "--seeds", 1, "-o", tmp_path / "out")
    assert done.returncode == 2 and f"{again} has it" in done.stderr


def test_a_wrong_scenario_or_folder_is_told(tiny, tmp_path):
    scenario = tiny / "scenario.yaml"
    scenario.write_text(scenario.read_text().replace("export_ban", "export_bann"))
    done = backcast(tiny, "-o", tmp_path / "out")
    assert done.returncode == 2 and "export_bann" in done.stderr
    assert backcast(tmp_path / "nowhere", "-o", tmp_path / "out").returncode == 3


def test_every_episode_runs_and_the_controls_hold(tmp_path):
    episodes = sorted(path.parent for path in (SOURCE / "config/episodes").glob("*/scenario.yaml"))
    assert episodes
    done = backcast(*episodes, "--seeds", 2, "--jobs", 2, "--no-plots", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path)
    for control in ("KC2.1", "KC2.2", "KC3.1"):  # short shocks at which prices hardly moved
        assert found[control]["passed"] == "yes", found[control]
    finite = [row for row in found.values() if row["median"] != "nan"]
    assert len(finite) == len(found)
