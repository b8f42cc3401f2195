#!/usr/bin/python3
"""Calibrates two parameters of behaviour to observed prices: a Latin hypercube, then a smaller one around its best point.

Here the "observations" are a run with known parameters, so that one sees whether they are found; put your own prices in
their place. Any optimiser (scipy, SALib, EMA Workbench) calls the module in the same way.
"""
import sys
from pathlib import Path

import numpy as np

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts"))
import orepolitik  # noqa: E402

SCENARIO = SOURCE / "config" / "scenarios" / "tiny.yaml"
MONTHS, ROUNDS, POINTS = 36, 4, 60
TRUE = {"behaviour.sourcing_elasticity": 6.0, "behaviour.spot_share_of_expectation": 0.4}
RANGES = {"behaviour.sourcing_elasticity": (2.0, 16.0), "behaviour.spot_share_of_expectation": (0.0, 1.0)}


def distances(sweep, observed):
    """Root mean square error of log prices, per run."""
    errors = np.log(sweep.price.values) - np.log(observed.values)
    return np.sqrt(np.nanmean(errors ** 2, axis=(1, 2, 3)))


def search(observed):
    ranges = dict(RANGES)
    best, least = None, np.inf
    for number in range(ROUNDS):
        sweep = orepolitik.sweep({
            "scenario": SCENARIO, "set": {"months": MONTHS}, "sampling": "latin_hypercube", "points": POINTS,
            "design_seed": number, "vary": {name: {"from": low, "to": high} for name, (low, high) in ranges.items()},
            "record": {"price": {"variable": "price", "every_months": 1}}})
        errors = distances(sweep, observed)
        run = int(np.nanargmin(errors))
        if errors[run] < least:
            least, best = errors[run], {name: float(sweep[name][run]) for name in RANGES}
        for name, (low, high) in ranges.items():  # half as wide, around the best, inside the first range
            half = (high - low) / 4
            ranges[name] = (max(RANGES[name][0], best[name] - half), min(RANGES[name][1], best[name] + half))
    return best


def main():
    observed = orepolitik.run(SCENARIO, months=MONTHS, set=TRUE).price
    best = search(observed)
    print("parameter true found")
    for name, value in best.items():
        print(name, TRUE[name], f"{value:.4f}")


if __name__ == "__main__":
    main()
