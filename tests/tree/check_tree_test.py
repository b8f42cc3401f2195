"""The tree check finds what it promises to find: each fault planted in a small tree of its own."""
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
import check_tree  # noqa: E402
import cpp_functions  # noqa: E402


def faults_of(tmp_path, files):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        (path.parent / "README.md").write_text("What lives here.\n")
    return check_tree.check(tmp_path)[0]


def test_accepts_a_tree_that_keeps_the_rules(tmp_path):
    assert faults_of(tmp_path, {
        "model/a.hpp": '#include "model/b.hpp"\nint one() { return 1; }\n',
        "model/b.hpp": "#include <vector>\n",
        "agents/c.cpp": '#include "model/a.hpp"\n',
        "output/d.cpp": '#include <hdf5.h>\n',
    }) == []


@pytest.mark.parametrize("name, text, expected", [
    ("model/a.cpp", '#include "output/file.hpp"\n', "model must not include output/file.hpp"),
    ("agents/a.cpp", '#include "config/read.hpp"\n', "agents must not include config/read.hpp"),
    ("output/a.cpp", '#include "start/base.hpp"\n', "output must not include start/base.hpp"),
    ("model/a.cpp", "#include <hdf5.h>\n", "<hdf5.h> belongs behind output/"),
    ("output/a.cpp", "#include <yaml-cpp/yaml.h>\n", "<yaml-cpp/yaml.h> belongs behind config/"),
    ("model/a.cpp", '#include "build_info.hpp"\n', "build_info.hpp is for cli/ only"),
    ("model/a.cpp", "// TO" "DO later\n", "leftover mark"),
    ("model/a.cpp", 'auto path = "/ho' 'me/me/x";\n', "path of one machine"),
    ("model/a.cpp", "\n" * 401, "401 lines"),
    ("model/a.cpp", "int f() {\n" + "\n" * 60 + "}\n", "f has 62 lines"),
    ("scripts/a.py", "def f():\n" + "    pass\n" * 60, "f has 61 lines"),
])
def test_finds_a_planted_fault(tmp_path, name, text, expected):
    found = faults_of(tmp_path, {name: text})
    assert len(found) == 1 and expected in found[0]


def test_finds_names_that_two_sources_of_a_folder_keep_to_themselves(tmp_path):
    source = "namespace {{\nconstexpr int most = 1;\nstruct Row {{ int a; }};\nint of(int {0}) {{ return {0}; }}\n}}\n"
    found = faults_of(tmp_path, {"model/a.cpp": source.format("a"), "model/deep/b.cpp": source.format("b"),
                                 "agents/c.cpp": source.format("c"),
                                 "model/d.cpp": "namespace {\nint of(double d) {\n    struct Row { int a; };\n}\n}\n"})
    assert [fault.split(" stands")[0] for fault in found] == [f"model/deep/b.cpp:{line}: {name}" for line, name in (
        (3, "Row"), (2, "most"), (4, "of(int)"))]


def test_finds_a_cycle_of_includes(tmp_path):
    found = faults_of(tmp_path, {"model/a.hpp": '#include "model/b.hpp"\n', "model/b.hpp": '#include "model/a.hpp"\n'})
    assert found == ["include cycle: model/a.hpp -> model/b.hpp -> model/a.hpp"]


def test_asks_for_a_readme(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a.hpp").write_text("")
    assert check_tree.check(tmp_path)[0] == ["model/: no README.md"]


def test_measures_functions_and_nothing_else():
    source = """
namespace a {
// } a brace in a comment {
struct S {
    int x{3};
    S() : x{4}, y{5} {
        x = 6;
    }
    auto operator<=>(const S&) const = default;
    int y;
};
const char* text = "} { )";
inline constexpr S table[] = {S{}, S{}};
template <class T>
T twice(T t) {
    auto inner = [](T u) { return u; };
    return inner(t) + 1'000;
}
}  // namespace a
"""
    assert cpp_functions.functions(source) == [("S", 6, 3), ("twice", 14, 5)]
