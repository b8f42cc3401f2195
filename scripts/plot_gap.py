#!/usr/bin/python3
"""Draws the price of a mineral inside a country against the price abroad, and how far they part, with what happened:
laws, strikes, plants that open or stop."""
import sys

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from plot_prices import outside_price

MARKS = {"strike": ("v", "strike"), "accident": ("x", "accident"), "weather": ("1", "weather"),
         "mothball": ("s", "mothballed"), "restart": ("^", "restart"), "opening": ("o", "opening"),
         "closing": ("D", "closed"), "exhaustion": ("D", "exhausted")}
MOST_EVENTS = 25  # of plants; the largest


def plant_events(run, mineral):
    """[(month, kind, tonnes a month)]: the largest things that happened at the mineral's plants."""
    columns = (run.events[key].values for key in ("month", "kind", "object", "value"))
    found = [(np.datetime64(month, "M"), str(kind), float(value)) for month, kind, thing, value in zip(*columns)
             if str(kind) in MARKS and str(thing).split(".")[0] == mineral]
    return sorted(found, key=lambda event: -event[2])[:MOST_EVENTS]


def draw_prices(axes, run, base, material, country):
    drawn = []
    for source, style, width in common.with_base(run, base):
        for label, colour, values in (
                (f"inside {country}", common.RED, source["price"].sel(material=material, country=country)),
                ("abroad, mean by sales", common.BLUE, outside_price(source, material, country))):
            axes.plot(source.months(), values, color=colour, linestyle=style, linewidth=width,
                      label=label if source is run else None)
            drawn.append(values.values)
    common.label_base(axes, base)
    axes.set_ylabel("USD/t")
    common.log_if_wide(axes, np.concatenate(drawn))
    common.legend_beside(axes)


def draw_gap(axes, run, base, material, country):
    for source, style, width in common.with_base(run, base):
        inside = source["price"].sel(material=material, country=country)
        gap = 100 * (outside_price(source, material, country) / inside - 1)
        axes.plot(source.months(), gap, color=common.BLACK, linestyle=style, linewidth=width)
    axes.axhline(0, color=common.GREY, linewidth=0.8)
    axes.set_ylabel("%")
    axes.set_title("abroad over inside")


def draw_events(axes, events):
    """A row per kind of event, marks as large as the tonnes that it moves."""
    kinds = [kind for kind in MARKS if any(event[1] == kind for event in events)]
    largest = max((event[2] for event in events), default=1)
    for month, kind, tonnes in events:
        axes.scatter(mdates.date2num(month), kinds.index(kind), marker=MARKS[kind][0], s=15 + 60 * tonnes / largest,
                     color=common.BLUE, alpha=0.8)
    axes.set_yticks(range(len(kinds)), [MARKS[kind][1] for kind in kinds], fontsize=8.5)
    axes.set_ylim(-0.6, max(len(kinds), 1) - 0.4)
    axes.set_title(f"what happened at plants (the {len(events)} largest)" if events else "nothing happened at plants")


def draw_mineral(options, run, base, mineral):
    country = options.country or run.acting_country(mineral)
    material = run.traded_material(mineral, options.form)
    figure, panels = plt.subplots(3, 1, figsize=(10.0, 7.6), layout="constrained", sharex=True,
                                  gridspec_kw={"height_ratios": (3, 2, 1.6)})
    draw_prices(panels[0], run, base, material, country)
    draw_gap(panels[1], run, base, material, country)
    draw_events(panels[2], plant_events(run, mineral))
    for axes in panels:
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral), named=axes is panels[0])
    panels[0].set_xlim(run.months()[0], run.months()[-1])
    common.title(figure, f"{run.words(material).capitalize()}: the price inside {country} and abroad")
    common.save(figure, options, f"gap_{mineral}", common.sources(
        run, base, "Prices free on board, before export licences."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap")))
