#!/usr/bin/python3
"""Prints the table of scripts/bench.sh from the folder of measurements that it made.
usage: bench_table.py FOLDER"""
import json
import sys
from pathlib import Path

PHASES = ("observe", "decide", "clear", "settle")


def fastest(path):
    """Each benchmark's fastest repetition, by name."""
    best = {}
    for run in json.loads(path.read_text())["benchmarks"]:
        name = run["run_name"].removesuffix("/real_time")
        if run["run_type"] == "iteration" and (name not in best or run["real_time"] < best[name]["real_time"]):
            best[name] = run
    return best


def rows(folder):
    runs, markets = (fastest(folder / f"{name}_bench.json") for name in ("run", "exchange"))
    seconds, megabytes, size = map(float, (folder / "baseline.txt").read_text().split())
    one, two = (runs[f"BaselineMonths/{threads}"]["items_per_second"] for threads in (1, 2))
    filed = runs["BaselineMonthsWithRunFile/1"]["items_per_second"]
    yield "baseline, 360 months with its file, one thread", f"{seconds:.2f} s"
    yield "  peak memory", f"{megabytes:.0f} MB"
    yield "  file", f"{size / 1e6:.0f} MB"
    yield "months a second, one thread, nothing recorded", f"{one:.0f}"
    shares = {phase: runs["BaselineMonths/1"][f"{phase}_share"] for phase in PHASES}
    yield "  of it " + ", ".join(PHASES), " ".join(f"{shares[phase]:.2f}" for phase in PHASES)
    yield "  two threads over one", f"{two / one:.2f}"
    yield "  recording and writing all, over nothing", f"{one / filed:.2f}"
    yield "start: reading, checking and calibrating the world", f"{runs['StartUp']['real_time']:.0f} ms"
    for name, run in markets.items():
        kind, exporters, importers = name.split("/")
        yield f"market of {exporters} x {importers}, {kind.replace('_', ' ')}", f"{run['real_time'] / 1e3:.1f} us"


def main():
    table = list(rows(Path(sys.argv[1])))
    width = max(len(what) for what, _ in table)
    for what, figure in table:
        print(f"{what:<{width}}  {figure:>12}")


if __name__ == "__main__":
    main()
