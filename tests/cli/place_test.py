"""Where a run may be written, and what a run that ends badly leaves behind."""
import os
import pathlib
import resource
import signal
import stat
import struct
import subprocess
import sys
import time
import zlib

import h5py
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

TINY, BASELINE = runs.SCENARIOS / "tiny.yaml", runs.SCENARIOS / "baseline.yaml"
MARKET = runs.SOURCE / "config" / "markets" / "gsim.yaml"


def tiny(path, **more):
    return runs.say("run", TINY, "-o", path, "--months", "3", **more)


def start_long_run(path):
    """A run that has begun to write, and would go on for half a minute."""
    run = subprocess.Popen([runs.PROGRAM, "run", str(BASELINE), "-o", str(path), "--months", "12000"],
                           stderr=subprocess.PIPE, text=True)
    while not path.with_name(path.name + ".part").exists() and run.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    return run


def test_a_device_or_a_pipe_stays_what_it_is(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        said = tiny(path)
        assert said.returncode == 3 and f"{path}: is no file but a device or a pipe" in said.stderr
        assert stat.S_ISFIFO(path.stat().st_mode)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_no_run_file_is_not_overwritten(tmp_path):
    notes = tmp_path / "notes.yaml"
    notes.write_text("weeks of work\n")
    said = tiny(notes)
    assert said.returncode == 3 and "exists and is no run file" in said.stderr
    assert notes.read_text() == "weeks of work\n"
    empty = tmp_path / "empty.h5"
    empty.touch()
    assert tiny(empty).returncode == 0
    assert tiny(empty).returncode == 0  # a run file gives way to a newer one


def test_two_runs_to_one_file_do_not_harm_each_other(tmp_path):
    path = tmp_path / "run.h5"
    first = start_long_run(path)
    second = tiny(path)
    assert second.returncode == 3 and "is being written by another run" in second.stderr
    assert path.with_name("run.h5.part").exists()
    first.terminate()
    assert first.wait(timeout=60) == 75
    assert tiny(path).returncode == 0


@pytest.mark.parametrize("attempt", range(5))
def test_of_runs_that_start_together_one_is_whole(tmp_path, attempt):
    path = tmp_path / "run.h5"
    words = [runs.PROGRAM, "run", str(BASELINE), "-o", str(path), "--months", "12", "--seed"]
    both = [subprocess.Popen([*words, seed], stderr=subprocess.DEVNULL) for seed in ("1", "2")]
    codes = [run.wait(timeout=120) for run in both]
    assert 0 in codes and set(codes) <= {0, 3}
    with h5py.File(path) as file:
        assert int(file.attrs["seed"]) in {seed for seed, code in zip((1, 2), codes) if code == 0}
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.h5"]


def test_what_a_killed_run_leaves_is_no_run_and_in_nobodys_way(tmp_path):
    path = tmp_path / "run.h5"
    run = start_long_run(path)
    run.kill()
    run.wait(timeout=60)
    assert not path.exists()
    assert tiny(path).returncode == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.h5"]


@pytest.fixture
def renamed(tmp_path):
    """A checkpoint that was given another name than the months it tells of."""
    run = start_long_run(tmp_path / "run.h5")
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=120)
    assert run.returncode == 75
    return (tmp_path / "run.h5.checkpoint").rename(tmp_path / "new.h5.checkpoint")


def test_a_renamed_checkpoint_outlives_a_resume_that_is_killed(renamed):
    whole, months = renamed.read_bytes(), renamed.with_name("new.h5.months")
    for stop, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 75)):
        resume = subprocess.Popen([runs.PROGRAM, "resume", renamed], stderr=subprocess.DEVNULL)
        while not (months.exists() and months.stat().st_size) and resume.poll() is None:
            time.sleep(0.01)
        assert renamed.read_bytes() == whole  # until the next one there is no other
        resume.send_signal(stop)
        assert resume.wait(120) == code
        months.unlink(missing_ok=stop == signal.SIGKILL)
    assert renamed.read_bytes() != whole


@pytest.mark.parametrize("name", [b"../run.h5.months", b"/dev/zero", b".", b"", b"x" * 300])
def test_months_are_sought_beside_their_checkpoint_alone(name, renamed):
    head = b"orepolitik checkpoint 1\n"
    old = b"run.h5.months"
    body = renamed.read_bytes()[len(head) + 12:].replace(struct.pack("<Q", len(old)) + old, struct.pack("<Q", len(name)) + name)
    renamed.write_bytes(head + struct.pack("<QI", len(body), zlib.crc32(body)) + body)
    before = {path: path.read_bytes() for path in renamed.parent.iterdir()}
    said = runs.say("resume", renamed)
    assert said.returncode == 2 and "the months recorded so far" in said.stderr, said.stderr
    assert {path: path.read_bytes() for path in renamed.parent.iterdir()} == before


def test_a_terminal_that_goes_away_stops_a_run_in_order(tmp_path):
    run = start_long_run(tmp_path / "run.h5")
    run.send_signal(signal.SIGHUP)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 75, said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.h5.checkpoint", "run.h5.months"]


def limited(kind, limit):
    return lambda: resource.setrlimit(kind, (limit, limit))


def test_a_limit_on_file_sizes_ends_with_3(tmp_path):
    said = tiny(tmp_path / "run.h5", preexec_fn=limited(resource.RLIMIT_FSIZE, 20_000))
    assert said.returncode == 3, said.stderr
    assert "run.h5" in said.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words, name", [
    (("export", "run.h5", "price", "-o", "price.csv"), "price.csv"), (("synth", "--plants", 100, "-o", "world.yaml"), "world.yaml")])
def test_a_limit_on_file_sizes_ends_other_commands_with_3_too(words, name, tmp_path):
    assert tiny(tmp_path / "run.h5").returncode == 0
    said = runs.say(*words, cwd=tmp_path, preexec_fn=limited(resource.RLIMIT_FSIZE, 10))
    assert said.returncode == 3 and name in said.stderr, said.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["run.h5"]


def test_want_of_memory_ends_with_75(tmp_path):
    path = tmp_path / "run.h5"
    refused = 0
    for megabytes in (70, 90, 110, 130, 160, 250):
        said = runs.say("run", BASELINE, "-o", path, "--months", "24", "--threads", "1",
                        preexec_fn=limited(resource.RLIMIT_AS, megabytes << 20))
        # HDF5 1.10 itself may still crash where memory ends in the middle of one of its calls.
        assert said.returncode in (0, 3, 75, -signal.SIGSEGV), said.stderr
        refused += said.returncode == 75 and "not enough memory" in said.stderr
        assert path.exists() == (said.returncode == 0)
        path.unlink(missing_ok=True)
    assert refused


def test_closed_streams_do_not_end_up_in_the_file(tmp_path):
    path = tmp_path / "run.h5"
    words = f"'{runs.PROGRAM}' run '{BASELINE}' -o '{path}' --months 24 <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", words], check=False).returncode == 0
    with h5py.File(path) as file:
        assert file["time"].shape == (24,)


def test_a_list_that_cannot_be_printed_whole_ends_with_3():
    for words in ("describe all", "describe --schema", f"check '{TINY}'", "--help", f"clear '{MARKET}'"):
        said = subprocess.run(["bash", "-c", f"'{runs.PROGRAM}' {words} >/dev/full"], capture_output=True, text=True,
                              check=False)
        assert said.returncode == 3 and "No space" in said.stderr, words


@pytest.mark.parametrize("words, code", [
    (("run", TINY, "-o", "run.h5", "--months", 3), 0),  # with a warning: its law comes later
    (("check", MARKET.parent), 2), (("describe", "nothing-of-that-name"), 2)])
def test_a_log_on_a_full_disk_stops_nothing_and_changes_no_code(words, code, tmp_path):
    with open("/dev/full", "w") as full:
        said = subprocess.run([runs.PROGRAM, *map(str, words)], cwd=tmp_path, stderr=full, check=False)
    assert said.returncode == code and (words[0] != "run" or (tmp_path / "run.h5").exists())


def locale_with_commas(folder):
    """Where a locale is that writes 1,5 for 1.5, made for the test if the machine can."""
    made = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], capture_output=True,
                          check=False)
    return {"LOCPATH": str(folder)} if made.returncode in (0, 1) and (folder / "de_DE.UTF-8").exists() else {}


def test_neither_home_nor_locale_matters(tmp_path):
    texts = []
    german = {"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8", "LANG": "fr_FR.UTF-8"}
    for environment in ({}, german | locale_with_commas(tmp_path)):
        path = tmp_path / "run.h5"
        assert tiny(path, env=environment).returncode == 0
        texts.append(runs.compared(path))
    assert texts[0] == texts[1]
