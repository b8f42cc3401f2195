#!/usr/bin/env python3
"""Measures the stylised facts of mineral prices in an ensemble of runs, beside what history shows.

usage: stylised_facts.py SCENARIO [--seeds N] [--jobs N] [--months N] [--set key.path=value]... [-o DIR]
Prints a table and writes stylised_facts.csv to DIR: one row per fact with its measure, its band and whether it holds.
Laws of states are counted in runs of the same scenario with behaviour.states=reactive. Exit codes as backcast.py.
"""
import argparse
import csv
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
from scipy import stats

import backcast
from episode import InputError

WARM_UP_YEARS = 1


@dataclass(frozen=True)
class Fact:
    name: str
    lo: float
    hi: float
    source: str

    def holds(self, value):
        return self.lo <= value <= self.hi


FACTS = (
    Fact("autocorrelation of annual prices at one year, median of minerals", 0.6, 0.9,
         "Deaton and Laroque (1992), Rev. Econ. Stud. 59: .6 to .9 for most of 13 commodities"),
    Fact("share of minerals whose annual prices are skewed to the right", 0.6, 1,
         "Deaton and Laroque (1992): all 13"),
    Fact("spread of prices over their mean of late, lowest less highest quarter of cover, in logs", 0.01, 2,
         "Fama and French (1988), J. Finance 43: spot above forward when stocks are low"),
    Fact("rank correlation of minerals' price ranges over 15 years with those of history", 0.3, 1,
         "World's minerals.csv, prices of 2009 to 2023"),
    Fact("price range over 15 years over history's, in logs, median of minerals", 0.5, 1.5,
         "World's minerals.csv, prices of 2009 to 2023"),
    Fact("variance over mean of the yearly number of new export restrictions", 1.0, 100,
         "OECD (2025), Inventory of Export Restrictions: additions come in bursts; 1 if they came alone"),
)


def text_of(values):
    return [value.decode() if isinstance(value, bytes) else str(value) for value in values]


def main_materials(names):
    """{mineral: index of its refined form, or of its ore where nothing is refined}."""
    found = {}
    for index, name in enumerate(names):
        mineral, form = name.split(".")
        if form == "refined" or (form == "ore" and mineral not in found):
            found[mineral] = index
    return found


def annual(values):
    years = len(values) // 12
    return values[:12 * years].reshape(years, 12).mean(axis=1)[WARM_UP_YEARS:]


def autocorrelation(prices):
    logs = np.log(annual(prices))
    return float(np.corrcoef(logs[:-1], logs[1:])[0, 1]) if len(logs) > 2 and np.ptp(logs) > 0 else np.nan


def log_range(prices, years=15):
    """Mean of ln(highest/lowest) of annual prices over windows of so many years."""
    logs = np.log(annual(prices))
    windows = [logs[k:k + years] for k in range(0, max(1, len(logs) - years + 1), 5)]
    return float(np.mean([np.ptp(window) for window in windows]))


def spread_by_cover(prices, cover, months=18):
    """By how much prices stand farther over their mean of late where stocks are low than where they are high."""
    logs, late = np.log(prices), np.empty(len(prices))
    mean = logs[0]
    for month, value in enumerate(logs):
        mean += (value - mean) / months
        late[month] = value - mean
    low, high = np.nanquantile(cover, (0.25, 0.75))
    if not high > low:
        return np.nan
    return late[cover <= low].mean() - late[cover >= high].mean()


def measure_prices(path):
    """{mineral: (autocorrelation, skewness, spread, range)} of one run."""
    with h5py.File(path) as file:
        prices, cover = file["world_price"][()], file["stock_cover"][()]
        minerals = text_of(file["mineral"][()])
        found = {}
        for mineral, index in main_materials(text_of(file["material"][()])).items():
            own, stock = prices[:, index].astype(float), cover[:, minerals.index(mineral)].astype(float)
            found[mineral] = (autocorrelation(own), float(stats.skew(annual(own))), spread_by_cover(own, stock),
                              log_range(own))
        return found


def laws_by_year(path):
    """Number of export restrictions that states made in each year of a run."""
    with h5py.File(path) as file:
        days, times = file["events/month"][()], file["time"][()]
        years = np.searchsorted(times, days[np.array(text_of(file["events/kind"][()])) == "restriction"]) // 12
        return np.bincount(years.astype(int), minlength=len(times) // 12)[:len(times) // 12]


def dispersion(counts):
    return counts.var() / counts.mean() if counts.mean() > 0 else np.nan


def history_of(scenario):
    """{mineral: ln(highest/lowest price of history)} of the scenario's world, where it tells both."""
    world = next((line.split(":", 1)[1].split("#")[0].strip() for line in scenario.read_text(encoding="utf-8").splitlines()
                  if line.startswith("world:")), None)
    if world is None:
        raise InputError(f"{scenario}: no world: (name the folder of its tables)")
    with open(scenario.parent / world / "minerals.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    low, high = "price_min_2009_2023_usd_per_t", "price_max_2009_2023_usd_per_t"
    return {row["id"]: np.log(float(row[high]) / float(row[low])) for row in rows if row.get(low) and row.get(high)}


def run_once(scenario, seed, months, settings, folder):
    path = Path(folder) / f"{seed}-{'-'.join(settings).replace('/', '_')[-40:]}.h5"
    words = [backcast.PROGRAM, "run", scenario, "--seed", seed, "--threads", 1, "--months", months, "-o", path]
    for setting in settings:
        words += ["--set", setting]
    backcast.run_program(words, f"{scenario}: seed {seed}")
    return path


def rank_correlation(ones, others):
    return float(stats.spearmanr(ones, others).statistic) if len(ones) > 2 else np.nan


def measures(prices, laws, history):
    """One value per fact, in the order of FACTS."""
    minerals = sorted(prices[0])
    mean = {mineral: np.nanmean([run[mineral] for run in prices], axis=0) for mineral in minerals}
    known = [mineral for mineral in minerals if mineral in history]
    ranges = np.array([mean[mineral][3] for mineral in known])
    of_history = np.array([history[mineral] for mineral in known])
    return (float(np.nanmedian([mean[m][0] for m in minerals])), float(np.mean([mean[m][1] > 0 for m in minerals])),
            float(np.nanmedian([mean[m][2] for m in minerals])), rank_correlation(ranges, of_history),
            float(np.median(ranges / of_history)) if known else np.nan, float(np.nanmean([dispersion(counts) for counts in laws])))


def arguments():
    parser = argparse.ArgumentParser(description="Measures stylised facts of an ensemble of runs.")
    parser.add_argument("scenario", type=Path, metavar="SCENARIO")
    parser.add_argument("--seeds", type=backcast.at_least_one, default=10, metavar="N")
    parser.add_argument("--jobs", type=backcast.at_least_one, default=2, metavar="N")
    parser.add_argument("--months", type=backcast.at_least_one, default=360, metavar="N")
    parser.add_argument("--set", action="append", default=[], metavar="key.path=value", help="for every run, as in `run`")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/stylised-facts"), metavar="DIR")
    return parser.parse_args()


def measure_all(options):
    history = history_of(options.scenario)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        def one(seed):
            path = run_once(options.scenario, seed, options.months, options.set, folder)
            found = measure_prices(path)
            path.unlink()
            path = run_once(options.scenario, seed, options.months, [*options.set, "behaviour.states=reactive"], folder)
            laws = laws_by_year(path)
            path.unlink()
            return found, laws
        found = list(pool.map(one, range(1, options.seeds + 1)))
    values = measures([prices for prices, _ in found], [laws for _, laws in found], history)
    rows = [(fact.name, value, fact.lo, fact.hi, "yes" if fact.holds(value) else "no", fact.source)
            for fact, value in zip(FACTS, values)]
    options.output.mkdir(parents=True, exist_ok=True)
    with open(options.output / "stylised_facts.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fact", "measured", "lo", "hi", "holds", "source"))
        writer.writerows((name, f"{value:.4g}", *rest) for name, value, *rest in rows)
    for name, value, lo, hi, holds, _ in rows:
        print(f"{value:7.3g}  {lo:g} to {hi:g}  {'holds' if holds == 'yes' else 'MISSED'}  {name}")


def main():
    try:
        measure_all(arguments())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, KeyError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
