"""The run command as a user types it: what it writes, what it says, and how it ends."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import h5py
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

TINY = runs.SCENARIOS / "tiny.yaml"


def tiny(*words, **more):
    return runs.say("run", TINY, *words, **more)


def test_a_run_file_takes_the_scenarios_name(tmp_path):
    said = tiny("--months", "3", cwd=tmp_path)
    assert said.returncode == 0 and said.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.h5"]


def test_a_path_may_have_spaces_and_accents(tmp_path):
    path = tmp_path / "été 2024 – Übung.h5"
    assert tiny("-o", path, "--months", "3").returncode == 0
    assert path.exists()


def test_scenario_and_world_may_lie_in_folders_of_any_name(tmp_path):
    folder = tmp_path / "Größe & Maß" / "世界 (copy)"
    folder.mkdir(parents=True)
    shutil.copytree(runs.SOURCE / "config/worlds/tiny", folder / "wörld 1")
    (folder / "cäse.yaml").write_text(TINY.read_text().replace("../worlds/tiny", "wörld 1"))
    said = runs.say("run", folder / "cäse.yaml", "--months", "3", cwd=folder)
    assert said.returncode == 0, said.stderr
    assert (folder / "cäse.h5").exists()
    faulty = folder / "wörld 1" / "minerals.csv"
    faulty.write_text(faulty.read_text().replace("redmetal", "", 1))
    said = runs.say("check", folder / "cäse.yaml")
    assert said.returncode == 2 and f"{faulty}:2:" in said.stderr


def test_what_is_set_is_what_runs(tmp_path):
    path = tmp_path / "run.h5"
    said = tiny("-o", path, "--months", "5", "--seed", "7", "--threads", "1", "--set", "behaviour.hoarding=0.25",
                "--set", "laws.extra={law: export_tax, actor: MNA, from: 2024-02, rate: 0.1}")
    assert said.returncode == 0, said.stderr
    with h5py.File(path) as file:
        assert file["time"].shape == (5,)
        assert int(file.attrs["seed"]) == 7
        text = file.attrs["scenario"]
        text = text.decode() if isinstance(text, bytes) else str(text)
    assert "hoarding: 0.25" in text and "export_tax" in text


@pytest.mark.parametrize("words, place", [
    (("--months", "0"), "--set months=0"),
    (("--seed", "-1"), "--set seed=-1"),
    (("--set", "behaviour.hording=1"), "--set behaviour.hording=1"),
    (("--set", "nonsense"), "nonsense"),
    (("--set", "laws.x.law=export_bann"), "export_bann"),
    (("--months", "1e3"), "--months"),
    (("--threads", "0"), "--threads"),
    (("--fast",), "--fast"),
    (("--months", "010"), "--months: 010 (a leading zero makes it octal to some readers) meant 10?"),
    (("--months", "0x3"), "--months: 0x3"),
    (("--seed", "9" * 23), "--seed: " + "9" * 23 + " (must not exceed 1e+15)"),
    (("--threads", "010"), "--threads: 010"),
    (("--months", ""), "--months: has no value"),  # a variable that a script never set
    (("--seed", ""), "--seed: has no value"),
    (("--set", "world=" + "x" * 300), "no such folder or file"),
])
def test_wrong_words_end_with_2_and_leave_nothing(tmp_path, words, place):
    said = tiny("-o", tmp_path / "run.h5", *words)
    assert said.returncode == 2, said.stderr
    assert place in said.stderr
    assert "terminate" not in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [
    ("run", ""), ("run", "tiny.yaml", "-o", ""), ("resume", ""), ("sweep", "tiny.yaml", "-o", ""),
    ("sweep", "tiny.yaml", "-o", "sweep", "--shard", ""), ("merge", ""), ("merge", "sweep", "-o", ""), ("check", ""),
    ("compare", "a.h5", "b.h5", "--mineral", ""), ("compare", "a.h5", "--arms", ""), ("export", "a.h5", ""),
    ("export", "a.h5", "price", "-o", "")])
def test_an_empty_word_is_no_word_left_out(words, tmp_path):
    said = runs.say(*words, cwd=tmp_path)
    assert said.returncode == 2 and ": has no value" in said.stderr, said.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_a_file_says_cannot_end_or_colour_a_message(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text('title: Case\nworld: "a\\0b"\n"laws\\e[31m": 3\n')
    said = runs.say("check", path)
    assert said.returncode == 2 and "\\x00b (no such folder or file" in said.stderr and "laws\\x1B[31m" in said.stderr
    assert not set(said.stderr) & {"\0", "\x1b"}


def test_a_misspelt_key_names_the_nearest(tmp_path):
    said = tiny("-o", tmp_path / "run.h5", "--set", "behaviour.hording=1")
    assert "hoarding" in said.stderr


def test_unknown_commands_and_no_command_end_with_2():
    assert runs.say("simulate").returncode == 2
    assert runs.say().returncode == 2


def test_help_and_version_end_with_0():
    for words in (("--help",), ("run", "--help"), ("--version",)):
        said = runs.say(*words)
        assert said.returncode == 0 and said.stdout


def test_a_missing_scenario_ends_with_3(tmp_path):
    said = runs.say("run", tmp_path / "none.yaml", "-o", tmp_path / "run.h5")
    assert said.returncode == 3 and "none.yaml" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_scenario_gives_file_line_and_column(tmp_path):
    path = tmp_path / "faulty.yaml"
    path.write_text(f"title: faulty\nworld: {runs.SOURCE}/config/worlds/tiny\nmonths: twelve\nsede: 3\n")
    said = runs.say("run", path, "-o", tmp_path / "run.h5")
    assert said.returncode == 2
    assert f"{path}:3:" in said.stderr and f"{path}:4:" in said.stderr  # both faults at once
    assert [entry.name for entry in tmp_path.iterdir()] == ["faulty.yaml"]


def test_a_missing_folder_or_a_folder_as_output_ends_with_3(tmp_path):
    for output in (tmp_path / "no" / "run.h5", tmp_path):
        said = tiny("-o", output, "--months", "3")
        assert said.returncode == 3, said.stderr
        assert str(output) in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_old_run_survives_a_failed_one(tmp_path):
    path = tmp_path / "run.h5"
    assert tiny("-o", path, "--months", "3").returncode == 0
    before = path.read_bytes()
    assert tiny("-o", path, "--months", "0").returncode == 2
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_ends_with_3(tmp_path):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        said = runs.say("run", runs.SCENARIOS / "baseline.yaml", "-o", tmp_path / "run.h5", "--months", "60")
        assert said.returncode == 3, said.stderr
        assert "run.h5" in said.stderr
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.parametrize("words", [("describe", "all"), ("describe", "--schema"), ("check", TINY), ("--help",)])
def test_a_closed_stdout_is_no_crash(words):
    listing = subprocess.Popen([runs.PROGRAM, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    listing.stdout.close()
    listing.stderr.read()
    assert listing.wait(timeout=60) in (0, 3, -signal.SIGPIPE)


def test_a_law_that_the_run_never_meets_is_told(tmp_path):
    slips = {"from: 2050-01": "the run ends with 2024-06", "from: 2020-01, until: 2022-01": "the run begins with 2024-01"}
    for date, why in slips.items():
        law = f"laws.late={{law: export_ban, actor: MNA, {date}}}"
        said = tiny("--months", "6", "--set", law, "-o", tmp_path / "run.h5")
        assert said.returncode == 0 and "warning: laws.late." in said.stderr and why in said.stderr
    met = tiny("--months", "18", "-o", tmp_path / "run.h5")
    assert met.returncode == 0 and "warning" not in met.stderr


def test_a_path_of_power_is_told_where_the_price_of_power_is_given(tmp_path):
    path = "paths.dry={path: generation, sources: [hydro], values: {2024-03: 0.5}}"
    said = tiny("--months", "2", "--set", path, "-o", tmp_path / "run.h5")
    assert said.returncode == 0
    assert "warning: paths.dry.path=generation (behaviour.power is given: this path changes nothing)" in said.stderr
    balanced = runs.say("run", runs.SCENARIOS / "energy-balance.yaml", "--months", "2", "--set", path, "-o",
                        tmp_path / "run.h5")
    assert balanced.returncode == 0 and "paths.dry" not in balanced.stderr


def test_a_balance_of_power_needs_sources(tmp_path):
    said = tiny("--months", "2", "--set", "behaviour.power=balance", "-o", tmp_path / "run.h5")
    assert said.returncode == 2 and "names no sources of power" in said.stderr


def test_an_event_that_stops_no_plant_is_refused(tmp_path):
    slip = "events.slide={event: outage, plants: [Red Hill, Red Hull], from: 2024-03}"
    said = tiny("--months", "2", "--set", slip, "-o", tmp_path / "run.h5")
    assert said.returncode == 2
    assert "events.slide.plants=Red Hull (no plant that the event covers is named so)" in said.stderr
    assert "Red Hill (" not in said.stderr
    nowhere = "events.slide={event: outage, countries: [USR], forms: [ore], from: 2024-03}"
    said = tiny("--months", "2", "--set", nowhere, "-o", tmp_path / "run.h5")
    assert said.returncode == 2 and "events.slide (covers no plant of this world)" in said.stderr
    assert list(tmp_path.iterdir()) == []
