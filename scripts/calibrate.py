#!/usr/bin/env python3
"""Fits the behaviour that all minerals share to all episodes together, by approximate Bayesian computation with rejection
(Beaumont 2010), and says how well each episode is met when it is left out.

usage: calibrate.py EPISODE_DIR... [--priors FILE] [--samples N] [--seeds N] [--keep SHARE] [--jobs N] [-o DIR]
Samples: the defaults, then a scrambled Sobol sequence over the priors. The distance of a sample from an episode is the mean
over targets of |median - observed| over half the band, in logs where the target is, at most 3; over episodes it is the
mean. Writes samples.csv, posterior.csv (10, 50, 90 % of the kept samples, and the best) and left_out.csv to DIR.
Exit codes as backcast.py.
"""
import argparse
import csv
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
    """By episode: how it is met by the samples that are best for all, and by those best for the others."""
    rows = []
    for e, episode in enumerate(episodes):
        others = np.delete(distances, e, axis=1).mean(axis=1)
        fitted, held = np.argsort(distances.mean(axis=1))[:keep], np.argsort(others)[:keep]
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
    parser.add_argument("--seeds", type=backcast.at_least_one, default=3, metavar="N")
    parser.add_argument("--keep", type=float, default=0.1, metavar="SHARE")
    parser.add_argument("--jobs", type=backcast.at_least_one, default=2, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/calibration"), metavar="DIR")
    return parser.parse_args()


def calibrate(options):
    priors, episodes = read_priors(options.priors), backcast.read_all(options.episodes)
    points = samples_of(priors, options.samples)

    def one(number):
        settings = [f"behaviour.{prior[0]}={value:.6g}" for prior, value in zip(priors, points[number - 1])] if number else []
        found = measure(episodes, settings, options.seeds)
        if number % 16 == 0:
            print(f"sample {number} of {options.samples}", file=sys.stderr)
        return found
    with ThreadPoolExecutor(options.jobs) as pool:
        found = np.array(list(pool.map(one, range(options.samples + 1))))  # sample 0: the defaults
    distances, passed = found[:, :, 0], found[:, :, 1]
    keep = max(1, round(options.keep * options.samples))
    options.output.mkdir(parents=True, exist_ok=True)
    names = [prior[0] for prior in priors]
    labels = [["defaults"] + [""] * (len(names) - 1)] + points.tolist()
    write(options.output / "samples.csv", [*names, *(f"distance {e.name}" for e in episodes), "distance"],
          [[*label, *map(float, row), float(row.mean())] for label, row in zip(labels, distances)])
    order = np.argsort(distances[1:].mean(axis=1))
    kept = points[order[:keep]]
    write(options.output / "posterior.csv", ["parameter", "prior_lo", "prior_hi", "p10", "median", "p90", "best", "source"],
          [[prior[0], prior[1], prior[2], *map(float, np.quantile(kept[:, column], (0.1, 0.5, 0.9))),
            float(points[order[0], column]), prior[4]] for column, prior in enumerate(priors)])
    rows = left_out(episodes, distances, passed, keep)
    header = ("episode", "distance default", "fitted", "left out", "targets in band default", "fitted", "left out")
    write(options.output / "left_out.csv", header, [[row[0], *map(float, row[1:])] for row in rows])
    print(episode_scores.markdown_table(header, [[row[0], *map(float, row[1:])] for row in rows]))
    print(f"\ndistance: defaults {distances[0].mean():.3f}, kept {np.sort(distances.mean(axis=1))[:keep].mean():.3f}, "
          f"best {distances.mean(axis=1).min():.3f}")


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
