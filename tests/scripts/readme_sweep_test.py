"""The README's way through a sweep, typed as it stands in a copy of what a clone holds."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "a clöne"
    for name in ("config", "scripts"):
        shutil.copytree(runs.SOURCE / name, folder / name)
    (folder / "build" / "release").mkdir(parents=True)
    (folder / "build" / "release" / "orepolitik").symlink_to(runs.PROGRAM)
    return folder


def test_the_readme_sweeps_and_draws(clone):
    section = (runs.SOURCE / "README.md").read_text(encoding="utf-8").split("## Ten thousand runs")[1]
    block = re.search(r"```\n(.*?)```", section, re.S).group(1)
    lines = block.splitlines()
    assert 5 <= len(lines) <= 10
    on_cluster = [line for line in lines if "slurm/" in line]  # tests/slurm submits to a real one
    assert len(on_cluster) == 1
    typed = "\n".join(line for line in lines if line not in on_cluster)
    said = subprocess.run(["bash", "-e", "-c", f'orepolitik() {{ "$PWD/build/release/orepolitik" "$@"; }}\n{typed}'], cwd=clone,
                          capture_output=True, text=True, timeout=600, check=False, env=os.environ | {"MPLBACKEND": "Agg"})
    assert said.returncode == 0, said.stderr
    left = {path.name for path in (clone / "results" / "mine").iterdir()}
    assert {"sweep.h5", "sweep.bands.h5", "sweep.csv", "ledger.csv", "fan_price.png"} <= left
