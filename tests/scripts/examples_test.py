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
