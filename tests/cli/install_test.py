"""What `cmake --install` leaves: a program, its scenarios and its scripts that need nothing of the clone."""
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

BUILD = pathlib.Path(runs.PROGRAM).parent


def say(*words, **more):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=300, check=False, **more)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("a prefix")
    said = say("cmake", "--install", BUILD, "--prefix", prefix)
    assert said.returncode == 0, said.stderr
    return prefix


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OREPOLITIK_PROGRAM", raising=False)
    return tmp_path


def test_the_installed_program_runs_its_installed_scenario(installed, elsewhere):
    scenario = installed / "share/orepolitik/config/scenarios/tiny.yaml"
    said = say(installed / "bin/orepolitik", "run", scenario, "--months", 12, "-o", "run.h5")
    assert said.returncode == 0, said.stderr
    runs.run("tiny", elsewhere / "built.h5", "--months", "12")
    ours, theirs = runs.compared(elsewhere / "built.h5"), runs.compared(elsewhere / "run.h5")
    assert ours == theirs


def test_installed_designs_sweep_merge_and_draw(installed, elsewhere):
    share = installed / "share/orepolitik"
    program = installed / "bin/orepolitik"
    for words in ((program, "sweep", share / "config/sweeps/tiny.yaml", "-o", "sweep"), (program, "merge", "sweep"),
                  (sys.executable, "-B", share / "scripts/plot_sweep.py", "fan", "sweep/sweep.h5", "world_price")):
        said = say(*words, env=os.environ | {"MPLBACKEND": "Agg"})
        assert said.returncode == 0, said.stderr
    assert (elsewhere / "sweep" / "fan_world_price.png").stat().st_size > 10_000


def test_the_installed_module_finds_the_installed_program(installed, elsewhere):
    words = "import orepolitik; print(orepolitik.program())"
    said = say(sys.executable, "-B", "-c", words, env={"PYTHONPATH": str(installed / "share/orepolitik/scripts"),
                                                       "PATH": "/usr/bin:/bin"})
    assert said.returncode == 0, said.stderr
    assert pathlib.Path(said.stdout.strip()).samefile(installed / "bin/orepolitik")


def test_man_and_bash_find_what_they_look_for(installed):
    assert (installed / "share/man/man1/orepolitik.1").read_text().startswith(".TH")
    assert "complete " in (installed / "share/bash-completion/completions/orepolitik").read_text()
    submit = installed / "share/orepolitik/scripts/slurm/submit.sh"
    assert os.access(submit, os.X_OK) and (submit.parent / "sweep.sbatch").exists()
