"""Without --threads or --jobs the program takes no more processors than it is given: by affinity, by SLURM, and by the
quota of its cgroup or of one above it. What it takes, `check` says of a design."""
import os
import pathlib
import re
import subprocess

import pytest

DESIGN = pathlib.Path(__file__).resolve().parents[2] / "config" / "sweeps" / "antimony-ban-seeds.yaml"
PROCESSORS = len(os.sched_getaffinity(0))


def jobs(before=None, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLURM_")}
    said = subprocess.run([os.environ["OREPOLITIK_PROGRAM"], "check", DESIGN], check=True, capture_output=True,
                          text=True, env=kept | environment, preexec_fn=before).stdout
    return int(re.search(r"with (\d+) jobs", said)[1])


def test_affinity_bounds_it():
    assert jobs() <= PROCESSORS
    assert jobs(lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})) == 1


def test_slurm_bounds_it_but_never_raises_it():
    assert jobs(SLURM_CPUS_PER_TASK="1") == 1
    assert jobs(SLURM_CPUS_PER_TASK="4096") <= PROCESSORS


@pytest.fixture
def cgroup_under_a_quota():
    """The inner one of two nested cgroups, whose outer one may use one processor."""
    path = next((line.split(":", 2)[2] for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines()
                 if "cpu" in line.split(":")[1].split(",")), None)
    outer = pathlib.Path(f"/sys/fs/cgroup/cpu{path}") / f"orepolitik-{os.getpid()}"
    try:
        assert path is not None
        (outer / "inner").mkdir(parents=True)
    except (OSError, AssertionError):
        pytest.skip("no cgroup of version 1 can be made here")
    try:
        (outer / "cpu.cfs_quota_us").write_text((outer / "cpu.cfs_period_us").read_text())
        yield outer / "inner"
    finally:
        (outer / "inner").rmdir()
        outer.rmdir()


@pytest.mark.skipif(PROCESSORS < 2, reason="a quota of one processor bounds nothing on one")
def test_a_quota_above_bounds_it(cgroup_under_a_quota):
    assert jobs(lambda: (cgroup_under_a_quota / "cgroup.procs").write_text(str(os.getpid()))) == 1
