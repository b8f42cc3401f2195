# How run.sh and test.sh announce, time and build. Sourced, not run; leaves the caller in the project's root.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
cores=$(nproc)
python=/usr/bin/python3 # the distribution's: xarray and matplotlib are Debian packages
step_title=""

# step TITLE: ends the step before with its time, starts the next.
step() {
    end_step
    step_title=$1
    step_start=$SECONDS
    printf '\n== %s\n' "$step_title"
}

end_step() {
    [ -z "$step_title" ] || printf '== %s: %d s\n' "$step_title" "$((SECONDS - step_start))"
    step_title=""
}

# configure PRESET [CMAKE ARGUMENTS]: makes build/PRESET; from scratch if the folder was moved since.
configure() {
    local preset=$1 cache="build/$1/CMakeCache.txt"
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        echo "build/$preset was made for another folder: starting afresh"
        rm -rf "build/$preset"
    fi
    mkdir -p build
    cmake --preset "$@" >"build/$preset.log" 2>&1 || {
        cat "build/$preset.log" >&2
        return 1
    }
}

# is_fresh FILE INPUT...: the file is there and no input file or folder holds anything newer.
is_fresh() {
    local file=$1
    shift
    [ -s "$file" ] && [ -z "$(find "$@" -type f -newer "$file" -print -quit)" ]
}
