"""Figures of merged sweeps: each kind from a real sweep, with what it says in numbers, and what cannot be drawn."""
import csv
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import script_runs
import sweeps

DESIGN = """title: Two parameters
scenario: {scenarios}/tiny.yaml
set: {{months: {months}}}
vary:
  laws.ore_ban.from: [2025-01, 2025-07]
  behaviour.sourcing_elasticity: {{from: 2, to: 8, scale: log, count: 3}}
arms:
  free: {{laws.ore_ban: }}
  ban: {{}}
seeds: {seeds}
record:
  price: {{variable: price, where: {{material: [redmetal.refined]}}, every_months: 3}}
"""


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    file = sweeps.design(folder, seeds=2, text=DESIGN)
    assert sweeps.sweep(file, folder / "sweep").returncode == 0
    assert runs.say("merge", folder / "sweep").returncode == 0
    return folder / "sweep" / "sweep.h5"


def draw(*words):
    return script_runs.call("plot_sweep.py", *words)


@pytest.mark.parametrize("kind", ["fan", "heat", "tornado"])
def test_each_kind_is_drawn_from_the_command_line(merged, tmp_path, kind):
    said = draw(kind, merged, "price", "--where", "country=USR", "-o", tmp_path)
    assert said.returncode == 0, said.stderr
    for ending in ("png", "svg", "pdf"):
        assert (tmp_path / f"{kind}_price.{ending}").stat().st_size > 5000
    words = (tmp_path / f"{kind}_price.svg").read_text()
    for word in ("price, redmetal refined, USR", "USD/t"):
        assert f"<!-- {word}" in words or word in words, word


def test_the_bands_of_a_fan_are_those_that_merge_writes(merged, tmp_path):
    assert draw("fan", merged, "price", "--where", "country=USR", "-o", tmp_path).returncode == 0
    with (tmp_path / "fan_price.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["arm"] == "ban"]
    sweep = xarray.open_dataset(merged, engine="h5netcdf")
    values = sweep.price.values[sweep.arm.values == "ban"][:, :, 0, list(sweep.country.values).index("USR")]
    for name, share in (("quantile_0.05", 0.05), ("quantile_0.5", 0.5), ("quantile_0.95", 0.95)):
        np.testing.assert_allclose([float(row[name]) for row in rows], np.quantile(values, share, axis=0))


@pytest.mark.parametrize("words, told", [
    (("fan", "{sweep}", "prise"), "no output is called prise, meant price?"),
    (("fan", "{sweep}", "price", "--where", "country=USA"), "no country is called USA"),
    (("heat", "{sweep}", "price", "--x", "behaviour.a", "behaviour.b"), "no parameter is called behaviour.a"),
    (("tornado", "{sweep}", "price", "--arm", "none"), "no arm is called none; the file has ban, free"),
])
def test_what_cannot_be_drawn_is_answered_with_what_can(merged, words, told):
    said = draw(*(word.format(sweep=merged) for word in words))
    assert said.returncode == 2 and told in said.stderr and "Traceback" not in said.stderr
