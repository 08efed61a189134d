"""Exercise 3.8: the study of several placements, and the choice between them.

`build(placement, data, seed)` trains one net and returns its Run, as `utils.training.fit` does. The check hands in
one that trains nothing and gives planted scores; in the lesson it calls `fit`, or looks up what a Study has kept.
"""

from collections import namedtuple
from functools import partial

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson03.hints import HINTS
from utils.checks.lesson03.placing_beliefs import (
    INCONCLUSIVE,
    choice_beliefs,
    interval,
    row_beliefs,
    the_rule,
    word,
)
from utils.checks.lesson03.planted_runs import PlantedRuns
from utils.checks.lesson03.tables import planted_tables, rows

STUDIES = (  # placements, seeds, and by how many half widths each placement but the first differs: validation, test
    (["none", "between modules", "before Flatten", "both"], (7, 3, 11, 40, 21, 8), ((3, -2), (-2, 3), (0.6, 4))),
    (("none", "after Dense"), range(5), ((0.85, 2),)),
    (
        ("Dense", "none", "element", "channel", "all"),
        [90, 12, 5, 33, 71, 2, 64, 18],
        ((-1.2, 1), (1.15, -1), (0.9, 2), (-0.5, 0.4)),
    ),
    (["no dropout", "channel"], [4, 2, 9], ((-1.3, 2),)),
)
Studied = namedtuple("Studied", "runs got")


@exercise(
    "3.8",
    points=4,
    minutes=20,
    difficulty=3,
    arrays=False,
    hints=HINTS["placement_study"],
    passed="All arms met the same seeds, the pairs gave the intervals, and the test set is still closed.",
)
def placement_study(answer, law):
    """Compare placements of dropout over paired seeds, on the validation set.

    build(placement, data, seed) trains one net and returns its Run; the Run's scores["validation"] is the accuracy
    after the last epoch. Returns {placement: (mean difference, (low, high), verdict)} for each of `placements` but
    the first, with which all are compared: score less that of the first, paired by seed, with its 95 % t-interval,
    and "helps", "hurts" or "inconclusive". Each placement is trained on each seed; the test set stays closed.
    """
    studies = [_study(law, answer, key, *planted) for key, planted in enumerate(STUDIES)]
    for studied in studies:
        _trains_each_arm_alike(law, studied)
        _leaves_the_test_set_closed(law, studied)
    for studied in studies:
        _gives_the_rows(law, studied, studies)


def _study(law, answer, key, placements, seeds, effects):
    runs = PlantedRuns(law.generator(key), placements, seeds, effects)
    given = type(placements)(placements)
    got = law.ask(answer, runs.build, given, runs.data, seeds, read=partial(rows, placements=placements))
    return Studied(runs, got)


def _trains_each_arm_alike(law, studied):
    runs, of = studied.runs, f"{len(studied.runs.placements)} arms and {len(studied.runs.seeds)} seeds"
    law.holds(
        f"{of}: each arm is trained on each seed",
        lambda: all(set(seen) == set(runs.seeds) for seen in runs.trained.values()),
        about=[studied.got],
        misconception=lambda: _wrong_seeds(runs),
        why=lambda: _untrained(runs),
        expected=list(runs.seeds),
        seen=lambda: {placement: sorted(set(seen))[:20] for placement, seen in runs.trained.items()},
    )
    law.holds(
        f"{of}: the data go to each training as they are",
        not runs.other_data,
        about=[studied.got],
        why="A net is trained on something else than `data`: hand it on to build as it is.",
    )


def _wrong_seeds(runs):
    seeds = [set(seen) for seen in runs.trained.values()]
    sizes, known = {len(some) for some in seeds}, set(runs.seeds)
    if not min(sizes):
        return None
    if sizes == {1}:
        return "one seed"
    if len(sizes) > 1:
        return "arms of different size"
    if any(some != seeds[0] for some in seeds):
        return "other seeds in each arm"
    return "leaves seeds out" if seeds[0] < known else "seeds of its own"


def _untrained(runs):
    arm = next((placement for placement, seen in runs.trained.items() if not seen), None)
    return f"The placement {arm!r} is never trained: call build(placement, data, seed) for each one, and each seed."


def _leaves_the_test_set_closed(law, studied):
    law.holds(
        f"{len(studied.runs.placements)} arms and {len(studied.runs.seeds)} seeds: the test set stays closed",
        not studied.runs.peeked,
        about=[studied.got],
        misconception=lambda: "best epoch on test" if _matches(studied, "best epoch on test") else "picked on test",
    )


def _matches(studied, belief):
    runs = studied.runs
    planted = [row_beliefs(runs, arm)[belief] for arm in range(1, len(runs.placements))]
    return np.allclose([row[:3] for row in studied.got.values()], planted)


def _gives_the_rows(law, studied, studies):
    runs, validation = studied.runs, studied.runs.finals["validation"]
    for arm, placement in enumerate(runs.placements[1:], start=1):
        right = interval(validation[arm] - validation[0])
        got = None if studied.got is None else studied.got[placement]
        what = f"{placement} among {len(runs.placements)} arms, {len(runs.seeds)} seeds"
        law.close(
            f"{what}: mean difference and interval",
            np.full(3, np.nan) if got is None else np.array(got[:3]),
            right,
            diagnose=row_beliefs(runs, arm),
            why="Expected {} on average, from {} to {}, got {}, from {} to {}: take the 95 % t-interval of the "
            "differences to the first placement, seed by seed.".format(
                *(f"{one:+.4f}" for one in (*right, *(got or right)[:3]))
            ),
        )
        law.holds(
            f"{what}: the verdict",
            lambda got=got, right=right: got[3] == word(*right[1:]),
            about=[got],
            misconception=lambda: _belief_of_verdicts(studies),
            why=lambda got=got, right=right: (
                f"Expected {word(*right[1:])!r} where the interval goes from {right[1]:+.4f} "
                f"to {right[2]:+.4f}, got {got[3]!r}: a placement helps or hurts if its interval leaves out 0."
            ),
        )


def _belief_of_verdicts(studies):
    """Name the misconception if each verdict follows the sign of the mean, or reverses the right one."""
    found = [row for studied in studies if studied.got for row in studied.got.values()]
    if all(row[3] == word(row[0], row[0]) for row in found):
        return "compares means alone"
    turned = {"helps": "hurts", "hurts": "helps", INCONCLUSIVE: INCONCLUSIVE}
    return "sign reversed" if all(row[3] == turned[word(*row[1:3])] for row in found) else None


@exercise(
    "3.8",
    points=2,
    minutes=10,
    difficulty=2,
    arrays=False,
    hints=HINTS["choose"],
    passed="A placement is chosen when its gain is proven and no rival's interval reaches into its own.",
)
def choose(answer, law):
    """Choose the placement that is surely the best, or say "inconclusive".

    `table` is {placement: (mean difference, (low, high), verdict)}. The placement of the highest mean is chosen if
    its verdict is "helps" and no other placement's interval overlaps its own; otherwise "inconclusive".
    """
    cases = list(planted_tables(law.generator(0)))
    chosen = [law.ask(answer, dict(table), read=partial(_placement, table=table)) for _, table in cases]
    for (what, table), got in zip(cases, chosen, strict=True):
        right = the_rule(table)
        law.holds(
            what,
            got == right,
            about=[got],
            expected=right,
            seen=got,
            misconception=lambda: _belief_behind(chosen, [table for _, table in cases]),
            why=f"Expected {right!r} for {what}, got {got!r}: the highest mean must help, and no other "
            "interval may overlap its own.",
        )


def _placement(value, table):
    said = plain.text(value)
    if said not in (*table, INCONCLUSIVE):
        raise plain.Unusable(
            f"Expected a placement of the table or {INCONCLUSIVE!r}, got {plain.one_line(said, 40)!r}: "
            "return its name."
        )
    return said


def _belief_behind(chosen, tables):
    beliefs = [choice_beliefs(table) for table in tables]
    for name in beliefs[0]:
        if any(list(ways) == chosen for ways in zip(*(belief[name] for belief in beliefs), strict=True)):
            return name
    return None
