#!/usr/bin/python3
"""Draws who ships a mineral to whom: the year before the first law against the second year after it.
Without a law, the first year against the last. With a baseline, also the same late year without the law."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

MOST_COUNTRIES = 9


def flow_matrix(run, material, months, home=False):
    """Tonnes a year from each country (row) to each country (column) in the months from-until."""
    chosen = run["route_material"].values == material
    time = run.months().astype("datetime64[M]")
    flows = run["flow"].isel(route=chosen, time=(time >= months[0]) & (time < months[1])).fillna(0)
    tonnes = flows.sum("time").values * 12 / max(flows.sizes["time"], 1)
    place = {code: i for i, code in enumerate(run.countries)}
    matrix = np.zeros((len(place), len(place)))
    for amount, exporter, importer in zip(tonnes, run["route_exporter"].values[chosen],
                                          run["route_importer"].values[chosen]):
        if home or exporter != importer:
            matrix[place[str(exporter)], place[str(importer)]] += amount
    return matrix


def years_to_compare(run, mineral):
    """[(title, first month, first month after)] of the early and the late year."""
    time = run.months().astype("datetime64[M]")
    laws = run.laws(mineral)
    year = np.timedelta64(12, "M")
    if laws:
        month = laws[0][0]
        early = max(month - year, time[0])
        if early < month and month + 2 * year <= time[-1] + 1:
            return [("year before the law", early, month),
                    ("second year after the law", month + year, month + 2 * year)]
    if len(time) < 24:
        raise common.UserError(f"{run.path} is shorter than two years; there is no early and late year to compare")
    return [("first year", time[0], time[0] + year), ("last year", time[-1] + 1 - year, time[-1] + 1)]


def lump(matrices, countries, keep):
    """Keeps one country and those that trade most in any of the matrices; adds up the rest as "others"."""
    traded = sum(matrix.sum(0) + matrix.sum(1) for matrix in matrices)
    order = [i for i in np.argsort(-traded, kind="stable") if traded[i] > 0]
    order.sort(key=lambda i: countries[i] != keep)
    kept, rest = order[:MOST_COUNTRIES], order[MOST_COUNTRIES:]
    lumped = []
    for matrix in matrices:
        small = matrix[np.ix_(kept, kept)]
        if rest:
            column, row = matrix[np.ix_(kept, rest)].sum(1), matrix[np.ix_(rest, kept)].sum(0)
            corner = matrix[np.ix_(rest, rest)].sum()
            small = np.block([[small, column[:, None]], [row[None, :], np.array([[corner]])]])
        lumped.append(small)
    return lumped, [countries[i] for i in kept] + (["others"] if rest else [])


def amount_text(amount):
    if amount >= 9.95:
        return f"{amount:,.0f}"
    return f"{amount:.1f}" if amount >= 0.95 else f"{amount:.2f}"


def draw_panel(axes, matrix, names, largest, title):
    # Square root: a route a tenth as large as the largest stays visible.
    image = axes.imshow(np.sqrt(matrix), cmap="Blues", vmin=0, vmax=np.sqrt(largest), aspect="equal")
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=9)
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.grid(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title(title, fontsize=10)
    for row, column in np.argwhere(matrix >= 0.005 * largest):
        dark = np.sqrt(matrix[row, column] / largest) > 0.6
        axes.text(column, row, amount_text(matrix[row, column]), ha="center", va="center", fontsize=7.5,
                  color="white" if dark else "black")
    return image


def draw_mineral(options, run, base, mineral):
    material = run.traded_material(mineral, options.form)
    years = years_to_compare(run, mineral)
    panels = [(title, flow_matrix(run, material, (start, end))) for title, start, end in years]
    if base:
        title, start, end = years[1]
        panels.append(("the same year in the baseline", flow_matrix(base, material, (start, end))))
        years.append((title, start, end))
    matrices, names = lump([matrix for _, matrix in panels], run.countries,
                           options.country or run.acting_country(mineral))
    largest = max(matrix.max(initial=0) for matrix in matrices)
    if largest <= 0:
        raise common.UserError(f"nobody ships {material} abroad in the years compared")
    divisor, unit = common.scaled_tonnes(largest)
    figure, grid = plt.subplots(1, len(panels), figsize=(5.0 * len(panels) + 0.3, 5.4), layout="constrained")
    for axes, (title, _), matrix, (_, start, end) in zip(grid, panels, matrices, years):
        traded = matrix.sum() / divisor
        draw_panel(axes, matrix / divisor, names, largest / divisor,
                   f"{title}\n{start} to {end - 1}: {amount_text(traded)} {unit} traded")
        axes.set_xlabel("to")
    grid[0].set_ylabel("from")
    common.title(figure, f"{run.words(material).capitalize()}: who ships to whom, {unit}/year")
    common.save(figure, options, f"flows_{mineral}", common.sources(
        run, None, "Sales at home are left out; cells below 0.5 % of the largest carry no number."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, form="traded form: ore, refined or scrap")))
