"""Programs that know nothing of Orepolitik open its run files: ncdump, and xarray through h5netcdf and netcdf4.

usage: check_readers.py RUN.h5...
"""
import subprocess
import sys

import numpy as np
import xarray

ENGINES = ("h5netcdf", "netcdf4")


def ncdump(*arguments):
    done = subprocess.run(["ncdump", *arguments], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def groups_of(path):
    """Every group of the file that has variables, as ncdump lists them."""
    names, stack = [""], []
    for line in ncdump("-h", path).splitlines():
        words = line.split()
        if words[:1] == ["group:"]:
            stack.append(words[1])
            names.append("/".join(stack))
        elif words[:1] == ["}"] and stack:
            stack.pop()
    return names


def check_variables(dataset, where):
    for name, variable in dataset.variables.items():
        described = {**variable.encoding, **variable.attrs}  # decoding moves the units of time
        assert described.get("long_name"), f"{where}{name} has no long_name"
        assert described.get("units"), f"{where}{name} has no units"


def check_months(times, where):
    assert np.issubdtype(times.dtype, np.datetime64), f"{where} did not become dates"
    assert (times.dt.day == 1).all(), f"{where} has a date that is not the first of a month"


def check_root(dataset):
    assert dataset.attrs["Conventions"] == "CF-1.10"
    for name in ("title", "format_version", "program_version", "git_hash", "compiler", "seed", "scenario", "world"):
        assert name in dataset.attrs, f"root attribute {name} is missing"
    months = dataset["time"]
    check_months(months, "time")
    steps = np.diff(months.values.astype("datetime64[M]").astype(int))
    assert (steps == 1).all(), "time skips a month"
    assert any(variable.dims[:1] == ("time",) and variable.ndim > 1 for variable in dataset.data_vars.values())


def check_group(path, group, engine):
    with xarray.open_dataset(path, group=group or None, engine=engine) as dataset:
        dataset.load()
        where = f"{path}:/{group}/"
        check_variables(dataset, where)
        if not group:
            check_root(dataset)
        if group == "events":
            assert {"month", "kind", "actor", "object", "value", "reason"} <= set(dataset.data_vars)
            if dataset.sizes["event"]:
                check_months(dataset["month"], where + "month")
        if group.startswith("agents/"):
            check_months(dataset["time"], where + "time")


def same_by_both_engines(path, group):
    first, second = (xarray.open_dataset(path, group=group or None, engine=engine).load() for engine in ENGINES)
    xarray.testing.assert_equal(first, second)


def main(paths):
    assert paths, __doc__
    for path in paths:
        assert ncdump("-k", path).strip() == "netCDF-4"
        groups = [group for group in groups_of(path) if group != "agents"]
        assert "events" in groups and "timing" in groups, groups
        for group in groups:
            for engine in ENGINES:
                check_group(path, group, engine)
            same_by_both_engines(path, group)
        print(f"{path}: {len(groups)} groups open everywhere")


if __name__ == "__main__":
    main(sys.argv[1:])
