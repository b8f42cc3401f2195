#!/usr/bin/python3
"""Draws the balance of a mineral, in the world or in one country: what is made, used, wanted in vain, and stored."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

UNRECORDED = ("Production and use differ by stocks, by new scrap and by trade that the world's tables do not explain.")
TRADE = (("imports", "imports", common.GREEN), ("exports", "exports", common.PINK))
STOCKS = (("user_stock", "at users", common.ORANGE), ("trader_stock", "at traders", common.SKY),
          ("producer_stock", "at producers", common.BLUE), ("in_transit", "in transit", common.GREEN))


def series(run, name, material, country):
    values = run.needed(material)[0] if name == "needed" else run[name].sel(material=material)
    if country and name == "production":  # of a union's plants, recorded under its members
        return common.total(values.where(run["customs_union"] == country)).fillna(0).values
    return (values.sel(country=country) if country else common.total(values)).fillna(0).values


def draw_flows(axes, run, base, material, country):
    word = run.needed(material)[1]
    lines = (("production", "production", common.BLUE), ("needed", word, common.ORANGE), *(TRADE if country else ()))
    values = {name: series(run, name, material, country) for name, _, _ in lines}
    unmet = series(run, "unmet_demand", material, country)
    divisor, unit = common.scaled_tonnes(max(array.max() for array in (*values.values(), values["needed"] + unmet)))
    if unmet.max() > 1e-4 * values["needed"].max():  # less cannot be seen
        axes.fill_between(run.months(), values["needed"] / divisor, (values["needed"] + unmet) / divisor,
                          color=common.RED, alpha=0.45, linewidth=0, label=f"unmet demand, above {word}")
    for name, label, colour in lines:
        axes.plot(run.months(), values[name] / divisor, color=colour, label=label)
        if base:
            axes.plot(base.months(), series(base, name, material, country) / divisor, color=colour, linestyle="--",
                      linewidth=1.1)
    common.label_base(axes, base)
    axes.set_ylabel(f"{unit}/month")
    axes.set_title("made and used" if word == "use" else "made and bought")


def draw_stocks(axes, run, base, material, country):
    values = np.array([series(run, name, material, country) for name, _, _ in STOCKS])
    divisor, unit = common.scaled_tonnes(values.sum(0).max())
    axes.stackplot(run.months(), values / divisor, labels=[label for _, label, _ in STOCKS],
                   colors=[colour for _, _, colour in STOCKS], alpha=0.8, linewidth=0)
    if base:
        before = sum(series(base, name, material, country) for name, _, _ in STOCKS)
        axes.plot(base.months(), before / divisor, color=common.BLACK, linestyle="--", linewidth=1.1,
                  label="all, baseline")
    axes.set_ylabel(unit)
    axes.set_title("stored at the end of the month")


def draw_mineral(options, run, base, mineral):
    country = options.country
    material = run.main_material(mineral)
    figure, panels = plt.subplots(2, 1, figsize=(9.5, 6.6), layout="constrained", sharex=True)
    draw_flows(panels[0], run, base, material, country)
    draw_stocks(panels[1], run, base, material, country)
    for axes in panels:
        common.from_zero(axes)
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral))
        common.legend_beside(axes)
    common.title(figure, f"{run.words(material).capitalize()} in {country or 'the world'}")
    name = f"balance_{mineral}" + (f"_{country}" if country else "")
    common.save(figure, options, name, common.sources(run, base, UNRECORDED))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
