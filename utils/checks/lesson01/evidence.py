"""Exercises 1.6 and 1.8: what dropout does to numbers, and whether it helped."""

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.lesson01.beliefs import belief_behind
from utils.checks.lesson01.hints import HINTS
from utils.checks.lesson01.planted import VERDICTS, planted_pairs


@exercise(
    "1.6",
    points=2,
    minutes=12,
    difficulty=2,
    arrays=False,
    hints=HINTS["dropout_statistics"],
    passed="The mean stays, the variance grows, and the dropped share spreads less the more units there are.",
)
def dropout_statistics(answer, law):
    """Give mean, variance and the spread of the dropped share after inverted dropout."""
    for rate, units, mean, variance in ((0.25, 8, 2.0, 5.0), (0.5, 100, 0.0, 1.0), (0.8, 7, -1.5, 0.5)):
        got = law.ask(answer, rate, units, mean, variance, read=_three_numbers)
        got = np.full(3, np.nan) if got is None else got
        for (what, right, wrong, reason), number in zip(_moments(rate, units, mean, variance), got, strict=True):
            law.close(
                f"{what}, at rate {rate:g} and {units} units",
                number,
                right,
                diagnose=wrong,
                why=f"Expected {right:.4g} for {what}, got {number:.4g}: {reason}.",
            )


def _moments(rate, units, mean, variance):
    """Yield (what it is, its value, what misconceptions give, how to get there) for the three numbers of 1.6."""
    q, outputs = 1 - rate, "an output is 0, or x / (1 - rate)"
    yield "the mean", mean, {"mean shrinks": mean * q} if mean else {}, outputs
    wrong = {
        "variance unchanged": variance,
        "variance times q": (variance * q, variance * q + mean**2 * rate * q),
        "forgets the squared mean": variance / q if mean else np.nan,
    }
    yield "the variance", variance / q + mean**2 * rate / q, wrong, outputs
    wrong = {
        "spread of zero": 0.0,
        "spread not divided by units": np.sqrt(rate * q),
        "spread of the count": np.sqrt(rate * q * units),
        "variance for spread": rate * q / units,
    }
    coins = f"the share is the mean of {units} coins, each of variance rate * (1 - rate)"
    yield "the spread of the dropped share", np.sqrt(rate * q / units), wrong, coins


def _three_numbers(returned):
    instead = "return the three numbers mean, variance, spread as a tuple"
    found = plain.array(returned, instead=instead)
    if len(np.atleast_1d(found)) != 3 or found.size != 3:
        raise plain.Unusable(f"Expected three numbers, got shape {found.shape}: {instead}.")
    return found.ravel()


@exercise(
    "1.8",
    points=3,
    minutes=15,
    difficulty=2,
    hints=HINTS["verdict"],
    passed="A difference counts when its paired 95 % interval leaves out 0; otherwise the verdict is inconclusive.",
)
def verdict(answer, law):
    """Say whether dropout helps, hurts, or whether that stays open."""
    cases = list(planted_pairs(law.generator(6)))
    pairs = [(without, with_dropout) for _, without, with_dropout, _ in cases]
    verdicts = [law.ask(answer, *pair, read=_a_verdict) for pair in pairs]
    belief = belief_behind(verdicts, pairs)
    for (name, _, _, right), got in zip(cases, verdicts, strict=True):
        law.holds(
            name,
            got == right,
            about=[got],
            expected=right,
            seen=got,
            why=f"Expected {right!r} for {name}, got {got!r}: compare the 95 % paired t-interval with 0.",
            misconception=belief,
        )


def _a_verdict(returned):
    said = plain.text(returned)
    if said not in VERDICTS:
        raise plain.Unusable(
            f"Expected one of {', '.join(VERDICTS)}, got {plain.one_line(said, 40)!r}: spell it so."
        )
    return said
