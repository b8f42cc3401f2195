"""A sweep as a job array on a real SLURM: it ends with the bytes of a local sweep, also if a task is killed on the way."""
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import slurm
import sweeps

pytestmark = pytest.mark.skipif(not slurm.is_possible(), reason="needs SLURM's daemons, and root")
SUBMIT = runs.SOURCE / "scripts" / "slurm" / "submit.sh"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with slurm.cluster(tmp_path_factory.mktemp("cluster")) as environment:
        yield environment | {"OREPOLITIK_PROGRAM": runs.PROGRAM}


def submit(cluster, file, folder, *words):
    said = subprocess.run([SUBMIT, file, folder, *words], env=cluster, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return said.stdout.rsplit("array ", 1)[1].split()[0]


def wait_for_merge(cluster, folder):
    slurm.wait_for(lambda: not slurm.say(cluster, "squeue", "-h"), 300)
    assert "missing" in (folder / "slurm-merge.log").read_text()


def without_logs(folder):
    return {name: text for name, text in sweeps.left(folder).items() if "slurm" not in name}


def test_an_array_leaves_the_bytes_of_a_local_sweep(cluster, tmp_path):
    file = sweeps.design(tmp_path, seeds=8)
    assert sweeps.sweep(file, tmp_path / "local").returncode == 0
    submit(cluster, file, tmp_path / "array", "--parts", "4")
    wait_for_merge(cluster, tmp_path / "array")
    assert "32 runs done, 0 failed, 0 missing" in (tmp_path / "array" / "slurm-merge.log").read_text()
    assert without_logs(tmp_path / "array") == sweeps.left(tmp_path / "local")


def test_a_task_that_is_told_to_stop_is_queued_again_and_goes_on(cluster, tmp_path):
    file = sweeps.design(tmp_path, seeds=20, months=600)
    assert sweeps.sweep(file, tmp_path / "local").returncode == 0
    folder = tmp_path / "array"
    array = submit(cluster, file, folder, "--parts", "2")
    ledger = folder / "ledger-0-of-2.csv"
    slurm.wait_for(lambda: ledger.exists() and ledger.read_text().count("\n") > 3, 120)
    slurm.say(cluster, "scancel", "--batch", "--signal=TERM", f"{array}_0")
    wait_for_merge(cluster, folder)
    assert "part 0 of 2 is queued again" in (folder / "slurm-0.log").read_text()
    assert without_logs(folder) == sweeps.left(tmp_path / "local")


def test_steps_of_a_job_share_a_sweep(cluster, tmp_path):
    file = sweeps.design(tmp_path, seeds=4)
    assert sweeps.sweep(file, tmp_path / "local").returncode == 0
    said = subprocess.run(["srun", "-n", "2", runs.PROGRAM, "sweep", file, "-o", tmp_path / "steps"], env=cluster,
                          capture_output=True, text=True, timeout=120, check=False)
    assert said.returncode == 0, said.stderr
    assert sorted(path.name for path in (tmp_path / "steps").glob("ledger*")) == [
        "ledger-0-of-2.csv", "ledger-1-of-2.csv"]
    assert sweeps.left(tmp_path / "steps") == sweeps.left(tmp_path / "local")
