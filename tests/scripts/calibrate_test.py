"""The fit of shared behaviour: it stays within the priors, is the same at any number of jobs, goes on as it began, and finds
what made the observations."""
import csv
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts"))
import calibrate  # noqa: E402
import episode as episode_module  # noqa: E402
import episode_scores  # noqa: E402
import metric  # noqa: E402

sys.path.insert(0, str(SOURCE / "tests" / "support"))
import runs  # noqa: E402
import script_runs  # noqa: E402

PRICE = "max(world_price[redmetal.refined] @ 2025-01..2025-12) / mean(world_price[redmetal.refined] @ 2024-12)"
ORE = "max(world_price[redmetal.ore] @ 2025-01..2025-12) / mean(world_price[redmetal.ore] @ 2024-12)"
TRUE_ELASTICITY = 4
PRIORS = {"sourcing_elasticity": (3, 30, 1), "hoarding": (1, 10, 1), "foresight_months": (0, 12, 0)}


def observed(scenario, path):
    """What the targets are in a world whose buyers turn to others less than the defaults say."""
    subprocess.run([runs.PROGRAM, "run", scenario, "--set", f"behaviour.sourcing_elasticity={TRUE_ELASTICITY}", "-o", path],
                   check=True, capture_output=True)
    with metric.RunFile(path) as run:
        return [run.value(metric.parse(text)) for text in (PRICE, ORE)]


def episode(folder, ban_from):
    shutil.copytree(SOURCE / "config/worlds/tiny", folder / "world")
    text = (SOURCE / "config/scenarios/tiny.yaml").read_text().replace("../worlds/tiny", "world")
    assert "from: 2025-01" in text and "months: " in text
    lines = ["months: 24" if line.startswith("months:") else line for line in text.splitlines()]
    (folder / "scenario.yaml").write_text("\n".join(lines).replace("from: 2025-01", f"from: {ban_from}") + "\n")
    values = observed(folder / "scenario.yaml", folder.parent / "truth.h5")
    (folder / "targets.csv").write_text(
        "id,what,kind,metric,lo,hi,observed,no_change,removed_share,source,quality\n" +
        "".join(f"T{n},rise,multiple,{text},{0.8 * value!r},{1.2 * value!r},{value!r},,,invented,estimate\n"
                for n, (text, value) in enumerate(zip((PRICE, ORE), values))))
    return folder


@pytest.fixture(scope="module")
def episodes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("episodes")
    return [episode(folder / name, month) for name, month in (("ban", "2025-01"), ("later-ban", "2025-04"))]


def fit(episodes, folder, *words, priors=PRIORS):
    """What the script said, and by file name its rows."""
    folder.mkdir(exist_ok=True)
    (folder / "priors.csv").write_text("parameter,lo,hi,log,source\n" + "".join(
        f"{name},{lo},{hi},{log},invented\n" for name, (lo, hi, log) in priors.items()))
    said = script_runs.call("calibrate.py", *map(str, episodes), "--priors", str(folder / "priors.csv"), "--seeds", "1",
                            "--keep", "0.25", "-o", str(folder / "out"), *words)
    tables = {}
    for path in (folder / "out").glob("*.csv"):
        with open(path, newline="", encoding="utf-8") as file:
            tables[path.name] = list(csv.DictReader(file))
    return said, tables


@pytest.fixture(scope="module")
def fitted(episodes, tmp_path_factory):
    said, tables = fit(episodes, tmp_path_factory.mktemp("fit") / "whole", "--samples", "8", "--again", "2")
    assert said.returncode == 0, said.stderr
    return tables


def test_samples_and_what_is_kept_lie_within_the_priors(fitted):
    assert len(fitted["samples.csv"]) == 1 + 8 + 2
    for name, (lo, hi, _) in PRIORS.items():
        drawn = [float(row[name]) for row in fitted["samples.csv"][1:]]
        assert lo <= min(drawn) < max(drawn) <= hi, name
        [row] = [row for row in fitted["posterior.csv"] if row["parameter"] == name]
        assert lo <= float(row["p10"]) <= float(row["median"]) <= float(row["p90"]) <= hi, name
    first, again = fitted["samples.csv"][1:9], fitted["samples.csv"][9:]
    kept = sorted(first, key=lambda row: float(row["distance"]))[:2]
    for name in PRIORS:
        low, high = sorted(float(row[name]) for row in kept)
        assert all(low * 0.999 <= float(row[name]) <= high * 1.001 for row in again), f"{name}: drawn again outside the box"


def test_a_fit_is_the_same_at_any_number_of_jobs_and_a_longer_one_begins_like_it(fitted, episodes, tmp_path):
    said, shorter = fit(episodes, tmp_path / "shorter", "--samples", "4", "--jobs", "1")
    assert said.returncode == 0, said.stderr
    assert shorter["samples.csv"] == fitted["samples.csv"][:5]


def test_what_made_the_observations_is_found(episodes, tmp_path):
    said, tables = fit(episodes, tmp_path / "one", "--samples", "16", priors={"sourcing_elasticity": (1.5, 30, 1)})
    assert said.returncode == 0, said.stderr
    [row] = tables["posterior.csv"]
    assert TRUE_ELASTICITY / 1.5 < float(row["best"]) < TRUE_ELASTICITY * 1.5
    defaults, *drawn = (float(row["distance"]) for row in tables["samples.csv"])
    assert min(drawn) < 0.7 * defaults
    assert [row["episode"] for row in tables["left_out.csv"]] == ["ban", "later-ban"]


def test_a_search_comes_nearer_and_is_no_sample(episodes, tmp_path):
    priors = {"sourcing_elasticity": (1.5, 30, 1)}
    said, alone = fit(episodes, tmp_path / "alone", "--samples", "4", priors=priors)
    assert said.returncode == 0, said.stderr
    said, further = fit(episodes, tmp_path / "further", "--samples", "4", "--search", "2", priors=priors)
    assert said.returncode == 0, said.stderr
    assert further["samples.csv"][:5] == alone["samples.csv"] and len(further["samples.csv"]) > 5 + 2 * 2
    [before], [after] = alone["posterior.csv"], further["posterior.csv"]
    assert [before[key] for key in ("p10", "median", "p90")] == [after[key] for key in ("p10", "median", "p90")]
    assert abs(float(after["best"]) / TRUE_ELASTICITY - 1) < abs(float(before["best"]) / TRUE_ELASTICITY - 1)
    assert further["left_out.csv"] == alone["left_out.csv"]


def test_what_the_past_does_not_need_goes_back_to_its_default(episodes, tmp_path):
    begun = {"sourcing_elasticity": TRUE_ELASTICITY, "need_extrapolation": 2.2}  # the second moves nothing in two years
    (tmp_path / "begun.csv").write_text("parameter,best\n" + "".join(f"{name},{value}\n" for name, value in begun.items()))
    said, tables = fit(episodes, tmp_path / "fit", "--samples", "2", "--from", str(tmp_path / "begun.csv"), "--back", "2",
                       priors={"need_extrapolation": (1, 5, 0), "sourcing_elasticity": (1.5, 30, 1)})
    assert said.returncode == 0, said.stderr
    assert "need_extrapolation at its default 3" in said.stderr and "stays 4" in said.stderr
    assert {row["parameter"]: float(row["best"]) for row in tables["posterior.csv"]} == {
        "sourcing_elasticity": TRUE_ELASTICITY, "need_extrapolation": 3}
    assert len(tables["left_out.csv"]) == 2


def test_a_fit_that_was_stopped_goes_on_to_the_same_end_and_begins_anew_with_other_episodes(episodes, tmp_path):
    words = ("--samples", "4", "--search", "1")
    said, whole = fit(episodes, tmp_path / "fit", *words)
    assert said.returncode == 0 and "goes on" not in said.stderr, said.stderr
    points = tmp_path / "fit/out/points.jsonl"
    lines = points.read_text().splitlines(keepends=True)
    points.write_text("".join(lines[:6]) + lines[6][:len(lines[6]) // 2])  # stopped as it wrote
    said, resumed = fit(episodes, tmp_path / "fit", *words)
    assert said.returncode == 0 and "goes on from 5 measured" in said.stderr, said.stderr
    assert resumed == whole and sorted(points.read_text().splitlines()) == sorted(map(str.rstrip, lines))
    said, alone = fit(episodes[:1], tmp_path / "fit", *words)
    assert said.returncode == 0 and "begins anew" in said.stderr, said.stderr
    assert alone["left_out.csv"] == [], "nothing is left where the one episode is left out"


def test_left_out_by_search_scores_where_a_search_by_the_others_ends(episodes, tmp_path):
    said, tables = fit(episodes, tmp_path / "fit", "--samples", "4", "--left-out", "2", priors={"sourcing_elasticity": (1.5, 30, 1)})
    assert said.returncode == 0, said.stderr
    assert [row["episode"] for row in tables["left_out.csv"]] == ["ban", "later-ban"]
    for row in tables["left_out.csv"]:  # both are made by the same elasticity, so that each tells of the other
        assert float(row["in band left out"]) == float(row["in band fitted"]) == 1
        drawn = [float(sample[f"distance {row['episode']}"]) for sample in tables["samples.csv"][1:]]
        assert float(row["distance left out"]) < sorted(drawn)[len(drawn) // 2]
    assert len(tables["samples.csv"]) == 5, "what it visits is no sample"


def scored(*medians, kind="ratio", inside=1.0):
    target = episode_module.Target("T", "", kind, None, 0.8, 1.25, 1.0, float("nan"), float("nan"), "")
    return [episode_scores.Score("e", target, m, m, m, inside) for m in medians]


def test_an_episode_lacks_what_its_last_needed_target_misses_and_its_signs():
    assert calibrate.lack_of_goal(scored(1, 1, 1, 5, 9)) == 0  # three of five are enough, however far the others
    assert calibrate.lack_of_goal(scored(1, 1, 1.4, 5, 9)) == pytest.approx(math.log(1.4) / math.log(1.25) - 0.9)
    assert calibrate.lack_of_goal(scored(1.24, 1.24)) == pytest.approx(math.log(1.24) / math.log(1.25) - 0.9)  # at the edge
    assert calibrate.lack_of_goal(scored(1, 1, kind="sign", inside=0.8)) == pytest.approx(2 * 3 * 0.1)


def test_wrong_priors_are_refused_with_their_places_all_at_once(episodes, tmp_path):
    said, tables = fit(episodes, tmp_path / "wrong", priors={
        "hoarding": (5, 5, 0), "foresight_months": (0, 5, 1), "hoardin": (1, 2, 1), "alarm_months": (6, 48, "yes"),
        "spot_share_of_expectation": (0.3, 9, 0)})
    assert said.returncode == 2 and not tables
    for place in ("priors.csv:2:2: lo=5 (below hi", "priors.csv:3:2: lo=0 (below hi, and above zero where log is 1)",
                  "priors.csv:4:1: parameter=hoardin (no number in behaviour) meant hoarding?", "priors.csv:5:4: log=yes",
                  "priors.csv:6:3: hi=9 (the program takes 0 to 1)"):
        assert place in said.stderr, said.stderr


@pytest.mark.parametrize("words, why", [
    (("--again", "-1"), "--again: -1 (a whole number, at least 0)"),
    (("--keep", "1.5"), "--keep: 1.5 (above 0, at most 1)"),
    (("--from", "priors.csv"), "has the columns parameter and best"),
    (("--from", "begun.csv"), "parameter=hoardin (no number in behaviour) meant hoarding?"),
])
def test_what_a_fit_cannot_begin_with_is_told_before_it_runs(episodes, tmp_path, words, why):
    (tmp_path / "begun.csv").write_text("parameter,best\nhoardin,2\n")
    (tmp_path / "priors.csv").write_text("parameter,lo,hi,log,source\nhoarding,1,2,1,invented\n")
    words = [tmp_path / word if word.endswith(".csv") else word for word in words]
    said, tables = fit(episodes, tmp_path, *map(str, words))
    assert said.returncode == 2 and not tables and why in said.stderr, said.stderr
    assert not (tmp_path / "out").exists()


def test_one_episode_cannot_be_left_out_by_search(episodes, tmp_path):
    said, _ = fit(episodes[:1], tmp_path, "--left-out", "1")
    assert said.returncode == 2 and "--left-out: one episode" in said.stderr
