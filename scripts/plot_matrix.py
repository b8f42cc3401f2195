#!/usr/bin/python3
"""Draws many runs against one baseline: a row per run and mineral that its laws name, a column per measure of
`orepolitik compare`."""
import argparse
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from comparison import compared, mean

# Title, unit, direction that is bad for users (+1: more is bad), how the cell is written.
MEASURES = (("peak price", "%", 1, "{:+,.0f}"), ("months to\npeak", "", 0, "{:.0f}"),
            ("months to\nrecovery", "", 0, "{:.0f}"), ("unmet\ndemand", "m USD", 1, "{:,.0f}"),
            ("users", "m USD", -1, "{:+,.0f}"), ("producers", "m USD", -1, "{:+,.0f}"),
            ("treasuries", "m USD", -1, "{:+,.0f}"), ("licence\nholders", "m USD", -1, "{:+,.0f}"),
            ("welfare", "m USD", -1, "{:+,.0f}"),
            ("welfare of\nwho acts", "m USD", -1, "{:+,.0f}"))

WORLD_COLUMNS = ("unmet", "consumer", "producer", "treasury", "licence", "welfare")
ALL = ""  # every mineral: of runs whose laws name none


def measures_of(tables, run, mineral, actor=None):
    """The row's numbers, in the order of MEASURES; NaN where nothing can be said."""
    price = next((row for row in tables["price"] if mineral and row["material"] == run.main_material(mineral)), {})
    own = next((row for row in tables["country"] if row["country"] == actor), {})
    world = [sum(mean(row, name, np.nan) for row in tables["mineral"]) / 1e6 for name in WORLD_COLUMNS]
    return [*(mean(price, name, np.nan) for name in ("peak", "months_to_peak", "months_to_recovery")), *world,
            mean(own, "welfare", np.nan) / 1e6]


def rows_of(options):
    """[(label, numbers)] of every run and mineral."""
    rows = []
    for path in options.runs:
        run = common.Run(path)
        for mineral in options.mineral:
            common.known(mineral, run.minerals, "mineral")
        for mineral in options.mineral or run.named_minerals() or [ALL]:
            actors = [actor for _, actor in run.laws(mineral or None) if actor in run.countries]
            what = run.words(run.main_material(mineral)) if mineral else "all minerals"
            who = f"; {actors[0]} acts" if actors else ""
            rows.append((f"{run.title}\n{what}, {len(run.months())} months{who}",
                         measures_of(compared(options.base, path, mineral)["tables"], run, mineral, *actors[:1])))
    return rows


def shade(values, bad):
    """Each column from -1 (good for the world) to 1 (bad), by rank of size: columns differ a thousandfold."""
    sizes = np.abs(values)
    largest = np.nanmax(sizes) if np.isfinite(sizes).any() else 0
    if not bad or not largest > 0:
        return np.zeros(len(values))
    return np.where(sizes >= 0.5, np.nan_to_num(bad * np.sign(values) * np.sqrt(sizes / largest)), 0)


def draw(options):
    rows = rows_of(options)
    values = np.array([numbers for _, numbers in rows], dtype=float)
    colours = np.column_stack([shade(values[:, i], measure[2]) for i, measure in enumerate(MEASURES)])
    figure, axes = plt.subplots(figsize=(13.0, 1.9 + 0.52 * len(rows)), layout="constrained")
    axes.imshow(colours, cmap="PuOr_r", vmin=-1.5, vmax=1.5, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            axes.text(column, row, MEASURES[column][3].format(value + 0.0), ha="center", va="center", fontsize=9)
        else:
            axes.text(column, row, "–", ha="center", va="center", fontsize=9, color=common.GREY)
    axes.set_xticks(range(len(MEASURES)), [f"{name}\n{unit}" if unit else name for name, unit, _, _ in MEASURES],
                    fontsize=8.5)
    axes.set_yticks(range(len(rows)), [label for label, _ in rows], fontsize=8.5)
    axes.xaxis.tick_top()
    axes.grid(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xticks(np.arange(len(MEASURES) - 1) + 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) - 1) + 0.5, minor=True)
    axes.grid(True, which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)
    common.title(figure, "Who gains and who loses, scenario by scenario")
    note = (f"Against {Path(options.base).name}, by orepolitik compare; dollars are of the base year, undiscounted, "
            "over the months of the run. Orange: worse, violet: better; shades within a column.")
    common.save(figure, options, "matrix", note)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", metavar="BASE.h5", help="run file of the baseline, at least as long as the runs")
    parser.add_argument("runs", metavar="RUN.h5", nargs="+", help="run files of scenarios")
    parser.add_argument("--mineral", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, help="for pictures; default: beside BASE.h5")
    options = parser.parse_args()
    options.run = options.base
    return options


if __name__ == "__main__":
    sys.exit(common.main(draw, arguments(), opened=False))
