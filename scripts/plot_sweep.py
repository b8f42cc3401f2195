#!/usr/bin/python3
"""Draws a merged sweep: `fan` the band of an output over seeds, by arm; `heat` its mean over two parameters; `tornado` how
far each parameter moves it from its low to its high values. Reads an arm, or a thousand runs, at a time, so that memory stays small."""
import argparse
import csv
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import xarray
from matplotlib.ticker import FuncFormatter

import plot_common as common

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
COLOURS = (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.PINK)
STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
RUNS_AT_ONCE = 1000
OUTER_SHARE = 1 / 3  # of the values of a parameter that count as low, and as high


class Sweep:
    """A merged sweep and one output of it, in the labels that were asked for."""

    def __init__(self, options):
        if not Path(options.sweep).is_file():
            raise FileNotFoundError(f"{options.sweep}: no such file")
        self.data = xarray.open_dataset(options.sweep, engine="h5netcdf")
        if "parameters" not in self.data.attrs:
            raise common.UserError(f"{options.sweep} is no merged sweep (orepolitik merge FOLDER)")
        outputs = [name for name in self.data.data_vars if self.data[name].dims[0] == "run" and self.data[name].ndim > 1]
        self.name = common.known(options.output, outputs, "output")
        self.values = self.data[self.name]
        self.time = self.values.dims[1]
        self.where = []
        for word in options.where:
            dimension, _, label = word.partition("=")
            full = dimension if dimension in self.values.dims else f"{self.name}_{dimension}"
            common.known(full, self.values.dims, "dimension")
            common.known(label, [str(name) for name in self.values[full].values], dimension)
            self.values = self.values.sel({full: label})
            self.where.append(label)
        self.arms = list(dict.fromkeys(self.data["arm"].values.astype(str)))
        self.parameters = self.data.attrs["parameters"].split()
        self.unit = common_unit(self.values.attrs.get("units", "1"))

    def runs_of(self, arm):
        return np.flatnonzero(self.data["arm"].values.astype(str) == arm)

    def paths(self, runs):
        """[run][time]: mean over whatever dimension was not named; runs that are missing left out."""
        values = self.values.isel(run=runs)
        values = values.mean([name for name in values.dims if name not in ("run", self.time)], skipna=True).values
        return values[np.isfinite(values).any(1)]

    def means(self, arm):
        """Per point that has a run: the place of one of its runs, and the mean over time and seeds."""
        runs = self.runs_of(arm)
        means = np.concatenate([self.run_means(runs[at:at + RUNS_AT_ONCE]) for at in range(0, len(runs), RUNS_AT_ONCE)])
        runs, means = runs[np.isfinite(means)], means[np.isfinite(means)]
        if not len(means):
            raise common.UserError(f"no run of {arm} is done")
        _, first, place = np.unique(self.data["point"].values[runs], return_index=True, return_inverse=True)
        return runs[first], np.bincount(place, means) / np.bincount(place)

    def run_means(self, runs):
        values = self.values.isel(run=runs)
        return values.mean([name for name in values.dims if name != "run"], skipna=True).values

    def subject(self):
        return subject_of(self.name, self.values, self.where)

    def of_arm(self, arm):
        """Which policy a figure shows, where there are several."""
        return f" ({common.plain(arm)})" if len(self.arms) > 1 else ""


def common_unit(unit):
    """As people write it."""
    return {"1": "", "USD t-1": "USD/t", "t month-1": "t/month", "USD month-1": "USD/month"}.get(unit, unit)


def subject_of(name, values, where):
    """What is drawn in words: the output, what was chosen, and what the design left but one of."""
    only = [str(values[name].values[0]) for name in values.dims[2:] if values.sizes[name] == 1]
    words = [common.plain(word).replace(".", " ") for word in (*only, *where)]
    return common.plain(name) + (f", {', '.join(words)}" if words else "")


def level_text(value):
    return str(value) if isinstance(value, str) else f"{value:.3g}"


def with_thousands(axis):
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def source(options, sweep, note=""):
    return (f"Source: {Path(options.sweep).name}, “{sweep.data.attrs['title']}”. Simulated by "
            f"{sweep.data.attrs['source']}. {note}").strip()


def draw_fan(options, sweep):
    figure, axes = plt.subplots(figsize=(9.5, 5.0), layout="constrained")
    months = sweep.data[sweep.time].values
    rows = []
    for number, arm in enumerate(sweep.arms):
        paths = sweep.paths(sweep.runs_of(arm))
        if not len(paths):
            raise common.UserError(f"no run of {arm} is done")
        bands = np.nanquantile(paths, QUANTILES, axis=0)
        colour = COLOURS[number % len(COLOURS)]
        axes.fill_between(months, bands[0], bands[4], color=colour, alpha=0.15, linewidth=0)
        axes.fill_between(months, bands[1], bands[3], color=colour, alpha=0.25, linewidth=0)
        axes.plot(months, bands[2], color=colour, linestyle=STYLES[number % len(STYLES)],
                  label=f"{common.plain(arm)}, {len(paths)} runs")
        rows += [[arm, str(month)[:7], *band] for month, band in zip(months, bands.T)]
    axes.set_ylabel(sweep.unit)
    with_thousands(axes.yaxis)
    common.from_zero(axes)
    common.date_axis(axes)
    axes.legend(loc="upper left")
    axes.set_title(sweep.subject())
    bands = "Lines: median; dark bands: half of the runs; pale bands: nine tenths."
    common.save(figure, options, f"fan_{sweep.name}", source(options, sweep, bands))
    path = options.output / f"fan_{sweep.name}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["arm", "month", *(f"quantile_{q:g}" for q in QUANTILES)], *rows])
    print(path)


def draw_heat(options, sweep):
    x, y = (common.known(name, sweep.parameters, "parameter") for name in (options.x or sweep.parameters)[:2]) if len(
        options.x or sweep.parameters) > 1 else (None, None)
    if x is None:
        raise common.UserError(f"a heat map needs two parameters; the sweep has {', '.join(sweep.parameters) or 'none'}")
    columns = len(sweep.arms)
    figure, panels = plt.subplots(1, columns, figsize=(2.0 + 4.2 * columns, 4.6), layout="constrained", squeeze=False,
                                  sharey=True)
    tables = []
    for arm in sweep.arms:
        rows, means = sweep.means(arm)
        levels = [np.unique(sweep.data[name].values[rows]) for name in (x, y)]
        if len(levels[0]) * len(levels[1]) > 2 * len(rows) + 2:
            raise common.UserError("a heat map needs a factorial design of its two parameters")
        table = np.full((len(levels[1]), len(levels[0])), np.nan)
        places = [np.searchsorted(level, sweep.data[name].values[rows]) for level, name in zip(levels, (x, y))]
        for column, row in set(zip(*places)):
            table[row, column] = means[(places[0] == column) & (places[1] == row)].mean()
        tables.append((table, levels))
    low, high = (bound([table for table, _ in tables]) for bound in (np.nanmin, np.nanmax))
    for axes, arm, (table, levels) in zip(panels[0], sweep.arms, tables):
        image = axes.imshow(table, origin="lower", aspect="auto", cmap="cividis", vmin=low, vmax=high)
        axes.set_xticks(range(len(levels[0])), map(level_text, levels[0]))
        axes.set_yticks(range(len(levels[1])), map(level_text, levels[1]))
        axes.grid(visible=False)
        axes.set_xlabel(x)
        axes.set_title(common.plain(arm))
        for row, column in np.ndindex(table.shape if table.size <= 100 else (0, 0)):
            dark = table[row, column] < (low + high) / 2
            axes.text(column, row, f"{float(f'{table[row, column]:.4g}'):,.10g}", ha="center", va="center", fontsize=8,
                      color="white" if dark else "black")
    panels[0][0].set_ylabel(y)
    with_thousands(figure.colorbar(image, ax=panels[0].tolist(), label=sweep.unit).ax.yaxis)
    common.title(figure, f"{sweep.subject()}: mean over time and seeds")
    common.save(figure, options, f"heat_{sweep.name}", source(options, sweep))


def draw_tornado(options, sweep):
    arm = common.known(options.arm, sweep.arms, "arm") if options.arm else sweep.arms[0]
    rows, means = sweep.means(arm)
    swings = []
    for name in sweep.parameters:
        values = sweep.data[name].values[rows]
        if values.dtype.kind not in "fi":
            continue
        low, high = np.quantile(values, (OUTER_SHARE, 1 - OUTER_SHARE))
        swings.append((name, means[values <= low].mean(), means[values >= high].mean(), values.min(), values.max()))
    if not swings:
        raise common.UserError("a tornado needs parameters that are numbers")
    swings.sort(key=lambda swing: abs(swing[2] - swing[1]))
    figure, axes = plt.subplots(figsize=(9.5, 1.8 + 0.5 * len(swings)), layout="constrained")
    middle = means.mean()
    for end, colour, label in ((1, common.SKY, "low third"), (2, common.ORANGE, "high third")):
        axes.barh(range(len(swings)), [swing[end] - middle for swing in swings], left=middle, color=colour, height=0.6,
                  label=label)
    axes.axvline(middle, color=common.GREY, linewidth=1)
    axes.set_yticks(range(len(swings)), [f"{name}\n{low:.3g} to {high:.3g}" for name, _, _, low, high in swings])
    axes.grid(axis="y", visible=False)
    axes.margins(x=0.08)
    axes.set_xlabel(f"{sweep.subject()} [{sweep.unit}]" if sweep.unit else sweep.subject())
    axes.legend(loc="lower right", title="values of the parameter")
    with_thousands(axes.xaxis)
    axes.set_title(f"What moves {sweep.subject()}{sweep.of_arm(arm)}")
    common.save(figure, options, f"tornado_{sweep.name}", source(options, sweep, "Mean over time, seeds and the other "
                                                                 "parameters."))


DRAWINGS = {"fan": draw_fan, "heat": draw_heat, "tornado": draw_tornado}


def draw(options):
    sweep = Sweep(options)
    options.run, options.output = options.sweep, options.folder or Path(options.sweep).parent
    options.output.mkdir(parents=True, exist_ok=True)
    DRAWINGS[options.kind](options, sweep)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(DRAWINGS))
    parser.add_argument("sweep", metavar="SWEEP.h5", help="merged sweep")
    parser.add_argument("output", metavar="OUTPUT", help="name of an output of the design")
    parser.add_argument("--where", action="append", default=[], metavar="DIMENSION=LABEL", help="mean over the others")
    parser.add_argument("--x", nargs=2, metavar=("X", "Y"), help="parameters of the heat map; the first two if left out")
    parser.add_argument("--arm", help="policy of the tornado; the first if left out")
    parser.add_argument("-o", dest="folder", metavar="FOLDER", type=Path, help="default: beside SWEEP.h5")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(common.main(draw, parse(), opened=False))
