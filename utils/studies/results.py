"""What came of a study."""

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from utils.studies import table


class Failure(NamedTuple):
    """A run that came to nothing, and why."""

    arm: Any
    seed: int
    reason: str


@dataclass(frozen=True, repr=False)
class Study:
    """What came of a study: `runs` maps each arm to its Runs, in the order of `seeds`, failed ones left out.

    `failures` lists the others with their reasons; runs that Ctrl-C stopped are in neither.
    """

    runs: dict
    seeds: tuple
    failures: tuple = field(default=())

    @property
    def score(self):
        """Return what scores are: "accuracy", or the mean "Dice" of the images."""
        return next((run.score for runs in self.runs.values() for run in runs), "accuracy")

    def scores(self, split="test"):
        """Return {arm: score on `split` by seed}, as utils.plots.differences takes it; NaN: no run."""
        return self._by_seed("scores", split)

    def losses(self, split="test"):
        """Return {arm: cross-entropy on `split` by seed}, in nats; NaN: no run."""
        return self._by_seed("losses", split)

    def table(self, split="validation", *, of="scores", corrected=True):
        """Return the Table of all arms against the first: mean difference, interval and verdict, seed by seed.

        `of` is "scores" or "losses", where lower is better. The intervals hold with 95 % for all arms at once:
        Bonferroni, each of m at 1 - .05 / m, which is safe whatever the arms have to do with each other and
        however much their spread differs (Dunnett's narrower intervals need equal spread). `corrected=False`
        gives each 95 % of its own. Choose on "validation", and look at "test" once.
        """
        return table.against_first(self, split, of, corrected)

    def plot(self, split="validation", *, of="scores", corrected=True):
        """Return the picture of `table` with the same arguments: a dot a seed, mean and interval for each arm."""
        from utils.plots.evidence import paired_differences

        found = self.table(split, of=of, corrected=corrected)
        pairs = {row.arm: table.pairs(self, found.reference, row.arm, split, of)[:2] for row in found.rows}
        return paired_differences(
            found.reference, pairs, score=found.measure, less_is_better=of == "losses", level=found.level
        )

    def best(self, split="validation", *, of="scores"):
        """Return the arm with the best mean if all its intervals against others leave out 0, else "inconclusive".

        Corrected for as many comparisons as there are other arms, which also makes up for taking the arm that
        looks best: an arm that is not the best is named in at most 2.5 % of all studies.
        """
        return table.best(self, split, of)

    def _by_seed(self, of, split):
        found = {arm: table.by_seed(runs, split, of) for arm, runs in self.runs.items() if runs}
        return {arm: [values.get(seed, math.nan) for seed in self.seeds] for arm, values in found.items()}

    def __repr__(self):
        done = sum(map(len, self.runs.values()))
        missing = len(self.runs) * len(self.seeds) - done
        rest = f", {missing} of them missing" if missing else ""
        return f"Study of {len(self.runs)} arms x {len(self.seeds)} seeds{rest}: table(), plot(), best()"
