"""The tutorial's commands work as they stand, in a folder that looks like a clone with a built program."""
import os
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

PAGE = (runs.SOURCE / "docs" / "tutorial-antimony.md").read_text(encoding="utf-8")


def make_clone(folder):
    for name in ("config", "scripts", "docs"):
        (folder / name).symlink_to(runs.SOURCE / name)
    (folder / "build" / "release").mkdir(parents=True)
    (folder / "build" / "release" / "orepolitik").symlink_to(pathlib.Path(runs.PROGRAM).resolve())
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.S):
        (folder / name).write_text(text, encoding="utf-8")


def figures_of(text):
    """What tables of `compare` say: the peak in per cent of a material, million dollars of a country."""
    peaks = re.findall(r"^  (antimony\.\w+) .* ([-+][\d.]+) % +([-+][\d.]+) % ", text, re.M)
    gains = re.findall(r"^  ([A-Z]{3})" + r" +([-+][\d.]+) m" * 5, text, re.M)
    return {row: list(map(float, figures)) for row, *figures in [*gains, *peaks][::-1]}


def test_every_command_of_the_page_runs(tmp_path):
    make_clone(tmp_path)
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.S))
    assert commands.count("orepolitik run") >= 7
    said = subprocess.run(["bash", "-e", "-c", commands], cwd=tmp_path, capture_output=True, text=True, timeout=600,
                          check=False, env=os.environ | {"OREPOLITIK_PROGRAM": runs.PROGRAM, "MPLBACKEND": "Agg"})
    assert said.returncode == 0, said.stderr
    for name in ("gap_antimony", "sankey_antimony", "matrix", "bands_antimony"):
        assert (tmp_path / "results" / "pictures" / f"{name}.png").is_file()
    assert (tmp_path / "results" / "embargo.html").stat().st_size > 100000
    assert "2025-01" in (tmp_path / "results" / "price.csv").read_text(encoding="utf-8")
    told, printed = figures_of(PAGE), figures_of(said.stdout)
    assert len(told) >= 6
    for row, figures in told.items():
        assert printed[row] == pytest.approx(figures, rel=0.25, abs=5), row


def test_the_page_shows_pictures_that_are_there_and_a_fault_as_it_is_told(tmp_path):
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", PAGE):
        assert (runs.SOURCE / "docs" / picture).is_file()
    make_clone(tmp_path)
    scenario = tmp_path / "my-embargo.yaml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("antimony]", "antimny]"), encoding="utf-8")
    said = runs.say("check", "my-embargo.yaml", cwd=tmp_path)
    told = re.search(r"`(my-embargo.yaml:[^`]*)`", PAGE)[1].replace("\n", " ")
    assert said.returncode == 2 and told in said.stderr
