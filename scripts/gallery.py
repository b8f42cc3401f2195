#!/usr/bin/python3
"""Runs every scenario of a folder beside its baseline and writes a page with a picture and the main numbers of each.
The baseline is baseline.yaml of the folder where that has the same world and first month, else the scenario without
its laws; months and seed are the scenario's."""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import yaml

import plot_common as common

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("OREPOLITIK_PROGRAM", str(ROOT / "build" / "release" / "orepolitik"))
MOST_LINES = 4
MOST_LAWS = 12  # more lines would hide the prices
COLOURS = (common.BLUE, common.ORANGE, common.GREEN, common.RED)
HEAD = """# Gallery

Every scenario of [config/scenarios](../config/scenarios) against its baseline with the same draws: one run each, so small
changes far from the law may be chance. `scripts/gallery.py` makes this page and its pictures; run it again when results
move. Prices are those of refined metal, or of ore where none is refined; where laws name no mineral, those that move
most. Dotted: a law begins. Dollars are those of `orepolitik compare`, over the months of the scenario.
"""


def read(path):
    """The scenario after inheritance; {} for a file that is only a base for others."""
    own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return read(path.parent / own["base"]) | own if "base" in own else own


def simulate(scenario, output, *words):
    done = subprocess.run([PROGRAM, "run", scenario, "-o", output, *map(str, words)], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        raise common.UserError(done.stderr.strip())
    return output


def baseline_of(path, scenario, folder):
    """The file of the scenario without its laws."""
    base = path.parent / "baseline.yaml"
    if base.is_file() and all(read(base).get(key) == scenario.get(key) for key in ("world", "from")):
        return base
    without = {key: value for key, value in scenario.items() if key not in ("laws", "base")}
    without |= {"title": f"{scenario['title']}: baseline", "world": str((path.parent / scenario["world"]).resolve())}
    file = folder / f"{path.stem}.baseline.yaml"
    file.write_text(yaml.safe_dump(without, allow_unicode=True), encoding="utf-8")
    return file


def shown_minerals(run, base):
    """Those that laws name; else those whose price moves most."""
    moved = {mineral: float(np.nanmax(np.abs(np.log(price_ratio(run, base, mineral))))) for mineral in run.minerals}
    return sorted(run.named_minerals() or run.minerals, key=lambda mineral: -moved[mineral])[:MOST_LINES]


def price_ratio(run, base, mineral):
    material = run.main_material(mineral)
    return run["world_price"].sel(material=material).values / base["world_price"].sel(material=material).values


def draw(run, base, picture):
    figure, axes = plt.subplots(figsize=(6.4, 2.7), layout="constrained")
    for mineral, colour in zip(shown_minerals(run, base), COLOURS):
        axes.plot(run.months(), 100 * price_ratio(run, base, mineral), color=colour,
                  label=common.plain(mineral))
    axes.axhline(100, color=common.BLACK, linewidth=0.9, linestyle="--")
    axes.set_ylabel("world price, baseline = 100", fontsize=8.5)
    common.date_axis(axes)
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 90), max(high, 110))
    if len(run.laws()) <= MOST_LAWS:
        common.mark_laws(axes, run.laws(), named=False)
    axes.yaxis.set_major_formatter("{x:g}")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=MOST_LINES, columnspacing=1.2, handlelength=1.4,
                borderaxespad=0)
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def numbers(run, base, path, base_path):
    """One sentence for each mineral of the picture, as `orepolitik compare` says it."""
    said = subprocess.run([PROGRAM, "compare", base_path, path, "--json"], capture_output=True, text=True, check=False)
    if said.returncode:
        raise OSError(said.stderr.strip())
    tables = json.loads(said.stdout)["tables"]
    price = {row["material"]: row for row in tables["price"]}
    market = {row["mineral"]: row for row in tables["mineral"]}
    rows = ["| mineral | peak price, % | months to peak | users, m USD | producers, m USD | welfare, m USD |",
            "|---|---|---|---|---|---|"]
    for mineral in shown_minerals(run, base):
        peak, gains = price.get(run.main_material(mineral), {}), market.get(mineral, {})
        cells = [number(peak, "peak", "{:+.0f}"), number(peak, "months_to_peak", "{:.0f}"),
                 *(number(gains, name, "{:+,.0f}", 1e6) for name in ("consumer", "producer", "welfare"))]
        rows.append(f"| {common.plain(mineral)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def number(row, name, form, divisor=1.0):
    value = row.get(name, {}).get("mean")
    return "–" if value is None else form.format(value / divisor)


def entry(path, options):
    """The scenario's part of the page."""
    scenario = read(path)
    options.runs.mkdir(parents=True, exist_ok=True)
    run_path = simulate(path, options.runs / f"{path.stem}.h5")
    base_path = simulate(baseline_of(path, scenario, options.runs), options.runs / f"{path.stem}.baseline.h5",
                         "--months", scenario.get("months", 360), "--seed", scenario.get("seed", 1))
    run, base = common.Run(run_path), common.Run(base_path)
    picture = options.page.parent / "pictures" / "gallery" / f"{path.stem}.png"
    draw(run, base, picture)
    print(picture)
    question = " ".join(str(scenario.get("question", "")).split())
    return (f"\n## {run.title}\n\n`config/scenarios/{path.name}`: {question}\n\n"
            f"![{run.title}]({picture.relative_to(options.page.parent)})\n\n{numbers(run, base, run_path, base_path)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=Path, default=ROOT / "config" / "scenarios", metavar="FOLDER")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("--runs", type=Path, default=ROOT / "results" / "gallery", metavar="FOLDER",
                        help="where run files go")
    parser.add_argument("-o", "--page", type=Path, default=ROOT / "docs" / "gallery.md", metavar="PAGE.md")
    options = parser.parse_args()
    common.use_style()
    try:
        files = [path for path in sorted(options.scenarios.glob("*.yaml")) if path.stem != "baseline"]
        if options.only:
            files = [options.scenarios / f"{common.known(name, [path.stem for path in files], 'scenario')}.yaml"
                     for name in options.only]
        text = HEAD + "".join(entry(path, options) for path in files)
        options.page.parent.mkdir(parents=True, exist_ok=True)
        options.page.write_text(text, encoding="utf-8")
    except common.UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    print(options.page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
