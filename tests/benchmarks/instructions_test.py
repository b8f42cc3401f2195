"""No part of a run takes half as many instructions again as when instructions.csv was written.

Instructions are counted by valgrind, so a busy or a slow machine changes nothing; processors and libraries of another
make move the counts by a few per cent, a change of the algorithm by more. After a change that is meant to cost or that
makes a part faster: OREPOLITIK_INSTRUCTIONS=write pytest tests/benchmarks/instructions_test.py, on a release build with
GCC (ctest sets OREPOLITIK_BUILD), and say in the commit message what moved. Without valgrind or on another build the test is skipped, and says so.
"""
import csv
import os
import pathlib
import re
import shutil
import subprocess

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
COUNTS = TESTS / "benchmarks" / "instructions.csv"
SCENARIO = TESTS.parent / "config" / "scenarios" / "baseline.yaml"
MONTHS = 24
PLANTS, MONTHS_OF_PLANTS = 10000, 12
TOLERANCE = 1.5
# Called from other files than their own, so that no compiler makes them part of their callers.
PARTS = {
    "all": "PROGRAM TOTALS",
    "read and check": "orepolitik::config::load_scenario(",
    "calibrate": "orepolitik::start::derive_base_year(",
    "make the world": "orepolitik::start::make_world(",
    "find prices": "orepolitik::find_prices(",
    "solve markets": "orepolitik::ExchangeSolver::solve_again(",
    "book trades": "orepolitik::book_trades(",
    "ship": "orepolitik::settle_shipments(",
    "record": "orepolitik::Recorder::month(",
    "copy to blocks": "orepolitik::output::RunFile::append(",
    "write": "orepolitik::output::RunWriter::write(",
}
PARTS_OF_PLANTS = {
    "many plants: all": "PROGRAM TOTALS",
    "many plants: shocks": "orepolitik::suffer_shocks(",
    "many plants: offer": "orepolitik::Mines::decide(",
    "many plants: settle": "orepolitik::Mines::settle(",
}


def count(scenario, months, parts, folder):
    """Instructions by part, called functions included, of a run on one thread with its file."""
    profile = folder / "profile"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", os.environ["OREPOLITIK_PROGRAM"],
                    "run", scenario, "--months", str(months), "--threads", "1", "-o", folder / "run.h5"], check=True,
                   capture_output=True)
    table = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile], check=True,
                           capture_output=True, text=True).stdout
    found = {}
    for line in table.splitlines():
        match = re.match(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+(?:\S*?:)?(.*)", line)
        for part, name in parts.items():
            if match and match[2].startswith(name):
                found[part] = max(found.get(part, 0), int(match[1].replace(",", "")))
    return found


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    """Of the baseline, and of a made-up world whose months are those of its plants."""
    if os.environ.get("OREPOLITIK_BUILD") != "GNU Release":
        pytest.skip(f"counts are of a release build by GCC, not of {os.environ.get('OREPOLITIK_BUILD')}")
    if not shutil.which("valgrind"):
        pytest.skip("valgrind is not installed (scripts/setup.sh)")
    folder = tmp_path_factory.mktemp("instructions")
    subprocess.run([os.environ["OREPOLITIK_PROGRAM"], "synth", "--plants", str(PLANTS), "-o", folder / "world.yaml"],
                   check=True)
    plants = folder / "plants.yaml"
    plants.write_text("title: Many plants\nworld: world.yaml\nfrom: 2024-01\nrecord: {plants: false, flows: false}\n")
    return (count(SCENARIO, MONTHS, PARTS, folder)
            | count(plants, MONTHS_OF_PLANTS, PARTS_OF_PLANTS, folder))


def test_no_part_takes_half_as_much_again(counts):
    every_part = [*PARTS, *PARTS_OF_PLANTS]
    assert set(counts) == set(every_part), "a part has another name now: say it in PARTS"
    if os.environ.get("OREPOLITIK_INSTRUCTIONS") == "write":
        rows = [(part, round(counts[part] / 1e6, 1)) for part in every_part]
        with COUNTS.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("part", "million_instructions"), *rows])
    with COUNTS.open(newline="") as file:
        allowed = {row["part"]: float(row["million_instructions"]) for row in csv.DictReader(file)}
    assert set(allowed) == set(every_part)
    grown = {part: f"{counts[part] / 1e6:.1f} million, {allowed[part]} before" for part in every_part
             if counts[part] > TOLERANCE * 1e6 * allowed[part]}
    assert not grown, grown
