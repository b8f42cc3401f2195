"""Run files are read from other tools by the examples in docs/examples/."""
import io
import pathlib
import shutil
import subprocess
import sys

import numpy as np
import pandas
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

EXAMPLES = runs.SOURCE / "docs" / "examples"


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r_reads_the_prices_that_python_reads(tmp_path):
    path = runs.run("antimony-ban", tmp_path / "run.h5", "--months", "18")
    said = subprocess.run(["Rscript", EXAMPLES / "read_run.R", path, "antimony.refined", "CHN"], capture_output=True,
                          text=True, check=False)
    assert said.returncode == 0, said.stderr
    table = pandas.read_csv(io.StringIO(said.stdout))
    price = runs.root(path).price.sel(material="antimony.refined", country="CHN")
    assert table.month.tolist() == [str(month)[:7] for month in price.time.values]
    assert np.allclose(table.price_usd_per_t, price.values, rtol=1e-12)


@pytest.mark.skipif(not shutil.which("octave"), reason="Octave is not installed")
def test_octave_reads_what_export_writes(tmp_path):
    path = runs.run("antimony-ban", tmp_path / "run.h5", "--months", "18")
    exported = runs.say("export", path, "price", "--select", "material=antimony.refined", "--select", "country=CHN", "-o",
                        tmp_path / "price.csv")
    assert exported.returncode == 0, exported.stderr
    said = subprocess.run(["octave", "--no-gui", "--no-init-file", EXAMPLES / "read_run.m", tmp_path / "price.csv"],
                          capture_output=True, text=True, check=False)
    price = runs.root(path).price.sel(material="antimony.refined", country="CHN")
    highest = int(price.values.argmax())
    month = str(price.time.values[highest])[:7]
    assert said.stdout.strip() == f"18 months, highest {float(price[highest]):.6f} USD/t in {month}", said.stderr
