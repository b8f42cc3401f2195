#!/usr/bin/python3
"""Draws the capacity of a mineral's mines, smelters and recyclers over time: what runs, stands still and is being
built, against what is made of it."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

STATES = ((1, "running", common.BLUE), (2, "mothballed", common.ORANGE))
BUILDING = ("being built", "#BBD9C8")
KINDS = ("mine", "smelter", "recycler")
TITLES = {"mine": "mines", "smelter": "smelters", "recycler": "recyclers"}


def stages(run, mineral):
    """[(kind, material)] of every kind of plant that makes a form of the mineral."""
    return [(kind, f"{mineral}.{form}") for kind in KINDS for form in ("ore", "refined") if
            (run.agents(kind)[f"{kind}_product"].values == f"{mineral}.{form}").any()]


def chosen_plants(run, kind, material, country):
    plants = run.agents(kind)
    here = plants[f"{kind}_product"].values == material
    if country:
        union = run["customs_union"].sel(country=plants[f"{kind}_country"].values).values
        here &= (plants[f"{kind}_country"].values == country) | (union == country)
    return plants.isel({kind: here})


def yearly(values):
    """The sum over plants, a rolling mean of a year: months jump with strikes."""
    total = np.nansum(values, axis=1) * 12
    window = min(12, len(total))
    padded = np.concatenate([np.full(window - 1, total[:window].mean()), total])
    return np.convolve(padded, np.ones(window) / window, mode="valid")


def draw_stage(axes, run, base, kind, material, country):
    plants = chosen_plants(run, kind, material, country)
    capacity, status = plants["capacity"].values, plants["status"].values
    layers = [np.where(status == number, capacity, 0).sum(1) * 12 for number, _, _ in STATES]
    layers.append(plants["project"].values.sum(1) * 12)
    divisor, unit = common.scaled_tonnes(sum(layers).max())
    axes.stackplot(run.months(), np.array(layers) / divisor, labels=[name for _, name, _ in STATES] + [BUILDING[0]],
                   colors=[colour for _, _, colour in STATES] + [BUILDING[1]], linewidth=0, alpha=0.85)
    axes.plot(run.months(), yearly(plants["output"].values) / divisor, color=common.BLACK, label="made, year's mean")
    if base:
        before = chosen_plants(base, kind, material, country)
        running = np.where(before["status"].values == 1, before["capacity"].values, 0).sum(1) * 12
        axes.plot(base.months(), running / divisor, color=common.RED, linestyle="--", linewidth=1.3,
                  label="running, baseline")
    axes.set_title(f"{TITLES[kind]}: {run.words(material)}")
    axes.set_ylabel(f"{unit}/year")


def draw_mineral(options, run, base, mineral):
    drawn = stages(run, mineral)
    if not drawn:
        raise common.UserError(f"{run.path} has no plant that makes {common.plain(mineral)}")
    figure, panels = plt.subplots(len(drawn), 1, figsize=(9.5, 1.0 + 2.6 * len(drawn)), layout="constrained",
                                  sharex=True, squeeze=False)
    for axes, (kind, material) in zip(panels[:, 0], drawn):
        draw_stage(axes, run, base, kind, material, options.country)
        common.from_zero(axes)
        common.date_axis(axes)
        common.mark_laws(axes, run.laws(mineral))
    panels[0, 0].legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    common.title(figure, f"{common.plain(mineral).capitalize()}: capacity in {options.country or 'the world'}")
    name = f"pipeline_{mineral}" + (f"_{options.country}" if options.country else "")
    common.save(figure, options, name, common.sources(
        run, base, "Mothballed plants may come back, closed ones are left out."))


draw = common.each_mineral(draw_mineral)

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
