"""Exercise 4.9, second part: whether uncertainty is higher where the prediction is wrong."""

from functools import partial

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson03.chains import spans
from utils.checks.lesson04.detection_beliefs import auroc, beliefs
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.many_scores import (
    REFUSED,
    ManyScores,
    alike,
    one_number,
    or_refuses,
    shown,
    unless_refused,
)
from utils.checks.lesson04.planted_doubt import one_sided_cases, planted_cases, typed_cases

PAIRS = "count the pairs of a wrong and a right pixel in which the wrong one is more uncertain, ties half"
read = partial(one_number, what="the AUROC over all pixels")


@exercise(
    "4.9",
    points=1,
    minutes=6,
    difficulty=2,
    hints=HINTS["error_detection"],
    passed="At .5 uncertainty says nothing of errors, at 1 it finds them all: only its order counts, not its size.",
)
def error_detection(answer, law):
    """Return the AUROC of `uncertainty` as a detector of wrong pixels.

    That is the chance that a wrong pixel is more uncertain than a right one, a tie counting half; all pixels are
    pooled. `uncertainty` (any numbers) and `wrong` (True where the prediction is wrong) have the same shape,
    whatever it is. NaN where nothing is wrong, or everything (an error will do as well).
    """
    groups = planted_cases(law.generator(1))
    cases = [case for group in groups.values() for case in group]
    got = [law.ask(answer, *case, read=read) for case in cases]
    scores = ManyScores(law, cases, got, [auroc(*case) for case in cases], beliefs)
    for group, places in spans(groups):
        scores.agree(f"the AUROC, pixels {group}", places, partial(_other, group))
    _says_nothing_without_a_pair(law, answer)
    _types_do_not_matter(law, answer)


def _other(group, case, right, got):
    said = shown(right, got)
    return said | dict(why=f"Expected {said['expected']}, got {said['seen']} (pixels {group}): {PAIRS}.")


def _says_nothing_without_a_pair(law, answer):
    got = _or_refused(law, answer, one_sided_cases(law.generator(2)))
    law.holds(
        "NaN where nothing is wrong, or everything",
        lambda: all(one is REFUSED or np.isnan(one) for one in got),
        about=got,
        expected="nan",
        seen=lambda: ", ".join("an error" if one is REFUSED else f"{one:.4g}" for one in got),
        misconception="a number for nothing",
    )


def _types_do_not_matter(law, answer):
    """State that 0 and 1 of other types are not read in another way in silence, as an index or by ~."""
    cases = typed_cases(law.generator(3))
    got = _or_refused(law, answer, cases)
    off = [
        case[1].dtype
        for case, one in zip(cases, got, strict=True)
        if one is not REFUSED and one is not None and not alike(one, auroc(*case))
    ]
    law.holds(
        "the type of `wrong` does not matter",
        not off,
        about=got,
        expected="the same AUROC",
        seen=lambda: f"another one for {off[0]}",
        why=lambda: f"Your AUROC changes when `wrong` is of type {off[0]}: make it bool first, by astype(bool).",
    )


def _or_refused(law, answer, cases):
    return [law.ask(or_refuses(answer), *case, read=unless_refused(read)) for case in cases]
