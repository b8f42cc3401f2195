#!/usr/bin/python3
"""Draws a mineral's way from the countries that mine it through those that refine it to those that use it: the year
before the first law against the second year after it; without a law, the first year against the last."""
import sys

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

import plot_common as common
from plot_flows import amount_text, flow_matrix, years_to_compare

MOST_COUNTRIES = 8  # named; the rest are lumped
STAGES = {("ore", "refined"): ("mined in", "refined in", "bought by"), ("ore",): ("mined in", "bought by"),
          ("refined",): ("made in", "bought by")}
PALETTE = (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK, common.YELLOW, "#8C6D31")
OTHERS = "others"
GAP = 0.035  # between the blocks of a column, of its height
WIDTH = 0.03


def stages(run, mineral):
    """Forms on the way from ground to user; scrap flows back and is left out."""
    return tuple(form for form in ("ore", "refined") if form in run.forms(mineral))


def flows_of(run, mineral, months):
    """[matrix of tonnes a year from country to country, home sales included], one per form."""
    return [flow_matrix(run, f"{mineral}.{form}", months, home=True) for form in stages(run, mineral)]


def metal_in_ore(run, mineral):
    """By how much tonnes of ore are scaled where they do not count the metal in it (bauxite, chromite); else 1."""
    if stages(run, mineral) != ("ore", "refined"):
        return 1.0
    smelters = run.agents("smelter")
    made = smelters["output"].isel(time=slice(0, 12)).values[:, smelters["smelter_product"].values ==
                                                             f"{mineral}.refined"].sum()
    dug = run["production"].sel(material=f"{mineral}.ore").isel(time=slice(0, 12)).sum().item()
    return made / dug if dug > 0 and not 0.7 < made / dug < 1.4 else 1.0


def lumped(panels, countries):
    """The same panels over the countries that move most in any of them, and "others"."""
    moved = sum(matrix.sum(0) + matrix.sum(1) for matrices in panels for matrix in matrices)
    order = np.argsort(-moved, kind="stable")
    kept, rest = order[:MOST_COUNTRIES], order[MOST_COUNTRIES:]
    fold = np.zeros((len(kept) + 1, len(countries)))
    fold[np.arange(len(kept)), kept] = 1
    fold[-1, rest] = 1
    return [[fold @ matrix @ fold.T for matrix in matrices] for matrices in panels], [
        countries[i] for i in kept] + [OTHERS]


def block_places(heights, scale):
    """Bottom of each country's block in a column, the largest at the top and the others' at the bottom."""
    order = sorted(range(len(heights)), key=lambda i: (i == len(heights) - 1, -heights[i]))
    bottoms, top = np.zeros(len(heights)), 1.0
    for i in order:
        bottoms[i] = top - heights[i] * scale
        top = bottoms[i] - (GAP if heights[i] * scale > 0.002 else GAP / 6)
    return bottoms, order


def ribbon(axes, start, end, height, colour, name):
    """`name` becomes the ribbon's id in SVG, by which scripts/report.py makes it speak."""
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    points = [(x0, y0), (middle, y0), (middle, y1), (x1, y1), (x1, y1 + height), (middle, y1 + height),
              (middle, y0 + height), (x0, y0 + height), (x0, y0)]
    codes = [Path.MOVETO] + [Path.CURVE4] * 3 + [Path.LINETO] + [Path.CURVE4] * 3 + [Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, alpha=0.45, linewidth=0, gid=name))


def draw_blocks(axes, x, heights, bottoms, scale, colours, names, side):
    total = max(heights.sum(), 1e-12)
    for i, height in enumerate(heights):
        axes.add_patch(Rectangle((x - WIDTH / 2, bottoms[i]), WIDTH, height * scale, color=colours[i], linewidth=0))
        if height < 0.006 * total:
            continue
        middle, place = bottoms[i] + height * scale / 2, {"left": -1, "right": 1, "middle": 1}[side]
        axes.text(x + place * WIDTH * 0.8, middle, f"{names[i]} {100 * height / total:.0f} %", fontsize=8, va="center",
                  ha="right" if side == "left" else "left")


def draw_panel(axes, matrices, names, scale, colours, titles, tonnes_text, panel):
    heights = ([matrices[0].sum(1)] + [np.maximum(before.sum(0), after.sum(1)) for before, after in
                                       zip(matrices, matrices[1:])] + [matrices[-1].sum(0)])
    places = [block_places(height, scale) for height in heights]
    for step, matrix in enumerate(matrices):
        used_left = places[step][0] + heights[step] * scale  # ribbons leave from the top of a block downward
        used_right = places[step + 1][0] + heights[step + 1] * scale
        for i in places[step][1]:
            for j in places[step + 1][1]:
                height = matrix[i, j] * scale
                if height <= 0:
                    continue
                used_left[i] -= height
                used_right[j] -= height
                ends = (step + WIDTH / 2, used_left[i]), (step + 1 - WIDTH / 2, used_right[j])
                words = (names[i], names[j], tonnes_text(matrix[i, j]), f"{step}{panel}")
                ribbon(axes, *ends, height, colours[i], common.flow_id(*words))
    for column, height in enumerate(heights):
        side = "left" if column == 0 else "right" if column == len(matrices) else "middle"
        draw_blocks(axes, column, height, places[column][0], scale, colours, names, side)
        axes.text(column, 1.025, titles[column], ha="center", fontsize=8.5, color=common.GREY)
    axes.set_xlim(-0.22, len(matrices) + 0.22)
    axes.set_ylim(min(place.min() for place, _ in places) - 0.01, 1.06)
    axes.set_axis_off()


def panels_of(run, base, mineral):
    """[(title, matrices)]: the early year of the run, or with a baseline its late year; and the run's late year."""
    early, late = years_to_compare(run, mineral)
    if base:
        early = ("the same year in the baseline", *late[1:])
    return [(f"{title}, {start} to {end - 1}", flows_of(source, mineral, (start, end)))
            for source, (title, start, end) in ((base or run, early), (run, late))]


def draw_mineral(options, run, base, mineral):
    panels = panels_of(run, base, mineral)
    share = metal_in_ore(run, mineral)
    for _, matrices in panels:
        matrices[0] *= share
    if not any(matrix.sum() > 0 for _, matrices in panels for matrix in matrices):
        raise common.UserError(f"nobody sells {common.plain(mineral)} in the years compared")
    folded, names = lumped([matrices for _, matrices in panels], run.countries)
    tallest = max(matrix.sum() for matrices in folded for matrix in matrices)
    scale = (1 - GAP * MOST_COUNTRIES) / tallest
    colours = [*PALETTE[:len(names) - 1], "#AAAAAA"]
    figure, grid = plt.subplots(1, 2, figsize=(13.5, 6.2), layout="constrained")
    divisor, unit = common.scaled_tonnes(tallest)
    for panel, (axes, (title, _), matrices) in enumerate(zip(grid, panels, folded)):
        draw_panel(axes, matrices, names, scale, colours, STAGES[stages(run, mineral)],
                   lambda tonnes: f"{amount_text(tonnes / divisor)} {unit} a year", panel)
        axes.set_title(f"{title}: {amount_text(matrices[-1].sum() / divisor)} {unit} bought", fontsize=10)
    common.title(figure, f"{common.plain(mineral).capitalize()}: from the ground to its users")
    note = "Per cent of the column. Where more leaves than comes in, scrap and stocks make up the rest."
    if share != 1:
        note += f" Ore is drawn at {share:.2g} of its tonnes, the metal in it."
    common.save(figure, options, f"sankey_{mineral}", common.sources(run, base, note, "left"))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
