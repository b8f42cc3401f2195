#!/usr/bin/python3
"""Draws what is left for smelters between ore and metal, and how many months of use lie in stock."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

PANELS = (("treatment_charge", "Treatment charge: metal less the ore in it", "USD/t of metal", common.BLUE),
          ("stock_cover", "All stocks over a month's use", "months", common.GREEN))


def draw_mineral(options, run, base, mineral):
    figure, panels = plt.subplots(2, 1, figsize=(9.0, 6.0), layout="constrained", sharex=True)
    for axes, (name, title, unit, colour) in zip(panels, PANELS):
        values = run[name].sel(mineral=mineral).values
        axes.plot(run.months(), values, color=colour)
        if base:
            axes.plot(base.months(), base[name].sel(mineral=mineral), color=colour, linestyle="--", linewidth=1.2)
        if not np.isfinite(values).any():
            axes.annotate("not refined from ore", (0.5, 0.5), xycoords="axes fraction", ha="center")
        axes.set_title(title)
        axes.set_ylabel(unit)
        if np.nanmin(values, initial=0) < 0:
            axes.axhline(0, color=common.BLACK, linewidth=0.8)
        else:
            common.from_zero(axes)
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral))
    panels[0].set_xlim(run.months()[0], run.months()[-1])
    figure.suptitle(common.plain(mineral).capitalize(), x=0.01, ha="left", weight="bold")
    common.save(figure, options, f"charges_{mineral}", common.sources(run, base))


def draw(options, run, base):
    for mineral in options.mineral or run.minerals_of_interest():
        draw_mineral(options, run, base, mineral)


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
