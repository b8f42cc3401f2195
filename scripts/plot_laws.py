#!/usr/bin/python3
"""Draws who restricts what, and when: one line per law from its beginning to its end, or where laws are many, per
state and kind of law."""
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

MOST_ROWS = 36


def spans(run):
    """[(first month, last month, actor, law, materials)] in the order of beginning; open laws last to the run's end."""
    end = run.months().astype("datetime64[M]")[-1] + 1
    found, still_open = [], {}
    columns = (run.events[key].values for key in ("month", "kind", "actor", "object", "reason"))
    for month, kind, actor, thing, reason in zip(*columns):
        if kind != "law" or str(reason).endswith(("leaked", "announced")):
            continue
        name = str(reason).rsplit(" ", 1)[0].removesuffix(" in")
        if str(reason).endswith("ended") and (actor, name) in still_open:
            found[still_open.pop((actor, name))][1] = np.datetime64(month, "M")
        elif not str(reason).endswith("ended"):
            still_open[(actor, name)] = len(found)
            found.append([np.datetime64(month, "M"), end, str(actor), name, str(thing)])
    return found


def rows_of(laws):
    """[(actor, words, spans)], one row a law; where these are too many, one for each actor and instrument."""
    if len(laws) <= MOST_ROWS:
        return [(actor, law if law.startswith(actor) else f"{actor}  {law}", [(start, end)])
                for start, end, actor, law, _ in laws]
    groups = {}
    for start, end, actor, law, _ in laws:
        groups.setdefault((actor, law.rsplit(": ", 1)[-1]), []).append((start, end))
    rows = [(actor, f"{actor}  {instrument} ({len(spans)})", spans) for (actor, instrument), spans in groups.items()]
    rows.sort(key=lambda row: -sum(int((end - start).astype(int)) for start, end in row[2]))
    return sorted(rows[:MOST_ROWS], key=lambda row: (row[0], row[2][0][0]))


def draw(options, run, base):
    laws = [law for law in spans(run) if (not options.country or law[2] == options.country) and (
        not options.mineral or any(mineral in law[4] for mineral in options.mineral))]
    if not laws:
        raise common.UserError(f"{run.path}: no law begins during the run")
    rows = rows_of(laws)
    figure, axes = plt.subplots(figsize=(9.5, 1.5 + 0.32 * len(rows)), layout="constrained")
    actors = list(dict.fromkeys(actor for actor, _, _ in rows))
    palette = [common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK, common.BLACK]
    for number, (actor, _, times) in enumerate(rows):
        for start, end in times:  # several at a time add up to a darker bar
            axes.barh(number, end - start, left=start, height=0.6, alpha=0.8 if len(times) == 1 else 0.3, linewidth=0,
                      color=palette[actors.index(actor) % len(palette)])
    axes.set_yticks(range(len(rows)), [words.replace("_", " ") for _, words, _ in rows], fontsize=8.5)
    axes.invert_yaxis()
    axes.set_ylim(len(rows) - 0.4, -0.6)
    common.date_axis(axes)
    axes.set_xlim(run.months()[0], run.months()[-1])
    axes.grid(axis="y", visible=False)
    axes.set_title("Laws in force, by who made them")
    shown = sum(len(times) for _, _, times in rows)
    note = "Numbers of laws in brackets; darker: more of them at a time. " if shown > len(rows) else ""
    if len(laws) > shown:
        note += f"{len(laws) - shown} laws that were in force least are left out."
    common.save(figure, options, "laws", common.sources(run, None, note))


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
