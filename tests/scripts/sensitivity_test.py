"""Sensitivity indices of functions whose indices are known, through files as `merge` writes them."""
import csv
import pathlib
import sys

import numpy as np
import pytest
import xarray
from scipy.stats import qmc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import script_runs

NAMES = ["behaviour.a", "behaviour.b", "behaviour.c"]


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def saltelli(count):
    both = qmc.Sobol(6, scramble=False).random(count + 1)[1:]
    points = []
    for a, b in zip(both[:, :3], both[:, 3:]):
        points += [a, b] + [np.where(np.arange(3) == f, b, a) for f in range(3)]
    return np.array(points)


def write_sweep(path, sampling, unit, values):
    low, high = -np.pi, np.pi
    count = len(values)
    data = xarray.Dataset({"point": ("run", np.arange(count)), "arm": ("run", np.array(["all"] * count, object)),
                           "seed": ("run", np.ones(count, int)), "y": (("run", "time"), np.array(values)[:, None])},
                          attrs={"parameters": " ".join(NAMES), "sampling": sampling, "title": "known", "source": "test"})
    for f, name in enumerate(NAMES):
        data[name] = ("run", low + (high - low) * unit[:, f])
    data.to_netcdf(path, engine="h5netcdf")


def table(path, folder):
    said = script_runs.call("sensitivity.py", path, "y", "-o", folder)
    assert said.returncode == 0, said.stderr
    with (folder / "sensitivity_y.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["parameter"], row["index"]): tuple(float(row[key]) for key in ("value", "low", "high")) for row in rows}


def test_sobol_indices_of_ishigami(tmp_path):
    # Ishigami and Homma (1990) with a = 7, b = .1: S1 .3139 .4424 0, total .5576 .4424 .2437
    unit = saltelli(4095)
    write_sweep(tmp_path / "s.h5", "saltelli", unit, ishigami(-np.pi + 2 * np.pi * unit))
    found = table(tmp_path / "s.h5", tmp_path)
    for f, (first, total) in enumerate([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]):
        for index, true in (("first order", first), ("total", total)):
            value, low, high = found[NAMES[f], index]
            assert value == pytest.approx(true, abs=0.02) and low <= value <= high and high - low < 0.2


def test_blocks_with_a_missing_run_are_left_out(tmp_path):
    unit = saltelli(1023)
    values = ishigami(-np.pi + 2 * np.pi * unit)
    values[::50] = np.nan
    write_sweep(tmp_path / "s.h5", "saltelli", unit, values)
    assert table(tmp_path / "s.h5", tmp_path)["behaviour.b", "total"][0] == pytest.approx(0.4424, abs=0.06)


def test_morris_of_a_line_are_its_slopes(tmp_path):
    chance, rows = np.random.default_rng(1), []
    for _ in range(20):
        point = chance.choice([0, 1 / 3], 3)
        rows.append(point.copy())
        for f in chance.permutation(3):
            point[f] += 2 / 3
            rows.append(point.copy())
    unit = np.array(rows)
    write_sweep(tmp_path / "s.h5", "morris", unit, 3 * unit[:, 0] - 5 * unit[:, 1])
    found = table(tmp_path / "s.h5", tmp_path)
    for name, slope in zip(NAMES, (3, 5, 0)):
        assert found[name, "mu*"][0] == pytest.approx(slope, abs=1e-9)
        assert found[name, "sigma"][0] == pytest.approx(0, abs=1e-9)


def test_other_designs_have_no_indices(tmp_path):
    unit = saltelli(3)
    write_sweep(tmp_path / "s.h5", "sobol", unit, ishigami(unit))
    said = script_runs.call("sensitivity.py", tmp_path / "s.h5", "y")
    assert said.returncode == 2 and "indices need saltelli or morris" in said.stderr
