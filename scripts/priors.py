"""The ranges of behaviour that calibrate.py draws from (config/calibration/priors.csv), and points within them."""
import csv
import functools
import json
import subprocess

import numpy as np
from scipy.stats import qmc

import backcast
from episode import InputError, Table
from faults import nearest

COLUMNS = {"parameter": True, "lo": True, "hi": True, "log": True, "source": True}


@functools.cache
def behaviour_keys():
    """What the program knows of each number in a scenario's section behaviour: default, minimum, maximum."""
    schema = json.loads(subprocess.run([backcast.PROGRAM, "describe", "--schema"], capture_output=True, check=True).stdout)
    return {name: key for name, key in schema["properties"]["behaviour"]["properties"].items()
            if key.get("type") in ("number", "integer")}


def meant(name, names):
    near = nearest(name, names)
    return f" meant {near}?" if near else ""


def check_prior(table, line, row, lo, hi, keys):
    name = row["parameter"]
    if name not in keys:
        table.fault(line, "parameter", f"parameter={name} (no number in behaviour){meant(name, keys)}")
        return
    if row["log"] not in ("0", "1"):
        table.fault(line, "log", f"log={row['log']} (0 or 1)")
    if hi <= lo or (row["log"] == "1" and lo <= 0):
        table.fault(line, "lo", f"lo={row['lo']} (below hi, and above zero where log is 1)")
    least, most = keys[name].get("minimum", -np.inf), keys[name].get("maximum", np.inf)
    for column, value in (("lo", lo), ("hi", hi)):
        if value < least or value > most:
            table.fault(line, column, f"{column}={row[column]} (the program takes {least:g} to {most:g})")


def read(path):
    """[(name, lo, hi, in logs, source)]."""
    faults, found, keys = [], [], behaviour_keys()
    table = Table(path, COLUMNS, faults)
    for line, row in table.rows:
        lo, hi = table.number(line, row, "lo"), table.number(line, row, "hi")
        check_prior(table, line, row, lo, hi, keys)
        if row["parameter"] in [prior[0] for prior in found]:
            table.fault(line, "parameter", f"parameter={row['parameter']} (twice)")
        found.append((row["parameter"], lo, hi, row["log"] == "1", row["source"]))
    if faults:
        raise InputError("\n".join(faults))
    return found


def samples(priors, count):
    """count rows of parameter values."""
    points = qmc.Sobol(len(priors), seed=1).random(count)
    for column, (_, lo, hi, in_logs, _) in enumerate(priors):
        scale = (np.log(lo), np.log(hi)) if in_logs else (lo, hi)
        points[:, column] = scale[0] + points[:, column] * (scale[1] - scale[0])
        points[:, column] = np.exp(points[:, column]) if in_logs else points[:, column]
    return points


def defaults(priors):
    """What stands in the program."""
    keys = behaviour_keys()
    return np.array([keys[prior[0]]["default"] for prior in priors], dtype=float)


def best_of(path, priors):
    """The best of a posterior.csv; what it does not name stays at its default."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            best = {row["parameter"]: float(row["best"]) for row in csv.DictReader(file)}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: {error} (a fit's posterior.csv has the columns parameter and best, a number)") from None
    keys = behaviour_keys()
    unknown = [f"{path}: parameter={name} (no number in behaviour){meant(name, keys)}" for name in best if name not in keys]
    if unknown:
        raise InputError("\n".join(unknown))
    return np.array([best.get(prior[0], default) for prior, default in zip(priors, defaults(priors))])


def moved(point, column, prior, step):
    """The point with one parameter moved by a part of its range, not beyond it."""
    _, lo, hi, in_logs, _ = prior
    value = point[column]
    value = value * (hi / lo) ** step if in_logs else value + (hi - lo) * step
    other = point.copy()
    other[column] = np.clip(value, lo, hi)
    return other


def narrowed(priors, kept):
    """The priors with the ranges of the samples kept."""
    return [(name, *sorted((float(column.min()), float(column.max()))), *rest)
            for (name, _, _, *rest), column in zip(priors, kept.T)]
