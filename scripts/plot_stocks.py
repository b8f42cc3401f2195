#!/usr/bin/python3
"""Draws where a mineral is stored, in months of the world's use, and how many months the largest users are covered."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

HOLDERS = (("user_stock", "at users", common.ORANGE), ("trader_stock", "at traders", common.SKY),
           ("producer_stock", "at producers", common.BLUE), ("feed_stock", "feed of smelters", common.GREEN),
           ("in_transit", "in transit", common.PINK))
COUNTRIES = 6
COLOURS = (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK)


def stored(run, material, country):
    """[holder][month] in tonnes."""
    columns = [run[name].sel(material=material) for name, _, _ in HOLDERS]
    return np.array([(values.sel(country=country) if country else common.total(values)).fillna(0).values
                     for values in columns])


def used(run, material):
    return run.needed(material)[0]


def held_by_users(run, material):
    """Of what smelters buy, in their stores too."""
    stock = run["user_stock"].sel(material=material)
    return stock + run["feed_stock"].sel(material=material).fillna(0) if run.needed(material)[1] == "bought" else stock


def yearly_mean(values):
    return values.rolling(time=12, min_periods=1).mean()


def draw_holders(axes, run, base, material, country):
    def months_of_use(source):
        use = used(source, material)
        use = use.sel(country=country) if country else use.sum("country")
        return stored(source, material, country) / np.maximum(yearly_mean(use).values, 1e-12)

    months = months_of_use(run)
    held = [place for place in range(len(HOLDERS)) if months[place].max() > 0]
    axes.stackplot(run.months(), months[held], labels=[HOLDERS[place][1] for place in held], linewidth=0, alpha=0.85,
                   colors=[HOLDERS[place][2] for place in held])
    if base:
        axes.plot(base.months(), months_of_use(base).sum(0), color=common.BLACK, linestyle="--", linewidth=1.2,
                  label="all, baseline")
    axes.set_title(f"all of it in {country or 'the world'}, by holder")


def draw_cover(axes, run, base, material):
    largest = used(run, material).sum("time").to_series().nlargest(COUNTRIES)
    for country, colour in zip(largest[largest > 0].index, COLOURS):
        for source, style, width in common.with_base(run, base):
            cover = held_by_users(source, material).sel(country=country) / np.maximum(
                yearly_mean(used(source, material).sel(country=country)), 1e-12)
            axes.plot(source.months(), cover, color=colour, linestyle=style, linewidth=width,
                      label=country if source is run else None)
    common.label_base(axes, base)
    axes.set_title("what users hold, in the countries that use most")


def draw_mineral(options, run, base, mineral):
    material = run.material(mineral, options.form)
    figure, panels = plt.subplots(2, 1, figsize=(9.5, 6.6), layout="constrained", sharex=True)
    draw_holders(panels[0], run, base, material, options.country)
    draw_cover(panels[1], run, base, material)
    for axes in panels:
        axes.set_ylabel("months of use")
        common.from_zero(axes)
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral))
        common.legend_beside(axes)
    common.title(figure, f"{run.words(material).capitalize()}: stocks and cover")
    name = f"stocks_{mineral}" + (f"_{options.country}" if options.country else "")
    common.save(figure, options, name, common.sources(run, base, "Use: the year's mean. Strategic stockpiles apart."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap")))
