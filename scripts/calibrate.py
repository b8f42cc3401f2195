#!/usr/bin/env python3
"""Fits the behaviour that all minerals share to all episodes together, by approximate Bayesian computation with rejection
(Beaumont 2010), and says how well each episode is met when it is left out.

usage: calibrate.py EPISODE_DIR... [--priors FILE] [--samples N] [--again N] [--search ROUNDS] [--seeds N] [--keep SHARE]
                    [--jobs N] [-o DIR]
Samples: the defaults, then a scrambled Sobol sequence over the priors, then N --again over the box that the kept of the
former span (Beaumont 2010; a round of history matching, Craig et al. 1997). What is left out is judged by the former
alone, as the box knows all episodes. --search then goes from the nearest of all, the defaults included, one parameter at a
time by a tenth of its range, and half as far each round, while that comes nearer (Hooke and Jeeves 1961). The distance of a
sample from an episode is the mean over targets of |median - observed| over half the band, in logs where the target is, at
most 3; over episodes it is the mean. Writes samples.csv, posterior.csv (10, 50, 90 % of the kept samples, and the best) and left_out.csv to DIR.
Exit codes as backcast.py.
"""
import argparse
import csv
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from scipy.stats import qmc

import backcast
from episode import InputError, Table
import episode_scores

PRIORS = Path(__file__).resolve().parents[1] / "config/calibration/priors.csv"
COLUMNS = {"parameter": True, "lo": True, "hi": True, "log": True, "source": True}
FARTHEST = 3.0  # half bands: beyond, a miss is a miss, and a target no rule can meet must not rule the fit


def read_priors(path):
    """[(name, lo, hi, in logs, source)]."""
    faults = []
    table = Table(path, COLUMNS, faults)
    priors = [] if faults else [(row["parameter"], table.number(line, row, "lo"), table.number(line, row, "hi"),
                                 row["log"] == "1", row["source"]) for line, row in table.rows]
    for (line, row), (_, lo, hi, in_logs, _) in zip(table.rows, priors):
        if not lo < hi or (in_logs and lo <= 0):
            table.fault(line, "lo", f"lo={row['lo']} (below hi, and above zero where log is 1)")
    if faults:
        raise InputError("\n".join(faults))
    return priors


def samples_of(priors, count):
    """count rows of parameter values."""
    points = qmc.Sobol(len(priors), seed=1).random(count)
    for column, (_, lo, hi, in_logs, _) in enumerate(priors):
        scale = (np.log(lo), np.log(hi)) if in_logs else (lo, hi)
        points[:, column] = scale[0] + points[:, column] * (scale[1] - scale[0])
        points[:, column] = np.exp(points[:, column]) if in_logs else points[:, column]
    return points


def defaults_of(priors):
    """What stands in the program."""
    schema = json.loads(subprocess.run([backcast.PROGRAM, "describe", "--schema"], capture_output=True, check=True).stdout)
    known = schema["properties"]["behaviour"]["properties"]
    return np.array([known[prior[0]]["default"] for prior in priors], dtype=float)


def moved(point, column, prior, step):
    """The point with one parameter moved by a part of its range, not beyond it."""
    _, lo, hi, in_logs, _ = prior
    value = point[column]
    value = value * (hi / lo) ** step if in_logs else value + (hi - lo) * step
    other = point.copy()
    other[column] = np.clip(value, lo, hi)
    return other


def target_distance(score):
    """In half bands; FARTHEST where there is no number."""
    values = np.array([score.median, score.target.observed, score.target.lo, score.target.hi])
    if not np.isfinite(values).all() or (score.target.in_logs and values[0] <= 0):
        return FARTHEST
    values = np.log(values) if score.target.in_logs else values
    return min(FARTHEST, abs(values[0] - values[1]) / max((values[3] - values[2]) / 2, 1e-9))


def measure(episodes, settings, seeds):
    """(distance, share of targets passed) by episode, of one sample."""
    found = []
    for episode in episodes:
        try:
            scores = backcast.run_seeds(episode, seeds, 1, settings).scores()
            found.append((np.mean([target_distance(s) for s in scores]), np.mean([s.centred for s in scores])))
        except OSError as error:  # a corner of the priors in which a run stops is far away, not the end of the fit
            print(error, file=sys.stderr)
            found.append((FARTHEST, 0.0))
    return found


def left_out(episodes, distances, passed, keep):
    """By episode: how it is met by the samples that are best for all, and by those best for the others; the defaults, which
    know all episodes, stand beside and are no sample."""
    rows = []
    for e, episode in enumerate(episodes):
        others = np.delete(distances, e, axis=1).mean(axis=1)
        fitted, held = (1 + np.argsort(means[1:])[:keep] for means in (distances.mean(axis=1), others))
        rows.append((episode.name, distances[0, e], distances[fitted, e].mean(), distances[held, e].mean(), passed[0, e],
                     passed[fitted, e].mean(), passed[held, e].mean()))
    return rows


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([f"{cell:.4g}" if isinstance(cell, float) else cell for cell in row] for row in rows)


def arguments():
    parser = argparse.ArgumentParser(description="Fits shared behaviour to all episodes together.")
    parser.add_argument("episodes", nargs="+", type=Path, metavar="EPISODE_DIR")
    parser.add_argument("--priors", type=Path, default=PRIORS, metavar="FILE")
    parser.add_argument("--samples", type=backcast.at_least_one, default=256, metavar="N")
    parser.add_argument("--again", type=int, default=0, metavar="N", help="more samples, where the best of the first lie")
    parser.add_argument("--search", type=int, default=0, metavar="ROUNDS", help="from the nearest on, one by one")
    parser.add_argument("--seeds", type=backcast.at_least_one, default=3, metavar="N")
    parser.add_argument("--keep", type=float, default=0.1, metavar="SHARE")
    parser.add_argument("--jobs", type=backcast.at_least_one, default=2, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/calibration"), metavar="DIR")
    return parser.parse_args()


def narrowed(priors, kept):
    """The priors with the ranges of the samples kept."""
    return [(name, *sorted((float(column.min()), float(column.max()))), *rest)
            for (name, _, _, *rest), column in zip(priors, kept.T)]


class Fit:
    """Samples and how far each lies from each episode; the first are the defaults, as a row of nan."""

    def __init__(self, priors, episodes, options):
        self.priors, self.episodes, self.options = priors, episodes, options
        self.points = np.full((1, len(priors)), np.nan)
        self.found = np.array([measure(episodes, [], options.seeds)])

    def one(self, point):
        settings = [f"behaviour.{prior[0]}={value:.6g}" for prior, value in zip(self.priors, point)]
        return measure(self.episodes, settings, self.options.seeds)

    def draw(self, priors, count):
        points = samples_of(priors, count)
        found = []
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for number, row in enumerate(pool.map(self.one, points), 1):
                found.append(row)
                if number % 16 == 0:
                    print(f"sample {number} of {count}", file=sys.stderr)
        self.points, self.found = np.vstack([self.points, points]), np.concatenate([self.found, np.array(found)])

    def search(self, rounds):
        """From the nearest so far, in moves of one parameter at a time, both ways at once."""
        point, best = self.nearest(), self.found[:, :, 0].mean(axis=1).min()
        for number in range(rounds):
            for column, prior in enumerate(self.priors):
                tries = [moved(point, column, prior, way * 0.1 / 2**number) for way in (-1, 1)]
                with ThreadPoolExecutor(self.options.jobs) as pool:
                    found = np.array(list(pool.map(self.one, tries)))
                self.points, self.found = np.vstack([self.points, tries]), np.concatenate([self.found, found])
                nearer = found[:, :, 0].mean(axis=1)
                if nearer.min() < best:
                    best, point = nearer.min(), tries[int(nearer.argmin())]
                    print(f"round {number + 1}: {prior[0]}={point[column]:.4g}, distance {best:.4f}", file=sys.stderr)

    def nearest(self):
        """Of all, the defaults included."""
        nearest = int(self.found[:, :, 0].mean(axis=1).argmin())
        return self.points[nearest] if nearest else defaults_of(self.priors)

    def kept(self):
        """The best, nearest first, without the defaults."""
        count = max(1, round(self.options.keep * (len(self.points) - 1)))
        return self.points[1 + np.argsort(self.found[1:, :, 0].mean(axis=1))[:count]]


def write_samples(path, fit):
    names = [prior[0] for prior in fit.priors]
    labels = [["defaults"] + [""] * (len(names) - 1)] + fit.points[1:].tolist()
    write(path, [*names, *(f"distance {e.name}" for e in fit.episodes), "distance"],
          [[*label, *map(float, row), float(row.mean())] for label, row in zip(labels, fit.found[:, :, 0])])


def calibrate(options):
    priors, episodes = read_priors(options.priors), backcast.read_all(options.episodes)
    fit = Fit(priors, episodes, options)
    fit.draw(priors, options.samples)
    rows = left_out(episodes, fit.found[:, :, 0], fit.found[:, :, 1], max(1, round(options.keep * options.samples)))
    if options.again:
        fit.draw(narrowed(priors, fit.kept()), options.again)
    kept, drawn = fit.kept(), fit.found[1:, :, 0].mean(axis=1)
    fit.search(options.search)  # what it visits is no sample of anything
    options.output.mkdir(parents=True, exist_ok=True)
    write_samples(options.output / "samples.csv", fit)
    best = fit.nearest()
    write(options.output / "posterior.csv", ["parameter", "prior_lo", "prior_hi", "p10", "median", "p90", "best", "source"],
          [[prior[0], prior[1], prior[2], *map(float, np.quantile(kept[:, column], (0.1, 0.5, 0.9))),
            float(best[column]), prior[4]] for column, prior in enumerate(priors)])
    header = ("episode", "distance default", "fitted", "left out", "targets in band default", "fitted", "left out")
    write(options.output / "left_out.csv", header, [[row[0], *map(float, row[1:])] for row in rows])
    print(episode_scores.markdown_table(header, [[row[0], *map(float, row[1:])] for row in rows]))
    means = fit.found[:, :, 0].mean(axis=1)
    print(f"\ndistance: defaults {means[0]:.3f}, kept {np.sort(drawn)[:len(kept)].mean():.3f}, best {means.min():.3f}")


def main():
    try:
        calibrate(arguments())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
