"""Runs of the program for tests: started as a user starts it, read as a user reads them."""
import os
import pathlib
import subprocess

import h5py
import numpy as np
import xarray

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OREPOLITIK_PROGRAM", str(SOURCE / "build/release/orepolitik"))
SCENARIOS = SOURCE / "config" / "scenarios"


def say(*words, **more):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=600, check=False, **more)


def run(scenario, path, *words):
    """Runs a scenario of config/scenarios into a file; the file."""
    said = say("run", SCENARIOS / f"{scenario}.yaml", "-o", path, *words)
    assert said.returncode == 0, said.stderr
    return path


def root(path):
    return xarray.open_dataset(path, engine="h5netcdf")


def contents(item):
    """A dataset's bytes, as they lie in the file: what is compressed alike holds the same values, and is read faster."""
    if item.dtype == object:
        return "\n".join(str(text) for text in np.ravel(item[()])).encode()
    if item.chunks is None:
        return item[()].tobytes()
    places = sorted(item.id.get_chunk_info(number).chunk_offset for number in range(item.id.get_num_chunks()))
    return repr((item.shape, item.dtype.str, places)).encode() + b"".join(item.id.read_direct_chunk(place)[1] for place in places)


def compared(path):
    """Every dataset whose bytes must not depend on threads, by name: all but the timings."""
    found = {}

    def keep(name, item):
        if isinstance(item, h5py.Dataset) and not name.startswith("timing/"):
            found[name] = contents(item)

    with h5py.File(path) as file:
        file.visititems(keep)
    return found
