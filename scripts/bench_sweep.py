#!/usr/bin/python3
"""What sweeps cost here: the rate of two jobs against twice that of one, memory per further job, bytes per run.

Baseline runs of 120 months with the yearly world prices that a design keeps if it does not say. The start (reading and
calibrating once) is not counted. Other work on the machine comes and goes, so one job, two jobs and, as what the
machine itself allows, two separate processes of one job each take turns in rounds of 40 runs, and the best round of
each counts; the spread over rounds stands beside.
usage: bench_sweep.py PROGRAM [--runs N]
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
DESIGN = """title: Benchmark
scenario: {scenario}
set: {{months: 120}}
seeds: {seeds}
"""
SHARD, JOBS_FOR_MEMORY, RUNS_PER_ROUND = 1000, 5, 40


class Sweep:
    """A sweep that has been started; finish() waits and keeps what it took."""

    def __init__(self, program, folder, runs, jobs):
        folder.mkdir()
        design, self.place = folder / "design.yaml", folder / "out"
        design.write_text(DESIGN.format(scenario=SOURCE / "config/scenarios/baseline.yaml", seeds=runs))
        self.child = subprocess.Popen([program, "sweep", design, "-o", self.place, "--jobs", str(jobs)],
                                      stderr=subprocess.PIPE, text=True)

    def finish(self):
        said = self.child.stderr.read()
        self.child.stderr.close()
        _, status, used = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        if self.child.returncode:
            sys.exit(said)
        self.seconds = float(re.search(r"runs in ([0-9.]+) s, 0 failed", said).group(1))  # without the start
        self.megabytes = used.ru_maxrss / 1024
        self.bytes = sum(file.stat().st_size for file in (self.place / "batches").iterdir())
        return self


def measured(program, runs, jobs, processes=1):
    """Runs a second, all processes together, and the first of the sweeps."""
    with tempfile.TemporaryDirectory() as scratch:
        sweeps = [Sweep(program, Path(scratch) / str(k), runs // processes, jobs) for k in range(processes)]
        for each in sweeps:
            each.finish()
    return runs // processes * processes / max(each.seconds for each in sweeps), sweeps[0]


def spread(rates):
    return f"{max(rates):.2f} (rounds from {min(rates):.2f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=1000, help="with one job and as many with two; 1000 if left out")
    options = parser.parse_args()
    rounds, cores, load = max(1, options.runs // RUNS_PER_ROUND), len(os.sched_getaffinity(0)), os.getloadavg()[0]
    one, two, apart = [], [], []
    for _ in range(rounds):
        one.append(measured(options.program, RUNS_PER_ROUND, 1)[0])
        two.append(measured(options.program, RUNS_PER_ROUND, 2)[0])
        apart.append(measured(options.program, RUNS_PER_ROUND, 1, processes=2)[0])
    _, small = measured(options.program, 4 * JOBS_FOR_MEMORY, 1)
    _, large = measured(options.program, 4 * JOBS_FOR_MEMORY, JOBS_FOR_MEMORY)
    for what, figure in (
            (f"rounds of {RUNS_PER_ROUND} runs of 120 months ({cores} cores, load before {load:.1f})", rounds),
            ("runs a second, one job, best round", spread(one)),
            ("runs a second, two jobs", spread(two)),
            ("runs a second, two processes of one job", spread(apart)),
            ("two jobs over twice one", f"{max(two) / max(one) / 2:.3f}"),
            ("two jobs over two processes", f"{max(two) / max(apart):.3f}"),
            ("memory of a sweep with one job", f"{small.megabytes:.0f} MB"),
            ("memory per further job", f"{(large.megabytes - small.megabytes) / (JOBS_FOR_MEMORY - 1):.1f} MB"),
            (f"{SHARD} runs on the disk", f"{large.bytes / (4 * JOBS_FOR_MEMORY) * SHARD / 1e6:.1f} MB")):
        print(f"{what:<60}  {figure:>28}")


if __name__ == "__main__":
    main()
