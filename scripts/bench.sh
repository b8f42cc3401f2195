#!/bin/bash
# What the README claims about speed, measured here and now: months a second, phases, output, start-up, memory, markets.
# One core unless said otherwise; the least of several runs, since a busy machine only ever makes it slower. Markets,
# start-up and the cost of recording are in processor time; whole runs and ratios of threads by the clock: leave it idle.
# usage: [BUILD=build/release] [REPEATS=5] [SWEEP_RUNS=1000] scripts/bench.sh        after a build with tests (scripts/test.sh makes one in build/release)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

build=${BUILD:-build/release}
program=$build/orepolitik
repeats=${REPEATS:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ ! -x "$program" ] || [ ! -x "$build/tests/benchmarks/run_bench" ]; then
    echo "bench: no benchmarks in $build; build them: scripts/test.sh, or" >&2
    echo "  cmake --preset release -DOREPOLITIK_TESTS=ON && cmake --build --preset release" >&2
    exit 2
fi

# benchmark PROGRAM FILTER: its repetitions as JSON.
benchmark() {
    "$build/tests/benchmarks/$1" --benchmark_filter="$2" --benchmark_repetitions="$repeats" --benchmark_format=json \
        >"$folder/$1.json" 2>"$folder/$1.log" || {
        cat "$folder/$1.log" >&2
        exit 3
    }
}

# simulate SCENARIO THREADS: wall and processor seconds, peak memory in MB and bytes of file of a whole run.
simulate() {
    $python -B - "$program" "config/scenarios/$1.yaml" "$2" "$folder/run.h5" <<'PYTHON' >>"$folder/$1-$2.txt"
import os, resource, subprocess, sys, time
program, scenario, threads, output = sys.argv[1:]
start = time.perf_counter()
subprocess.run([program, "run", scenario, "--threads", threads, "-o", output], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.path.getsize(output))
PYTHON
}

# In turn, so that whatever else the machine does falls on all alike.
for _ in $(seq "$repeats"); do
    simulate baseline 1
    simulate baseline 2
    simulate great-power 1
done
benchmark run_bench .
benchmark exchange_bench 'warm_month|cold_start'
benchmark plants_bench .
$python -B scripts/bench_table.py "$folder"
$python -B scripts/bench_sweep.py "$program" --runs "${SWEEP_RUNS:-1000}"
