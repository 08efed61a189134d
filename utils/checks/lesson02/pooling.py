"""Exercise 2.8: what max-pooling makes of a window after dropout."""

import numpy as np

from utils.checks import plain
from utils.checks.exercise import exercise
from utils.checks.laws import recognised
from utils.checks.lesson02.hints import HINTS

WINDOWS = (  # no long one rises or falls, so that the order of a window is not that of its ranks
    ((3.0, 1.0, 2.0, 4.0), 0.25),
    ((1.0, 1.0, 1.0, 1.0), 0.5),
    ((0.6, 0.2, 0.9, 0.35), 0.7),
    ((30.0, 10.0, 20.0, 40.0), 0.25),
    ((2.5, 7.0), 0.4),
    ((5.0, 0.5, 8.0), 0.8),
    ((2.0, 5.0, 2.0, 5.0, 1.0), 0.6),
    ((1.1, 0.4, 3.2, 0.7, 6.5, 1.9, 2.3, 0.2, 4.8), 0.85),
    ((0.0, 3.0, 0.0, 1.0, 2.0, 0.5), 0.5),
    ((2, 7, 1, 8), 0.1),
)


@exercise(
    "2.8",
    points=2,
    minutes=12,
    difficulty=2,
    hints=HINTS["maxpool_law"],
    passed="The largest kept value comes out: its rank alone says how often, and on average that is too much.",
)
def maxpool_law(answer, law):
    """Say what comes out of a max-pooling window after dropout, how often, and on average."""
    given = [(np.array(window), rate) for window, rate in WINDOWS]
    found = [law.ask(answer, *pair, read=_probabilities_and_value) for pair in given]
    beliefs = _beliefs_behind(given, found)
    for pair, got in zip(given, found, strict=True):
        _states_the_law(law, *pair, got, *beliefs)
    nothing_drops = np.array([1.5, 6.0, 3.5]), 0.0
    _states_the_law(law, *nothing_drops, law.ask(answer, *nothing_drops, read=_probabilities_and_value))


def _states_the_law(law, window, rate, got, misjudged=None, mispriced=None):
    probabilities, value = (np.full(len(window) + 1, np.nan), np.nan) if got is None else got
    right, where = rank_law(window, rate), f"for {window.tolist()} at rate {rate:g}"
    law.close(
        f"the probabilities {where}",
        _by_outcome(window, probabilities),
        _by_outcome(window, right),
        misconception=misjudged,
        why=f"Expected other probabilities {where}: a value comes out if it is kept and all larger drop.",
    )
    law.close(
        f"the expected value {where}",
        value,
        (right[:-1] * window).sum() / (1 - rate),
        misconception=mispriced,
        why=f"Expected another mean {where}: add up each probability times its value / (1 - rate).",
    )


def rank_law(window, rate):
    """Return the probability of each value of the window, in its order, then that of zero."""
    ranks = np.argsort(np.argsort(-window, kind="stable"))
    return np.append((1 - rate) * rate**ranks, rate ** len(window))


def _probabilities_and_value(returned):
    base = next((one for one in (tuple, list) if issubclass(type(returned), one)), None)
    parts = [] if base is None else list(base.__iter__(returned))
    if len(parts) != 2:
        got = f"{len(parts)} in {plain.kind(returned)}" if parts else plain.kind(returned)
        raise plain.Unusable(f"Expected two things, got {got}: return the probabilities and the expected value.")
    return plain.array(parts[0]).ravel(), plain.number(parts[1], "the expected value second")


def _by_outcome(window, probabilities):
    """Return the total for each outcome that can be told apart: equal values may share theirs as they like.

    A probability of zero that is left out counts as 0, and what is too much stands at the end.
    """
    _, outcome = np.unique(np.append(window, 0.0), return_inverse=True)
    row = np.zeros(max(len(outcome), len(probabilities)))
    row[: len(probabilities)] = probabilities
    return np.append(np.bincount(outcome, row[: len(outcome)]), row[len(outcome) :].sum())


def _beliefs_behind(given, found):
    """Return the misconceptions, of the probabilities and of the expected value, that fit all windows, or None."""
    if None in found:
        return None, None
    fitting = ([], [])
    for (window, rate), (probabilities, value) in zip(given, found, strict=True):
        seen = _by_outcome(window, probabilities)
        ways = {name: tuple(_by_outcome(window, one) for one in ones) for name, ones in _misjudged(window, rate)}
        fitting[0].append({name for name in ways if recognised(seen, {name: ways[name]})})
        fitting[1].append({name for name, ones in _mispriced(window, rate) if recognised(value, {name: ones})})
    if all(len(probabilities) == len(window) for (window, _), (probabilities, _) in zip(given, found, strict=True)):
        return "zero missing", None
    return [min(set.intersection(*sets), default=None) for sets in fitting]


def _misjudged(window, rate):
    """Yield (misconception, the probabilities that it would give, in one or more ways)."""
    n, zero = len(window), rate ** len(window)
    share, each = window / window.sum(), np.full(n, 1 / n)
    yield "proportional to value", (np.append(share * (1 - zero), zero), np.append(share, 0))
    yield "uniform", (np.append(each * (1 - zero), zero), np.append(each, 0), np.full(n + 1, 1 / (n + 1)))
    yield "forgets the larger values", (np.append(np.full(n, 1 - rate), zero),)
    yield "keeps with probability rate", (rank_law(window, 1 - rate),)
    yield "ranks reversed", (np.append(rank_law(-window, rate)[:-1], zero),)
    yield "in order of rank", (rank_law(-np.arange(n), rate),)
    yield "zero first", (np.roll(rank_law(window, rate), 1),)


def _mispriced(window, rate):
    """Yield (misconception, the expected value that it would give, in one or more ways)."""
    largest, all_dropped = window.max(), rate ** len(window)
    kept = (rank_law(window, rate)[:-1] * window).sum()
    yield "expects the maximum", (largest, largest / (1 - rate), largest * (1 - all_dropped) / (1 - rate))
    yield "no rescale", (kept,)
    yield "multiplies by the share kept", (kept * (1 - rate),)
    yield "divides by rate", (kept / max(rate, 1e-9),)
