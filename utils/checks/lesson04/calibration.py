"""Exercise 4.9, first part: whether a probability of .3 comes true three times in ten."""

from functools import partial

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson03.chains import spans
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.many_scores import ManyScores, alike, one_number, shown
from utils.checks.lesson04.planted_pixels import planted_cases
from utils.checks.lesson04.reliability_beliefs import curve_beliefs, curve_of, error_beliefs, error_of, right_table

INSTEAD = "return error, curve"
ROWS = "a row (mean probability, share of truth) for each bin"


@exercise(
    "4.9",
    points=2,
    minutes=10,
    difficulty=2,
    hints=HINTS["reliability"],
    passed="A net is calibrated where the curve is the diagonal: the error is its mean distance, pixel by pixel.",
)
def reliability(answer, law):
    """Return (error, curve): how far probabilities are from the shares that come true.

    `probability` and `truth` (0 or 1) are images x height x width x 1. All pixels are put into `bins` bins of
    equal width over 0 to 1, both ends included. curve, bins x 2: mean probability and share of truth of each
    bin, in ascending order; a bin without pixels is NaN or left out. error, the expected calibration error: the
    mean of |mean probability - share of truth| over the bins, each weighted by its share of the pixels
    (Naeini et al. 2015, for one class).
    """
    groups = planted_cases(law.generator(1))
    cases = [case for group in groups.values() for case in group]
    got = [law.ask(answer, *case, read=_error_and_curve) or (None, None) for case in cases]
    tables = [right_table(*case) for case in cases]
    errors = ManyScores(law, cases, [error for error, _ in got], list(map(error_of, tables)), error_beliefs)
    curves = ManyScores(law, cases, [curve for _, curve in got], list(map(curve_of, tables)), curve_beliefs)
    for group, places in spans(groups):
        errors.agree(f"the error, {group}", places, partial(_other_error, group))
        curves.agree(f"the curve, {group}", places, partial(_other_curve, group))


def _error_and_curve(returned):
    kinds = [one for one in (tuple, list) if issubclass(type(returned), one)]
    if not kinds:
        raise plain.Unusable(f"Expected the error and the curve, got {plain.kind(returned)}: {INSTEAD}.")
    parts = list(kinds[0].__iter__(returned))
    if len(parts) != 2:
        raise plain.Unusable(f"Expected the error and the curve, got {len(parts)} things: {INSTEAD}.")
    return one_number(parts[0], "error, curve, of which the error is one number"), _curve(parts[1])


def _curve(returned):
    """Return the rows without NaN as a tuple of pairs.

    Columns in place of rows are as good, and a third number, such as the share of pixels, does no harm.
    """
    found = plain.array(returned, instead=f"let the curve have {ROWS}", finite=False)
    if found.ndim == 2 and found.shape[1] not in (2, 3) and found.shape[0] in (2, 3):
        found = found.T
    if found.ndim != 2 or found.shape[1] not in (2, 3):
        raise plain.Unusable(f"Expected as the curve {ROWS}, shape (bins, 2), got shape {found.shape}.")
    return tuple(tuple(row) for row in found[:, :2] if not np.isnan(row).any())


def _other_error(group, case, right, got):
    said = shown(right, got)
    step = "weigh the size of each bin's gap by its share of the pixels"
    where = f"{case[2]} bins, pixels {group}"
    return said | dict(why=f"Expected an error of {said['expected']} ({where}), got {said['seen']}: {step}.")


def _other_curve(group, case, right, got):
    where = f"{case[2]} bins, pixels {group}"
    if np.shape(got) != np.shape(right):
        said = dict(expected=f"{len(right)} points", seen=f"{len(got)} points")
        step = "one for each bin that holds pixels"
        return said | dict(why=f"Expected {said['expected']} in the curve ({where}), got {said['seen']}: {step}.")
    point = next(point for point in range(len(right)) if not alike(got[point], right[point]))
    axes = [shown(*pair) for pair in zip(right[point], got[point], strict=True)]
    expected, seen = (f"({axes[0][which]}, {axes[1][which]})" for which in ("expected", "seen"))
    step = "take the mean probability and the share of truth of its pixels"
    why = f"Expected {expected} as point {point + 1} of the curve ({where}), got {seen}: {step}."
    return dict(expected=expected, seen=seen, why=why)
