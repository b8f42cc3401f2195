#!/usr/bin/env python3
"""Fits the behaviour that all minerals share to all episodes together, by approximate Bayesian computation with rejection
(Beaumont 2010), and says how well each episode is met when it is left out.

usage: calibrate.py EPISODE_DIR... [--priors FILE] [--samples N] [--again N] [--search ROUNDS] [--step SHARE] [--from FILE]
                    [--back SEEDS] [--left-out ROUNDS] [--seeds N] [--keep SHARE] [--jobs N] [-o DIR]
Samples: the defaults, then a scrambled Sobol sequence over the priors, then N --again over the box that the kept of the
former span (Beaumont 2010; a round of history matching, Craig et al. 1997). --search then goes from the nearest of all, the
defaults included, or with --from from the best of another fit's posterior.csv, one parameter at a time by --step of its range
(a tenth), and on while that comes nearer; each round half as far, with four times the seeds (Hooke and Jeeves 1961). --back then
puts back to its default what the past does not need: one parameter after the other, from the one that alone costs least, as long
as all together come 0.02 further at most. --left-out searches so for each episode, from the first samples and by the others
alone, as defaults and box know all of them, then scores it with at least 8 seeds beside where the same search by all episodes
ends; without, the mean over the kept of the first samples stands there.
Distance of a point from an episode, in half bands: the mean over targets of |median - observed|, in logs where the target
is, at most 3; and ten times how far it is from what an episode must meet: three fifths of its targets, every sign, and both
naive forecasts (episode_scores.py), as what a mean gains on targets that pass anyway must not be paid with those that decide.
Over episodes it is the mean. Each point is kept in DIR/points.jsonl: the same fit begun again, with the same program and
episodes, goes on where it ended. Writes samples.csv, posterior.csv (10, 50, 90 % of the kept samples, and the best) and
left_out.csv to DIR. Exit codes as backcast.py.
"""
import argparse
import csv
import hashlib
import json
import math
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import backcast
from episode import InputError
import episode_scores
import priors as prior_tables

PRIORS = Path(__file__).resolve().parents[1] / "config/calibration/priors.csv"
FARTHEST = 3.0  # half bands: beyond, a miss is a miss, and a target no rule can meet must not rule the fit
GOAL = 0.6  # of an episode's targets
GOAL_FIRST = 10.0  # weight of what is missing of it: at 1, a search paid with targets that decide for a better mean
SAFE = 0.9  # part of a band, about its middle, within which a median of few seeds is sure to stay inside
LEAST_SEEDS_LEFT_OUT = 8
BACK = 0.02  # half bands further from the episodes, for which all that is put back may be had


def target_distance(score):
    """In half bands; FARTHEST where there is no number."""
    values = np.array([score.median, score.target.observed, score.target.lo, score.target.hi])
    if not np.isfinite(values).all() or (score.target.in_logs and values[0] <= 0):
        return FARTHEST
    values = np.log(values) if score.target.in_logs else values
    return min(FARTHEST, abs(values[0] - values[1]) / max((values[3] - values[2]) / 2, 1e-9))


def lack(score):
    """In half bands, by which a target misses what is safely inside, or is too wide."""
    values = np.array([score.median, score.target.lo, score.target.hi, score.p10, score.p90])
    if not np.isfinite(values).all() or (score.target.in_logs and values.min() <= 0):
        return FARTHEST
    median, lo, hi, low, high = np.log(values) if score.target.in_logs else values
    half = max((hi - lo) / 2, 1e-9)
    wide = 0 if score.target.kind == "sign" else max(0.0, (high - low) / (4 * half) - 1)
    return min(FARTHEST, max(0.0, abs(median - (lo + hi) / 2) / half - SAFE) + wide)


def lack_of_goal(scores):
    """By which an episode misses the last of the targets it needs, its signs, and both naive forecasts (in logs)."""
    needed = math.ceil(GOAL * len(scores) - 1e-9)
    signs = sum(FARTHEST * max(0.0, 0.9 - s.inside) for s in scores if s.target.kind == "sign")
    worse = sum(max(0.0, math.log(model / naive)) for model, naive in episode_scores.beaten(scores) if min(model, naive) > 0)
    return min(FARTHEST, sorted(map(lack, scores))[needed - 1] + signs + worse)


def found_of(scores):
    """(distance, share of targets passed) of an episode, from its scores; none where a run failed."""
    if not scores:
        return (1 + GOAL_FIRST) * FARTHEST, 0.0
    distance = np.mean([target_distance(s) for s in scores]) + GOAL_FIRST * lack_of_goal(scores)
    return distance, np.mean([s.centred for s in scores])


def fingerprint(episodes):
    """Of what scores follow from beside behaviour and seeds."""
    files = [Path(backcast.PROGRAM)]
    for episode in episodes:
        world = re.search(r"^world:\s*(\S+)", episode.scenario.read_text(encoding="utf-8"), re.MULTILINE)
        files += sorted(episode.folder.rglob("*.*")) + sorted((episode.folder / world[1]).glob("*") if world else [])
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files if file.is_file())).hexdigest()


class Points:
    """What was measured of each point and episode, in memory and on disk."""

    def __init__(self, path, episodes):
        self.path, self.known, self.lock = path, {}, threading.Lock()
        mark = fingerprint(episodes)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if lines and lines[0] == mark:
            for line in lines[1:]:
                if line.endswith("]"):  # not so where a fit was stopped as it wrote
                    *key, kept = json.loads(line)
                    self.known[tuple(key)] = kept
            print(f"{path}: goes on from {len(self.known)} measured", file=sys.stderr)
        elif lines:
            print(f"{path}: of another program or other episodes, begins anew", file=sys.stderr)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([mark, *(json.dumps([*key, kept]) for key, kept in self.known.items())]) + "\n",
                        encoding="utf-8")

    def scores(self, episode, settings, seeds):
        key = (episode.name, " ".join(settings), seeds)
        if key not in self.known:
            try:
                found = backcast.run_seeds(episode, seeds, 1, settings).scores()
            except OSError as error:  # a corner of the priors in which a run stops is far away, not the end of the fit
                print(error, file=sys.stderr)
                found = []
            with self.lock, open(self.path, "a", encoding="utf-8") as file:
                self.known[key] = [[s.median, s.p10, s.p90, s.inside] for s in found]
                file.write(json.dumps([*key, self.known[key]]) + "\n")
        return [episode_scores.Score(episode.name, target, *kept) for target, kept in zip(episode.targets, self.known[key])]


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


def at_least_zero(text):
    return backcast.whole_number(text, 0)


def share(text):
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text} (above 0, at most 1)")
    return value


def arguments():
    parser = argparse.ArgumentParser(description="Fits shared behaviour to all episodes together.")
    parser.add_argument("episodes", nargs="+", type=Path, metavar="EPISODE_DIR")
    parser.add_argument("--priors", type=Path, default=PRIORS, metavar="FILE")
    parser.add_argument("--samples", type=backcast.at_least_one, default=256, metavar="N")
    parser.add_argument("--again", type=at_least_zero, default=0, metavar="N", help="more samples, where the best of the first lie")
    parser.add_argument("--search", type=at_least_zero, default=0, metavar="ROUNDS", help="from the nearest on, one by one")
    parser.add_argument("--step", type=share, default=0.1, metavar="SHARE", help="of a range, that a search moves by first")
    parser.add_argument("--from", type=Path, dest="start", metavar="FILE", help="posterior.csv whose best the search starts at")
    parser.add_argument("--back", type=at_least_zero, default=0, metavar="SEEDS", help="puts back what the past does not need; seeds to tell by")
    parser.add_argument("--left-out", type=at_least_zero, default=0, metavar="ROUNDS", help="of a search without each episode in turn")
    parser.add_argument("--seeds", type=backcast.at_least_one, default=3, metavar="N")
    parser.add_argument("--keep", type=share, default=0.1, metavar="SHARE")
    parser.add_argument("--jobs", type=backcast.at_least_one, default=2, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/calibration"), metavar="DIR")
    return parser.parse_args()


class Fit:
    """Points and how far each lies from each episode; the first are the defaults, as a row of nan."""

    def __init__(self, priors, episodes, options):
        self.priors, self.episodes, self.options = priors, episodes, options
        self.measured = Points(options.output / "points.jsonl", episodes)
        self.points = np.full((1, len(priors)), np.nan)
        self.found = np.array([self.one(self.points[0])])
        self.best, self.best_distance = None, None  # where a search ended

    def settings(self, point):
        return [] if np.isnan(point).all() else [f"behaviour.{prior[0]}={value:.6g}" for prior, value in zip(self.priors, point)]

    def one(self, point, without=None, seeds=None):
        """(distance, share of targets passed) by episode."""
        return [found_of(self.measured.scores(episode, self.settings(point), seeds or self.options.seeds))
                for episode in self.episodes if episode is not without]

    def draw(self, priors, count):
        points = prior_tables.samples(priors, count)
        found = []
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for number, row in enumerate(pool.map(self.one, points), 1):
                found.append(row)
                if number % 16 == 0:
                    print(f"sample {number} of {count}", file=sys.stderr)
        self.points, self.found = np.vstack([self.points, points]), np.concatenate([self.found, np.array(found)])

    def measure(self, points, seeds, without, visited):
        """How far each point is, which is put beside what was visited."""
        with ThreadPoolExecutor(self.options.jobs) as pool:
            found = list(pool.map(lambda other: self.one(other, without, seeds), points))
        visited.extend(zip(points, found))
        return np.array(found)[:, :, 0].mean(axis=1)

    def put_back(self, point, visited):
        """Where only what the past needs differs from the defaults, and how far that is."""
        seeds, defaults = self.options.back, prior_tables.defaults(self.priors)
        moves = [column for column in range(len(point)) if not np.isclose(point[column], defaults[column])]

        def with_default(column):
            other = point.copy()
            other[column] = defaults[column]
            return other
        start, *alone = self.measure([point, *map(with_default, moves)], seeds, None, visited)
        best = start
        for _, column in sorted(zip(alone, moves)):
            far = self.measure([with_default(column)], seeds, None, visited)[0]
            taken = far <= start + BACK
            print(f"{self.priors[column][0]} at its default {defaults[column]:.4g}: distance {far:.4f}, "
                  f"{'taken' if taken else f'stays {point[column]:.4g}'}", file=sys.stderr)
            if taken:
                point, best = with_default(column), far
        return point, best

    def search(self, rounds, start, without=None):
        """From a point on, in moves of one parameter at a time, both ways at once, then on while that comes nearer. Moves half
        as long need four times the seeds to be told apart. Where it ends, how far that is, and what it visited."""
        point, best, visited = start, math.nan, []
        for number in range(rounds):
            seeds, step = self.options.seeds * 4**number, self.options.step / 2**number
            best = self.measure([point], seeds, without, visited)[0]
            for column, prior in enumerate(self.priors):
                ways, nearer = [-step, step], True
                while nearer:
                    tries = [prior_tables.moved(point, column, prior, way) for way in ways]
                    far = self.measure(tries, seeds, without, visited)
                    nearer = far.min() < best
                    if nearer:
                        best, point, ways = far.min(), tries[int(far.argmin())], [ways[int(far.argmin())]]
                        print(f"round {number + 1}: {prior[0]}={point[column]:.4g}, distance {best:.4f}", file=sys.stderr)
        return point, best, visited

    def search_on(self, rounds, start):
        """From a point, or the nearest so far, by all episodes, then back to the defaults where those do."""
        if rounds or self.options.back:
            self.best, self.best_distance, visited = self.search(rounds, self.nearest() if start is None else start)
            if self.options.back:
                self.best, self.best_distance = self.put_back(self.best, visited)
            self.points = np.vstack([self.points, [other for other, _ in visited]])
            self.found = np.concatenate([self.found, np.array([found for _, found in visited])])

    def nearest(self):
        """Of all, the defaults included."""
        nearest = int(self.found[:, :, 0].mean(axis=1).argmin())
        return self.points[nearest] if nearest else prior_tables.defaults(self.priors)

    def left_out_by_search(self, rounds):
        """Rows as of left_out(), where a search ends by all episodes and by all but the one; of the first samples."""
        samples, distances = self.points[1:].copy(), self.found[1:, :, 0].copy()
        seeds = max(LEAST_SEEDS_LEFT_OUT, self.options.seeds)

        def end(without):
            counted = [e is not without for e in self.episodes]
            return self.search(rounds, samples[int(distances[:, counted].mean(axis=1).argmin())], without)[0]
        fitted, rows = end(None), []
        for episode in self.episodes:
            print(f"without {episode.name}", file=sys.stderr)
            found = [found_of(self.measured.scores(episode, self.settings(point), seeds))
                     for point in (np.full(len(self.priors), np.nan), fitted, end(episode))]
            rows.append((episode.name, *(distance for distance, _ in found), *(passed for _, passed in found)))
        return rows

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
    priors, episodes = prior_tables.read(options.priors), backcast.read_all(options.episodes)
    start = prior_tables.best_of(options.start, priors) if options.start else None
    if options.left_out and len(episodes) < 2:
        raise InputError("--left-out: one episode (the others are fitted when one is left out)")
    fit = Fit(priors, episodes, options)
    fit.draw(priors, options.samples)
    rows = (fit.left_out_by_search(options.left_out) if options.left_out else
            left_out(episodes, fit.found[:, :, 0], fit.found[:, :, 1], max(1, round(options.keep * options.samples)))
            if len(episodes) > 1 else [])
    if options.again:
        fit.draw(prior_tables.narrowed(priors, fit.kept()), options.again)
    kept, drawn = fit.kept(), fit.found[1:, :, 0].mean(axis=1)
    fit.search_on(options.search, start)  # what it visits is no sample of anything
    options.output.mkdir(parents=True, exist_ok=True)
    write_samples(options.output / "samples.csv", fit)
    means = fit.found[:, :, 0].mean(axis=1)
    best, distance = (fit.nearest(), means.min()) if fit.best is None else (fit.best, fit.best_distance)
    write(options.output / "posterior.csv", ["parameter", "prior_lo", "prior_hi", "p10", "median", "p90", "best", "source"],
          [[prior[0], prior[1], prior[2], *map(float, np.quantile(kept[:, column], (0.1, 0.5, 0.9))),
            float(best[column]), prior[4]] for column, prior in enumerate(priors)])
    header = ("episode", *(f"{what} {of}" for what in ("distance", "in band") for of in ("defaults", "fitted", "left out")))
    write(options.output / "left_out.csv", header, [[row[0], *map(float, row[1:])] for row in rows])
    print(episode_scores.markdown_table(header, [[row[0], *map(float, row[1:])] for row in rows]))
    print(f"\ndistance: defaults {means[0]:.3f}, kept {np.sort(drawn)[:len(kept)].mean():.3f}, best {distance:.3f}")


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
