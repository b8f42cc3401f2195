"""The Python module as calibration scripts use it, and the example that calibrates."""
import pathlib
import subprocess
import sys

import numpy as np
import pytest

SUPPORT = pathlib.Path(__file__).resolve().parents[1] / "support"
sys.path[:0] = [str(SUPPORT), str(SUPPORT.parents[1] / "scripts")]
import orepolitik
import runs

TINY = runs.SCENARIOS / "tiny.yaml"


@pytest.fixture(autouse=True)
def the_program_under_test(monkeypatch):
    monkeypatch.setenv("OREPOLITIK_PROGRAM", runs.PROGRAM)


def test_a_run_is_that_of_the_command_line():
    data = orepolitik.run(TINY, months=24, seed=3, set={"laws.ore_ban": None})
    assert data.sizes["time"] == 24 and data.attrs["seed"] == 3 and "ore_ban" not in str(data.attrs["scenario"])
    other = orepolitik.run(TINY, months=24, seed=3)
    assert (other.price.isel(time=-1) != data.price.isel(time=-1)).any()


def test_what_is_refused_is_raised_in_the_programs_words():
    with pytest.raises(orepolitik.OrepolitikError, match="unknown key") as raised:
        orepolitik.run(TINY, set={"behaviour.sourcing_elasticty": 3})
    assert raised.value.exit_code == 2


def test_a_sweep_of_a_dict_has_a_run_per_point_arm_and_seed(tmp_path):
    design = {"scenario": str(TINY), "set": {"months": 24}, "vary": {"behaviour.sourcing_elasticity": [3, 5]},
              "arms": {"free": {"laws.ore_ban": None}, "ban": {}}, "seeds": 2}
    data = orepolitik.sweep(design, tmp_path / "sweep", jobs=1)
    assert data.sizes["run"] == 8 and list(data.arm.values[:4]) == ["free", "free", "ban", "ban"]
    assert (data.status == 0).all() and np.isfinite(data.world_price).any()
    again = orepolitik.sweep(design, tmp_path / "sweep", jobs=1)
    assert again.identical(data)


def test_the_example_finds_the_parameters_that_made_its_data():
    said = subprocess.run([sys.executable, runs.SOURCE / "docs" / "examples" / "calibrate.py"], capture_output=True,
                          text=True, check=False)
    assert said.returncode == 0, said.stderr
    found = {line.split()[0]: [float(word) for word in line.split()[1:]] for line in said.stdout.splitlines()[1:]}
    for name in ("behaviour.sourcing_elasticity", "behaviour.spot_share_of_expectation"):
        true, best = found[name]
        assert best == pytest.approx(true, rel=0.25), name
