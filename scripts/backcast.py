#!/usr/bin/env python3
"""Runs episodes of the past with many seeds and scores every target (config/episodes/README.md).

usage: backcast.py EPISODE_DIR... [--seeds N] [--jobs N] [--set key.path=value]... [-o DIR] [--no-plots]
Writes scores.csv, scoreboard.md and a picture per episode to DIR. Exit codes: 0 done, whatever the scores; 2 an episode is
wrong (every fault with file:line:cell); 3 a file could not be read or written, or a run failed.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import episode_scores
from episode import Episode, InputError

PROGRAM = os.environ.get("OREPOLITIK_PROGRAM", str(Path(__file__).resolve().parents[1] / "build/release/orepolitik"))


class Ensemble:
    """Runs of one episode over seeds: values[seed, target], courses[series][seed, month]."""

    def __init__(self, episode, values, courses, months):
        self.episode, self.values, self.courses, self.months = episode, values, courses, months

    def scores(self):
        return [episode_scores.score(self.episode.name, target, self.values[:, t])
                for t, target in enumerate(self.episode.targets)]


def run_program(words, what):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode == 2:
        raise InputError(done.stderr.strip())
    if done.returncode:
        raise OSError(f"{what} ended with {done.returncode}: {done.stderr.strip()[-500:]}")


def run_once(episode, seed, settings, folder):
    """One seed's run file; the caller removes it."""
    path = Path(folder) / f"{episode.name}-{seed}.h5"
    words = [PROGRAM, "run", episode.scenario, "--seed", seed, "--threads", 1, "-o", path]
    for setting in settings:
        words += ["--set", setting]
    run_program(words, f"{episode.scenario}: seed {seed}")
    return path


def run_seeds(episode, seeds, jobs, settings=()):
    with tempfile.TemporaryDirectory() as folder:
        def one(seed):
            path = run_once(episode, seed, settings, folder)
            found = episode.measure(path)
            path.unlink()
            return found
        with ThreadPoolExecutor(jobs) as pool:
            found = [*pool.map(one, range(1, seeds + 1))]
    courses = {series: np.array([course[series] for _, course, _ in found]) for series in episode.observed}
    return Ensemble(episode, np.array([values for values, _, _ in found]), courses, found[0][2])


def whole_number(text, least):
    if not text.lstrip("+-").isdigit() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{text} (a whole number, at least {least})")
    return int(text)


def at_least_one(text):
    return whole_number(text, 1)


def arguments():
    parser = argparse.ArgumentParser(description="Runs episodes of the past and scores every target.")
    parser.add_argument("episodes", nargs="+", type=Path, metavar="EPISODE_DIR")
    parser.add_argument("--seeds", type=at_least_one, default=200, metavar="N")
    parser.add_argument("--jobs", type=at_least_one, default=os.cpu_count(), metavar="N", help="runs at a time")
    parser.add_argument("--set", action="append", default=[], metavar="key.path=value", help="for every run, as in `run`")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/backcast"), metavar="DIR")
    parser.add_argument("--no-plots", action="store_true")
    return parser.parse_args()


def checked(folder, settings):
    """An episode, also that a run knows what it measures."""
    episode = Episode(folder, PROGRAM)
    with tempfile.TemporaryDirectory() as scratch:
        episode.check_against(run_once(episode, 1, settings, scratch))
    return episode


def read_all(folders, settings=()):
    """Every episode, or every fault of all of them."""
    episodes, faults, missing = {}, [], []
    for folder in folders:
        try:
            episode = checked(folder, settings)
            if episode.name in episodes:
                faults.append(f"{folder}: {episode.name} (scores go by the folder's name, and {episodes[episode.name].folder} has it)")
            episodes[episode.name] = episode
        except InputError as error:
            faults.append(str(error))
        except OSError as error:
            missing.append(str(error))
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults + missing)))
    if missing:
        raise OSError("\n".join(missing))
    return list(episodes.values())


def backcast(options):
    ensembles, episodes = [], read_all(options.episodes, options.set)
    options.output.mkdir(parents=True, exist_ok=True)  # before many runs, as it may fail
    for episode in episodes:
        print(f"{episode.name}: {options.seeds} seed{'s' if options.seeds > 1 else ''}", file=sys.stderr)
        ensembles.append(run_seeds(episode, options.seeds, options.jobs, options.set))
    by_episode = {ensemble.episode.name: ensemble.scores() for ensemble in ensembles}
    episode_scores.write_csv(options.output / "scores.csv", [s for scores in by_episode.values() for s in scores])
    episode_scores.write_markdown(options.output / "scoreboard.md", f"# Scores of {options.seeds} seeds", by_episode)
    episode_scores.print_text(by_episode)
    if not options.no_plots:
        import episode_plots
        for ensemble in ensembles:
            print(episode_plots.draw(ensemble, options.output))


def main():
    try:
        backcast(arguments())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
