"""The manual page and the completion say what the program's own help says."""
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs


def printed(*words):
    said = runs.say(*words)
    assert said.returncode == 0 and said.stderr == ""
    return said.stdout


def commands():
    listed = printed("--help").split("Subcommands:")[1]
    return re.findall(r"^  (\w+) ", listed, re.M)


def options(command):
    return set(re.findall(r"(--[a-z-]+)", printed(command, "--help"))) - {"--help"}


def completed(*words):
    """What bash offers for the last word."""
    script = printed("describe", "--completion") + (
        f'\nCOMP_WORDS=({" ".join(repr(word) for word in words)})\nCOMP_CWORD={len(words) - 1}\n_orepolitik\n'
        'printf "%s\\n" "${COMPREPLY[@]}"')
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=runs.SOURCE)
    return said.stdout.split()


def test_the_manual_page_names_every_command_and_option():
    page = printed("describe", "--man").replace("\\-", "-")
    assert {"run", "compare", "describe"} <= set(commands())
    for command in commands():
        section = page.split(f".SS {command}\n")[1].split("\n.S")[0]
        assert {name for name in options(command) if name not in section} == set()


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_troff_reads_the_manual_page_without_a_warning(tmp_path):
    (tmp_path / "page.1").write_text(printed("describe", "--man"), encoding="utf-8")
    said = subprocess.run(["groff", "-ww", "-man", "-Tutf8", tmp_path / "page.1"], capture_output=True, text=True,
                          check=True)
    assert said.stderr == "" and "Stopped by a signal" in " ".join(said.stdout.split())


def test_bash_completes_commands_options_and_files():
    assert completed("orepolitik", "comp") == ["compare"]
    assert set(commands()) <= set(completed("orepolitik", ""))
    assert completed("orepolitik", "compare", "--min") == ["--mineral"]
    for command in commands():
        assert options(command) <= set(completed("orepolitik", command, "--"))
    assert completed("orepolitik", "run", "READ") == ["README.md"]


def test_without_a_name_describe_lists_names_with_what_they_are_and_each_can_be_described():
    listed = printed("describe")
    assert re.search(r"^  embargo +No trade between the actor and its targets", listed, re.M)
    names = re.findall(r"^  ([\w.]+)  +\w", listed, re.M)
    everything = printed("describe", "all")
    assert sorted(names) == sorted(re.findall(r"^(\S+)$", everything, re.M)) and len(names) > 50
    assert printed("describe", names[-1]).rstrip() == everything[everything.index(f"\n{names[-1]}\n"):].strip()


@pytest.mark.parametrize("words, told", [
    (("rum", "x.yaml"), "orepolitik: rum (no such command) meant run?"),
    (("run", "x.yaml", "--month", "12"), "orepolitik: --month (no such option) meant --months?"),
    (("run", "x.yaml", "--sets=a.b=1"), "orepolitik: --sets (no such option) meant --set?"),
])
def test_a_misspelt_command_or_option_is_told_with_what_was_meant(words, told):
    said = runs.say(*words)
    assert (said.returncode, said.stdout, said.stderr.split("\n")[0]) == (2, "", told)
