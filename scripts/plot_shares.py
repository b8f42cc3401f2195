#!/usr/bin/python3
"""Draws who makes a mineral: shares of countries and of companies over time, and how concentrated both are."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

NAMED = 7
PALETTE = (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK, common.YELLOW)
CONCENTRATED = 0.18  # above it mergers are looked at: US Merger Guidelines 2023


def yearly(values):
    return values.fillna(0).rolling(time=12, min_periods=1).mean()


def made_by_country(run, mineral, form):
    return run["production"].sel(material=f"{mineral}.{form}"), "country"


def made_by_company(run, mineral, form):
    made = run.agents("company")["mined" if form == run.forms(mineral)[0] else "refined"].sel(mineral=mineral)
    return made, "company"


def draw_shares(axes, run, made, what):
    made = yearly(made)
    total = np.maximum(made.sum(what).values, 1e-12)
    # Lumped owners of a country ("other_CHN") are no company: they stand with the rest.
    single = [name for name in made[what].values.astype(str) if not name.startswith("other_")]
    largest = made.sel({what: single}).sum("time").to_series().nlargest(NAMED)
    names = list(largest[largest > 0].index)
    shares = [made.sel({what: name}).values / total * 100 for name in names]
    rest = 100 - sum(shares) if shares else np.full(len(total), 100.0)
    axes.stackplot(run.months(), [*shares, rest], labels=[common.plain(str(name)) for name in names] + ["others"],
                   colors=[*PALETTE[:len(names)], "#CCCCCC"], linewidth=0.4, edgecolor="white")
    axes.set_ylim(0, 100)
    axes.set_ylabel("% of output")


def herfindahl(made, what):
    made = yearly(made)
    return ((made / made.sum(what))**2).sum(what).values


def draw_concentration(axes, sources, made_of, mineral, form):
    for source, style, width in common.with_base(*sources):
        for colour, name, maker in ((common.BLUE, "countries", made_by_country), (common.RED, "owners", made_of)):
            values, what = maker(source, mineral, form)
            axes.plot(source.months(), herfindahl(values, what), color=colour, linestyle=style,
                      linewidth=width, label=name if style == "-" else None)
    common.label_base(axes, sources[1])
    axes.axhline(CONCENTRATED, color=common.GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.annotate("concentrated", (0, CONCENTRATED), xycoords=("axes fraction", "data"), xytext=(3, 2),
                  textcoords="offset points", fontsize=8, color=common.GREY)
    axes.set_ylabel("Herfindahl index")
    axes.set_ylim(0, max(0.4, axes.get_ylim()[1]))


def draw_mineral(options, run, base, mineral):
    form = options.form or ("ore" if "ore" in run.forms(mineral) else "refined")
    material = run.material(mineral, form)
    if form == "scrap":
        raise common.UserError("companies own mines, smelters and recyclers; scrap is collected by countries: form ore "
                               "or refined")
    figure, panels = plt.subplots(3, 1, figsize=(9.5, 8.2), layout="constrained", sharex=True)
    for axes, maker, title in zip(panels, (made_by_country, made_by_company), ("by country", "by owner")):
        draw_shares(axes, run, *maker(run, mineral, form))
        axes.set_title(title)
    draw_concentration(panels[2], (run, base), made_by_company, mineral, form)
    panels[2].set_title("how concentrated")
    for axes in panels:
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral), named=axes is panels[2])
        common.legend_beside(axes)
    common.title(figure, f"{run.words(material).capitalize()}: who makes it")
    common.save(figure, options, f"shares_{mineral}", common.sources(
        run, base, "Means of twelve months. Owners whom the tables do not name are lumped by country, each as one in "
        "the index."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="form that is made: ore or refined")))
