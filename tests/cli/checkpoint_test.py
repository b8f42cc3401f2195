"""Runs that are stopped and resumed, as users do it: whatever stops them, the file is that of the uninterrupted run."""
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

MONTHS = 84
FIRST_LINE = b"orepolitik checkpoint 1\n"
EXPIRING = """title: Agreement that ends
base: {scenarios}/baseline.yaml
laws:
  duty: {{law: import_tariff, actor: USA, minerals: [copper, aluminium], from: 2024-06, rate: 0.3, announced: 2024-03}}
  friends: {{law: trade_agreement, members: [USA, CHL, CAN], from: 2025-01, until: 2026-04}}
  cap: {{law: import_quota, actor: EUU, minerals: [steel], from: 2024-09, until: 2027-02, cut: 0.2}}
  smuggled: {{law: export_licence, actor: CHN, minerals: [gallium], from: 2024-10, until: 2026-10}}
"""


def scenario_file(name, folder):
    if name != "expiring":
        return runs.SCENARIOS / f"{name}.yaml"
    path = folder / "expiring.yaml"
    path.write_text(EXPIRING.format(scenarios=runs.SCENARIOS))
    return path


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """Datasets of a run that nobody stopped, by scenario and months."""
    known = {}

    def datasets(name, months=MONTHS):
        if (name, months) not in known:
            folder = tmp_path_factory.mktemp("whole")
            said = runs.say("run", scenario_file(name, folder), "-o", folder / "run.h5", "--months", months)
            assert said.returncode == 0, said.stderr
            known[name, months] = runs.compared(folder / "run.h5")
        return known[name, months]
    return datasets


def assert_same(path, wanted):
    found = runs.compared(path)
    assert found.keys() == wanted.keys()
    assert [name for name in found if found[name] != wanted[name]] == []


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".yaml")


def begin(*words):
    return subprocess.Popen([runs.PROGRAM, *map(str, words)], stderr=subprocess.PIPE, text=True)


def wait_until(come, process):
    """Until it has come, or the program has ended: programs with sanitizers take ten times as long."""
    while not come() and process.poll() is None:
        time.sleep(0.005)


def stopped(words, output, stop, after_seconds, appears=".part"):
    """Starts a command, stops it some time after a file beside its output appears; what it said."""
    process = begin(*words)
    wait_until(output.with_name(output.name + appears).exists, process)
    time.sleep(after_seconds)
    process.send_signal(stop)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def stop_run(folder, stop, *words, name="baseline", months=MONTHS, after=(0.0, 0.25), appears=".part"):
    """Stops a run before its end, however long the machine takes; seconds are tried anew if it was faster."""
    output = folder / "run.h5"
    command = ("run", scenario_file(name, folder), "-o", output, "--months", months, *words)
    longest = after[1]
    for _ in range(20):
        code, said = stopped(command, output, stop, random.uniform(after[0], longest), appears)
        if code != 0:
            return output, code, said
        longest = max(after[0], longest / 2)
    raise AssertionError("the run was always faster")


def resumed(checkpoint, *words):
    said = runs.say("resume", checkpoint, *words)
    assert said.returncode == 0, said.stderr
    return said


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGHUP])
def test_a_signal_leaves_a_checkpoint_to_resume(tmp_path, uninterrupted, stop):
    output, code, said = stop_run(tmp_path, stop, "--threads", "2")
    assert code == 75, said
    assert f"orepolitik resume {output}.checkpoint" in said
    assert names(tmp_path) == ["run.h5.checkpoint", "run.h5.months"]
    resumed(f"{output}.checkpoint", "--threads", "1")
    assert names(tmp_path) == ["run.h5"]
    assert_same(output, uninterrupted("baseline"))


@pytest.mark.parametrize("name", ["baseline", "ree-quota", "ree-quota-together", "licence", "malacca-closed",
                                  "expiring"])
def test_kill_9_loses_at_most_the_months_since_the_checkpoint(tmp_path, uninterrupted, name):
    output, code, _ = stop_run(tmp_path, signal.SIGKILL, "--checkpoint-every", "5", name=name, appears=".checkpoint")
    assert code == -signal.SIGKILL
    resumed(f"{output}.checkpoint", "--threads", "2")
    assert names(tmp_path) == ["run.h5"]
    assert_same(output, uninterrupted(name))


@pytest.mark.parametrize("chance", range(20))
def test_any_month_and_any_number_of_threads_will_do(tmp_path, uninterrupted, chance):
    random.seed(chance)
    every = random.choice([(), ("--checkpoint-every", "1"), ("--checkpoint-every", "7")])
    output, code, said = stop_run(tmp_path, signal.SIGTERM, *every, "--threads", 1 + chance % 3,
                                  name="ree-quota-together")
    assert code == 75, said
    resumed(f"{output}.checkpoint", "--threads", 1 + (chance + 1) % 3)
    assert_same(output, uninterrupted("ree-quota-together"))


def test_a_run_may_be_stopped_again_and_again(tmp_path, uninterrupted):
    output, code, said = stop_run(tmp_path, signal.SIGTERM, "--checkpoint-every", "9", after=(0.0, 0.02))
    for stop in (signal.SIGKILL, signal.SIGUSR1, signal.SIGKILL, signal.SIGTERM):
        code, said = stopped(("resume", f"{output}.checkpoint"), output, stop, 0.02)
        if code == 0:
            break
        assert code in (75, -stop), said  # a program that has not begun to listen dies, and nothing is lost
        assert {"run.h5.checkpoint", "run.h5.months"} <= set(names(tmp_path))
    if code != 0:
        resumed(f"{output}.checkpoint")
    assert names(tmp_path) == ["run.h5"]
    assert_same(output, uninterrupted("baseline"))


def test_months_that_have_left_memory_come_back(tmp_path):
    """A run file holds back up to 384 months; without --checkpoint-every the others stand in the part alone."""
    words = ("--set", "record.flows=false", "--months", "900")
    wanted = runs.compared(runs.run("baseline", tmp_path / "whole.h5", *words))
    output, live = tmp_path / "run.h5", tmp_path / "run.h5.live.csv"
    process = begin("run", runs.SCENARIOS / "baseline.yaml", "-o", output, *words, "--live")
    wait_until(lambda: live.exists() and "\n2061-12," in live.read_text(), process)  # 455 months after the first
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate()
    assert process.returncode == 75, said
    assert int(said.split(" after ")[1].split()[0]) > 450
    resumed(f"{output}.checkpoint")
    assert_same(output, wanted)


def test_checkpoints_on_the_way_change_nothing_and_go_with_the_end(tmp_path, uninterrupted):
    said = runs.say("run", runs.SCENARIOS / "baseline.yaml", "-o", tmp_path / "run.h5", "--months", MONTHS,
                    "--checkpoint-every", "12")
    assert said.returncode == 0, said.stderr
    assert names(tmp_path) == ["run.h5"]
    assert_same(tmp_path / "run.h5", uninterrupted("baseline"))


def test_what_was_set_on_the_command_line_still_holds(tmp_path):
    words = ("--seed", "7", "--set", "behaviour.hoarding=0.5", "--set", "title='Odd: \"1e3\" #5 – été'",
             "--set", "laws.tax={law: export_tax, actor: CHL, from: 2024-03, until: 2025-01, rate: 0.2}")
    whole = runs.run("baseline", tmp_path / "whole.h5", "--months", MONTHS, *words)
    folder = tmp_path / "cut"
    folder.mkdir()
    output, code, said = stop_run(folder, signal.SIGTERM, *words)
    assert code == 75, said
    resumed(f"{output}.checkpoint")
    assert_same(output, runs.compared(whole))
    assert runs.root(output).attrs["title"] == runs.root(whole).attrs["title"]
    assert runs.root(output).attrs["scenario"] == runs.root(whole).attrs["scenario"]


def test_resuming_elsewhere_leaves_the_checkpoint_for_another_time(tmp_path, uninterrupted):
    output, _, _ = stop_run(tmp_path, signal.SIGTERM)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    other = tmp_path / "elsewhere"
    other.mkdir()
    for _ in range(2):
        resumed(f"{output}.checkpoint", "-o", other / "new.h5")
        assert names(other) == ["new.h5"]
        assert_same(other / "new.h5", uninterrupted("baseline"))
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path) if name != "elsewhere"} == before


def test_a_folder_that_was_moved_resumes_where_it_is(tmp_path, uninterrupted):
    first = tmp_path / "first"
    first.mkdir()
    stop_run(first, signal.SIGTERM)
    first.rename(tmp_path / "second")
    said = runs.say("resume", "second/run.h5.checkpoint", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert_same(tmp_path / "second" / "run.h5", uninterrupted("baseline"))


def test_a_run_begun_anew_does_not_leave_the_old_checkpoint_to_be_resumed(tmp_path):
    output, _, _ = stop_run(tmp_path, signal.SIGTERM)
    process = begin("run", runs.SCENARIOS / "baseline.yaml", "-o", output, "--months", "12000", "--seed", "5",
                    "--checkpoint-every", "12000")
    deadline = time.monotonic() + 60
    wait_until(lambda: "run.h5.checkpoint" not in names(tmp_path) or time.monotonic() > deadline, process)
    process.kill()
    assert process.wait() == -signal.SIGKILL, process.stderr.read()
    assert "run.h5.checkpoint" not in names(tmp_path)


def test_a_run_that_was_begun_anew_and_finished_leaves_no_checkpoint_of_the_old_one(tmp_path):
    output, _, _ = stop_run(tmp_path, signal.SIGTERM)
    runs.run("baseline", output, "--months", "3")
    assert names(tmp_path) == ["run.h5"]


def test_two_programs_do_not_write_one_run(tmp_path):
    output = tmp_path / "run.h5"
    process = begin("run", runs.SCENARIOS / "baseline.yaml", "-o", output, "--months", "12000", "--checkpoint-every",
                    "3")
    wait_until(output.with_name("run.h5.checkpoint").exists, process)
    said = runs.say("resume", f"{output}.checkpoint")
    process.kill()
    process.communicate()
    assert said.returncode == 3 and "being written by another run" in said.stderr
    assert runs.say("resume", f"{output}.checkpoint", "--threads", "0").returncode == 2


@pytest.fixture(scope="module")
def cut_short(tmp_path_factory):
    """A folder with a world of its own and a run in it that was stopped."""
    folder = tmp_path_factory.mktemp("cut")
    shutil.copytree(runs.SOURCE / "config" / "worlds" / "2023", folder / "world")
    (folder / "case.yaml").write_text("title: A case\nworld: world\nmonths: 400\n"
                                      "record: {flows: false, plants: false}\n")
    code, said = stopped(("run", folder / "case.yaml", "-o", folder / "run.h5", "--checkpoint-every", "10"),
                         folder / "run.h5", signal.SIGTERM, 0.02, ".checkpoint")
    assert code == 75, said
    return folder


@pytest.fixture
def cut(cut_short, tmp_path):
    shutil.copytree(cut_short, tmp_path / "cut")
    return tmp_path / "cut" / "run.h5.checkpoint"


def refused(checkpoint, *words, code=2):
    folder = checkpoint.parent
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said = runs.say("resume", checkpoint, *words)
    assert said.returncode == code, said.stderr
    assert str(folder) in said.stderr and "internal" not in said.stderr
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before, "a refused resume leaves everything as it was"
    return said.stderr


def test_a_truncated_checkpoint_is_refused(cut):
    whole = cut.read_bytes()
    for length in (0, 1, len(FIRST_LINE) - 1, len(FIRST_LINE), len(FIRST_LINE) + 5, len(whole) // 2, len(whole) - 1):
        cut.write_bytes(whole[:length])
        said = refused(cut)
        assert "truncated" in said or (length < len(FIRST_LINE) and "not a checkpoint" in said), said
    cut.write_bytes(whole + b"more")
    assert "damaged" in refused(cut)


def test_a_single_wrong_byte_is_refused(cut):
    whole = cut.read_bytes()
    random.seed(1)
    places = [0, len(FIRST_LINE) + 1, len(FIRST_LINE) + 9, *(random.randrange(len(whole)) for _ in range(30))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0x10
        cut.write_bytes(changed)
        said = refused(cut)
        assert any(word in said for word in ("damaged", "truncated", "not a checkpoint")), (place, said)


def test_a_checkpoint_of_another_build_is_refused(cut):
    body = cut.read_bytes()[len(FIRST_LINE) + 12:]
    body = body.replace(b"orepolitik 0.1.0", b"orepolitik 9.1.0", 1)
    cut.write_bytes(FIRST_LINE + struct.pack("<QI", len(body), zlib.crc32(body)) + body)
    said = refused(cut)
    assert "made by another build: orepolitik 9.1.0" in said and "this is orepolitik 0.1.0" in said


def test_a_state_cut_under_a_right_checksum_is_refused(cut):
    body = cut.read_bytes()[len(FIRST_LINE) + 12:]
    at = next(k for k in range(len(body) - 8) if struct.unpack_from("<Q", body, k)[0] == len(body) - k - 8)
    body = body[:at] + struct.pack("<Q", len(body) - at - 108) + body[at + 8:-100]
    cut.write_bytes(FIRST_LINE + struct.pack("<QI", len(body), zlib.crc32(body)) + body)
    assert "damaged: its state is not of this scenario" in refused(cut)


def test_another_world_is_refused(cut, cut_short):
    tables = cut_short / "world"
    try:
        minerals = (tables / "minerals.csv").read_text()
        (tables / "minerals.csv").write_text(minerals.replace("0.", "1.", 1))
        assert "its world has changed since" in refused(cut)
        (tables / "minerals.csv").write_text(minerals)
        tables.rename(cut_short / "gone")
        assert "its world is gone" in refused(cut)
        (cut_short / "gone").rename(tables)
    finally:
        if (cut_short / "gone").exists():
            (cut_short / "gone").rename(tables)
        (tables / "minerals.csv").write_text(minerals)


def test_a_changed_scenario_file_does_not_change_the_run(cut, cut_short):
    scenario = cut_short / "case.yaml"
    text = scenario.read_text()
    scenario.write_text("title: Another case\nworld: nowhere\nmonths: 3\n")
    try:
        resumed(cut)
    finally:
        scenario.write_text(text)
    assert runs.root(cut.with_name("run.h5")).attrs["title"] == "A case"


def test_other_months_than_those_recorded_are_refused(cut):
    months = cut.with_name("run.h5.months")
    whole = months.read_bytes()
    changed = whole[:-9] + b"12345678" + whole[-1:]
    for wrong, word in ((whole[:-1], "truncated"), (b"", "truncated"), (changed, "damaged"),
                        (whole[5000:] + whole[:5000], "damaged")):
        months.write_bytes(wrong)
        assert word in refused(cut)
    months.unlink()
    assert "missing" in refused(cut)


def test_what_is_no_checkpoint_is_told(cut, tmp_path):
    assert "not a checkpoint" in refused(runs.run("tiny", cut.with_name("other.h5"), "--months", "2"))
    assert "is missing" not in refused(cut.with_name("none.checkpoint"), code=3)
    renamed = cut.rename(cut.with_name("kept"))
    assert "name that with -o" in refused(renamed)
    resumed(renamed, "-o", tmp_path / "new.h5")


@pytest.mark.parametrize("months", ["0", "-3", "x"])
def test_months_between_checkpoints_are_a_count(tmp_path, months):
    said = runs.say("run", runs.SCENARIOS / "tiny.yaml", "-o", tmp_path / "run.h5", "--checkpoint-every", months)
    assert said.returncode == 2 and "--checkpoint-every" in said.stderr
    assert names(tmp_path) == []


@pytest.fixture
def disk(tmp_path):
    """Mounts a small disk; a test that may not is skipped."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False,
                          capture_output=True).returncode:
            pytest.skip("mounting a small disk is not permitted here")
        return folder
    yield mount
    subprocess.run(["umount", folder], check=False, capture_output=True)


def test_a_full_disk_ends_with_3_and_leaves_the_last_checkpoint_whole(disk, tmp_path, uninterrupted):
    folder = disk("30m")
    said = runs.say("run", runs.SCENARIOS / "baseline.yaml", "-o", folder / "run.h5", "--months", MONTHS,
                    "--checkpoint-every", "12")
    assert said.returncode == 3 and "No space left" in said.stderr, said.stderr
    assert names(folder) == ["run.h5.checkpoint", "run.h5.months"]
    resumed(folder / "run.h5.checkpoint", "-o", tmp_path / "run.h5")
    assert_same(tmp_path / "run.h5", uninterrupted("baseline"))


def test_a_disk_too_small_for_any_checkpoint_stays_empty(disk):
    folder = disk("2m")
    said = runs.say("run", runs.SCENARIOS / "baseline.yaml", "-o", folder / "run.h5", "--months", MONTHS,
                    "--checkpoint-every", "12")
    assert said.returncode == 3 and "No space left" in said.stderr
    assert names(folder) == []


def test_a_disk_that_turns_read_only_ends_with_3(disk, tmp_path, uninterrupted):
    folder = disk("400m")
    stop_run(folder, signal.SIGKILL, "--checkpoint-every", "4", appears=".checkpoint")
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    said = runs.say("resume", folder / "run.h5.checkpoint")
    assert said.returncode == 3 and "Read-only file system" in said.stderr
    resumed(folder / "run.h5.checkpoint", "-o", tmp_path / "run.h5")
    assert_same(tmp_path / "run.h5", uninterrupted("baseline"))
