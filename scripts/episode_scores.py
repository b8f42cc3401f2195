"""Scores of an ensemble against an episode's targets, beside two naive forecasts; as text, CSV and markdown.

A target passes when the ensemble's median lies in its band and its 10 to 90 % range is no wider than twice the band, in
logs where the band is of a multiple. B0 says nothing changes; B1 says ln(P1/P0) = share of supply removed / 0.3, the
short-run elasticities of supply and demand together.
"""
import csv
import math
from dataclasses import dataclass

import numpy as np

ELASTICITY_OF_B1 = 0.3
COLUMNS = ("episode", "target", "passed", "observed", "lo", "hi", "median", "p10", "p90", "inside", "error", "b0_error",
           "b1_error", "no_change_inside", "what")


@dataclass(frozen=True)
class Score:
    episode: str
    target: object
    median: float
    p10: float
    p90: float
    inside: float  # share of seeds in the band; a seed without the number counts as outside

    @property
    def centred(self):
        return self.target.lo <= self.median <= self.target.hi

    @property
    def narrow(self):
        lo, hi, low, high = self.target.lo, self.target.hi, self.p10, self.p90
        if self.target.kind == "sign":
            return self.inside >= 0.9
        if self.target.in_logs:
            if not low > 0:
                return False
            lo, hi, low, high = map(math.log, (lo, hi, low, high))
        return high - low <= 2 * (hi - lo) + 1e-12

    @property
    def passed(self):
        return self.centred and self.narrow

    @property
    def no_change_inside(self):
        return self.target.lo <= self.target.no_change <= self.target.hi

    def log_error(self, value):
        """|ln(value/observed)|; nan where either is not above zero or the kind has no logs."""
        if self.target.kind not in ("multiple", "ratio", "share") or not (value > 0 and self.target.observed > 0):
            return math.nan
        return abs(math.log(value / self.target.observed))

    @property
    def errors(self):
        """Of the model, of no change, of the constant elasticity."""
        b1 = math.exp(self.target.removed_share / ELASTICITY_OF_B1)
        return self.log_error(self.median), self.log_error(self.target.no_change), self.log_error(b1)

    def cells(self):
        error, b0, b1 = self.errors
        return (self.episode, self.target.id, "yes" if self.passed else "no", self.target.observed, self.target.lo,
                self.target.hi, self.median, self.p10, self.p90, self.inside, error, b0, b1,
                "yes" if self.no_change_inside else "no", self.target.what)


def score(episode, target, values):
    values = np.asarray(values, dtype=float)
    known = values[np.isfinite(values)]
    if not known.size:
        return Score(episode, target, math.nan, math.nan, math.nan, 0.0)
    low, median, high = np.quantile(known, (0.1, 0.5, 0.9))
    inside = float(np.mean([target.lo <= value <= target.hi for value in values]))
    return Score(episode, target, float(median), float(low), float(high), inside)


def beaten(scores):
    """Mean log errors (model, naive) over the targets that each naive forecast speaks of, for B0 and B1."""
    means = []
    for naive in (1, 2):
        both = [(s.errors[0], s.errors[naive]) for s in scores if not any(map(math.isnan, (s.errors[0], s.errors[naive])))]
        means.append(tuple(np.mean(both, axis=0)) if both else (math.nan, math.nan))
    return means


def short(value):
    return "–" if isinstance(value, float) and math.isnan(value) else f"{value:.3g}" if isinstance(value, float) else str(value)


def summary(name, scores):
    """One line: passes, and the log errors against both naive forecasts."""
    (model0, b0), (model1, b1) = beaten(scores)
    asked = [s for s in scores if not s.no_change_inside]
    return (name, f"{sum(s.passed for s in scores)} of {len(scores)}", f"{sum(s.passed for s in asked)} of {len(asked)}",
            f"{short(float(model0))} / {short(float(b0))}", f"{short(float(model1))} / {short(float(b1))}")


SUMMARY_HEADER = ("episode", "targets passed", "of them not met by no change", "log error, model / no change",
                  "log error, model / elasticity 0.3")


def write_csv(path, scores):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([f"{cell:.6g}" if isinstance(cell, float) else cell for cell in s.cells()] for s in scores)


def markdown_table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(short(cell) for cell in row) + " |" for row in rows])


def rows_for_reading(scores):
    """The columns that people read, in both tables."""
    for s in scores:
        yield (s.target.id, s.target.what, short(s.target.observed), f"{short(s.target.lo)} to {short(s.target.hi)}",
               f"{short(s.median)} ({short(s.p10)} to {short(s.p90)})", f"{100 * s.inside:.0f} %",
               "pass" if s.passed else "wide" if s.centred else "**miss**")


READING_HEADER = ("target", "what", "observed", "band", "model median (10 to 90 %)", "seeds inside", "")


def write_markdown(path, title, by_episode):
    parts = [title, markdown_table(SUMMARY_HEADER, [summary(name, scores) for name, scores in by_episode.items()])]
    for name, scores in by_episode.items():
        parts += [f"## {name}", markdown_table(READING_HEADER, rows_for_reading(scores))]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def print_text(by_episode):
    for name, scores in by_episode.items():
        print(f"\n{name}")
        for s in scores:
            mark = "pass" if s.passed else "wide" if s.centred else "MISS"
            print(f"  {mark}  {s.target.id:8} observed {short(s.target.observed):>6}  band {short(s.target.lo):>6}..{short(s.target.hi):<6}"
                  f" median {short(s.median):>6} ({short(s.p10)}..{short(s.p90)})  inside {100 * s.inside:3.0f} %  {s.target.what}")
    print()
    for name, scores in by_episode.items():
        _, passed, asked, against_b0, against_b1 = summary(name, scores)
        print(f"{name}: {passed} passed ({asked} that no change would miss); log error model / no change {against_b0}, "
              f"model / elasticity 0.3 {against_b1}")
