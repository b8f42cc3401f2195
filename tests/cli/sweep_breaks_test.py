"""What breaks sweeps in the field: odd names, closed streams, wrong clocks, network disks, damaged files, little memory."""
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys

import h5py
import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import sweeps

# A network disk that has no locks, and on which every second answer to a rename is lost: the client asks again, and is
# told that there is nothing to rename.
NETWORK_DISK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
int flock(int descriptor, int operation) { errno = ENOLCK; return -1; }
int rename(const char* from, const char* to) {
    static int calls = 0;
    int (*real)(const char*, const char*) = (int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename");
    int result = real(from, to);
    if (result == 0 && ++calls % 2 == 0) { errno = ENOENT; return -1; }
    return result;
}
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    file = sweeps.design(folder)
    assert sweeps.sweep(file, folder / "sweep").returncode == 0
    return file, sweeps.left(folder / "sweep"), folder / "sweep"


@pytest.fixture
def copy(whole, tmp_path):
    """The whole sweep, to be damaged."""
    return pathlib.Path(shutil.copytree(whole[2], tmp_path / "copy"))


def test_names_with_spaces_and_letters_of_all_kinds(whole, tmp_path):
    folder = tmp_path / "größe 大 (1)" / "a b"
    said = sweeps.sweep(whole[0], folder)
    assert said.returncode == 0, said.stderr
    assert sweeps.left(folder) == whole[1]


def test_closed_streams_end_up_in_no_file(whole, tmp_path):
    folder = tmp_path / "sweep"
    words = f"'{runs.PROGRAM}' sweep '{whole[0]}' -o '{folder}' <&- >&- 2>&- && '{runs.PROGRAM}' merge '{folder}' <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", words], check=False).returncode == 0
    assert sweeps.left(folder) == whole[1]


@pytest.mark.parametrize("more", [{"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}, {}])
def test_neither_home_nor_locale_matters(whole, tmp_path, more):
    assert sweeps.sweep(whole[0], tmp_path / "sweep", env=more).returncode == 0
    assert sweeps.left(tmp_path / "sweep") == whole[1]


@pytest.mark.parametrize("seconds", [0, 4e9])
def test_a_clock_that_jumps_changes_nothing(whole, tmp_path, seconds):
    folder = tmp_path / "sweep"
    assert sweeps.sweep(whole[0], folder, "--shard", "0/2").returncode == 0
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (seconds, seconds))
    said = sweeps.sweep(whole[0], folder)
    assert said.returncode == 0 and "8 of 16 runs are done already" in said.stderr
    assert sweeps.left(folder) == whole[1]


@pytest.mark.skipif(not shutil.which("cc"), reason="needs a compiler")
def test_a_network_disk_without_locks_that_answers_twice(whole, tmp_path):
    (tmp_path / "disk.c").write_text(NETWORK_DISK)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "disk.so", tmp_path / "disk.c"], check=True)
    environment = os.environ | {"LD_PRELOAD": str(tmp_path / "disk.so")}
    said = sweeps.sweep(whole[0], tmp_path / "sweep", env=environment)
    assert said.returncode == 0, said.stderr
    said = runs.say("merge", tmp_path / "sweep", env=environment)
    assert said.returncode == 0, said.stderr
    assert sweeps.left(tmp_path / "sweep") == whole[1]
    assert list((tmp_path / "sweep").rglob("*.part")) == []


def test_a_ledger_of_nonsense_is_nobodys_business(whole, copy):
    with (copy / "ledger.csv").open("ab") as file:
        file.write(b"\xff\0nonsense,,\n3,done,0,torn")
    (copy / "batches" / "00003.h5").unlink()
    assert sweeps.sweep(whole[0], copy).returncode == 0
    assert sweeps.left(copy) == whole[1]
    assert (copy / "ledger.csv").read_bytes().split(b"\n")[-2].startswith(b"3,done,0,")


@pytest.mark.parametrize("size", [0, 100, 1000, 3000])
def test_a_truncated_batch_is_named_and_done_again(whole, copy, size):
    batch = copy / "batches" / "00005.h5"
    os.truncate(batch, size)
    said = runs.say("merge", copy)
    assert said.returncode == 3 and f"{batch}: cannot be read" in said.stderr and "remove it and sweep again" in said.stderr
    batch.unlink()
    assert sweeps.sweep(whole[0], copy).returncode == 0
    assert sweeps.left(copy) == whole[1]


def rewritten(batch, name, **more):
    """Gives one dataset of a batch another type, shape or contents."""
    with h5py.File(batch, "r+") as file:
        attributes = dict(file[name].attrs)
        del file[name]
        file.create_dataset(name, **more).attrs.update({key: value for key, value in attributes.items() if key == "units"})


@pytest.mark.parametrize("name, more", [
    ("reason", {"shape": 4000, "dtype": h5py.string_dtype()}), ("reason", {"shape": 0, "dtype": h5py.string_dtype()}),
    ("reason", {"data": np.array([b"done"] * 8)}), ("status", {"data": np.full(8, 7)}),
    ("status", {"data": np.full(8, np.nan)}), ("status", {"data": np.zeros(9)})])
def test_a_batch_of_another_shape_is_refused(copy, name, more):
    batch = copy / "batches" / "00000.h5"
    with h5py.File(batch) as file:
        runs_in_batch = int(file["status"].size)
    if "data" in more:
        more = {"data": more["data"][:1].repeat(runs_in_batch + (more["data"].size == 9))}
    rewritten(batch, name, **more)
    said = runs.say("merge", copy)
    assert said.returncode == 3 and f"{batch}: cannot be read" in said.stderr, said.stderr


def test_batches_that_changed_places_are_refused(copy):
    first, second = (copy / "batches" / f"0000{number}.h5" for number in (0, 1))
    whole = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(whole)
    said = runs.say("merge", copy)
    assert said.returncode == 3 and "it holds the runs of another batch" in said.stderr, said.stderr


def test_reasons_that_were_never_written_are_none(copy):
    batch = copy / "batches" / "00000.h5"
    with h5py.File(batch) as file:
        count = int(file["reason"].size)
    rewritten(batch, "reason", shape=count, dtype=h5py.string_dtype())
    assert runs.say("merge", copy).returncode == 0


def test_a_log_of_noise_holds_no_run(whole, copy):
    (copy / "batches" / "00002.h5").unlink()
    (copy / "batches" / "00002.log").write_bytes(os.urandom(5000))
    assert sweeps.sweep(whole[0], copy).returncode == 0
    assert sweeps.left(copy) == whole[1]


@pytest.mark.parametrize("change", [
    lambda text: "\n".join(text.splitlines()[:5]) + "\n", lambda text: text.replace("\n0,0,", "\n0,zero,", 1),
    lambda text: text.replace("\n0,0,", "\n0,999999999,", 1), lambda text: text.replace("\n1,0,free", "\n1,0,ban", 1),
    lambda text: text.replace("\n1,0,free", "\n7,0,free", 1)])
def test_a_changed_list_of_runs_is_refused(copy, change):
    (copy / "design.csv").write_text(change((copy / "design.csv").read_text()))
    said = runs.say("merge", copy)
    assert said.returncode == 3 and "design.csv: is not the design of this sweep" in said.stderr, said.stderr


def test_a_list_of_runs_of_another_sweep_is_refused_before_anything_is_run(whole, tmp_path):
    folder = tmp_path / "sweep"  # of a sweep that was killed before its first run, or that somebody tidied up
    folder.mkdir()
    text = (whole[2] / "design.csv").read_text()
    (folder / "design.csv").write_text(text.replace(",3\n", ",4\n"))
    said = sweeps.sweep(whole[0], folder)
    assert said.returncode == 2 and "design.csv: (is not the list of runs of this sweep)" in said.stderr, said.stderr
    assert [path.name for path in folder.iterdir()] == ["design.csv"]
    (folder / "design.csv").unlink()
    assert sweeps.sweep(whole[0], folder).returncode == 0 and sweeps.left(folder) == whole[1]


def test_a_merge_writes_all_its_files_or_none(copy, tmp_path):
    (tmp_path / "notes.csv").write_text("weeks of work\n")
    (tmp_path / "folder.bands.h5").mkdir()
    before = {path.name for path in tmp_path.iterdir()}
    for name, code, told in (("notes.h5", 3, "notes.csv: exists and is no table of a sweep"),
                             ("folder.h5", 3, "folder.bands.h5: is a folder"), ("all.csv", 2, "meant " + str(tmp_path / "all.h5"))):
        said = runs.say("merge", copy, "-o", tmp_path / name)
        assert said.returncode == code and told in said.stderr, said.stderr
    assert {path.name for path in tmp_path.iterdir()} == before
    assert (tmp_path / "notes.csv").read_text() == "weeks of work\n"


@pytest.mark.parametrize("name, text", [("sweep.json", "{"), ("sweep.json", "[]"), ("sweep.json", "")])
def test_a_damaged_layout_is_refused(whole, copy, name, text):
    (copy / name).write_text(text)
    for said in (sweeps.sweep(whole[0], copy), runs.say("merge", copy)):
        assert said.returncode == 3 and "damaged or of another version" in said.stderr


@pytest.mark.parametrize("key", ["runs", "runs_per_batch", "months", "times", "cells", "every_months"])
@pytest.mark.parametrize("number", [-1, 2**62, 2**64 - 1])
def test_a_layout_of_numbers_that_cannot_be_is_refused(copy, key, number):
    file = copy / "sweep.json"
    file.write_text(re.sub(f'"{key}": \\d+', f'"{key}": {number}', file.read_text()))
    said = runs.say("merge", copy)
    assert said.returncode == 3 and ("sweep.json: is damaged" in said.stderr or "is not the design" in said.stderr), said.stderr


def test_little_memory_harms_no_file(whole, tmp_path):
    folder, refused = tmp_path / "sweep", 0
    for megabytes in (40, 50, 55, 60, 65, 70, 80):
        said = sweeps.sweep(whole[0], folder, "--jobs", 1, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_AS, (megabytes << 20, megabytes << 20)))
        assert said.returncode in (0, 75, 127), (megabytes, said.returncode, said.stderr)  # 127: no room for libraries
        refused += said.returncode == 75 and "not enough memory" in said.stderr
    assert refused
    assert sweeps.sweep(whole[0], folder).returncode == 0
    assert sweeps.left(folder) == whole[1]
