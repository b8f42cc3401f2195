#!/bin/bash
# Lines of each folder that scripts/sanitize.sh asan has run since it last began, with gcovr; ends with 1 if less than nine
# tenths of model/, agents/ or config/. Which lines no test runs stands in build/asan/lines.txt.
# usage: scripts/coverage.sh        after scripts/sanitize.sh asan
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

if [ -z "$(find build/asan/CMakeFiles -name '*.gcda' -print -quit 2>/dev/null)" ]; then
    echo "coverage: nothing has run in build/asan; first: scripts/sanitize.sh asan" >&2
    exit 2
fi
gcovr --root . --object-directory build/asan --exclude 'tests/' --exclude 'build/' --exclude-unreachable-branches \
    --exclude-throw-branches --json-summary build/asan/summary.json --txt build/asan/lines.txt \
    --gcov-ignore-parse-errors -j "$cores" build/asan/CMakeFiles >build/asan/coverage.log 2>&1
$python -B scripts/coverage_table.py build/asan/summary.json
