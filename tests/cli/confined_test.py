"""What no input can do: make the program write beside its output, need a folder that it may write, or run another."""
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

ESCAPES = "../../escaped"
DESIGN = f"""title: {ESCAPES}
scenario: case.yaml
set: {{months: 3, title: {ESCAPES}}}
seeds: 1
"""
NAMES = ("", f'arms: {{"{ESCAPES}": {{}}, free: {{laws.ore_ban: }}}}\n',
         f'record: {{"{ESCAPES}": {{variable: price, where: {{country: [USR]}}, every_months: 3}}}}\n')


def files_in(folder):
    return {path.relative_to(folder) for path in folder.rglob("*")}


@pytest.fixture
def case(tmp_path):
    """A folder three levels down with a scenario, whose world bears names that lead out of it."""
    folder = tmp_path / "a" / "b" / "c"
    shutil.copytree(runs.SOURCE / "config/worlds/tiny", folder / "world")
    for table in (folder / "world").glob("*.csv"):
        table.write_text(table.read_text().replace("Red Hill", ESCAPES))
    text = (runs.SCENARIOS / "tiny.yaml").read_text().replace("../worlds/tiny", "world")
    (folder / "case.yaml").write_text(text.replace("Tiny world", ESCAPES))
    return folder


def test_names_that_lead_out_of_the_folder_stay_names(case, tmp_path):
    for number, more in enumerate(NAMES):
        (case / f"design{number}.yaml").write_text(DESIGN + more)
    before = files_in(tmp_path)
    out = case / "out"
    out.mkdir()
    for words in (("run", "case.yaml", "--months", 3, "-o", "out/run.h5", "--live", "--checkpoint-every", 1),
                  ("export", "out/run.h5", "agents/mine/output", "-o", "out/table.csv"),
                  *((command, *words) for number in range(len(NAMES)) for command, *words in (
                      ("sweep", f"design{number}.yaml", "-o", f"out/sweep{number}"), ("merge", f"out/sweep{number}")))):
        said = runs.say(*words, cwd=case)
        assert said.returncode in (0, 2, 3), said.stderr  # a name may be refused, and then there is no sweep
    assert (out / "sweep0" / "sweep.h5").exists()
    new = files_in(tmp_path) - before
    assert new and all(path.is_relative_to("a/b/c/out") for path in new), new


def read_only(command, writable):
    """The command where nothing but one folder can be written, if this machine lets us arrange that."""
    script = f"mount --bind '{writable}' '{writable}' && mount -o remount,ro,bind / && cd '{writable}' && exec \"$@\""
    return subprocess.run(["unshare", "--mount", "bash", "-c", script, "bash", *map(str, command)], cwd=writable,
                          capture_output=True, text=True, timeout=300, check=False,
                          env={"PATH": os.environ["PATH"], "HOME": "/nowhere"})


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root to make the system read-only")
def test_a_read_only_system_is_enough(tmp_path):
    probe = read_only(["touch", "/read_only_probe"], tmp_path)
    if "Read-only" not in probe.stderr:
        pathlib.Path("/read_only_probe").unlink(missing_ok=True)
        pytest.skip("this machine does not let mounts be made read-only")
    for words in (("run", runs.SCENARIOS / "tiny.yaml", "--months", 3, "-o", "run.h5", "--checkpoint-every", 1),
                  ("compare", "run.h5", "run.h5"), ("sweep", runs.SOURCE / "config/sweeps/tiny.yaml", "-o", "sweep"),
                  ("merge", "sweep"), ("synth", "--plants", 100, "-o", "world.yaml"), ("check", "world.yaml")):
        said = read_only([runs.PROGRAM, *words], tmp_path)
        assert said.returncode == 0, said.stderr


@pytest.mark.skipif(not shutil.which("nm"), reason="nm is not installed")
def test_the_program_cannot_start_another():
    listed = subprocess.run(["nm", "-D", "--undefined-only", runs.PROGRAM], capture_output=True, text=True, check=True)
    called = {line.split()[-1].split("@")[0] for line in listed.stdout.splitlines()}
    starters = {"system", "popen", "fork", "vfork", "posix_spawn", "posix_spawnp", "execl", "execle", "execlp", "execv",
                "execve", "execvp", "execvpe", "fexecve", "dlopen"}
    assert "open" in called or "open64" in called  # the list is one
    assert not called & starters
