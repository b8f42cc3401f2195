#!/bin/bash
# Feeds the program with broken files and words: each target of tests/fuzz/ for so many seconds, one after the other, on
# one core, beginning with the corpus in tests/fuzz/corpus/ and the shipped files. Ends with 1 if any crashed, took more
# than 5 s of the processor, hung for a minute or took more than 2 GB, and says where the input that did it lies; it
# belongs into a test.
# usage: scripts/fuzz.sh [SECONDS [TARGET...]]        60 seconds each if left out, about nine minutes with the build
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

seconds=${1:-60}
shift || true
[[ $seconds =~ ^[0-9]+$ ]] || {
    sed -n 's/^# usage: /usage: /p' "${BASH_SOURCE[0]}" >&2
    exit 2
}
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(basename -s _fuzz.cpp -a tests/fuzz/*_fuzz.cpp)
fi
configure fuzz
cmake --build --preset fuzz --target "${targets[@]/%/_fuzz}"

# seeds TARGET: shipped files that it can begin with.
seeds() {
    case "$1" in
        scenario) echo config/scenarios ;;
        market) echo config/markets ;;
        design) echo config/sweeps ;;
    esac
}

finds=0
for target in "${targets[@]}"; do
    step "$target"
    folder=$PWD/build/fuzz/$target # absolute: a target goes to a folder of its own
    mkdir -p "$folder/corpus" "$folder/finds"
    corpora=("$folder/corpus")
    for more in "tests/fuzz/corpus/$target" $(seeds "$target"); do
        [ ! -d "$more" ] || corpora+=("$PWD/$more")
    done
    # A report of a hang can itself hang: the clock outside ends it.
    ASAN_OPTIONS=detect_leaks=0 timeout -s KILL $((seconds + 120)) "build/fuzz/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=60 \
        -rss_limit_mb=2048 -malloc_limit_mb=2048 -detect_leaks=0 -close_fd_mask=3 -print_final_stats=1 -max_len=20000 \
        -dict="$PWD/tests/fuzz/words.dict" -artifact_prefix="$folder/finds/" "${corpora[@]}" >"$folder/log" 2>&1 || {
        finds=$((finds + 1))
        tail -30 "$folder/log"
    }
    grep -E 'stat::number_of_executed_units|DONE' "$folder/log" || true
done
end_step
find build/fuzz -path '*/finds/*' -type f | sed 's/^/input that did it: /'
printf '%d of %d targets found something\n' "$finds" "${#targets[@]}"
[ "$finds" -eq 0 ]
