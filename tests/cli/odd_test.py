"""The description of the model names every parameter of behaviour with the default that the program has."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

TEXT = (runs.SOURCE / "docs" / "ODD.md").read_text(encoding="utf-8")


def described():
    """{key: default} as `describe` prints them."""
    said = runs.say("describe", "behaviour")
    assert said.returncode == 0, said.stderr
    keys = re.findall(r"^  (\w+)(?: \[.*\])?\n(?:      .*\n)*?      .*default (\S+)$", said.stdout, re.M)
    assert len(keys) == len(re.findall(r"default ", said.stdout)) > 30
    return dict(keys)


def tabulated():
    """{key: default} of the table of parameters; keys of a row share its list of defaults."""
    found = {}
    for keys, defaults in re.findall(r"^\| (`[^|]*`) \| ([^|]*) \|", TEXT[TEXT.index("## 8."):], re.M):
        names, values = re.findall(r"`(\w+)`", keys), [value.strip() for value in defaults.split(",")]
        found |= dict(zip(names, values * len(names) if len(values) == 1 else values))
    return found


def test_every_parameter_stands_in_the_table_with_its_default():
    assert tabulated() == described()


def test_every_parameter_is_used_in_a_submodel():
    words = set(re.findall(r"\w+", TEXT[TEXT.index("# Details"):TEXT.index("## 8.")]))
    assert described().keys() - words - {"shocks", "investment"} == set()


def test_no_rule_names_a_key_that_the_program_does_not_know():
    tables = (runs.SOURCE / "config" / "worlds" / "FORMAT.md").read_text(encoding="utf-8")
    known = set(re.findall(r"\w+", runs.say("describe", "all").stdout + tables)) | {"derive_base_year"}
    named = re.findall(r"`([a-z]+(?:_[a-z0-9]{2,})+)`", TEXT[TEXT.index("# Details"):])
    assert {name for name in named if not name.endswith("_ij")} - known == set()
