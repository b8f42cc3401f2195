#!/usr/bin/python3
"""Who did what, when and why: the moves of states and companies of a run, as text, CSV or a figure.

Draws one row of marks per kind of move; `--text` prints a line per move, `--csv FILE` writes them. What plants do
(projects, strikes, ...) is left out unless `--plants` is given.
"""
import csv
import sys

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

OF_PLANTS = ("project", "opening", "strike", "accident", "weather", "mothball", "restart", "closing", "exhaustion")
COLUMNS = ("month", "kind", "actor", "object", "value", "reason")


def moves(run, plants=False, country=None, mineral=()):
    """The events as dictionaries, in their order."""
    table = {name: run.events[name].values for name in COLUMNS}
    for row in zip(*(table[name] for name in COLUMNS)):
        event = dict(zip(COLUMNS, row))
        event["month"] = str(event["month"])[:7]
        if not plants and event["kind"] in OF_PLANTS:
            continue
        if country and event["actor"] != country:
            continue
        if mineral and not any(name in str(event["object"]) for name in mineral):
            continue
        yield event


def write_csv(events, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(events)


def draw_marks(options, run, events):
    kinds = list(dict.fromkeys(str(event["kind"]) for event in events))
    figure, axes = plt.subplots(figsize=(9.5, 1.6 + 0.42 * len(kinds)), layout="constrained")
    months = run.months().astype("datetime64[M]")
    palette = [common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK, common.BLACK]
    for row, kind in enumerate(kinds):
        at = [event["month"] for event in events if event["kind"] == kind]
        axes.plot(np.array(at, "datetime64[M]"), [row] * len(at), "|", markersize=13, markeredgewidth=1.4,
                  color=palette[row % len(palette)])
    counts = [sum(event["kind"] == kind for event in events) for kind in kinds]
    axes.set_yticks(range(len(kinds)), [f"{kind} ({count})" for kind, count in zip(kinds, counts)])
    axes.set_ylim(len(kinds) - 0.4, -0.6)
    common.date_axis(axes)
    axes.set_xlim(months[0], months[-1])
    axes.set_title("Moves of states and companies")
    common.save(figure, options, "timeline", common.sources(run, None, ""))


def draw(options, run, base):
    events = list(moves(run, options.plants, options.country, options.mineral or ()))
    if options.text:
        for event in events:
            print("{month}  {kind:14} {actor:12} {object}  {value:.4g}  {reason}".format(**event))
    if options.csv:
        write_csv(events, options.csv)
    if not events:
        raise common.UserError(f"{run.path}: nobody moves during the run")
    if not options.text and not options.csv:
        draw_marks(options, run, events)


FLAGS = {"text": "print a line per move instead of drawing", "plants": "what plants do as well"}

if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__, FLAGS, csv="write the moves into this file, draw nothing")))
