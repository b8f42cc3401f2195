#!/usr/bin/python3
"""Draws how much of its purchases each large buyer imports, and how concentrated its suppliers are, home included:
country by mineral, in the run's last year; beside them how concentrated the world's output is."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from plot_flows import flow_matrix

MOST_COUNTRIES = 16
BLANK = "Refined metal, or ore where none is refined; blank: buys none."


def last_year(run, name):
    return run[name].isel(time=slice(-12, None)).sum("time")


def buyers_of(run, minerals):
    """(what each country buys as [mineral][country], places of the countries that weigh most in many minerals)."""
    bought = last_year(run, "demand").sel(material=[run.main_material(mineral) for mineral in minerals]).values
    weight = np.nansum(bought / np.maximum(np.nansum(bought, axis=1, keepdims=True), 1e-12), axis=0)
    return bought, [i for i in np.argsort(-weight) if weight[i] > 0][:MOST_COUNTRIES]


def dependence(run, minerals):
    """(shares in per cent [mineral][country], countries by how often they are large buyers)."""
    bought, largest = buyers_of(run, minerals)
    imported = last_year(run, "imports").sel(material=[run.main_material(mineral) for mineral in minerals]).values
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(bought > 0, 100 * imported / bought, np.nan)
    return shares[:, largest], [run.countries[i] for i in largest]


def concentration(run, minerals):
    """The Herfindahl index of each country's suppliers [mineral][country], itself among them."""
    bought, largest = buyers_of(run, minerals)
    time = run.months().astype("datetime64[M]")
    rows = []
    for mineral, tonnes in zip(minerals, bought):
        flows = flow_matrix(run, run.main_material(mineral), (time[-1] - 11, time[-1] + 1), home=True)[:, largest]
        with np.errstate(invalid="ignore", divide="ignore"):
            index = ((flows / flows.sum(0))**2).sum(0)
        rows.append(np.where(tonnes[largest] > 0, index, np.nan))
    return np.array(rows)


def of_output(run, minerals):
    """The Herfindahl index of the world's output by country and by owner, [mineral][2]."""
    chosen = run.data.isel(time=slice(-12, None)).sel(mineral=minerals)
    return np.column_stack([chosen[f"herfindahl_{what}"].mean("time").values for what in ("country", "company")])


def draw_cells(axes, values, columns, minerals, largest, form):
    image = axes.imshow(values, cmap="cividis", vmin=0, vmax=largest, aspect="auto")
    axes.set_xticks(range(len(columns)), columns, fontsize=9)
    axes.set_yticks(range(len(minerals)), [common.plain(mineral) for mineral in minerals], fontsize=9)
    axes.grid(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for row, column in np.argwhere(np.isfinite(values)):
        axes.text(column, row, form.format(values[row, column]), ha="center", va="center", fontsize=7.5,
                  color="black" if values[row, column] > 0.55 * largest else "white")
    return image


def draw_imports(options, run, minerals):
    shares, countries = dependence(run, minerals)
    figure, axes = plt.subplots(figsize=(2.6 + 0.5 * len(countries), 1.6 + 0.28 * len(minerals)), layout="constrained")
    image = draw_cells(axes, shares, countries, minerals, 100, "{:.0f}")
    figure.colorbar(image, ax=axes, label="% of purchases", fraction=0.04)
    axes.set_title(f"Imports as a share of purchases, year to {str(run.months()[-1])[:7]}")
    common.save(figure, options, "dependence", common.sources(run, None, BLANK))


def draw_suppliers(options, run, minerals):
    countries = dependence(run, minerals)[1]
    figure, (left, right) = plt.subplots(1, 2, figsize=(4.4 + 0.5 * len(countries), 1.9 + 0.28 * len(minerals)),
                                         layout="constrained", sharey=True, width_ratios=(len(countries), 2.4))
    draw_cells(left, concentration(run, minerals), countries, minerals, 1, "{:.2f}")
    image = draw_cells(right, of_output(run, minerals), ["countries", "owners"], minerals, 1, "{:.2f}")
    figure.colorbar(image, ax=right, label="Herfindahl index: 1 is a single one", fraction=0.2)
    left.set_title("of each buyer's suppliers, home included", fontsize=10)
    right.set_title("of output", fontsize=10)
    common.title(figure, f"How concentrated supply is, year to {str(run.months()[-1])[:7]}")
    common.save(figure, options, "concentration", common.sources(run, None, BLANK + " Output: of the first form made."))


def draw(options, run, base):
    minerals = options.mineral or run.minerals
    draw_imports(options, run, minerals)
    draw_suppliers(options, run, minerals)


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
