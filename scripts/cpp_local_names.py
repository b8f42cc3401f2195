"""Finds what a C++ source keeps to itself: types, constants and functions of its nameless namespaces, without a compiler.

Presets with sanitizers build the sources of a folder together, so these names must differ within it. Leaves out: macros
(TEST), and names that hide one of a header, which the compiler tells.
"""
import re

from cpp_functions import DIGIT_SEPARATOR, NOISE, blank, matching_brace

NAMELESS = re.compile(r"\bnamespace\s*\{")
TEMPLATE = re.compile(r"<[^<>{};]*>")
TYPE = re.compile(r"\b(?:struct|class|enum|union|concept)\s+(?:class\s+)?(\w+)\s*(?:final\s*)?(?::[^{;]*)?\{|\busing\s+(\w+)\s*=")
CONSTANT = re.compile(r"\b(?:constexpr|const)\b[\w:\s*&]*?\b(\w+)\s*(?:\[[^\]]*\])?\s*[={]")
FUNCTION = re.compile(r"\b(?![A-Z_]+\s*\()(\w+)\s*\(([^(){};=]*)\)\s*(?:const|noexcept)?\s*\{")
PARAMETER_NAME = re.compile(r"\b\w+\s*(?=,|$)")


def top_level(body):
    """The text with whatever stands in braces blanked, the braces kept."""
    out, position = [], 0
    while position < len(body):
        end = matching_brace(body, position) if body[position] == "{" else position
        out.append("{" + re.sub(r"[^\n]", " ", body[position + 1:end]) + "}" if end > position else body[position])
        position = end + 1
    return "".join(out)


def local_names(source):
    """[(what no other source of the folder may define, line)]; a function counts with the types of its parameters."""
    text = NOISE.sub(blank, DIGIT_SEPARATOR.sub(" ", source))
    found = []
    for start in NAMELESS.finditer(text):
        body = top_level(text[start.end():matching_brace(text, start.end() - 1)])
        line = text.count("\n", 0, start.end()) + 1
        plain = TEMPLATE.sub(blank, TEMPLATE.sub(blank, body))
        for pattern in (TYPE, CONSTANT):
            found += [(next(filter(None, name.groups())), line + plain.count("\n", 0, name.start()))
                      for name in pattern.finditer(plain)]
        found += [(f"{name[1]}({' '.join(PARAMETER_NAME.sub('', name[2]).split())})", line + body.count("\n", 0, name.start()))
                  for name in FUNCTION.finditer(body)]
    return found
