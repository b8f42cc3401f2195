#!/usr/bin/python3
"""Draws a mineral's trade on a world map: the year before the first law against the second year after it; without a
law, the first year against the last. Lines grow with tonnes and run from sellers to buyers."""
import sys

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

import plot_common as common
from country_names import outlines
from plot_flows import amount_text, flow_matrix, years_to_compare

MOST_LINES = 30
LEAST_DOT = 0.02  # of all trade: who sells or buys as much has a dot even if its single routes are small
NAME = 12.0  # degrees that a country's name takes
# Natural Earth's middle of a country can lie far from where people look for it; unions and small places it lacks.
PLACES = {"EUU": (10.0, 50.0), "USA": (-98.0, 39.0), "RUS": (60.0, 57.0), "NOR": (9.0, 61.0), "CAN": (-106.0, 56.0),
          "CHL": (-70.3, -27.0), "SGP": (103.8, 1.3), "HKG": (114.2, 22.3), "BHR": (50.5, 26.0), "MUS": (57.5, -20.2),
          "FRA": (2.5, 46.5)}


def middles(world):
    points = world.geometry.representative_point()
    return dict(zip(world.iso_a3, zip(points.x, points.y))) | PLACES


def curve(start, end):
    """Bends to one side, so that there and back do not lie on each other."""
    (x0, y0), (x1, y1) = start, end
    if abs(x1 - x0) > 180:  # the short way round, across the date line
        x1 -= np.sign(x1 - x0) * 360
    bend = 0.18
    x, y = (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)
    t = np.linspace(0, 1, 40)
    return (1 - t)**2 * x0 + 2 * t * (1 - t) * x + t**2 * x1, (1 - t)**2 * y0 + 2 * t * (1 - t) * y + t**2 * y1


def shown_routes(run, places, matrix, largest):
    """The largest trade relations that can be drawn, as (row, column)."""
    order = np.argsort(matrix, axis=None)[::-1][:MOST_LINES]
    for row, column in zip(*np.unravel_index(order, matrix.shape)):
        known = run.countries[row] in places and run.countries[column] in places
        if matrix[row, column] >= 0.003 * largest and known:
            yield int(row), int(column)


def name_countries(axes, run, places, matrix, drawn):
    """Net sellers in red, net buyers in black, the largest first; a name for which there is no room is left out."""
    sold, bought = matrix.sum(1), matrix.sum(0)
    taken = []
    for i in sorted(drawn, key=lambda i: -max(sold[i], bought[i])):
        x, y = places[run.countries[i]]
        middle = [(x + side * NAME / 2, y + 2 * above, side, above) for above in (1, -1, -1.75) for side in (1, -1)]
        free = [place for place in middle if not any(abs(place[0] - u) < NAME and abs(place[1] - v) < 5
                                                     for u, v in taken)]
        if not free:
            continue
        u, v, side, above = free[0]
        taken.append((u, v))
        axes.annotate(run.countries[i], (x, y), xytext=(4 * side, 4 * above), textcoords="offset points", fontsize=8,
                      ha="left" if side > 0 else "right", va="bottom" if above > 0 else "top", weight="bold",
                      color=common.RED if sold[i] > bought[i] else common.BLACK,
                      path_effects=[withStroke(linewidth=2.5, foreground="white")])


def draw_route(axes, start, end, width, name):
    """A curve with an arrowhead past its middle. What leaves the map on one side comes back on the other."""
    x, y = curve(start, end)
    for turn in (-360, 0, 360):
        axes.plot(x + turn, y, color=common.BLUE, alpha=0.6, solid_capstyle="round", linewidth=width,
                  gid=f"{name}{turn}")
        if -170 < x[24] + turn < 180:
            axes.annotate("", (x[25] + turn, y[25]), (x[22] + turn, y[22]), arrowprops={
                "arrowstyle": "-|>,head_width=0.22,head_length=0.4", "color": common.BLUE, "linewidth": 0})


def draw_panel(axes, world, places, run, matrix, largest, title, tonnes_text):
    world.plot(ax=axes, color="#E8E8E8", edgecolor="white", linewidth=0.4)
    routes = list(shown_routes(run, places, matrix, largest))
    for row, column in routes:
        words = run.countries[row], run.countries[column], tonnes_text(matrix[row, column])
        draw_route(axes, places[words[0]], places[words[1]], 0.4 + 4.5 * np.sqrt(matrix[row, column] / largest),
                   common.flow_id(*words, title[:5]))
    weighty = np.maximum(matrix.sum(0), matrix.sum(1)) >= LEAST_DOT * matrix.sum()
    drawn = {i for route in routes for i in route} | {i for i in np.flatnonzero(weighty) if run.countries[i] in places}
    for i in drawn:
        fill, edge = (common.RED, common.RED) if matrix[i].sum() > matrix[:, i].sum() else ("white", common.BLACK)
        axes.plot(*places[run.countries[i]], "o", markersize=3.8, zorder=3, markeredgewidth=0.9, markerfacecolor=fill,
                  markeredgecolor=edge)
    name_countries(axes, run, places, matrix, drawn)
    shown = sum(matrix[route] for route in routes)
    axes.set_title(f"{title}; lines show {100 * shown / max(matrix.sum(), 1e-9):.0f} % of it", fontsize=9.5)
    axes.set_xlim(-170, 180)
    axes.set_ylim(-58, 82)
    axes.set_axis_off()


def draw_mineral(options, run, base, mineral):
    material = run.traded_material(mineral, options.form)
    years = years_to_compare(run, mineral)
    matrices = [flow_matrix(run, material, (start, end)) for _, start, end in years]
    largest = max(matrix.max(initial=0) for matrix in matrices)
    if largest <= 0:
        raise common.UserError(f"nobody ships {material} abroad in the years compared")
    divisor, unit = common.scaled_tonnes(max(matrix.sum() for matrix in matrices))
    world = outlines()
    figure, panels = plt.subplots(2, 1, figsize=(8.5, 8.2), layout="constrained")
    for axes, (title, start, end), matrix in zip(panels, years, matrices):
        draw_panel(axes, world, middles(world), run, matrix, largest,
                   f"{title}, {start} to {end - 1}: {amount_text(matrix.sum() / divisor)} {unit} traded",
                   lambda tonnes: f"{amount_text(tonnes / divisor)} {unit} a year")
    common.title(figure, f"{run.words(material).capitalize()}: who ships to whom")
    common.save(figure, options, f"map_{mineral}", common.sources(
        run, None, "Red: sells more abroad than it buys there; black: buys more. Width grows with the root of tonnes. "
        "Sales at home and places without an outline are left out. Outlines: Natural Earth."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap")))
