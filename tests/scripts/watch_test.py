"""Watching a run while it runs: what the live file tells agrees with the run file, and goes with the run."""
import csv
import os
import pathlib
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

sys.path.insert(0, str(runs.SOURCE / "scripts"))
import watch  # noqa: E402

PYTHON = os.environ.get("OREPOLITIK_PYTHON", sys.executable)
HEAD = "month,material,unmet_demand,world_price\n"


def start(path, *words):
    return subprocess.Popen([runs.PROGRAM, "run", runs.SCENARIOS / "antimony-ban.yaml", "--live", "-o", path, *words],
                            stderr=subprocess.DEVNULL)


def watching(path, *words):
    return subprocess.run([PYTHON, "-B", runs.SOURCE / "scripts" / "watch.py", path, "--every", "0.1", *words],
                          capture_output=True, text=True, check=False, timeout=120)


def test_a_run_is_followed_to_its_end(tmp_path):
    run = start(tmp_path / "run.h5")
    said = watching(tmp_path / "run.h5", "--mineral", "antimony")
    assert said.returncode == 0, said.stderr
    assert run.wait() == 0 and not (tmp_path / "run.h5.live.csv").exists()
    screens = said.stdout.split("run.h5.live.csv: ")[1:]
    assert len(screens) > 3 and "the run is over" in screens[-1]  # it saw the run on its way
    # The file goes at the end: the last months may have passed unseen, those seen are those of the run.
    seen = screens[-1].splitlines()
    month, shown = int(seen[0].split("month ")[1].split(",")[0]), float(seen[2].split()[2].replace(",", ""))
    price = runs.root(tmp_path / "run.h5").world_price.sel(material="antimony.refined")
    assert shown == pytest.approx(float(price[month - 1]), abs=0.51)


def test_the_live_file_tells_what_the_run_file_holds(tmp_path):
    path = tmp_path / "run.h5"
    run = start(path, "--set", "months=2400")
    live = tmp_path / "run.h5.live.csv"
    while not live.exists() or live.stat().st_size < 300000:
        time.sleep(0.05)
    rows = [row for row in csv.DictReader(live.read_text(encoding="utf-8").splitlines()) if None not in row.values()]
    run.send_signal(signal.SIGKILL)
    run.wait()
    held = runs.root(runs.run("antimony-ban", path, "--months", "12")).isel(time=11)
    told = {row["material"]: row for row in rows if row["month"] == "2024-12"}
    assert set(told) == set(held.material.values)
    for material in ("antimony.refined", "copper.ore"):
        cell = held.sel(material=material)
        assert float(told[material]["world_price"]) == pytest.approx(float(cell.world_price), rel=1e-5)
        for name in ("use", "unmet_demand", "trader_stock", "production"):
            assert float(told[material][name]) == pytest.approx(float(cell[name].sum()), rel=1e-5)
    assert live.exists()  # of the run that was killed; the next live run writes over it
    assert start(path, "--months", "2").wait() == 0 and not live.exists()


def test_a_run_changes_no_bit_by_being_told(tmp_path):
    runs.run("antimony-ban", tmp_path / "told.h5", "--months", "14", "--live")
    runs.run("antimony-ban", tmp_path / "quiet.h5", "--months", "14")
    assert runs.compared(tmp_path / "told.h5") == runs.compared(tmp_path / "quiet.h5")


def test_rows_cut_off_in_the_middle_wait_for_their_rest(tmp_path):
    live = tmp_path / "x.live.csv"
    live.write_text(HEAD + "2024-01,tin.ore,0,10\n2024-01,tin.ref", encoding="utf-8")
    run = watch.LiveRun(live)
    assert run.read_on() and run.price == {"tin.ore": [10.0]}
    with live.open("a", encoding="utf-8") as file:
        file.write("ined,3,25\n")
    run.read_on()
    assert run.price["tin.refined"] == [25.0] and run.unmet["tin.refined"] == [3.0]
    assert run.main_materials() == {"tin": "tin.refined"}


def test_bars_rise_with_prices_and_make_no_mountains_of_rounding():
    assert watch.sparkline([1, 2, 3, 8], 10) == "▁▂▃█"
    assert watch.sparkline([100.0, 100.01, 100.0], 10) == "▁▁▁"
    assert len(watch.sparkline(list(np.arange(1, 101)), 30)) == 25  # four months to a bar


def test_wrong_words_are_told(tmp_path):
    said = watching(tmp_path / "none.h5", "--wait", "0.1")
    assert said.returncode == 3 and "start it with --live" in said.stderr
    (tmp_path / "old.h5.live.csv").write_text(HEAD + "2024-01,tin.refined,0,10\n", encoding="utf-8")
    said = watching(tmp_path / "old.h5", "--patience", "0.3")
    assert said.returncode == 2 and "no new month" in said.stderr
    said = watching(tmp_path / "old.h5", "--mineral", "unobtainium")
    assert said.returncode == 2 and "no mineral is called unobtainium" in said.stderr
    said = subprocess.run([PYTHON, "-B", runs.SOURCE / "scripts" / "watch.py", "x.h5", "--window"], text=True,
                          capture_output=True, check=False, env={**os.environ, "MPLBACKEND": "Agg"})
    assert said.returncode == 2 and "leave out --window" in said.stderr
