#!/bin/bash
# Lines of each folder that the C++ tests run, with gcovr; ends with 1 if less than nine tenths of model/, agents/ or
# config/. A line that no test runs is listed in build/coverage/lines.txt.
# usage: scripts/coverage.sh        builds without optimisation; scripts/setup.sh deep installs gcovr
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

programs=(test_model test_agents test_start test_config test_output test_theory test_laws)
step "build (coverage)"
configure coverage -DOREPOLITIK_TESTS=ON
cmake --build --preset coverage --target "${programs[@]}" orepolitik
find build/coverage -name '*.gcda' -delete
step "tests"
export OREPOLITIK_RANDOM_WORLDS=${OREPOLITIK_RANDOM_WORLDS:-20}
for program in "${programs[@]}"; do
    "build/coverage/tests/$program" --gtest_brief=1
done
step "coverage"
gcovr --root . --object-directory build/coverage --exclude 'tests/' --exclude 'build/' --exclude-unreachable-branches \
    --exclude-throw-branches --json-summary build/coverage/summary.json --txt build/coverage/lines.txt \
    --gcov-ignore-parse-errors -j "$cores" >/dev/null
$python -B scripts/coverage_table.py build/coverage/summary.json
