"""Run files that another program wrote or that have been changed: what does not fit is told, nothing is read past its end."""
import pathlib
import shutil
import sys

import h5py
import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return runs.run("tiny", tmp_path_factory.mktemp("whole") / "run.h5", "--months", "6")


def many_seeds(file):
    file.attrs["seed"] = np.arange(1000)


def many_titles(file):
    file.attrs["title"] = ["a"] * 1000


def texts_of_one_length(file):
    names = [name.decode() for name in file["country"][()]]
    del file["country"]
    file["country"] = np.array(names, dtype="S64")


def numbers_for_names(file):
    del file["material"]
    file["material"] = np.arange(3.0)


def days_that_are_none(file):
    file["time"][:] = [np.nan, 1e300, -1e300, np.inf, 0, 1]


def replaced(name, shape):
    def change(file):
        del file[name]
        file.create_dataset(name, shape, chunks=tuple(min(size, 2) for size in shape) if all(shape) and shape else None, dtype="f8")
    return change


def attributes(name):
    def change(file):
        file[name].attrs["units"] = ["t"] * 500
    return change


CHANGES = {"seeds": many_seeds, "titles": many_titles, "texts": texts_of_one_length, "numbers": numbers_for_names,
           "days": days_that_are_none, "cells": replaced("price", (6, 2, 2)), "months": replaced("supply", (1, 3, 3)),
           "nothing": replaced("demand", (0, 3, 3)), "scalar": replaced("use", ()),
           "endless": replaced("exports", (1 << 40, 1 << 40)), "units": attributes("price"),
           "users": replaced("agents/manufacturer/use", (6, 1)), "company": replaced("agents/company/profit", (6, 99))}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_does_not_fit_is_told(change, whole, tmp_path):
    path = tmp_path / "run.h5"
    shutil.copy(whole, path)
    with h5py.File(path, "r+") as file:
        change(file)
    for words in (("compare", whole, path), ("compare", path, whole), ("export", path, "price"), ("export", path),
                  ("export", path, "agents/manufacturer/use"), ("export", path, "events")):
        said = runs.say(*words)
        assert said.returncode in (0, 2, 3), (words, said.returncode, said.stderr)
        assert said.returncode == 0 or str(path) in said.stderr or words[0] == "export", said.stderr
    if change not in (many_titles, CHANGES["units"]):
        said = runs.say("compare", whole, path)
        assert said.returncode == 3 and str(path) in said.stderr, said.stderr
