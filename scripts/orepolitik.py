"""Orepolitik from Python: run scenarios and sweeps, and read what they leave.

    import orepolitik
    base = orepolitik.run("config/scenarios/baseline.yaml", months=60)
    duty = orepolitik.run("config/scenarios/copper-tariff.yaml", months=60, set={"laws.copper_duty.rate": 0.25})
    (duty.price / base.price).sel(material="copper.refined", country="USA")

The program is the one in $OREPOLITIK_PROGRAM, on the PATH, or built beside this file. What it refuses is raised as
OrepolitikError with its own words.
"""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import xarray

SOURCE = Path(__file__).resolve().parent.parent


class OrepolitikError(RuntimeError):
    """The program ended otherwise than well; the text is what it said, `exit_code` its code (README)."""

    def __init__(self, words, exit_code):
        super().__init__(words.strip())
        self.exit_code = exit_code


def program():
    """The program's path."""
    named = os.environ.get("OREPOLITIK_PROGRAM")
    candidates = [named, shutil.which("orepolitik"), SOURCE / "build/release/orepolitik",
                  SOURCE.parents[1] / "bin/orepolitik"]  # the last where both are installed
    for path in candidates:
        if path and Path(path).exists():
            return str(path)
    raise FileNotFoundError("no program orepolitik: build it with scripts/run.sh, or name it in OREPOLITIK_PROGRAM")


def call(*words):
    """Calls the program with words as typed on a command line; what it printed."""
    done = subprocess.run([program(), *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OrepolitikError(done.stderr, done.returncode)
    return done.stdout


def value_text(value):
    """A Python value as YAML in one line."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def read(path, group=None):
    """A run file or a merged sweep as an xarray.Dataset; `group` such as "agents/mine" or "events"."""
    return xarray.open_dataset(path, group=group, engine="h5netcdf")


def run(scenario, output=None, *, set=None, months=None, seed=None, threads=None):  # noqa: A002, the word of --set
    """Runs a scenario; its run file as a Dataset, read into memory if no `output` keeps the file."""
    words = ["run", scenario]
    for path, value in (set or {}).items():
        words += ["--set", f"{path}={value_text(value)}"]
    for name, value in (("--months", months), ("--seed", seed), ("--threads", threads)):
        if value is not None:
            words += [name, value]
    if output is not None:
        call(*words, "-o", output)
        return read(output)
    with tempfile.TemporaryDirectory() as folder:
        call(*words, "-o", Path(folder) / "run.h5")
        with read(Path(folder) / "run.h5") as data:
            return data.load()


def sweep(design, folder=None, *, jobs=None):
    """Does all runs of a design, a file or a dict of its keys, and merges them; the merged sweep as a Dataset.

    A dict names its scenario relative to the working folder. With a `folder`, runs that are there are not done again.
    """
    with tempfile.TemporaryDirectory() as scratch:
        if isinstance(design, dict):
            design = {**design, "scenario": str(Path(design["scenario"]).resolve())}
            design.setdefault("title", "Sweep from Python")
            file = Path(scratch) / "design.yaml"
            file.write_text(json.dumps(design, indent=1))  # JSON is YAML
        else:
            file = design
        place = Path(folder) if folder is not None else Path(scratch) / "sweep"
        call("sweep", file, "-o", place, *(["--jobs", jobs] if jobs else []))
        call("merge", place)
        with read(place / "sweep.h5") as data:
            return data.load()
