#!/bin/bash
# The unit tests under the address and undefined-behaviour sanitizer, and every scenario for two years; or the unit tests
# and two years of the real world on four threads under the thread sanitizer. With `whole`, every other test that runs
# the program as well: an hour of two cores, so not in CI. Which lines asan has run, scripts/coverage.sh tells.
# The thread sanitizer cannot see inside a libtbb built without it and reports its hand-overs as races (over a hundred);
# hiding those would hide ours too. So tsan first builds oneTBB with the sanitizer, from Debian's source package.
# usage: scripts/sanitize.sh asan|tsan [whole] [CTEST ARGUMENTS]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

preset=${1:-}
case "$preset" in
    asan) labels='^(model|agents|start|config|output|theory)$' ;;
    tsan) labels='^(model|agents|output)$' ;;
    *)
        echo "usage: scripts/sanitize.sh asan|tsan [whole] [CTEST ARGUMENTS]" >&2
        exit 2
        ;;
esac
shift
without_labels=(-LE python)
without='^output\.' # readers of written files: other people's programs, without the sanitizer
if [ "${1:-}" = whole ]; then
    shift
    labels='^(model|agents|start|config|output|theory|laws|threads|cli)$'
    without_labels=()
    without+='|^cli/(confined|install|place|sweep_breaks)_test' # these limit memory or look into the program
fi

# Builds oneTBB into build/tsan-tbb and prints the folder of its libtbb. The system's package lists stay as they are.
instrumented_tbb() {
    local folder=$PWD/build/tsan-tbb library
    mkdir -p "$folder/lists/partial"
    library=$(find "$folder" -name libtbb.so.12 -print -quit)
    if [ -z "$library" ]; then
        (
            cd "$folder"
            : >none.list
            sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >debian.sources
            lists=(-o "Dir::Etc::SourceList=$folder/none.list" -o "Dir::Etc::SourceParts=$folder" -o "Dir::State::Lists=$folder/lists")
            apt-get "${lists[@]}" update -qq
            apt-get "${lists[@]}" source --download-only onetbb
            tar xf onetbb_*.orig.tar.xz
            cmake -S oneTBB-* -B build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DTBB_SANITIZE=thread \
                -DTBB_TEST=OFF -DTBB_STRICT=OFF -DTBBMALLOC_BUILD=OFF
            nice ninja -C build
        ) >"$folder.log" 2>&1 || {
            tail -20 "$folder.log" >&2
            return 1
        }
        library=$(find "$folder" -name libtbb.so.12 -print -quit)
    fi
    dirname "$library"
}

if [ "$preset" = tsan ]; then
    tbb_folder=$(instrumented_tbb)
    export LD_LIBRARY_PATH=$tbb_folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi
configure "$preset" -DOREPOLITIK_TESTS=ON
mapfile -t programs < <(cmake --build --preset "$preset" --target help | sed -n 's/^\(test_[a-z]*\): phony$/\1/p' |
    grep -E "^test_${labels:1}")
cmake --build --preset "$preset" --target orepolitik "${programs[@]}"
find "build/$preset" -name '*.gcda' -delete # lines that an earlier run has gone through
scenarios=(config/scenarios/ree-quota.yaml)
[ "$preset" = tsan ] || scenarios=(config/scenarios/*.yaml)
mkdir -p "build/$preset/runs"
# two_years PRESET SCENARIO
two_years() {
    local place
    place=build/$1/runs/$(basename "$2" .yaml)
    "build/$1/orepolitik" run "$2" --months 24 --threads 4 -o "$place.h5" >"$place.log" 2>&1 || {
        cat "$place.log" >&2
        return 1
    }
}
export -f two_years
printf '%s\n' "${scenarios[@]}" | xargs -P "$cores" -I{} bash -c 'two_years "$@"' _ "$preset" {}
ctest --preset "$preset" -L "$labels" "${without_labels[@]}" -E "$without" -j "$cores" "$@"
