"""Measures of a run, written as short expressions: parsed with places for faults, then computed from a run file.

    max(world_price[nickel.refined] @ 2014-01..2014-12) / mean(world_price[nickel.refined] @ 2013-12)

A series is a variable of the run file with names in brackets, one list per dimension after time, `+` between names whose
tonnes or dollars are added; dimensions left out are added up. A name is what a world calls it, but for `+ , [ ]`. `mean`,
`sum`, `max`, `min` take a series over months; `months_to_max`, `months_to_min` count from the first month of the window;
`largest`, `smallest` take several numbers.
"""
import re
from dataclasses import dataclass

import h5py
import numpy as np

from faults import nearest

TOKENS = re.compile(r"\s*(?:(?P<month>\d{4}-\d{2}(?!\d))|(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
                    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(?P<sign>\.\.|[-+*/()\[\],@]))")
IN_BRACKETS = re.compile(r"\s*(?:(?P<sign>[+,\[\]])|(?P<name>[^\s+,\[\]](?:[^+,\[\]]*[^\s+,\[\]])?))")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
OVER_MONTHS = {"mean": np.mean, "sum": np.sum, "max": np.max, "min": np.min,
               "months_to_max": np.argmax, "months_to_min": np.argmin}
OF_NUMBERS = {"largest": max, "smallest": min}
ADDABLE = ("t month-1", "t", "USD month-1", "USD")


class MetricError(Exception):
    """What is wrong with an expression; the text says where in it."""


@dataclass(frozen=True)
class Series:
    """A variable of the run file at chosen names: one tuple of names per dimension after time."""
    variable: str
    chosen: tuple

    def __str__(self):
        return f"{self.variable}[{', '.join('+'.join(names) for names in self.chosen)}]"


@dataclass(frozen=True)
class OverMonths:
    function: str
    series: Series
    first: str
    last: str


class Parser:
    """Recursive descent over + - * / ( ) and calls. The tree is nested tuples, numbers and OverMonths."""

    def __init__(self, text):
        self.text, self.tokens, self.at = text, [], 0
        place, inside = 0, False
        while text[place:].strip():
            match = (IN_BRACKETS if inside else TOKENS).match(text, place)
            if not match:
                rest = text[place:].lstrip()
                raise MetricError(f"character {len(text) - len(rest) + 1}: {rest[:10]!r} is no part of an expression")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup) + 1))
            place, inside = match.end(), match["sign"] == "[" or inside and match["sign"] != "]"
        self.tokens.append(("end", "the end", len(text) + 1))

    def fail(self, wanted):
        raise MetricError(f"character {self.tokens[self.at][2]}: {wanted} expected, not {self.tokens[self.at][1]!r}")

    def is_sign(self, *signs):
        return self.tokens[self.at][0] == "sign" and self.tokens[self.at][1] in signs

    def take(self, kind, value=None, wanted=None):
        found = self.tokens[self.at]
        if found[0] != kind or (value is not None and found[1] != value):
            self.fail(wanted or value or kind)
        self.at += 1
        return found[1]

    def whole(self):
        tree = self.sum_of_terms()
        if self.tokens[self.at][0] != "end":
            self.fail("an operator or the end")
        return tree

    def sum_of_terms(self):
        tree = self.product()
        while self.is_sign("+", "-"):
            tree = (self.take("sign"), tree, self.product())
        return tree

    def product(self):
        tree = self.factor()
        while self.is_sign("*", "/"):
            tree = (self.take("sign"), tree, self.factor())
        return tree

    def factor(self):
        if self.is_sign("-"):
            self.take("sign")
            return ("-", 0.0, self.factor())
        if self.is_sign("("):
            self.take("sign")
            tree = self.sum_of_terms()
            self.take("sign", ")")
            return tree
        if self.tokens[self.at][0] == "number":
            return float(self.take("number"))
        return self.call()

    def call(self):
        known = ", ".join([*OVER_MONTHS, *OF_NUMBERS])
        if self.tokens[self.at][0] != "name" or self.tokens[self.at][1] not in known.split(", "):
            self.fail(f"a number or one of {known}")
        name = self.take("name")
        self.take("sign", "(")
        if name in OF_NUMBERS:
            parts = [self.sum_of_terms()]
            while self.is_sign(","):
                self.take("sign")
                parts.append(self.sum_of_terms())
            self.take("sign", ")")
            return (name, *parts)
        series = self.series()
        self.take("sign", "@")
        first = last = self.month()
        if self.is_sign(".."):
            self.take("sign")
            last = self.month()
        if last < first:
            self.at -= 1
            self.fail(f"a month not before {first}")
        self.take("sign", ")")
        return OverMonths(name, series, first, last)

    def month(self):
        if not MONTH.fullmatch(self.tokens[self.at][1]):
            self.fail("a month YYYY-MM")
        return self.take("month")

    def series(self):
        variable, chosen = self.take("name", wanted="a variable of run files"), []
        if self.is_sign("["):
            self.take("sign")
            chosen.append(self.names())
            while self.is_sign(","):
                self.take("sign")
                chosen.append(self.names())
            self.take("sign", "]")
        return Series(variable, tuple(chosen))

    def names(self):
        found = [self.take("name", wanted="a name")]
        while self.is_sign("+"):
            self.take("sign")
            found.append(self.take("name", wanted="a name"))
        return tuple(found)


def parse(text):
    return Parser(text).whole()


def parse_series(text):
    parser = Parser(text)
    series = parser.series()
    if parser.tokens[parser.at][0] != "end":
        parser.fail("the end")
    return series


def known_as(name, names):
    """The one that was probably meant, else all."""
    near = nearest(name, names)
    return f"; meant {near}?" if near else f"; there are {', '.join(names)}"


def measures(tree):
    """Everything in a parsed expression that is measured of a run."""
    if isinstance(tree, OverMonths):
        yield tree
    elif isinstance(tree, tuple):
        for part in tree[1:]:
            yield from measures(part)


class RunFile:
    """Root variables of one run file, as arrays over its months."""

    def __init__(self, path):
        self.file = h5py.File(path, "r")
        time = self.file["time"]
        start = np.datetime64(time.attrs["units"].decode().split("since ")[1][:10])
        self.months = [str(month) for month in (start + time[()].astype("timedelta64[D]")).astype("datetime64[M]")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def names_of(self, scale):
        return [name.decode() if isinstance(name, bytes) else str(name) for name in self.file[scale][()]]

    def series(self, series):
        """Monthly values; MetricError where a name is unknown or prices would be added."""
        if series.variable not in self.file or not isinstance(self.file[series.variable], h5py.Dataset):
            known = sorted(name for name, item in self.file.items() if isinstance(item, h5py.Dataset) and item.ndim > 1)
            raise MetricError(f"no variable {series.variable} in run files{known_as(series.variable, known)}")
        data = self.file[series.variable]
        scales = [data.dims[axis][0].name.lstrip("/") for axis in range(data.ndim)]
        if not scales or scales[0] != "time" or len(series.chosen) > len(scales) - 1:
            raise MetricError(f"{series.variable} has the dimensions {', '.join(scales)}")
        values = np.array(data[()], dtype=float)
        single = True
        for axis in range(len(scales) - 1, 0, -1):
            names = self.names_of(scales[axis])
            chosen = series.chosen[axis - 1] if axis <= len(series.chosen) else tuple(names)
            for name in chosen:
                if name not in names:
                    raise MetricError(f"no {scales[axis]} is called {name}{known_as(name, names)}")
            single = single and len(chosen) == 1
            values = np.take(values, [names.index(name) for name in chosen], axis=axis)
            values = np.nansum(values, axis=axis) if len(chosen) > 1 else values[..., 0] if axis == values.ndim - 1 \
                else values.take(0, axis=axis)
        if not single and data.attrs["units"].decode() not in ADDABLE:
            raise MetricError(f"{data.attrs['units'].decode()} cannot be added up; name one of each dimension")
        return values

    def window(self, first, last):
        for month in (first, last):
            if month not in self.months:
                raise MetricError(f"{month} lies outside the run, {self.months[0]} to {self.months[-1]}")
        return slice(self.months.index(first), self.months.index(last) + 1)

    def value(self, tree):
        """The number of a parsed expression; nan where it divides by nothing or a price has no trade behind it."""
        if isinstance(tree, float):
            return tree
        if isinstance(tree, OverMonths):
            values = self.series(tree.series)[self.window(tree.first, tree.last)]
            values = values[np.isfinite(values)] if tree.function in ("mean", "sum") else values
            if not values.size or not np.isfinite(values).any():
                return float("nan")
            if tree.function in ("max", "min", "months_to_max", "months_to_min"):
                values = np.where(np.isfinite(values), values, -np.inf if "max" in tree.function else np.inf)
            return float(OVER_MONTHS[tree.function](values))
        parts = [self.value(part) for part in tree[1:]]
        if tree[0] in OF_NUMBERS:
            return float(OF_NUMBERS[tree[0]](parts))
        left, right = parts
        if tree[0] == "/":
            return left / right if right else float("nan")
        return {"+": left + right, "-": left - right, "*": left * right}[tree[0]]
