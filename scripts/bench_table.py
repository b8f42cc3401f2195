#!/usr/bin/python3
"""Prints the table of scripts/bench.sh from the folder of measurements that it made.
usage: bench_table.py FOLDER"""
import json
import math
import sys
from pathlib import Path

PHASES = ("observe", "decide", "clear", "settle")


def fastest(path, clock="cpu_time"):
    """Each benchmark's fastest repetition, by name. Time of processors is less disturbed by others than the clock's."""
    best = {}
    for run in json.loads(path.read_text())["benchmarks"]:
        name = run["run_name"].removesuffix("/real_time").removesuffix("/process_time")
        if run["run_type"] == "iteration" and (name not in best or run[clock] < best[name][clock]):
            best[name] = run
    return best


def whole_run(folder, name):
    """Least wall seconds, processor seconds, MB and bytes of the runs of one kind."""
    runs = [map(float, line.split()) for line in (folder / f"{name}.txt").read_text().splitlines()]
    return [min(column) for column in zip(*runs)]


def rows(folder):
    runs, markets = (fastest(folder / f"{name}_bench.json") for name in ("run", "exchange"))
    seconds, processor, megabytes, size = whole_run(folder, "baseline-1")
    yield "baseline, 360 months with its file, one thread", f"{seconds:.2f} s"
    yield "  of processors, its writing thread's included", f"{processor:.2f} s"
    yield "  on two threads, over on one", f"{seconds / whole_run(folder, 'baseline-2')[0]:.2f}"
    yield "  peak memory", f"{megabytes:.0f} MB"
    yield "  file", f"{size / 1e6:.0f} MB"
    yield "great-power, 360 months with its file, one thread", f"{whole_run(folder, 'great-power-1')[0]:.2f} s"
    by_clock = fastest(folder / "run_bench.json", "real_time")
    one, two = (by_clock[f"BaselineMonths/{threads}"]["items_per_second"] for threads in (1, 2))
    plain, filed = (runs[f"{name}/1"]["cpu_time"] for name in ("BaselineMonths", "BaselineMonthsWithRunFile"))
    yield "months a second, one thread, nothing recorded", f"{one:.0f}"
    shares = {phase: runs["BaselineMonths/1"][f"{phase}_share"] for phase in PHASES}
    yield "  of it " + ", ".join(PHASES), " ".join(f"{shares[phase]:.2f}" for phase in PHASES)
    yield "  two threads over one", f"{two / one:.2f}"
    yield "  recording and writing all, over nothing", f"{filed / plain:.2f}"
    yield "start: reading, checking and calibrating the world", f"{runs['StartUp']['cpu_time']:.0f} ms"
    for name, run in markets.items():
        kind, exporters, importers = name.split("/")
        yield f"market of {exporters} x {importers}, {kind.replace('_', ' ')}", f"{run['cpu_time'] / 1e3:.1f} us"


def rows_of_plants(folder):
    """What a plant costs in worlds of 10^3 to 10^6 of them, and how the cost of a month grows with their number."""
    best = fastest(folder / "plants_bench.json")
    months = {int(name.split("/")[1]): run for name, run in best.items() if name.startswith("Months/")}
    for plants, run in months.items():
        yield f"made-up world of {plants:,} plants, a plant's month", f"{run['ns_per_plant_month']:.0f} ns"
    smallest, largest = min(months), max(months)
    growth = math.log(months[largest]["cpu_time"] / months[smallest]["cpu_time"]) / math.log(largest / smallest)
    yield "  a month's time grows with plants to the power of", f"{growth:.2f}"
    by_clock = fastest(folder / "plants_bench.json", "real_time")
    one, two = (by_clock[f"MonthsByTheClock/100000/{threads}"]["real_time"] for threads in (1, 2))
    yield "  100,000 plants, two threads over one", f"{one / two:.2f}"
    start = best[f"Start/{largest}"]
    yield f"  start of {largest:,} plants", f"{start['cpu_time'] / 1e3:.1f} s"
    yield "  memory of a plant", f"{start['bytes_per_plant']:.0f} B"


def main():
    folder = Path(sys.argv[1])
    table = [*rows(folder), *rows_of_plants(folder)]
    width = max(len(what) for what, _ in table)
    for what, figure in table:
        print(f"{what:<{width}}  {figure:>12}")


if __name__ == "__main__":
    main()
