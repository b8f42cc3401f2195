"""An episode of the past: a folder with scenario.yaml, targets.csv and perhaps a world and observed.csv. Reads and checks the
tables (config/episodes/README.md); the program itself checks world and scenario."""
import csv
import io
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
    place: str = ""  # of its metric, as file:line:cell

    @property
    def in_logs(self):
        return self.kind in ("multiple", "ratio") and self.lo > 0


class Table:
    """A CSV read strictly: known columns, all required cells, numbers; faults carry file:line:cell. Rows are the complete ones;
    none where the header is wrong."""

    def __init__(self, path, columns, faults):
        self.path, self.faults, self.faults_here, self.header, self.rows = path, faults, 0, [], []
        content = Path(path).read_bytes()
        try:
            reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        except UnicodeDecodeError as error:
            self.fault(content.count(b"\n", 0, error.start) + 1, None, f"byte {content[error.start]:#04x} (the text is not UTF-8)")
            return
        try:
            self.read(reader, columns)
        except csv.Error as error:
            self.fault(reader.line_num, None, f"{error} (a quote without its end?)")
        if not self.rows and not self.faults_here:
            self.fault(1, None, "no rows (a table without any says nothing)")

    def read(self, reader, columns):
        self.header = next(reader, [])
        self.check_header(columns)
        if not self.faults_here:
            for cells in reader:
                if any(map(str.strip, cells)):
                    self.read_row(reader.line_num, cells, columns)

    def check_header(self, columns):
        for name in dict.fromkeys(self.header):
            if name not in columns or self.header.count(name) > 1:
                self.fault(1, name, f"{name} (unknown or repeated column) one of {', '.join(columns)}?")
        for name in [name for name, required in columns.items() if required and name not in self.header]:
            self.fault(1, None, f"{name}= (the column is missing)")

    def read_row(self, line, cells, columns):
        if len(cells) != len(self.header):
            self.fault(line, None, f"{len(cells)} cells (the header has {len(self.header)}; text with commas stands in quotes)")
            return
        row = dict(zip(self.header, cells))
        blank = [name for name, required in columns.items() if required and not row[name].strip()]
        for name in blank:
            self.fault(line, name, f"{name}= (required)")
        if not blank:
            self.rows.append((line, row))

    def place(self, line, column):
        return f"{self.path}:{line}:{self.header.index(column) + 1 if column in self.header else 1}"

    def fault(self, line, column, text):
        self.faults_here += 1
        self.faults.append(f"{self.place(line, column)}: {text}")

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
    for line, row in table.rows:
        numbers = {name: table.number(line, row, name) for name in ("lo", "hi", "observed", "no_change", "removed_share")}
        if row["kind"] not in KINDS:
            table.fault(line, "kind", f"kind={row['kind']} (not a kind) one of {', '.join(KINDS)}?")
        if row["quality"] not in QUALITIES:
            table.fault(line, "quality", f"quality={row['quality']} (not a quality) one of {', '.join(QUALITIES)}?")
        if numbers["hi"] < numbers["lo"]:
            table.fault(line, "hi", f"hi={row['hi']} (below lo={row['lo']})")
        for name in ("lo", "observed", "no_change") if row["kind"] in ("multiple", "ratio") else ():
            if numbers[name] <= 0:
                table.fault(line, name, f"{name}={row[name]} (a {row['kind']} is above zero)")
        if not math.isnan(numbers["removed_share"]) and not 0 <= numbers["removed_share"] <= 1:
            table.fault(line, "removed_share", f"removed_share={row['removed_share']} (not within 0..1)")
        if row["id"] in [target.id for target in targets]:
            table.fault(line, "id", f"id={row['id']} (twice)")
        try:
            tree = metric.parse(row["metric"])
            if not list(metric.measures(tree)):
                raise metric.MetricError("nothing of a run is measured")
        except metric.MetricError as error:
            table.fault(line, "metric", f"metric={row['metric']} ({error})")
            continue
        targets.append(Target(row["id"], row["what"], row["kind"], tree, source=row["source"],
                              place=table.place(line, "metric"), **numbers))
    return targets


def read_observed(path, faults):
    """{series: [(month, value)]} in the order of the file; the unit of each; and [(file:line:cell, series, month)], for faults."""
    found, units, places = {}, {}, []
    if not path.exists():
        return found, units, places
    table = Table(path, OBSERVED_COLUMNS, faults)
    for line, row in table.rows:
        try:
            series = metric.parse_series(row["series"])
        except metric.MetricError as error:
            table.fault(line, "series", f"series={row['series']} ({error})")
            continue
        if not metric.MONTH.fullmatch(row["month"]):
            table.fault(line, "month", f"month={row['month']} (not YYYY-MM)")
        found.setdefault(series, []).append((row["month"], table.number(line, row, "value")))
        units[series] = row["unit"]
        places.append((table.place(line, "series"), series, row["month"]))
    return found, units, places


class Episode:
    def __init__(self, folder, program):
        self.folder, self.scenario = Path(folder), Path(folder) / "scenario.yaml"
        self.name = self.folder.resolve().name
        faults = []
        for name in ("scenario.yaml", "targets.csv"):
            if not (self.folder / name).is_file():
                raise FileNotFoundError(f"{self.folder / name}: no such file (an episode has scenario.yaml and targets.csv)")
        self.targets = read_targets(self.folder / "targets.csv", faults)
        self.observed, self.units, self.places = read_observed(self.folder / "observed.csv", faults)
        checked = subprocess.run([program, "check", self.scenario], capture_output=True, text=True, check=False)
        if checked.returncode:
            faults += checked.stderr.splitlines()
        if faults:
            raise InputError("\n".join(faults))

    def check_against(self, path):
        """That the run file holds everything that targets and observed series name, in months that are run."""
        named = [(target.place, over.series, (over.first, over.last))
                 for target in self.targets for over in metric.measures(target.tree)]
        named += [(place, series, (month, month)) for place, series, month in self.places]
        faults = []
        with metric.RunFile(path) as run:
            for place, series, months in named:
                for look_up, what in ((run.series, (series,)), (run.window, months)):
                    try:
                        look_up(*what)
                    except metric.MetricError as error:
                        faults.append(f"{place}: {series} ({error})")
        if faults:
            raise InputError("\n".join(dict.fromkeys(faults)))

    def measure(self, path):
        """One run's value of every target, and its course of every observed series."""
        with metric.RunFile(path) as run:
            return ([run.value(target.tree) for target in self.targets],
                    {series: run.series(series) for series in self.observed}, run.months)
