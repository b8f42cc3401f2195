"""Finds the functions of a C++ file and their lengths by following braces, without a compiler.

Leaves out: lambdas and local classes (they count towards the function around them) and code made by macros.
"""
import re

NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
                   r"|^[ \t]*#(?:\\\n|[^\n])*", re.DOTALL | re.MULTILINE)
DIGIT_SEPARATOR = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")
SCOPE = re.compile(r"\b(?:namespace|class|struct|union|enum|extern)\b")
NAME = re.compile(r"(operator\s*[^\s\w(]+|operator\s*\(\s*\)|[~\w:]+)\s*\(")
MEMBER_INIT = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)")


def blank(match):
    """White space of the same shape, so that line numbers stay."""
    return re.sub(r"[^\n]", " ", match.group())


def matching_brace(text, opening):
    depth = 0
    for position in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return len(text) - 1


def opens_scope(head):
    """True for namespaces and types; a function may name a type only inside its parentheses or return type."""
    return SCOPE.search(head.split("(")[0]) is not None and "(" not in re.sub(r"<[^<>]*>|alignas\([^)]*\)", "", head)


def is_initialiser(head):
    """True where the brace starts a value: `int x{3}`, `= {`, or a member in a constructor's list."""
    stripped = head.rstrip()
    if MEMBER_INIT.search(head) and re.search(r"[\w>]$", stripped):
        return True
    return "(" not in head or re.search(r"=\s*(\[[^\]]*\].*)?$", stripped) is not None


def functions(source):
    """[(name, first line, lines)] in the order of the file."""
    text = NOISE.sub(blank, DIGIT_SEPARATOR.sub(" ", source))
    found, head_start, position = [], 0, 0
    while position < len(text):
        character = text[position]
        if character == ";" or character == "}":
            head_start = position + 1
        elif character == "{":
            head = text[head_start:position]
            if opens_scope(head):
                head_start = position + 1
            elif is_initialiser(head):
                position = matching_brace(text, position)
            else:
                closing = matching_brace(text, position)
                found.append(measure(text, head, head_start, closing))
                position, head_start = closing, closing + 1
        position += 1
    return found


def measure(text, head, head_start, closing):
    start = head_start + len(head) - len(head.lstrip())
    first_line = text.count("\n", 0, start) + 1
    name = NAME.search(head)
    return (name.group(1) if name else "?", first_line, text.count("\n", start, closing) + 1)
