#!/usr/bin/python3
"""Fits how often reactive states restrict exports to the growth of the OECD's count of restrictions.

The count of export restrictions on industrial raw materials grew fivefold from 2009 to 2023 (OECD Inventory of Export
Restrictions on Industrial Raw Materials, 2025). A stock that grows by g a year from S restricted pairs of state and
mineral adds S ((1 + g)^n - 1) in n years; S is the number of pairs under active export laws in the world's policies.csv.
The intercept of the hazard is found by bisection so that the median over seeds adds as many; misses are printed.
"""
import argparse
import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import xarray

SOURCE = pathlib.Path(__file__).resolve().parents[1]
GROWTH_IN_14_YEARS = 5.0
OFF = ("retaliation", "friend_shoring", "reshoring", "nationalism")


def pairs_at_start(world):
    with open(world / "policies.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "active" and row["instrument"].startswith("export_")
                and "technology" not in row["instrument"]]
    return len({(row["iso3"], row["mineral"]) for row in rows})


def restricted_pairs(path):
    """Pairs that are restricted at the end: begun, less those that came down from the first rung (the move's value)."""
    events = xarray.open_dataset(path, group="events", engine="h5netcdf")
    steps = zip(events.kind.values, events.value.values, events.reason.values)
    begun = ended = 0
    for kind, value, reason in steps:
        begun += kind == "restriction" and "of rung 1" in str(reason)
        ended += kind == "relaxation" and value == 1
    return begun - ended


def added(program, intercept, months, seeds, folder):
    counts = []
    for seed in seeds:
        path = folder / "run.h5"
        words = [program, "run", SOURCE / "config/scenarios/baseline.yaml", "-o", path, "--months", months, "--seed", seed,
                 "--set", "record={flows: false, plants: false}", "--set", "behaviour.states=reactive",
                 "--set", f"behaviour.contagion_intercept={intercept}"]
        words += [word for family in OFF for word in ("--set", f"behaviour.{family}=false")]
        subprocess.run([str(word) for word in words], check=True, stderr=subprocess.DEVNULL)
        counts.append(restricted_pairs(path))
    return statistics.median(counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.environ.get("OREPOLITIK_PROGRAM", SOURCE / "build/release/orepolitik"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--months", type=int, default=168)
    parser.add_argument("--steps", type=int, default=7)
    options = parser.parse_args()
    stock = pairs_at_start(SOURCE / "config/worlds/2023")
    goal = stock * (GROWTH_IN_14_YEARS ** (options.months / 168) - 1)
    print(f"{stock} pairs of state and mineral at the start; {goal:.0f} more wanted after {options.months} months")
    low, high = -13.0, -4.0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.steps):
            middle = (low + high) / 2
            found = added(options.program, middle, options.months, range(1, options.seeds + 1), pathlib.Path(folder))
            print(f"contagion_intercept={middle:.3f}: {found:g} more", flush=True)
            low, high = (middle, high) if found < goal else (low, middle)
    print(f"fitted: contagion_intercept={(low + high) / 2:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
