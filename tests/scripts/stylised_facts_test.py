"""Stylised facts are measured as they are told: on series whose facts are known, and on runs of a small world."""
import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts"))
import stylised_facts  # noqa: E402

PROGRAM = os.environ.get("OREPOLITIK_PROGRAM", str(SOURCE / "build/release/orepolitik"))


def autoregressive(persistence, years, seed=1):
    """Prices whose log is the same within a year and an AR(1) from year to year."""
    draws, logs = np.random.default_rng(seed).normal(size=years), [0.0]
    for draw in draws[1:]:
        logs.append(persistence * logs[-1] + draw)
    return np.exp(0.2 * np.repeat(logs, 12))


@pytest.mark.parametrize("persistence", [0.3, 0.8])
def test_autocorrelation_is_that_of_the_years(persistence):
    assert stylised_facts.autocorrelation(autoregressive(persistence, 4000)) == pytest.approx(persistence, abs=0.04)


def test_the_range_is_that_of_so_many_years():
    prices = np.repeat([1.0, 1, 2, 1, 4, 1], 12)
    assert stylised_facts.log_range(prices, 15) == pytest.approx(np.log(4))
    assert stylised_facts.log_range(np.repeat([1.0, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4], 12), 5) == pytest.approx(np.log(2) / 2)


def test_prices_that_jump_at_low_cover_spread():
    cover = np.tile([3.0] * 24 + [1.0] * 12, 5)
    prices = np.where(cover < 2, 2.0, 1.0)
    assert stylised_facts.spread_by_cover(prices, cover) > 0.3
    assert stylised_facts.spread_by_cover(prices, 4 - cover) < -0.3
    assert np.isnan(stylised_facts.spread_by_cover(prices, np.ones_like(cover)))


def test_bursts_vary_more_than_they_come():
    assert stylised_facts.dispersion(np.array([0, 0, 9, 0, 0, 0, 9, 0])) > 4
    assert stylised_facts.dispersion(np.array([2, 2, 2, 2])) == 0
    assert np.isnan(stylised_facts.dispersion(np.zeros(4)))


def test_a_fact_can_be_missed():
    fact = stylised_facts.Fact("x", 0.6, 0.9, "")
    assert fact.holds(0.7) and not fact.holds(0.95) and not fact.holds(float("nan"))


def test_every_fact_of_an_ensemble_is_told(tmp_path):
    done = subprocess.run([sys.executable, "-B", SOURCE / "scripts/stylised_facts.py", SOURCE / "config/scenarios/tiny.yaml",
                           "--seeds", "2", "--months", "96", "-o", tmp_path], capture_output=True, text=True, check=False,
                          env={**os.environ, "OREPOLITIK_PROGRAM": PROGRAM})
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "stylised_facts.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["fact"] for row in rows] == [fact.name for fact in stylised_facts.FACTS]
    for row, fact in zip(rows, stylised_facts.FACTS):
        assert (row["holds"] == "yes") == fact.holds(float(row["measured"]))
    assert len(done.stdout.splitlines()) == len(rows)


def test_a_scenario_without_a_world_is_a_fault(tmp_path):
    (tmp_path / "x.yaml").write_text("title: nothing\n")
    done = subprocess.run([sys.executable, "-B", SOURCE / "scripts/stylised_facts.py", tmp_path / "x.yaml"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "no world" in done.stderr
