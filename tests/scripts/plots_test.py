"""Every plot draws a run alone and against a baseline, and says what is wrong with bad arguments."""
import shutil
import sys
from pathlib import Path

import h5py
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import synthetic_runs
from script_runs import call

PNG_START = b"\x89PNG\r\n"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    return (synthetic_runs.make_run(folder / "ban.h5", banned=True),
            synthetic_runs.make_run(folder / "base.h5", banned=False))


def pictures(done):
    """The files that the script says it wrote, each looked into."""
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    for path in paths:
        start = path.read_bytes()[:200]
        assert start.startswith(PNG_START) if path.suffix == ".png" else (b"%PDF" if path.suffix == ".pdf" else b"<?xml") in start
    return {path.name for path in paths}


@pytest.mark.parametrize("script, options, name", [
    ("plot_prices.py", [], "prices"),
    ("plot_prices.py", ["--mineral", "antimony"], "prices_antimony"),
    ("plot_prices.py", ["--mineral", "copper", "--country", "USA"], "prices_copper"),
    ("plot_flows.py", [], "flows_antimony"),
    ("plot_flows.py", ["--mineral", "copper", "--form", "ore"], "flows_copper"),
    ("plot_balance.py", [], "balance_antimony"),
    ("plot_balance.py", ["--mineral", "antimony", "--country", "CHN"], "balance_antimony_CHN"),
    ("plot_map.py", [], "map_antimony"),
    ("plot_laws.py", [], "laws"),
])
def test_a_plot_against_a_baseline_writes_png_svg_and_pdf(runs, tmp_path, script, options, name):
    assert pictures(call(script, *runs, *options, "-o", tmp_path)) == {f"{name}.{kind}" for kind in ("png", "svg", "pdf")}


@pytest.mark.parametrize("script", ["plot_prices.py", "plot_flows.py"])
def test_a_run_is_drawn_without_a_baseline(runs, tmp_path, script):
    assert len(pictures(call(script, runs[1], "--mineral", "gallium", "-o", tmp_path))) == 3


def test_pictures_go_beside_the_run_by_default(runs):
    pictures(call("plot_balance.py", runs[0]))
    assert (runs[0].parent / "balance_antimony.png").is_file()


@pytest.mark.parametrize("script", ["plot_prices.py", "plot_flows.py", "plot_balance.py"])
def test_an_unknown_mineral_is_answered_with_the_known_ones(runs, script):
    done = call(script, runs[0], "--mineral", "unobtainium")
    assert done.returncode == 2
    assert "no mineral is called unobtainium" in done.stderr and "copper" in done.stderr


def test_an_unknown_country_is_named(runs):
    done = call("plot_prices.py", runs[0], "--country", "ATL")
    assert done.returncode == 2 and "no country is called ATL" in done.stderr


def test_an_unknown_form_is_named(runs):
    done = call("plot_flows.py", runs[0], "--mineral", "copper", "--form", "slag")
    assert done.returncode == 2 and "no material is called copper.slag" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["run.h5", "--colour", "red"]])
def test_arguments_that_make_no_sense_show_the_usage(arguments):
    done = call("plot_balance.py", *arguments)
    assert done.returncode == 2 and "usage:" in done.stderr


def test_a_missing_file_is_named(tmp_path):
    done = call("plot_prices.py", tmp_path / "none.h5")
    assert done.returncode == 3 and "none.h5: no such file" in done.stderr


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "text.h5").write_text("not a run")
    done = call("plot_balance.py", tmp_path / "text.h5")
    assert done.returncode == 3 and "text.h5: not a run file" in done.stderr and "Traceback" not in done.stderr


def without_units(file):
    del file["time"].attrs["units"]


def with_months_out_of_order(file):
    file["time"][...] = file["time"][()][::-1]


@pytest.mark.parametrize("damage", [without_units, with_months_out_of_order])
def test_a_run_whose_months_are_damaged_is_refused(damage, runs, tmp_path):
    path = Path(shutil.copy(runs[0], tmp_path))
    with h5py.File(path, "r+") as file:
        damage(file)
    done = call("plot_prices.py", path)
    assert done.returncode == 3 and "its months are missing or out of order" in done.stderr, done.stderr
