#!/usr/bin/python3
"""Draws how much of its purchases each large buyer imports, country by mineral, in the run's last year."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

MOST_COUNTRIES = 16


def last_year(run, name):
    return run[name].isel(time=slice(-12, None)).sum("time")


def dependence(run, minerals):
    """(shares in per cent [mineral][country], countries by how often they are large buyers)."""
    materials = [run.main_material(mineral) for mineral in minerals]
    bought = last_year(run, "demand").sel(material=materials).values
    imported = last_year(run, "imports").sel(material=materials).values
    weight = np.nansum(bought / np.maximum(np.nansum(bought, axis=1, keepdims=True), 1e-12), axis=0)
    largest = [i for i in np.argsort(-weight) if weight[i] > 0][:MOST_COUNTRIES]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(bought > 0, 100 * imported / bought, np.nan)
    return shares[:, largest], [run.countries[i] for i in largest]


def draw(options, run, base):
    minerals = options.mineral or run.minerals
    shares, countries = dependence(run, minerals)
    figure, axes = plt.subplots(figsize=(2.6 + 0.5 * len(countries), 1.6 + 0.28 * len(minerals)), layout="constrained")
    image = axes.imshow(shares, cmap="cividis", vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(range(len(countries)), countries, fontsize=9)
    axes.set_yticks(range(len(minerals)), [common.plain(mineral) for mineral in minerals], fontsize=9)
    axes.grid(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for row, column in np.argwhere(np.isfinite(shares)):
        axes.text(column, row, f"{shares[row, column]:.0f}", ha="center", va="center", fontsize=7.5,
                  color="black" if shares[row, column] > 55 else "white")
    figure.colorbar(image, ax=axes, label="% of purchases", fraction=0.04)
    axes.set_title(f"Imports as a share of purchases, year to {str(run.months()[-1])[:7]}")
    common.save(figure, options, "dependence", common.sources(
        run, None, "Refined metal, or ore where none is refined; blank: buys none."))


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
