"""The how-to pages on data work as they stand. Those on code (law, agent) are tried by maintainers: they build."""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

PAGES = runs.SOURCE / "docs" / "how-to"


def follow(page, folder):
    """Types the page's commands in a copy of the configuration."""
    for name in ("config/worlds", "config/scenarios", "config/sweeps", "scripts"):
        shutil.copytree(runs.SOURCE / name, folder / name)
    (folder / "results").mkdir()
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", (PAGES / page).read_text(encoding="utf-8"), re.S))
    said = subprocess.run(["bash", "-e", "-c", f'orepolitik() {{ "{runs.PROGRAM}" "$@"; }}\n{commands}'], cwd=folder,
                          capture_output=True, text=True, timeout=300, check=False, env=os.environ)
    assert said.returncode == 0, said.stderr


def values(path, variable):
    return [float(row[variable]) for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]


def test_a_mineral_is_added_by_rows_and_its_tax_moves_its_price(tmp_path):
    follow("mineral.md", tmp_path)
    price = values(tmp_path / "results" / "blue.csv", "world_price")
    assert len(price) == 36 and price[0] == pytest.approx(2500, rel=0.05) and max(price[12:24]) > 1.02 * price[0]


def test_a_country_is_added_by_rows_and_sells_more_when_another_stops(tmp_path):
    follow("country.md", tmp_path)
    sold = values(tmp_path / "results" / "new.csv", "exports")
    assert len(sold) == 36 and sold[0] > 5000 and max(sold[12:]) > sold[0]


def test_a_sweep_leaves_what_the_page_lists(tmp_path):
    follow("sweep.md", tmp_path)
    listed = set(re.findall(r"`(\w[\w.]*\.(?:h5|csv|json|yaml))`(?=[^\n]*\|)", (PAGES / "sweep.md").read_text(encoding="utf-8")))
    assert {"sweep.h5", "sweep.bands.h5", "sweep.csv", "ledger.csv", "design.yaml"} <= listed
    assert listed <= {path.name for path in (tmp_path / "results" / "tiny").iterdir()}


@pytest.mark.parametrize("page", ["law.md", "agent.md"])
def test_what_the_pages_on_code_change_is_there_to_be_changed(page):
    """Every text that a page's sed commands look for stands in the file that they change."""
    for pattern, path in re.findall(r"^sed -i 's\|\^?(.*?)\|.*' (\S+)$", (PAGES / page).read_text(encoding="utf-8"),
                                    re.M):
        assert pattern.rstrip("$") in (runs.SOURCE / path).read_text(encoding="utf-8"), f"{page}: {path}"
