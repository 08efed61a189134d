"""The arms of a study against the first one, seed by seed: differences, intervals, verdicts."""

import math
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import numpy as np

from utils.measures import LEVEL, Interval, mean_interval


class Row(NamedTuple):
    """An arm against the first: the mean of its paired differences, their interval, and what that says.

    `pairs` counts the seeds that both arms finished, `left_out` names the others. One pair has no interval (it
    is infinite), none has no mean either (NaN).
    """

    arm: Any
    mean: float
    low: float
    high: float
    verdict: str
    pairs: int
    left_out: tuple


@dataclass(frozen=True, repr=False)
class Table:
    """Rows as data, and as text or HTML. `level` is that of each interval, `measure` says what is compared."""

    rows: tuple
    reference: Any
    measure: str
    level: float

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, arm):
        """Return the Row of an arm."""
        return next(row for row in self.rows if row.arm == arm)

    @property
    def title(self):
        return f"{self.measure} minus that of {self.reference}"

    @property
    def notes(self):
        """Return the sentences below the table: what the intervals hold, and which pairs are missing."""
        if self.level > LEVEL:
            each = f"each with {self.level:.2%} (Bonferroni)".replace("%", " %")
            notes = [f"The intervals hold with 95 % for all {len(self.rows)} at once, {each}."]
        else:
            notes = ["Each interval holds with 95 %" + (" by itself." if len(self.rows) > 1 else ".")]
        for row in self.rows:
            if row.left_out:
                seeds = f"seed{'s' * (len(row.left_out) > 1)} {', '.join(map(str, row.left_out))}"
                notes.append(f"{row.arm}: without {seeds}, not finished in both arms.")
        return notes

    def cells(self):
        """Return the table as text, the header first."""
        header = ("arm", "difference", "95 % interval", "pairs", "verdict")
        return [header, *([str(row.arm), *_numbers(row), str(row.pairs), row.verdict] for row in self.rows)]

    def __repr__(self):
        cells = self.cells()
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
        return "\n".join([self.title, "", *("  ".join(row).rstrip() for row in padded), "", *self.notes])

    def _repr_html_(self):
        tags = ["th"] + ["td"] * len(self.rows)
        rows = zip(tags, self.cells(), strict=True)
        cells = ["".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) for tag, row in rows]
        head, *body = [f"<tr>{row}</tr>" for row in cells]
        table = f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"
        return f"<p>{escape(self.title)}</p>{table}<p>{'<br>'.join(map(escape, self.notes))}</p>"


def against_first(study, split, of, corrected):
    """Return the Table of a Study."""
    reference, *others = study.runs
    level = bonferroni(len(others)) if corrected else LEVEL
    rows = tuple(_row(study, reference, arm, split, of, level) for arm in others)
    return Table(rows, reference, f"{split} {study.score if of == 'scores' else 'cross-entropy'}", level)


def best(study, split, of):
    """Return the arm that is better than every other one, or "inconclusive"."""
    sign = -1 if of == "losses" else 1
    values = {arm: list(by_seed(runs, split, of).values()) for arm, runs in study.runs.items() if runs}
    if not values:
        return "inconclusive"
    first = max(values, key=lambda arm: sign * np.mean(values[arm]))
    others = [arm for arm in study.runs if arm != first]
    rows = [_row(study, other, first, split, of, bonferroni(len(others))) for other in others]
    return first if all(row.verdict == "helps" for row in rows) else "inconclusive"


def bonferroni(comparisons):
    """Return the level of each of so many intervals that together hold with LEVEL."""
    return 1 - (1 - LEVEL) / max(1, comparisons)


def by_seed(runs, split, of):
    """Return {seed: its number}; `of` is "scores" or "losses"."""
    return {run.seed: getattr(run, of)[split] for run in runs}


def pairs(study, reference, arm, split, of):
    """Return two lists of numbers, paired by seed, and the seeds that are missing in either arm."""
    without, with_it = (by_seed(study.runs[name], split, of) for name in (reference, arm))
    both = [seed for seed in study.seeds if seed in without and seed in with_it]
    missing = tuple(seed for seed in study.seeds if seed not in both)
    return [without[seed] for seed in both], [with_it[seed] for seed in both], missing


def _row(study, reference, arm, split, of, level):
    without, with_it, left_out = pairs(study, reference, arm, split, of)
    interval = _interval(np.subtract(with_it, without), level)
    better, worse = (interval.low > 0, interval.high < 0)[:: -1 if of == "losses" else 1]
    verdict = "helps" if better else "hurts" if worse else "inconclusive"
    return Row(arm, *interval, verdict, len(without), left_out)


def _interval(differences, level):
    """Return the t-interval of the mean; infinite where a single pair tells nothing of the spread."""
    if len(differences) > 1:
        return mean_interval(differences, level)
    return Interval(float(differences[0]) if len(differences) else math.nan, -math.inf, math.inf)


def _numbers(row):
    """Return the mean and the interval of a row as Interval prints them."""
    if not row.pairs:
        return ["none", "none"]
    return str(Interval(row.mean, row.low, row.high)).split(" ", 1)
