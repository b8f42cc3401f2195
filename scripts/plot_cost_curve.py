#!/usr/bin/python3
"""Draws the cost curve of a mineral's mines (or smelters, with --form refined): plants in the order of what a tonne
costs them, as wide as their capacity, and the plant that makes the last tonne. First year against last, or against
the same year in the baseline."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from plot_flows import years_to_compare

RUNNING = 1
NAMED = 7  # producers with a colour of their own


def year_of(plants, kind, material, months):
    """Of plants that could make the material in the months: yearly capacity and output, cost, country, name."""
    chosen = plants[f"{kind}_product"].values == material
    time = plants["time"].values.astype("datetime64[M]")
    some = plants.isel({kind: chosen, "time": (time >= months[0]) & (time < months[1])})
    scale = 12 / max(some.sizes["time"], 1)
    running = some["status"].values == RUNNING
    columns = {"capacity": np.where(running, some["capacity"].values, 0).sum(0) * scale,
               "output": some["output"].values.sum(0) * scale,
               "country": some[f"{kind}_country"].values.astype(str), "name": some[kind].values.astype(str)}
    cost = np.where(running, some["unit_cost"].values, np.nan)
    usable = np.isfinite(cost).any(0) & (columns["capacity"] > 0)
    columns["cost"] = np.array([np.nanmean(cost[:, i]) if usable[i] else np.nan for i in range(cost.shape[1])])
    order = np.argsort(columns["cost"][usable], kind="stable")
    return {name: values[usable][order] for name, values in columns.items()}


def marginal(plants):
    """The plant at which capacity in the order of cost covers what was made; the last one where none does."""
    covered = np.cumsum(plants["capacity"]) >= plants["output"].sum() * (1 - 1e-9)
    return int(np.argmax(covered)) if covered.any() else len(covered) - 1


def price_in(run, material, months):
    time = run.months().astype("datetime64[M]")
    return float(run["world_price"].sel(material=material).values[(time >= months[0]) & (time < months[1])].mean())


def cost_axis(curves, prices):
    """(bottom, top) of the axis: from zero, unless costs lie so close together that nothing would be seen."""
    costs = np.concatenate([curve["cost"] for curve in curves])
    low, high = costs.min(), max(costs.max(), *prices)
    if low > 0.8 * high:
        return low - 0.5 * (high - low), high + 1.2 * (high - low)
    return min(0, 1.1 * low), 1.28 * high


def draw_panel(axes, plants, price, divisor, colour_of, limits):
    right = np.cumsum(plants["capacity"]) / divisor
    width = plants["capacity"] / divisor
    axes.bar(right - width, plants["cost"], width=width, align="edge", linewidth=0.3, edgecolor="white",
             color=[colour_of.get(country, "#BBBBBB") for country in plants["country"]])
    axes.axhline(price, color=common.BLACK, linewidth=1.2)
    axes.annotate(f"world price {price:,.0f}", (0, price), xytext=(4, 3), textcoords="offset points", fontsize=8.5)
    made, last = plants["output"].sum() / divisor, marginal(plants)
    axes.axvline(made, color=common.BLACK, linewidth=1.0, linestyle="--")
    axes.bar(right[last] - width[last], plants["cost"][last], width=width[last], align="edge", facecolor="none",
             edgecolor=common.BLACK, linewidth=1.6)
    axes.annotate(f"made: the last tonne at {plants['cost'][last]:,.0f} USD/t\n{plants['name'][last]}",
                  (made, limits[1]), xytext=(-6, -5), textcoords="offset points", fontsize=8.5, va="top", ha="right")
    axes.set_ylim(limits)
    axes.set_xlim(0, right[-1] * 1.02)


def kind_and_material(options, run, mineral):
    forms = run.forms(mineral)
    material = run.material(mineral, options.form or ("ore" if "ore" in forms else "refined"))
    mines = run.agents("mine")
    return ("mine" if (mines["mine_product"].values == material).any() else "smelter"), material


def draw_mineral(options, run, base, mineral):
    kind, material = kind_and_material(options, run, mineral)
    early, late = years_to_compare(run, mineral)
    if base:
        early = ("the same year in the baseline", *late[1:])
    panels = [(title, source, months) for source, (title, *months) in ((base or run, early), (run, late))]
    curves = [year_of(source.agents(kind), kind, material, months) for _, source, months in panels]
    if not all(curve["cost"].size for curve in curves):
        raise common.UserError(f"no plant makes {material} in the years compared")
    made = {}
    for curve in curves:
        for country, tonnes in zip(curve["country"], curve["capacity"]):
            made[country] = made.get(country, 0) + tonnes
    named = sorted(made, key=lambda country: -made[country])[:NAMED]
    colour_of = dict(zip(named, (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK,
                                 common.YELLOW)))
    divisor, unit = common.scaled_tonnes(max(curve["capacity"].sum() for curve in curves))
    prices = [price_in(source, material, months) for _, source, months in panels]
    limits = cost_axis(curves, prices)
    figure, grid = plt.subplots(1, 2, figsize=(12.5, 5.0), layout="constrained", sharey=True)
    for axes, (title, _, months), curve, price in zip(grid, panels, curves, prices):
        draw_panel(axes, curve, price, divisor, colour_of, limits)
        axes.set_title(f"{title}, {months[0]} to {months[1] - 1}", fontsize=10)
        axes.set_xlabel(f"running capacity, {unit}/year")
    grid[0].set_ylabel("running cost with royalty, USD/t" if kind == "mine" else "feed and running cost, USD/t")
    handles = [plt.Rectangle((0, 0), 1, 1, color=colour_of[country]) for country in named]
    if len(made) > len(named):
        handles, named = [*handles, plt.Rectangle((0, 0), 1, 1, color="#BBBBBB")], [*named, "others"]
    grid[1].legend(handles, named, loc="upper left", bbox_to_anchor=(1.0, 1.0), title="plant in")
    common.title(figure, f"{run.words(material).capitalize()}: what a tonne costs, plant by plant")
    note = ("Means of the year; plants that stand still are left out. Framed: the plant with which capacity in the "
            "order of cost covers what was made.")
    note += " The axis of cost does not begin at zero." if limits[0] > 0 else ""
    common.save(figure, options, f"cost_curve_{mineral}", common.sources(run, base, note, "left"))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore or refined")))
