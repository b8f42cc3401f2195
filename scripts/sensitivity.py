#!/usr/bin/python3
"""Which parameters matter: Sobol' or Morris indices of a merged sweep with bootstrap intervals, as a table and a figure.

The sweep's design says which: `sampling: saltelli` gives first-order and total Sobol' indices (Saltelli et al. 2010, Jansen
1999), `sampling: morris` elementary effects (Morris 1991, Campolongo et al. 2007: mu*, sigma). SALib does it if it is
installed, else the estimators below; the table says which. Runs that are missing or failed leave out their whole block.
usage: sensitivity.py SWEEP.h5 OUTPUT [--where dimension=label]... [--arm NAME] [-o FOLDER]
"""
import argparse
import csv
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import xarray

import plot_common as common
import plot_sweep

RESAMPLES, COVERED = 1000, (2.5, 97.5)
FEW_BLOCKS = 32
MEANINGS = {"first order": "the parameter alone", "total": "with all its interactions", "mu*": "mean size of its effect",
            "sigma": "how the effect varies"}


def blocks(values, size):
    """[block][place]; whole blocks only."""
    rows = values.reshape(-1, size)
    return rows[np.isfinite(rows).all(1)]


def sobol_of(rows):
    """First-order and total indices from blocks of A, B and A with one factor from B."""
    a, b, mixed = rows[:, 0], rows[:, 1], rows[:, 2:]
    variance = np.var(np.concatenate([a, b]))
    if variance <= 0:
        return np.zeros((2, mixed.shape[1]))
    first = np.mean(b[:, None] * (mixed - a[:, None]), axis=0) / variance  # Saltelli et al. (2010), table 2, (b)
    total = np.mean((a[:, None] - mixed) ** 2, axis=0) / (2 * variance)  # Jansen (1999)
    return np.array([first, total])


def centred(rows):
    """The estimator of first-order indices errs less where the mean is taken off."""
    return rows - rows[:, :2].mean()


def effects_of(values, points, factors):
    """[trajectory][factor]: change of the output over change of the factor as a share of its range."""
    steps, moves = np.diff(values, axis=1), np.diff(points, axis=1)
    moved = np.abs(moves).argmax(2)
    effects = np.empty((len(values), factors))
    for step in range(factors):
        rows = np.arange(len(values))
        effects[rows, moved[:, step]] = steps[:, step] / moves[rows, step, moved[:, step]]
    return effects


def morris_of(effects):
    return np.array([np.abs(effects).mean(0), effects.std(0, ddof=1) if len(effects) > 1 else np.zeros(effects.shape[1])])


def bootstrap(estimate, rows):
    """The estimate, and the interval that holds 95 % of those from resampled blocks."""
    chance = np.random.default_rng(1)
    drawn = [estimate(rows[chance.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLES)]
    return estimate(rows), *np.percentile(drawn, COVERED, axis=0)


def unit_points(sweep, names):
    """Each factor as a share of its range; logarithmic factors count by their logarithm if they are spread so."""
    columns = []
    for name in names:
        values = sweep[name].values
        if values.dtype.kind not in "fi":
            raise common.UserError(f"{name} is no number; Morris indices need ranges")
        low, high = values.min(), values.max()
        levels = np.unique(values)
        is_log = low > 0 and len(levels) > 2 and np.std(np.diff(np.log(levels))) < np.std(np.diff(levels)) * 1e-6 / high
        if is_log:
            low, high, values = np.log(low), np.log(high), np.log(values)
        columns.append((values - low) / (high - low))
    return np.stack(columns, 1)


def by_salib(sampling, values, points, names):
    """SALib's indices in the form of ours, or None where it is not installed."""
    try:
        from SALib.analyze import morris, sobol
    except ImportError:
        return None
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    if sampling == "saltelli":  # SALib's order: A, A with one factor from B, B
        rows = values[:, [0, *range(2, values.shape[1]), 1]].ravel()
        found = sobol.analyze(problem, rows, calc_second_order=False, num_resamples=RESAMPLES, seed=1)
        best, half = np.array([found["S1"], found["ST"]]), np.array([found["S1_conf"], found["ST_conf"]])
    else:
        found = morris.analyze(problem, points.reshape(-1, len(names)), values.ravel(), num_resamples=RESAMPLES, seed=1)
        best = np.array([found["mu_star"], found["sigma"]])
        half = np.array([found["mu_star_conf"], np.full(len(names), np.nan)])
    return best, best - half, best + half


def chosen_output(options, sweep):
    """One value per point: the output's mean over time and seeds, in the labels that were asked for."""
    common.known(options.output, [name for name in sweep.data_vars if "run" in sweep[name].dims and sweep[name].ndim > 1],
                 "output")
    values = sweep[options.output]
    for word in options.where:
        dimension, _, label = word.partition("=")
        full = dimension if dimension in values.dims else f"{options.output}_{dimension}"
        common.known(full, values.dims, "dimension")
        values = values.sel({full: common.known(label, [str(name) for name in values[full].values], dimension)})
    values = values.mean([name for name in values.dims if name != "run"], skipna=True).values.copy()
    arms = list(dict.fromkeys(str(name) for name in sweep["arm"].values))
    arm = common.known(options.arm, arms, "arm") if options.arm else arms[0]
    here = sweep["arm"].values.astype(str) == arm
    _, first, place = np.unique(sweep["point"].values[here], return_index=True, return_inverse=True)
    means = np.bincount(place, values[here]) / np.bincount(place)  # of a point with a run missing: missing
    return means, sweep.isel(run=np.flatnonzero(here)[first])


def indices(options, sweep):
    """(names of the two indices, their estimates, low and high ends, blocks used, who estimated)."""
    names = sweep.attrs["parameters"].split()
    sampling = sweep.attrs["sampling"]
    if sampling not in ("saltelli", "morris"):
        raise common.UserError(f"{options.sweep} is of sampling {sampling}; indices need saltelli or morris")
    values, points = chosen_output(options, sweep)
    size = len(names) + (2 if sampling == "saltelli" else 1)
    rows = blocks(values, size)
    if len(rows) < 2:
        raise common.UserError(f"{options.sweep} has {len(rows)} whole blocks of {size} points; too few")
    if sampling == "saltelli":
        found = by_salib(sampling, rows, None, names)
        best, low, high = found or bootstrap(sobol_of, centred(rows))
        labels = "first order", "total"
    else:
        whole = np.isfinite(values.reshape(-1, size)).all(1)
        unit = unit_points(points, names).reshape(-1, size, len(names))[whole]
        found = by_salib(sampling, rows, unit, names)
        best, low, high = found or bootstrap(morris_of, effects_of(rows, unit, len(names)))
        labels = "mu*", "sigma"
    return names, labels, best, low, high, len(rows), "SALib" if found else "sensitivity.py"


def write_table(path, names, labels, best, low, high, used, by):
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["parameter", "index", "value", "low", "high", "blocks", "estimated_by"])
        for i, label in enumerate(labels):
            rows.writerows([name, label, best[i][n], low[i][n], high[i][n], used, by] for n, name in enumerate(names))
    print(path)


def draw(options):
    if not Path(options.sweep).is_file():
        raise FileNotFoundError(f"{options.sweep}: no such file")
    sweep = xarray.open_dataset(options.sweep, engine="h5netcdf")
    names, labels, best, low, high, used, by = indices(options, sweep)
    if labels[1] == "total" and used < FEW_BLOCKS:
        print(f"{options.sweep}: warning: {used} blocks are few for shares of variance: whole parameters can stay the "
              f"same in all of them; points: {FEW_BLOCKS} or more, and twice as many until shares stay", file=sys.stderr)
    options.run = options.sweep
    options.output, output = options.folder, options.output
    folder = options.folder or Path(options.sweep).parent
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / f"sensitivity_{output}.csv", names, labels, best, low, high, used, by)
    order = np.argsort(best[1] if labels[1] == "total" else best[0])
    figure, axes = plt.subplots(figsize=(8.5, 1.8 + 0.55 * len(names)), layout="constrained")
    for i, (label, colour) in enumerate(zip(labels, (common.BLUE, common.ORANGE))):
        place = np.arange(len(names)) + (0.2 if i == 0 else -0.2)
        axes.barh(place, best[i][order], height=0.36, color=colour,
                  label=f"{label}: {MEANINGS[label]}")
        spread = np.clip([best[i] - low[i], high[i] - best[i]], 0, None)[:, order]
        axes.errorbar(best[i][order], place, xerr=spread, fmt="none", color=common.BLACK, linewidth=1, capsize=3)
    axes.set_yticks(np.arange(len(names)), [names[n] for n in order])
    axes.grid(axis="y", visible=False)
    unit = plot_sweep.common_unit(sweep[output].attrs.get("units", "1"))
    change = f"change of {common.plain(output)} over the parameter's range" + (f" [{unit}]" if unit else "")
    axes.set_xlabel("share of variance" if labels[1] == "total" else change)
    plot_sweep.with_thousands(axes.xaxis)
    axes.legend(loc="lower right")
    chosen = [word.partition("=")[2] for word in options.where]
    axes.set_title(f"What moves {plot_sweep.subject_of(output, sweep[output], chosen)}")
    note = "A share below 0 is 0 within its error. " if labels[1] == "total" and best.min() < 0 else ""
    common.save(figure, options, f"sensitivity_{output}", f"Source: {Path(options.sweep).name}, "
                f"“{sweep.attrs['title']}”, {used} blocks; bars: 95 % of {RESAMPLES} resamples, by {by}. {note}"
                f"Simulated by {sweep.attrs['source']}.")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sweep", metavar="SWEEP.h5", help="merged sweep")
    parser.add_argument("output", metavar="OUTPUT", help="name of an output of the design")
    parser.add_argument("--where", action="append", default=[], metavar="DIMENSION=LABEL", help="mean over the others")
    parser.add_argument("--arm", help="policy; the first if left out")
    parser.add_argument("-o", dest="folder", metavar="FOLDER", type=Path, help="default: beside SWEEP.h5")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(common.main(draw, parse(), opened=False))
