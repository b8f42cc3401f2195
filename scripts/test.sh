#!/bin/bash
# Installs what is missing, builds everything and runs every check. Goes on after a failed check, so that one run tells
# all; ends with one line "N passed, N failed" and a matching exit code. Leaves out: the thread sanitizer
# (scripts/sanitize.sh tsan) and the bare machine (scripts/bare_machine_test.sh).
# usage: scripts/test.sh
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

passed=0
failed=0
failures=()

# count PASSED FAILED TITLE: adds up, remembers what failed.
count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    [ "$2" -eq 0 ] || failures+=("$3")
}

# check TITLE COMMAND...: one check, passed if the command succeeds.
check() {
    local title=$1
    shift
    step "$title"
    if "$@"; then count 1 0 "$title"; else count 0 1 "$title"; fi
}

# check_with_ctest TITLE COMMAND...: as many checks as ctest says in its summary; at least one failure if it broke down.
check_with_ctest() {
    local title=$1 log=build/ctest.log summary status
    shift
    step "$title"
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    summary=$(sed -n 's/.*tests passed, \([0-9]*\) tests failed out of \([0-9]*\).*/\1 \2/p' "$log" | tail -1)
    local bad=${summary%% *} all=${summary##* }
    if [ -z "$summary" ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        count 0 1 "$title"
    else
        count $((all - bad)) "$bad" "$title"
    fi
}

require() {
    "$@" || {
        printf '\nstopped: %s\n0 passed, 1 failed\n' "$step_title"
        exit 1
    }
}

formatted() {
    find agents cli config model output start tests main.cpp -name '*.[ch]pp' -print0 |
        xargs -0 clang-format --dry-run -Werror
}

step "packages"
require scripts/setup.sh test
mkdir -p build
step "build (release)"
require configure release -DOREPOLITIK_TESTS=ON
require cmake --build --preset release
check_with_ctest "tests (release)" ctest --preset release -j "$cores"
check "format" formatted
check "clang-tidy" $python -B scripts/tidy.py build/release
check_with_ctest "unit tests under address and undefined-behaviour sanitizers" scripts/sanitize.sh asan
check "lines that they ran" scripts/coverage.sh
end_step

printf '\n'
[ $failed -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"
printf 'all steps: %d s\n%d passed, %d failed\n' "$SECONDS" "$passed" "$failed"
[ $failed -eq 0 ]
