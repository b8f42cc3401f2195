"""An episode of the past: a folder with world/, scenario.yaml, targets.csv and perhaps observed.csv. Reads and checks the
tables (config/episodes/FORMAT.md); the program itself checks world and scenario."""
import csv
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

import metric

KINDS = ("multiple", "share", "ratio", "months", "sign")
TARGET_COLUMNS = {"id": True, "what": True, "kind": True, "metric": True, "lo": True, "hi": True, "observed": True,
                  "source": True, "quality": True, "no_change": False, "removed_share": False}
OBSERVED_COLUMNS = {"series": True, "month": True, "value": True, "unit": True, "source": True}
QUALITIES = ("verified", "derived", "recalled", "estimate", "contested")


class InputError(Exception):
    """Everything that is wrong with an episode, a line each."""


@dataclass(frozen=True)
class Target:
    id: str
    what: str
    kind: str
    tree: object
    lo: float
    hi: float
    observed: float
    no_change: float       # what a world without change would show; nan if the question makes no sense of it
    removed_share: float   # of world supply, for the naive constant elasticity; nan if not asked
    source: str

    @property
    def in_logs(self):
        return self.kind in ("multiple", "ratio") and self.lo > 0


class Table:
    """A CSV read strictly: known columns, all required cells, numbers; faults carry file:line:cell."""

    def __init__(self, path, columns, faults):
        self.path, self.faults, self.rows = path, faults, []
        with open(path, newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            self.header = next(reader, [])
            for name in self.header:
                if name not in columns or self.header.count(name) > 1:
                    self.fault(1, name, f"{name} (unknown or repeated column) one of {', '.join(columns)}?")
            for name in [name for name, required in columns.items() if required and name not in self.header]:
                self.fault(1, None, f"{name}= (the column is missing)")
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(self.header):
                    self.fault(reader.line_num, None, f"{len(cells)} cells (the header has {len(self.header)})")
                    continue
                row = dict(zip(self.header, cells))
                for name in [name for name, required in columns.items() if required and not row.get(name, "-").strip()]:
                    self.fault(reader.line_num, name, f"{name}= (required)")
                self.rows.append((reader.line_num, row))

    def fault(self, line, column, text):
        cell = self.header.index(column) + 1 if column in self.header else 1
        self.faults.append(f"{self.path}:{line}:{cell}: {text}")

    def number(self, line, row, column):
        text = row.get(column, "").strip()
        try:
            value = float(text) if text else math.nan
            if text and not math.isfinite(value):
                raise ValueError
            return value
        except ValueError:
            self.fault(line, column, f"{column}={text} (not a plain number)")
            return math.nan


def read_targets(path, faults):
    table, targets = Table(path, TARGET_COLUMNS, faults), []
    if table.faults:
        return targets
    for line, row in table.rows:
        numbers = {name: table.number(line, row, name) for name in ("lo", "hi", "observed", "no_change", "removed_share")}
        if row["kind"] not in KINDS:
            table.fault(line, "kind", f"kind={row['kind']} (not a kind) one of {', '.join(KINDS)}?")
        if row["quality"] not in QUALITIES:
            table.fault(line, "quality", f"quality={row['quality']} (not a quality) one of {', '.join(QUALITIES)}?")
        if numbers["hi"] < numbers["lo"]:
            table.fault(line, "hi", f"hi={row['hi']} (below lo={row['lo']})")
        if row["kind"] in ("multiple", "ratio") and numbers["lo"] <= 0:
            table.fault(line, "lo", f"lo={row['lo']} (a {row['kind']} is above zero)")
        if not math.isnan(numbers["removed_share"]) and not 0 <= numbers["removed_share"] <= 1:
            table.fault(line, "removed_share", f"removed_share={row['removed_share']} (not within 0..1)")
        if row["id"] in [target.id for target in targets]:
            table.fault(line, "id", f"id={row['id']} (twice)")
        try:
            tree = metric.parse(row["metric"])
        except metric.MetricError as error:
            table.fault(line, "metric", f"metric={row['metric']} ({error})")
            continue
        targets.append(Target(row["id"], row["what"], row["kind"], tree, source=row["source"], **numbers))
    if not targets and not faults:
        table.fault(1, None, "no targets (an episode without targets says nothing)")
    return targets


def read_observed(path, faults):
    """{series: [(month, value)]}, in the order of the file; and the unit of each."""
    found, units = {}, {}
    if not path.exists():
        return found, units
    table = Table(path, OBSERVED_COLUMNS, faults)
    for line, row in table.rows if not table.faults else ():
        try:
            series = metric.parse_series(row["series"])
        except metric.MetricError as error:
            table.fault(line, "series", f"series={row['series']} ({error})")
            continue
        if not metric.TOKENS.fullmatch(row["month"]) or "-" not in row["month"]:
            table.fault(line, "month", f"month={row['month']} (not YYYY-MM)")
        found.setdefault(series, []).append((row["month"], table.number(line, row, "value")))
        units[series] = row["unit"]
    return found, units


class Episode:
    def __init__(self, folder, program):
        self.folder, self.scenario = Path(folder), Path(folder) / "scenario.yaml"
        self.name = self.folder.resolve().name
        faults = []
        for name in ("scenario.yaml", "targets.csv"):
            if not (self.folder / name).is_file():
                raise FileNotFoundError(f"{self.folder / name}: no such file (an episode has scenario.yaml and targets.csv)")
        self.targets = read_targets(self.folder / "targets.csv", faults)
        self.observed, self.units = read_observed(self.folder / "observed.csv", faults)
        checked = subprocess.run([program, "check", self.scenario], capture_output=True, text=True, check=False)
        if checked.returncode:
            faults += checked.stderr.splitlines()
        if faults:
            raise InputError("\n".join(faults))

    def check_against(self, path):
        """That the run file holds everything that targets and observed series name."""
        faults = []
        with metric.RunFile(path) as run:
            for target in self.targets:
                try:
                    run.value(target.tree)
                except metric.MetricError as error:
                    faults.append(f"{self.folder / 'targets.csv'}: {target.id}: {error}")
            for series in self.observed:
                try:
                    run.series(series)
                except metric.MetricError as error:
                    faults.append(f"{self.folder / 'observed.csv'}: {error}")
        if faults:
            raise InputError("\n".join(faults))

    def measure(self, path):
        """One run's value of every target, and its course of every observed series."""
        with metric.RunFile(path) as run:
            return ([run.value(target.tree) for target in self.targets],
                    {series: run.series(series) for series in self.observed}, run.months)
