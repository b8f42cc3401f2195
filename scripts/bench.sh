#!/bin/bash
# What the README claims about speed, measured here and now: months a second, phases, output, start-up, memory, markets.
# One core unless said otherwise; the least of several runs, since a busy machine only ever makes it slower.
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

# benchmark PROGRAM FILTER: its runs as JSON, the middle one of a few repetitions.
benchmark() {
    "$build/tests/benchmarks/$1" --benchmark_filter="$2" --benchmark_repetitions="$repeats" --benchmark_format=json \
        >"$folder/$1.json" 2>"$folder/$1.log" || {
        cat "$folder/$1.log" >&2
        exit 3
    }
}

# simulate SCENARIO: seconds and peak memory of a whole run with its file, least of several.
simulate() {
    for _ in $(seq "$repeats"); do
        $python -B - "$program" "config/scenarios/$1.yaml" "$folder/$1.h5" <<'PYTHON'
import resource, subprocess, sys, time
program, scenario, output = sys.argv[1:]
start = time.perf_counter()
subprocess.run([program, "run", scenario, "--threads", "1", "-o", output], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_maxrss / 1024)
PYTHON
    done | sort -n | head -1 >"$folder/$1.txt"
    stat -c %s "$folder/$1.h5" >>"$folder/$1.txt"
}

simulate baseline
benchmark run_bench .
benchmark exchange_bench 'warm_month|cold_start'
$python -B scripts/bench_table.py "$folder"
$python -B scripts/bench_sweep.py "$program" --runs "${SWEEP_RUNS:-1000}"
