#!/bin/bash
# From a bare Debian 12 to pictures: installs what is missing, builds, runs the baseline and the antimony ban, and draws
# what the ban changed. Does only what is not there yet or is older than what it is made from.
# usage: scripts/run.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

program=build/release/orepolitik
results=results
pictures=$results/pictures

# simulate SCENARIO: results/SCENARIO.h5, unless it is newer than the program and everything in config/.
simulate() {
    local output=$results/$1.h5
    if is_fresh "$output" "$program" config; then
        echo "$output is up to date"
    else
        "$program" run "config/scenarios/$1.yaml" -o "$output"
    fi
}

# draw PLOT FILE...: one figure script with its arguments, unless its pictures are newer than what they show.
draw() {
    local plot=$1 stamp=$pictures/.$1
    shift
    if is_fresh "$stamp" scripts/*.py "$results"/*.h5; then
        echo "$plot is up to date"
    else
        MPLBACKEND=Agg $python -B "scripts/$plot.py" "$@" -o "$pictures"
        date >"$stamp"
    fi
}

step "packages"
scripts/setup.sh run
step "build"
mkdir -p build "$pictures"
[ -f build/release/build.ninja ] && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" build/release/CMakeCache.txt ||
    configure release -DOREPOLITIK_TESTS=OFF
cmake --build --preset release --target orepolitik
step "run"
simulate baseline
simulate antimony-ban
step "plot"
for plot in plot_prices plot_gap plot_balance plot_stocks plot_sankey plot_map plot_flows plot_cost_curve plot_pipeline \
    plot_shares plot_charges plot_dependence plot_laws; do
    draw $plot "$results/antimony-ban.h5" "$results/baseline.h5" --mineral antimony
done
if is_fresh "$results/report.html" scripts/*.py "$results"/*.h5; then
    echo "report is up to date"
else
    MPLBACKEND=Agg $python -B scripts/report.py "$results/antimony-ban.h5" "$results/baseline.h5" --mineral antimony \
        -o "$results/report.html"
fi
end_step

cat <<END

Done in $SECONDS s. Look at:
  $PWD/$pictures/    what the antimony ban changed, as PNG, SVG and PDF
  $PWD/$results/report.html    the same as one page: who gains, who loses, figures, events
  $PWD/$results/baseline.h5, antimony-ban.h5    every month of every market: ncdump -h, xarray, R, Panoply
Next: build/release/orepolitik run config/scenarios/copper-tariff.yaml -o results/copper-tariff.h5
END
