#!/bin/bash
# Draws every picture of README and docs/ anew with the program as it is: front page, tutorial, sweeps, gallery. The
# tutorial's and the gallery's figures in words are checked by their tests; look at what changed before you keep it.
# usage: scripts/pictures.sh [front|tutorial|sweeps|gallery]...        all if none is named, about a quarter of an hour
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

program=$PWD/build/release/orepolitik
pictures=$PWD/docs/pictures
export OREPOLITIK_PROGRAM=$program MPLBACKEND=Agg PYTHONDONTWRITEBYTECODE=1
[ -x "$program" ] || {
    echo "pictures: no $program; scripts/run.sh builds it" >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Prices under the antimony ban, and the head of its report as a browser shows it.
front() {
    "$program" run config/scenarios/antimony-ban.yaml -o "$folder/antimony-ban.h5"
    "$program" run config/scenarios/baseline.yaml -o "$folder/baseline.h5"
    scripts/plot_prices.py "$folder/antimony-ban.h5" "$folder/baseline.h5" --mineral antimony -o "$folder/front"
    cp "$folder/front/prices_antimony.png" "$pictures/antimony-ban.png"
    scripts/report.py "$folder/antimony-ban.h5" "$folder/baseline.h5" --mineral antimony -o "$folder/report.html"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=8000 --window-size=1040,900 \
        --screenshot="$pictures/report.png" "file://$folder/report.html" 2>"$folder/chromium.log" || {
        cat "$folder/chromium.log" >&2
        return 1
    }
}

# The commands of the page, in a folder that looks like a clone.
tutorial() {
    mkdir -p "$folder/clone/build/release"
    ln -s "$PWD"/{config,scripts,docs} "$folder/clone/"
    ln -s "$program" "$folder/clone/build/release/"
    $python - docs/tutorial-antimony.md "$folder/clone" <<'PYTHON'
import pathlib, re, sys
page, clone = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"), pathlib.Path(sys.argv[2])
for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.S):
    (clone / name).write_text(text, encoding="utf-8")
(clone / "page.sh").write_text("\n".join(re.findall(r"```sh\n(.*?)```", page, re.S)), encoding="utf-8")
PYTHON
    (cd "$folder/clone" && bash -e page.sh)
    for picture in "$pictures"/tutorial/*.png; do
        cp "$folder/clone/results/pictures/$(basename "$picture")" "$picture"
    done
}

# sweep DESIGN: its merged file.
sweep() {
    "$program" sweep "config/sweeps/$1.yaml" -o "$folder/$1" >&2
    "$program" merge "$folder/$1" >&2
    echo "$folder/$1/sweep.h5"
}

sweeps() {
    local answers start morris sensitivity
    answers=$(sweep antimony-answers)
    start=$(sweep antimony-ban-start)
    morris=$(sweep antimony-ban-morris)
    sensitivity=$(sweep antimony-ban-sensitivity)
    scripts/plot_sweep.py fan "$answers" price --where country=USA -o "$folder/fan"
    scripts/plot_sweep.py heat "$start" price -o "$folder/heat"
    scripts/plot_sweep.py tornado "$morris" price -o "$folder/tornado"
    scripts/sensitivity.py "$sensitivity" price -o "$folder/sobol"
    for kind in fan heat tornado sobol; do
        cp "$folder/$kind"/*.png "$pictures/sweeps/$kind.png"
    done
}

gallery() {
    $python scripts/gallery.py
}

[ $# -gt 0 ] || set -- front tutorial sweeps gallery
for name in "$@"; do
    case "$name" in
        front | tutorial | sweeps | gallery) step "$name" && "$name" ;;
        *)
            sed -n 's/^# usage: /usage: /p' "${BASH_SOURCE[0]}" >&2
            exit 2
            ;;
    esac
done
end_step
