#!/usr/bin/python3
"""Draws a mineral's trade on a world map: the year before the first law against the second year after it; without a
law, the first year against the last. Lines grow with tonnes and run from the seller (dot) to the buyer."""
import sys
import warnings

import geopandas
import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from plot_flows import amount_text, flow_matrix, years_to_compare

MOST_LINES = 30
# Natural Earth's middle of a country can lie far from where people look for it; unions and small places it lacks.
PLACES = {"EUU": (10.0, 50.0), "USA": (-98.0, 39.0), "RUS": (60.0, 57.0), "NOR": (9.0, 61.0), "CAN": (-106.0, 56.0),
          "SGP": (103.8, 1.3), "HKG": (114.2, 22.3), "BHR": (50.5, 26.0), "MUS": (57.5, -20.2), "FRA": (2.5, 46.5)}


def outlines():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the bundled map is announced to leave in geopandas 1.0
        world = geopandas.read_file(geopandas.datasets.get_path("naturalearth_lowres"))
    return world[world.name != "Antarctica"]


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


def draw_panel(axes, world, places, run, matrix, largest, title):
    world.plot(ax=axes, color="#E8E8E8", edgecolor="white", linewidth=0.4)
    order = np.argsort(matrix, axis=None)[::-1][:MOST_LINES]
    shown = 0.0
    for row, column in zip(*np.unravel_index(order, matrix.shape)):
        ends = [places.get(run.countries[i]) for i in (row, column)]
        if matrix[row, column] < 0.003 * largest or None in ends:
            continue
        shown += matrix[row, column]
        x, y = curve(*ends)
        for turn in (-360, 0, 360):  # what leaves the map on one side comes back on the other
            axes.plot(x + turn, y, color=common.BLUE, alpha=0.6, solid_capstyle="round",
                      linewidth=0.4 + 4.5 * np.sqrt(matrix[row, column] / largest))
        axes.plot(*ends[0], "o", color=common.RED, markersize=3.5, zorder=3)
    sellers = np.argsort(matrix.sum(1))[::-1][:5]
    for i in sellers:
        if matrix[i].sum() > 0.03 * matrix.sum() and run.countries[i] in places:
            axes.annotate(run.countries[i], places[run.countries[i]], xytext=(4, 4), textcoords="offset points",
                          fontsize=8, weight="bold")
    axes.set_title(f"{title}; lines show {100 * shown / max(matrix.sum(), 1e-9):.0f} % of it", fontsize=9.5)
    axes.set_xlim(-170, 180)
    axes.set_ylim(-58, 82)
    axes.set_axis_off()


def draw_mineral(options, run, base, mineral):
    material = run.material(mineral, options.form)
    years = years_to_compare(run, mineral)
    matrices = [flow_matrix(run, material, (start, end)) for _, start, end in years]
    largest = max(matrix.max(initial=0) for matrix in matrices)
    if largest <= 0:
        raise common.UserError(f"nobody ships {material} abroad in the years compared")
    divisor, unit = common.scaled_tonnes(largest)
    world = outlines()
    figure, panels = plt.subplots(2, 1, figsize=(8.5, 8.2), layout="constrained")
    for axes, (title, start, end), matrix in zip(panels, years, matrices):
        draw_panel(axes, world, middles(world), run, matrix, largest,
                   f"{title}, {start} to {end - 1}: {amount_text(matrix.sum() / divisor)} {unit} traded")
    figure.suptitle(f"{material.replace('_', ' ')}: who ships to whom", x=0.01, ha="left", weight="bold")
    common.save(figure, options, f"map_{mineral}", common.sources(
        run, None, "Outlines: Natural Earth. Width grows with the root of tonnes. Sales at home and places without an outline are left out."))


def draw(options, run, base):
    for mineral in options.mineral or run.minerals_of_interest():
        draw_mineral(options, run, base, mineral)


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap")))
