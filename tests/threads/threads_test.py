"""The same seed gives the same bytes on any number of threads; another seed gives others."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

MONTHS = ("--months", "36")


@pytest.fixture(scope="module")
def on_one_thread(tmp_path_factory):
    return runs.compared(runs.run("baseline", tmp_path_factory.mktemp("one") / "run.h5", *MONTHS, "--threads", "1"))


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_bytes_do_not_depend_on_threads(on_one_thread, tmp_path, threads):
    other = runs.compared(runs.run("baseline", tmp_path / "run.h5", *MONTHS, "--threads", threads))
    assert other.keys() == on_one_thread.keys()
    assert [name for name in other if other[name] != on_one_thread[name]] == []


def test_the_same_run_twice_is_the_same(on_one_thread, tmp_path):
    again = runs.compared(runs.run("baseline", tmp_path / "run.h5", *MONTHS, "--threads", "1"))
    assert [name for name in again if again[name] != on_one_thread[name]] == []


def test_another_seed_differs(on_one_thread, tmp_path):
    other = runs.compared(runs.run("baseline", tmp_path / "run.h5", *MONTHS, "--seed", "2"))
    assert other["price"] != on_one_thread["price"]


def test_without_shocks_and_projects_the_seed_changes_nothing(tmp_path):
    quiet = (*MONTHS, "--set", "behaviour.shocks=false", "--set", "behaviour.investment=false")
    prices = [runs.compared(runs.run("baseline", tmp_path / f"{seed}.h5", *quiet, "--seed", seed))["price"]
              for seed in (1, 2)]
    assert prices[0] == prices[1]
