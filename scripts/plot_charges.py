#!/usr/bin/python3
"""Draws what is left for smelters between ore and metal: the treatment charge of the world market, and what single
smelters earn on a tonne, half of them by what they make in the band's dark part."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def margins(run, mineral):
    """(price less cost, tonnes) as [month][smelter] of the mineral's smelters; costs hold feed and conversion."""
    smelters = run.agents("smelter")
    smelters = smelters.isel(smelter=smelters["smelter_product"].values == f"{mineral}.refined")
    countries = smelters["smelter_country"].values.astype(str)
    union = run["customs_union"].sel(country=countries).values.astype(str)
    markets = [own if not members else members for own, members in zip(countries, union)]
    price = run["price"].sel(material=f"{mineral}.refined", country=markets).values
    return price - smelters["unit_cost"].values, smelters["output"].values


def weighted_quantiles(values, weights):
    """Of each month, at QUANTILES of the weight; NaN where nothing is made."""
    bands = np.full((len(QUANTILES), len(values)), np.nan)
    for month, (row, weight) in enumerate(zip(values, weights)):
        usable = np.isfinite(row) & (weight > 0)
        if usable.any():
            order = np.argsort(row[usable])
            reached = np.cumsum(weight[usable][order])
            bands[:, month] = row[usable][order][np.searchsorted(reached, np.array(QUANTILES) * reached[-1])]
    return bands


def draw_charge(axes, run, base, mineral):
    for source, style, width in common.with_base(run, base):
        axes.plot(source.months(), source["treatment_charge"].sel(mineral=mineral), color=common.BLUE, linestyle=style,
                  linewidth=width)
    axes.set_title("treatment charge: price of metal less that of the ore in it")
    axes.set_ylabel("USD/t of metal")


def draw_margins(axes, run, base, mineral):
    bands = weighted_quantiles(*margins(run, mineral))
    axes.fill_between(run.months(), bands[0], bands[4], color=common.GREEN, alpha=0.2, linewidth=0,
                      label="eight tonnes in ten")
    axes.fill_between(run.months(), bands[1], bands[3], color=common.GREEN, alpha=0.35, linewidth=0,
                      label="half of all tonnes")
    axes.plot(run.months(), bands[2], color=common.GREEN, label="median tonne")
    if base:
        axes.plot(base.months(), weighted_quantiles(*margins(base, mineral))[2], color=common.GREEN, linestyle="--",
                  linewidth=1.1, label="median, baseline")
    axes.set_title("smelters' margins: price less feed and running cost")
    axes.set_ylabel("USD/t of metal")


def draw_mineral(options, run, base, mineral):
    if not np.isfinite(run["treatment_charge"].sel(mineral=mineral).values).any():
        raise common.UserError(f"{common.plain(mineral)} is not refined from ore: there is no treatment charge")
    figure, panels = plt.subplots(2, 1, figsize=(9.5, 6.4), layout="constrained", sharex=True)
    draw_charge(panels[0], run, base, mineral)
    draw_margins(panels[1], run, base, mineral)
    common.label_base(panels[0], base)
    for axes in panels:
        if axes.get_ylim()[0] < 0:
            axes.axhline(0, color=common.BLACK, linewidth=0.8)
            axes.set_ylim(top=1.12 * axes.get_ylim()[1])
        else:
            common.from_zero(axes)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral))
        common.legend_beside(axes)
    panels[0].set_xlim(run.months()[0], run.months()[-1])
    common.title(figure, f"{common.plain(mineral).capitalize()}: what is left for smelters")
    common.save(figure, options, f"charges_{mineral}", common.sources(run, base))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
