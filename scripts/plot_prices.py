#!/usr/bin/python3
"""Draws prices: of each chosen mineral's forms on the world market, and inside a country against outside;
without --mineral, the price of every mineral against its first year."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common


def outside_price(run, material, country):
    """Mean price elsewhere, weighted by what is sold there."""
    others = [code for code in run.countries if code != country]
    price = run["price"].sel(material=material, country=others)
    sold = run["supply"].sel(material=material, country=others).where(price.notnull())
    return (price * sold).sum("country") / common.total(sold).where(lambda tonnes: tonnes > 0)


def draw_pair(axes, run, base, values_of, label, colour):
    """The scenario as a line, the baseline dashed in the same colour; what was drawn, for the axis."""
    drawn = [values_of(run).values]
    axes.plot(run.months(), drawn[0], color=colour, label=label)
    if base:
        drawn.append(values_of(base).values)
        axes.plot(base.months(), drawn[1], color=colour, linestyle="--", linewidth=1.2)
    return np.concatenate(drawn)


def finish_panel(axes, run, base, mineral, drawn, title):
    axes.set_title(title, pad=24)  # the legend stands between title and axes
    axes.set_ylabel("USD/t")
    common.log_if_wide(axes, np.concatenate(drawn))
    common.date_axis(axes)
    common.mark_laws(axes, run.laws(mineral))
    common.label_base(axes, base)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.01), ncols=len(drawn) + 1, handlelength=1.4, columnspacing=1.2,
                borderaxespad=0)


def draw_mineral(options, run, base, mineral):
    country = options.country or run.acting_country(mineral)
    material = run.traded_material(mineral)
    figure, (world, inside) = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained")
    drawn = [draw_pair(world, run, base, lambda r, f=form: r["world_price"].sel(material=f"{mineral}.{f}"), form,
                       common.FORM_COLOURS.get(form, common.BLACK)) for form in run.forms(mineral)]
    finish_panel(world, run, base, mineral, drawn, f"{common.plain(mineral).capitalize()}: world price")
    drawn = [draw_pair(inside, run, base, lambda r: r["price"].sel(material=material, country=country),
                       f"inside {country}", common.RED),
             draw_pair(inside, run, base, lambda r: outside_price(r, material, country), "elsewhere, mean by sales",
                       common.BLUE)]
    finish_panel(inside, run, base, mineral, drawn, f"{run.words(material).capitalize()}: inside and outside {country}")
    common.save(figure, options, f"prices_{mineral}", common.sources(run, base))


def indexed(run, mineral):
    price = run["world_price"].sel(material=run.main_material(mineral))
    return 100 * price / price.isel(time=slice(0, 12)).mean()


def draw_all(options, run, base):
    columns = 5
    rows = -(-len(run.minerals) // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(13, 1.75 * rows + 0.6), layout="constrained", sharex=True,
                                squeeze=False)
    for axes, mineral in zip(grid.flat, run.minerals):
        drawn = draw_pair(axes, run, base, lambda r, m=mineral: indexed(r, m), mineral, common.BLUE)
        axes.set_title(common.plain(mineral), fontsize=9.5)
        axes.tick_params(labelsize=8)
        common.log_if_wide(axes, drawn)
        common.date_axis(axes)
        axes.xaxis.set_major_locator(plt.matplotlib.dates.AutoDateLocator(minticks=2, maxticks=4))
        common.mark_laws(axes, run.laws(mineral), named=False)
    for axes in grid.flat[len(run.minerals):]:
        axes.set_visible(False)
    figure.supylabel("price, mean of the first year = 100", fontsize=10)
    common.save(figure, options, "prices", common.sources(run, base, "Refined metal, or ore where none is refined. "
                                                          "Dotted: a law begins."))


def draw(options, run, base):
    if not options.mineral:
        draw_all(options, run, base)
    for mineral in options.mineral:
        draw_mineral(options, run, base, mineral)


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
