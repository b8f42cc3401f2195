#!/usr/bin/python3
"""Draws a mineral's price, use and unmet demand over several runs that differ by seed alone: mean, and the band that
holds nine runs of ten. RUN and BASE are folders of run files, such as `orepolitik compare` takes; or single files."""
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

BAND = (5, 95)  # per cent of runs below
PANELS = (("world price", "USD/t"), ("use", "t/month"), ("unmet demand", "t/month"))


def runs_in(path):
    """The runs of a folder, or the one that is named, shortest first so that the others are cut to it."""
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    files = sorted(path.glob("*.h5")) if path.is_dir() else [path]
    if not files:
        raise common.UserError(f"{path} holds no run file (*.h5)")
    runs = [common.Run(file) for file in files]
    months = min(len(run.months()) for run in runs)
    for run in runs:
        if run.materials != runs[0].materials or run.months()[0] != runs[0].months()[0]:
            raise common.UserError(f"{run.path} is of another world or begins in another month than {runs[0].path}")
        run.data = run.data.isel(time=slice(0, months))
    return runs


def values_of(run, material):
    """What the panels show, in their order."""
    used, unmet = (common.total(run[name].sel(material=material)).fillna(0).values for name in ("use", "unmet_demand"))
    return run["world_price"].sel(material=material).values, used, unmet


def draw_ensemble(panels, runs, material, colour, style, label):
    months = runs[0].months()
    drawn = [np.array(columns) for columns in zip(*(values_of(run, material) for run in runs))]
    for axes, values in zip(panels, drawn):
        if len(runs) > 1:
            axes.fill_between(months, *np.percentile(values, BAND, axis=0), color=colour, alpha=0.22, linewidth=0)
        axes.plot(months, values.mean(0), color=colour, linestyle=style, label=f"{label}, {len(runs)} runs")
    return drawn


def draw_mineral(options, runs, bases, mineral):
    material = runs[0].material(mineral, options.form)
    figure, panels = plt.subplots(3, 1, figsize=(9.5, 8.0), layout="constrained", sharex=True)
    drawn = draw_ensemble(panels, runs, material, common.BLUE, "-", runs[0].title)
    if bases:
        drawn = [np.concatenate([a.ravel(), b.ravel()]) for a, b in zip(drawn, draw_ensemble(
            panels, bases, material, common.ORANGE, "--", bases[0].title))]
    for axes, (title, unit), values in zip(panels, PANELS, drawn):
        axes.set_title(title)
        axes.set_ylabel(unit)
        common.from_zero(axes)
        common.date_axis(axes)
        common.mark_laws(axes, runs[0].laws(mineral))
        if values.max() <= 0:
            axes.set_ylim(0, 1)
            axes.annotate("none", (0.5, 0.4), xycoords="axes fraction", ha="center", color=common.GREY)
    panels[0].set_title(PANELS[0][0], pad=24)  # the legend stands between title and axes
    panels[0].legend(loc="lower left", bbox_to_anchor=(0, 1.01), ncols=2, borderaxespad=0)
    common.title(figure, f"{runs[0].words(material).capitalize()}: mean and the band of nine runs in ten")
    version = runs[0].data.attrs.get("program_version", "")
    dashed = f"; dashed: {Path(options.base).name}" if options.base else ""
    common.save(figure, options, f"bands_{mineral}", f"Source: {Path(options.run).name}{dashed}. Simulated by "
                f"Orepolitik {version}; runs differ by seed.")


def draw(options):
    runs = runs_in(options.run)
    bases = runs_in(options.base) if options.base else []
    for base in bases:
        base.data = base.data.sel(time=slice(None, runs[0].months()[-1]))
    for mineral in options.mineral:
        common.known(mineral, runs[0].minerals, "mineral")
    for mineral in options.mineral or runs[0].minerals_of_interest():
        draw_mineral(options, runs, bases, mineral)


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap"), opened=False))
