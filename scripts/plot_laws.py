#!/usr/bin/python3
"""Draws who restricts what, and when: one line per law from its beginning to its end."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

MOST_LAWS = 40


def spans(run):
    """[(first month, last month, actor, law, materials)] in the order of beginning; open laws last to the run's end."""
    end = run.months().astype("datetime64[M]")[-1] + 1
    found, still_open = [], {}
    columns = (run.events[key].values for key in ("month", "kind", "actor", "object", "reason"))
    for month, kind, actor, thing, reason in zip(*columns):
        if kind != "law" or str(reason).endswith("announced"):
            continue
        name = str(reason).rsplit(" ", 1)[0].removesuffix(" in")
        if str(reason).endswith("ended") and (actor, name) in still_open:
            found[still_open.pop((actor, name))][1] = np.datetime64(month, "M")
        elif not str(reason).endswith("ended"):
            still_open[(actor, name)] = len(found)
            found.append([np.datetime64(month, "M"), end, str(actor), name, str(thing)])
    return found


def draw(options, run, base):
    laws = [law for law in spans(run) if (not options.country or law[2] == options.country) and (
        not options.mineral or any(mineral in law[4] for mineral in options.mineral))]
    if not laws:
        raise common.UserError(f"{run.path}: no law begins during the run")
    left_out, laws = len(laws) - MOST_LAWS, laws[:MOST_LAWS]
    figure, axes = plt.subplots(figsize=(9.5, 1.5 + 0.34 * len(laws)), layout="constrained")
    actors = list(dict.fromkeys(law[2] for law in laws))
    palette = [common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK, common.BLACK]
    for row, (start, end, actor, _, _) in enumerate(laws):
        axes.barh(row, end - start, left=start, height=0.55, color=palette[actors.index(actor) % len(palette)])
    labels = [f"{actor}  {law}" for _, _, actor, law, _ in laws]
    axes.set_yticks(range(len(laws)), [label.replace("_", " ") for label in labels], fontsize=8.5)
    axes.invert_yaxis()
    axes.set_ylim(len(laws) - 0.4, -0.6)
    common.date_axis(axes)
    axes.set_xlim(run.months()[0], run.months()[-1])
    axes.set_title("Laws in force")
    note = f"{left_out} later laws are left out. " if left_out > 0 else ""
    common.save(figure, options, "laws", common.sources(run, None, note))


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
