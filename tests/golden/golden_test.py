"""Golden runs: a few figures of every scenario, kept in golden.csv, compared to 1e-9.

After a change that is meant to move results: OREPOLITIK_GOLDEN=write pytest tests/golden/golden_test.py, and explain the
diff in the commit message.
"""
import csv
import os
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

GOLDEN = pathlib.Path(__file__).parent / "golden.csv"
SCENARIOS = ("baseline", "antimony-ban", "copper-tariff", "ree-quota", "malacca-closed", "ree-quota-together",
             "licence", "carbon-border", "copper-tariff-announced", "ree-quota-leaks")
MONTHS = (0, 11, 35, 59)


def figures(scenario, folder):
    data = runs.root(runs.run(scenario, folder / f"{scenario}.h5", "--months", "60"))
    use = data.use.sum("country")
    for material in sorted(data.material.values):
        for month in MONTHS:
            row = data.sel(material=material).isel(time=month)
            yield (scenario, str(material), str(month), float(row.world_price), float(use.sel(material=material)[month]))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_figures_are_the_golden_ones(scenario, tmp_path):
    found = list(figures(scenario, tmp_path))
    if os.environ.get("OREPOLITIK_GOLDEN") == "write":
        rewrite(scenario, found)
    with GOLDEN.open(newline="") as file:
        golden = [row for row in csv.reader(file) if row[0] == scenario]
    assert [row[:3] for row in golden] == [list(row[:3]) for row in found]
    np.testing.assert_allclose([row[3:] for row in found], np.array([row[3:] for row in golden], float), rtol=1e-9)


def rewrite(scenario, found):
    kept = []
    if GOLDEN.exists():
        with GOLDEN.open(newline="") as file:
            kept = [row for row in csv.reader(file) if row[0] not in ("scenario", scenario)]
    with GOLDEN.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("scenario", "material", "month", "world_price_usd_per_t", "use_t_per_month"))
        writer.writerows(sorted(kept + [[*row[:3], f"{row[3]:.15g}", f"{row[4]:.15g}"] for row in found],
                                key=lambda row: (SCENARIOS.index(row[0]), row[1], int(row[2]))))
