"""Sweeps as users run them: what they keep, what ends them, who shares them; the merged bytes are always the same."""
import csv
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import sweeps

RUNS = 64  # of the design with 16 seeds


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep of 64 runs that nobody disturbed: its design and what is left of it."""
    folder = tmp_path_factory.mktemp("whole")
    file = sweeps.design(folder, seeds=16)
    said = sweeps.sweep(file, folder / "sweep", "--jobs", 2)
    assert said.returncode == 0, said.stderr
    return file, sweeps.left(folder / "sweep")


def assert_whole(folder, whole):
    found = sweeps.left(folder)
    assert found.keys() == whole[1].keys()
    assert [name for name in found if found[name] != whole[1][name]] == []


def ledger(folder):
    with (folder / "ledger.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_of_a_sweep_is_the_run_alone(tmp_path):
    folder = tmp_path / "sweep"
    assert sweeps.sweep(sweeps.design(tmp_path), folder).returncode == 0
    sweeps.left(folder)
    sweep = xarray.open_dataset(folder / "sweep.h5", engine="h5netcdf")
    number = 13  # point 1, arm ban, seed 2
    assert (int(sweep.point[number]), str(sweep.arm[number].values), int(sweep.seed[number])) == (1, "ban", 2)
    assert float(sweep["behaviour.sourcing_elasticity"][number]) == 5
    alone = runs.root(runs.run("tiny", tmp_path / "run.h5", "--months", 24, "--seed", 2, "--set",
                               "behaviour.sourcing_elasticity=5"))
    np.testing.assert_array_equal(sweep.world_price[number], alone.world_price)
    by_half_year = alone.price.sel(material=["redmetal.ore", "redmetal.refined"]).values.reshape(4, 6, 2, 3)
    np.testing.assert_allclose(sweep.price[number], by_half_year.mean(1), rtol=1e-12)
    mines = xarray.open_dataset(tmp_path / "run.h5", group="agents/mine", engine="h5netcdf")
    np.testing.assert_allclose(sweep.output[number], mines.output.values.reshape(2, 12, -1).sum(1), rtol=1e-6)


def test_arms_of_a_point_share_their_draws(tmp_path):
    text = sweeps.DESIGN.replace("ban: {{}}", "ban: {{}}\n  late: {{laws.ore_ban.from: 2025-07}}")
    folder = tmp_path / "sweep"
    assert sweeps.sweep(sweeps.design(tmp_path, text=text), folder).returncode == 0
    sweeps.left(folder)
    price = xarray.open_dataset(folder / "sweep.h5", engine="h5netcdf").world_price.values
    free, ban, late = (price[arm * 4:arm * 4 + 4] for arm in range(3))
    np.testing.assert_array_equal(free[:, :12], ban[:, :12])  # the ban begins with month 12
    np.testing.assert_array_equal(free[:, :18], late[:, :18])
    assert (ban[:, 12:] != free[:, 12:]).any() and (free[0] != free[1]).any()


def test_shards_and_jobs_leave_the_same_bytes(tmp_path, whole):
    folder = tmp_path / "sweep"
    programs = [subprocess.Popen([runs.PROGRAM, "sweep", whole[0], "-o", folder, "--jobs", "1", "--shard", f"{i}/3"],
                                 stderr=subprocess.PIPE) for i in range(3)]
    assert [program.wait(300) for program in programs] == [0, 0, 0]
    assert_whole(folder, whole)
    assert sorted(path.name for path in folder.glob("ledger*")) == [f"ledger-{i}-of-3.csv" for i in range(3)]


@pytest.mark.skipif(not shutil.which("mpirun"), reason="needs an MPI launcher")
def test_ranks_of_an_mpi_launcher_are_shards(tmp_path, whole):
    folder = tmp_path / "sweep"
    said = subprocess.run(["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2", runs.PROGRAM, "sweep",
                           whole[0], "-o", folder], capture_output=True, text=True, timeout=300, check=False)
    assert said.returncode == 0, said.stderr
    assert sorted(path.name for path in folder.glob("ledger*")) == ["ledger-0-of-2.csv", "ledger-1-of-2.csv"]
    assert_whole(folder, whole)


@pytest.mark.parametrize("words", [
    {"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "4"},
    {"SLURM_PROCID": "2", "SLURM_STEP_NUM_TASKS": "4"},
    {"PMI_RANK": "2", "PMI_SIZE": "4"},
    {"LSB_JOBINDEX": "3", "LSB_JOBINDEX_END": "4"},
    {"PBS_ARRAY_INDEX": "2", "PBS_ARRAY_COUNT": "4"},
    {"SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "2", "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"},
])
def test_launchers_say_which_part_is_meant(tmp_path, words):
    folder = tmp_path / "sweep"
    assert sweeps.sweep(sweeps.design(tmp_path), folder, env=os.environ | words).returncode == 0
    assert [path.name for path in folder.glob("ledger*")] == ["ledger-2-of-4.csv"]
    with (folder / "ledger-2-of-4.csv").open() as file:
        assert sorted(int(row["run"]) for row in csv.DictReader(file)) == [2, 6, 10, 14]


def test_a_batch_script_of_slurm_does_the_whole(tmp_path):
    words = {"SLURM_PROCID": "0", "SLURM_NTASKS": "4", "SLURM_JOB_ID": "7"}
    assert sweeps.sweep(sweeps.design(tmp_path), tmp_path / "sweep", env=os.environ | words).returncode == 0
    assert len(ledger(tmp_path / "sweep")) == 16


def kill_at_random(file, folder, chance, moment):
    program = subprocess.Popen([runs.PROGRAM, "sweep", file, "-o", folder, "--jobs", "2"], stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, moment))
    program.kill()
    program.wait()


def test_kill_9_at_any_moment_then_again_leaves_the_same_bytes(tmp_path, whole):
    chance = random.Random(1)
    begun = time.monotonic()
    assert sweeps.sweep(whole[0], tmp_path / "timed", "--jobs", 2).returncode == 0
    moment = time.monotonic() - begun
    for trial in range(20):
        folder = tmp_path / str(trial)
        for _ in range(5):  # 100 kills in all
            kill_at_random(whole[0], folder, chance, moment / 2)
        said = sweeps.sweep(whole[0], folder, "--jobs", 2)
        assert said.returncode == 0, said.stderr
        assert_whole(folder, whole)
        shutil.rmtree(folder)


def test_a_signal_ends_with_75_and_the_same_command_goes_on(tmp_path, whole):
    folder = tmp_path / "sweep"
    program = subprocess.Popen([runs.PROGRAM, "sweep", whole[0], "-o", folder, "--jobs", "1"], stderr=subprocess.PIPE,
                               text=True)
    while not (folder / "ledger.csv").exists() or len(ledger(folder)) < 3:
        time.sleep(0.005)
    program.send_signal(signal.SIGTERM)
    said = program.communicate(timeout=60)[1]
    if program.returncode == 0:
        pytest.skip("the sweep was done before the signal came")
    assert program.returncode == 75 and "the same command goes on" in said
    before = {row["run"] for row in ledger(folder)}
    said = sweeps.sweep(whole[0], folder)
    assert said.returncode == 0 and f"{len(before)} of {RUNS} runs are done already" in said.stderr
    assert sorted(int(row["run"]) for row in ledger(folder)) == list(range(RUNS))  # each once
    assert_whole(folder, whole)


def test_a_second_sweep_of_a_folder_is_kept_away(tmp_path):
    file = sweeps.design(tmp_path, seeds=100, months=600)
    folder = tmp_path / "sweep"
    first = subprocess.Popen([runs.PROGRAM, "sweep", file, "-o", folder, "--jobs", "1"], stderr=subprocess.DEVNULL)
    while not (folder / "ledger.csv").exists():
        time.sleep(0.005)
    second = sweeps.sweep(file, folder)
    first.kill()
    first.wait()
    assert second.returncode == 2 and "another sweep is at work in this folder" in second.stderr


def test_a_folder_of_another_sweep_is_refused(tmp_path):
    folder = tmp_path / "sweep"
    assert sweeps.sweep(sweeps.design(tmp_path), folder).returncode == 0
    for more in ({"seeds": 5}, {"months": 30}):
        said = sweeps.sweep(sweeps.design(tmp_path, **more), folder)
        assert said.returncode == 2 and "choose another folder with -o?" in said.stderr
    again = sweeps.sweep(sweeps.design(tmp_path), folder)
    assert again.returncode == 0 and "16 of 16 runs are done already" in again.stderr


def test_runs_that_are_missing_are_told_and_not_a_number(tmp_path):
    folder = tmp_path / "sweep"
    assert sweeps.sweep(sweeps.design(tmp_path), folder, "--shard", "0/4").returncode == 0
    said = runs.say("merge", folder)
    assert said.returncode == 0 and "4 runs done, 0 failed, 12 missing" in said.stderr
    sweep = xarray.open_dataset(folder / "sweep.h5", engine="netcdf4")
    there = sweep.run.values % 4 == 0
    assert (sweep.status.values == np.where(there, 0, 2)).all()
    np.testing.assert_array_equal(np.isnan(sweep.world_price.values).all((1, 2)), ~there)
    with (folder / "sweep.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["done" if here else "missing" for here in there]


def test_bands_are_quantiles_over_the_seeds_that_are_done(tmp_path, whole):
    folder = tmp_path / "sweep"
    for part in (0, 1, 3):
        assert sweeps.sweep(whole[0], folder, "--shard", f"{part}/4").returncode == 0
    sweeps.left(folder)
    sweep, bands = (xarray.open_dataset(folder / name, engine="h5netcdf") for name in ("sweep.h5", "sweep.bands.h5"))
    assert bands.attrs["method"].startswith("exact")
    for point in range(2):
        for arm in ("free", "ban"):
            here = (sweep.point.values == point) & (sweep.arm.values == arm)
            assert bands.runs.sel(point=point, arm=arm) == 12
            for name in ("price", "world_price", "output"):
                exact = np.nanquantile(sweep[name].values[here], bands["quantile"].values, axis=0)
                np.testing.assert_allclose(bands[name].sel(point=point, arm=arm).values, exact, rtol=1e-14)


def test_an_output_is_not_called_like_a_dimension(tmp_path):
    text = sweeps.DESIGN.replace("  output: {{variable", "  country: {{variable")
    said = runs.say("check", sweeps.design(tmp_path, text=text))
    assert said.returncode == 2
    assert "design.yaml:13:3: record.country (is the name of a dimension or parameter) meant country_output?" in said.stderr


@pytest.fixture
def disk(tmp_path):
    """A small disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder], check=False,
                      capture_output=True).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    subprocess.run(["umount", folder], check=False, capture_output=True)


def test_a_full_disk_ends_with_3_and_a_larger_one_goes_on(disk, whole):
    folder = disk / "sweep"
    said = sweeps.sweep(whole[0], folder, "--jobs", 2)
    assert said.returncode == 3 and "No space left on device" in said.stderr, said.stderr
    subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
    assert sweeps.sweep(whole[0], folder).returncode == 0
    assert_whole(folder, whole)


def test_a_read_only_folder_ends_with_3(disk, tmp_path):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    said = sweeps.sweep(sweeps.design(tmp_path), disk / "sweep")
    assert said.returncode == 3 and "Read-only file system" in said.stderr


def test_every_fault_of_a_design_is_named_at_its_place(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(f"""title: Bad
scenario: {runs.SCENARIOS}/tiny.yaml
vary:
  behaviour.sourcing_elasticty: [3, 5]
  behaviour.hoarding: [1, -1]
arms:
  ban: {{laws.ore_ban.actor: NOWHERE}}
""")
    said = runs.say("check", file)
    assert said.returncode == 2
    lines = said.stderr.splitlines()
    assert f"{file}:4:34: behaviour.sourcing_elasticty=3 (unknown key) meant sourcing_elasticity?" in lines
    assert any(line.startswith(f"{file}:5:27: behaviour.hoarding=-1 ") for line in lines)
    assert any(line.startswith(f"{file}:7:") and "actor=NOWHERE" in line for line in lines)
    assert said.stderr == sweeps.sweep(file, tmp_path / "sweep").stderr + f"{file}: {len(lines) - 1} faults\n"
    assert not (tmp_path / "sweep").exists()


def test_more_runs_than_can_be_listed_are_refused_at_once(tmp_path):
    text = sweeps.DESIGN.replace("[3, 5]", "{{from: 3, to: 5, count: 10000}}")
    said = runs.say("check", sweeps.design(tmp_path, seeds=100_000, text=text))
    assert said.returncode == 2 and "10000 points of 2 arms make 2000000000 runs, more than 10000000" in said.stderr


def test_a_design_of_a_million_seeds_is_checked(tmp_path):
    said = runs.say("check", sweeps.design(tmp_path, seeds=1_000_000))
    assert said.returncode == 0 and "4000000 runs: 2 points of factorial, 2 arms, 1000000 seeds" in said.stdout


def test_check_says_how_many_runs_there_are(tmp_path):
    said = runs.say("check", sweeps.design(tmp_path))
    assert said.returncode == 0
    assert "16 runs: 2 points of factorial, 2 arms, 4 seeds; about " in said.stdout and " on disk" in said.stdout


def test_example_designs_hold():
    for file in sorted((runs.SOURCE / "config" / "sweeps").glob("*.yaml")):
        said = runs.say("check", file)
        assert said.returncode == 0, said.stderr
