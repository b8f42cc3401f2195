#!/usr/bin/python3
"""Follows a run that was started with --live and redraws prices month by month, in the terminal or in a window, until
it ends. Which minerals: those asked for, else those whose price has moved most."""
import argparse
import csv
import shutil
import sys
import time
from pathlib import Path

from faults import UserError, guarded

BARS = "▁▂▃▄▅▆▇█"
MOST_LINES = 10
CLEAR = "\x1b[H\x1b[2J"
FORMS = ("refined", "ore", "scrap")  # the first that a mineral has is what its name means


class LiveRun:
    """What RUN.h5.live.csv has told so far, by material; rows cut off in the middle wait for their rest."""

    def __init__(self, path):
        self.path, self.file, self.columns, self.rest = Path(path), None, [], ""
        self.months, self.price, self.unmet = [], {}, {}

    def read_on(self):
        """Takes up what was written since; whether that was a month or more."""
        if self.file is None:
            self.file = self.path.open(encoding="utf-8", newline="")
        self.rest += self.file.read()
        whole, _, self.rest = self.rest.rpartition("\n")
        before = len(self.months)
        for row in csv.reader(whole.splitlines()):
            if not self.columns:
                self.columns = row
            else:
                self.take(dict(zip(self.columns, row)))
        return len(self.months) > before

    def take(self, row):
        if not self.months or self.months[-1] != row["month"]:
            self.months.append(row["month"])
        for name, series in (("world_price", self.price), ("unmet_demand", self.unmet)):
            series.setdefault(row["material"], []).append(float(row[name] or "nan"))

    def main_materials(self):
        """{mineral: material that its name means}."""
        forms = {}
        for material in self.price:
            mineral, form = material.split(".")
            forms.setdefault(mineral, []).append(form)
        return {mineral: f"{mineral}.{min(found, key=FORMS.index)}" for mineral, found in forms.items()}

    def chosen(self, minerals):
        known = self.main_materials()
        for mineral in minerals:
            if mineral not in known:
                raise UserError(f"no mineral is called {mineral}; the run has {', '.join(sorted(known))}")
        if minerals:
            return [known[mineral] for mineral in minerals]
        moved = {name: max(self.price[name]) / min(self.price[name]) for name in known.values()}
        return sorted(moved, key=lambda name: -moved[name])[:MOST_LINES]


def sparkline(values, width):
    """The last values as bars between their least and their most; several months to a bar where there are too many."""
    step = -(-len(values) // max(width, 1))
    means = [sum(values[i:i + step]) / len(values[i:i + step]) for i in range(0, len(values), step)]
    low, high = min(means), max(means)
    if high - low < 1e-3 * high:  # nothing has moved: no mountains out of rounding
        return BARS[0] * len(means)
    return "".join(BARS[int((value - low) / (high - low) * (len(BARS) - 1) + 0.5)] for value in means)


def screen(run, minerals, width, said):
    """The lines that the terminal shows."""
    if not run.months:
        return [f"{run.path.name}: waiting for the first month"]
    lines = [f"{run.path.name}: {run.months[-1]}, month {len(run.months)}{said}",
             f"{'world price, USD/t':24}{'first':>12}{'now':>12}{'unmet, t':>10}"]
    for material in run.chosen(minerals):
        price, unmet = run.price[material], run.unmet[material][-1]
        head = f"{material.replace('_', ' '):24}{price[0]:12,.0f}{price[-1]:12,.0f}{unmet:10,.0f}  "
        lines.append(head + sparkline(price, width - len(head)))
    return lines


def draw_in_terminal(run, options, said=""):
    lines = screen(run, options.mineral, shutil.get_terminal_size().columns, said)
    print((CLEAR if sys.stdout.isatty() else "") + "\n".join(lines), flush=True)


class Window:
    """Prices against the first month, in a window of matplotlib."""

    def __init__(self):
        import matplotlib.pyplot
        self.pyplot = matplotlib.pyplot
        if matplotlib.get_backend().lower() in ("agg", "pdf", "svg", "ps", "cairo"):
            raise UserError("no window can be opened here (no display, or no python3-tk); leave out --window")
        self.axes = self.pyplot.subplots(figsize=(9, 5), layout="constrained")[1]

    def draw(self, run, options, said=""):
        self.axes.clear()
        for material in run.chosen(options.mineral) if run.months else []:
            price = run.price[material]
            self.axes.plot([100 * value / price[0] for value in price], label=material.replace("_", " "))
        self.axes.set_title(f"{run.path.name}: {run.months[-1] if run.months else 'waiting'}{said}", loc="left")
        self.axes.set_ylabel("world price, first month = 100")
        self.axes.set_xlabel("month of the run")
        self.axes.legend(loc="upper left")
        self.pyplot.pause(0.05)


def follow(options, run, draw):
    """Redraws until the run's live file is gone, which is at its end."""
    until = time.monotonic() + options.wait
    while not run.path.exists():
        if time.monotonic() > until:
            raise FileNotFoundError(f"{run.path}: no run tells its months there; start it with --live")
        time.sleep(min(options.every, 0.2))
    last = time.monotonic()
    draw(run, options)
    while True:
        there = run.path.exists()  # asked first, so that nothing written before the end is missed
        if run.read_on():
            last = time.monotonic()
            draw(run, options)
        if not there:
            draw(run, options, ", the run is over")
            return
        if time.monotonic() - last > options.patience:
            raise UserError(
                f"{run.path}: no new month for {options.patience:.0f} s; the run was killed or stands still")
        time.sleep(options.every)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", metavar="RUN.h5", help="the run's output, as given to orepolitik run --live")
    parser.add_argument("--mineral", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("--window", action="store_true", help="draw in a window in place of the terminal")
    parser.add_argument("--every", type=float, default=0.5, metavar="SECONDS", help="between redraws")
    parser.add_argument("--wait", type=float, default=30, metavar="SECONDS", help="for the run to start")
    parser.add_argument("--patience", type=float, default=600, metavar="SECONDS", help="without a new month")
    options = parser.parse_args()
    run = LiveRun(options.run + ".live.csv")

    def work():
        try:
            follow(options, run, Window().draw if options.window else draw_in_terminal)
        except KeyboardInterrupt:  # how one stops looking
            pass
    return guarded(work)


if __name__ == "__main__":
    sys.exit(main())
