#!/usr/bin/python3
"""What sweeps cost here: the rate of two jobs against twice that of one, memory per further job, bytes per run.

Baseline runs of 120 months with the yearly world prices that a design keeps if it does not say. The start (reading and
calibrating once) is not counted. On a machine that does other work wall times say little: the ratio of processor time
per run is printed beside, which others disturb less and idle waiting does not show.
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
SHARD, JOBS_FOR_MEMORY = 1000, 5


def sweep(program, folder, runs, jobs):
    """Wall seconds of all runs without the start, processor seconds and peak megabytes of the whole, bytes on the disk."""
    design = folder / f"{runs}.yaml"
    design.write_text(DESIGN.format(scenario=SOURCE / "config/scenarios/baseline.yaml", seeds=runs))
    place = folder / f"{runs}-{jobs}"
    with subprocess.Popen([program, "sweep", design, "-o", place, "--jobs", str(jobs)], stderr=subprocess.PIPE,
                          text=True) as child:
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(said)
    seconds = float(re.search(r"runs in ([0-9.]+) s, 0 failed", said).group(1))
    size = sum(file.stat().st_size for file in (place / "batches").iterdir())
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=1000, help="of the rate; 1000 if left out")
    options = parser.parse_args()
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _, start_cpu, _, _ = sweep(options.program, folder, 1, 1)
        one, one_cpu, _, _ = sweep(options.program, folder, options.runs, 1)
        two, two_cpu, _, size = sweep(options.program, folder, options.runs, 2)
        few = 4 * JOBS_FOR_MEMORY
        small, large = (sweep(options.program, folder, few, jobs)[2] for jobs in (1, JOBS_FOR_MEMORY))
    for what, figure in (
            (f"runs of 120 months, each of one and of two jobs ({cores} cores, load before {load:.1f})", options.runs),
            ("runs a second, one job", f"{options.runs / one:.2f}"),
            ("two jobs over twice one, wall time", f"{one / two / 2:.3f}"),
            ("  processor time per run, one job over two", f"{(one_cpu - start_cpu) / (two_cpu - start_cpu):.3f}"),
            ("memory of a sweep with one job", f"{small:.0f} MB"),
            ("memory per further job", f"{(large - small) / (JOBS_FOR_MEMORY - 1):.1f} MB"),
            (f"{SHARD} runs on the disk", f"{size / options.runs * SHARD / 1e6:.1f} MB")):
        print(f"{what:<70}  {figure:>12}")


if __name__ == "__main__":
    main()
