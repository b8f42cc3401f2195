"""Copies of the shipped worlds with their tables changed, and runs of them compared label by label."""
import csv
import pathlib
import re
import shutil

import numpy as np
import xarray

import runs

WORLDS = runs.SOURCE / "config" / "worlds"


def copy(name, folder):
    shutil.copytree(WORLDS / name, folder / "world")
    return folder / "world"


def rewrite(world, change):
    """Gives every table, header first, to `change`, which returns what it becomes."""
    for path in sorted(world.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(change(path.name, rows))


def rename(text, names):
    """Whole words only: CHN in `copper.ore CHN>USA` and in `aluminium:0.5;copper:0.5`."""
    return re.sub(r"(?<![A-Za-z0-9_])(" + "|".join(names) + r")(?![A-Za-z0-9_])", lambda found: names[found.group(1)],
                  str(text))


def run(world, scenario, *words):
    """The run's markets: variables by time, material, country and route."""
    path, output = world.parent / "scenario.yaml", world.parent / "run.h5"
    path.write_text(f"title: A case\nworld: world\n{scenario}")
    said = runs.say("run", path, "-o", output, *words)
    assert said.returncode == 0, said.stderr
    return xarray.load_dataset(output, engine="h5netcdf")


def per_month(units):
    """The unit of an amount, whether it stands at the month's end or passes in it."""
    return units.removesuffix(" month-1")


def assert_same(one, other, factors=None, rounding=1e-8):
    """Same labels, and same numbers where they stand, times the factor of their unit."""
    for name in one.data_vars:
        if one[name].dtype.kind != "f":
            continue
        here, there = one[name], other[name]
        for dimension in here.dims[1:]:
            here, there = here.sortby(dimension), there.sortby(dimension)
            assert list(here[dimension].values) == list(there[dimension].values)
        expected = here.values.astype(float) * (factors or {}).get(per_month(one[name].attrs["units"]), 1)
        tolerance = 3e-7 if here.dtype == np.float32 else rounding
        np.testing.assert_allclose(there.values, expected, rtol=tolerance,
                                   atol=tolerance * 1e-3 * np.nanmax(np.abs(expected), initial=0), err_msg=name)
