"""Tables of a placement study: read from whatever an answer returns, and planted to be chosen from."""

from collections import namedtuple

import numpy as np

from utils.checks import plain
from utils.checks.lesson03.placing_beliefs import word

Row = namedtuple("Row", "mean interval verdict")
VERDICTS = ("helps", "hurts", "inconclusive")
FORM = "{placement: (mean difference, (low, high), verdict)}"
NAMES = {
    "mean": ("mean", "difference", "mean difference", "mean_difference"),
    "interval": ("interval",),
    "verdict": ("verdict",),
}


def rows(value, placements):
    """Return {placement: (mean, low, high, verdict)} for all placements but the first; Unusable for all else.

    A row for the first placement is welcome as long as it claims nothing.
    """
    if not issubclass(type(value), dict):
        raise plain.Unusable(f"Expected a table {FORM}, got {plain.kind(value)}: return a dict.")
    first, *others = placements
    lost = [one for one in others if not dict.__contains__(value, one)]
    if lost:
        raise plain.Unusable(f"Your table has no row for {lost[0]!r}: add one for each placement but the first.")
    if dict.__len__(value) > len(others) + dict.__contains__(value, first):
        raise plain.Unusable(
            "Your table has rows that are no placements: give one for each placement but the first."
        )
    if dict.__contains__(value, first) and _claims(dict.__getitem__(value, first)):
        raise plain.Unusable(f"Your table says that {first!r} differs from itself: leave its row out.")
    return {one: _row(dict.__getitem__(value, one)) for one in others}


def _claims(row):
    mean, _, _, verdict = _row(row)
    return verdict != "inconclusive" or (np.isfinite(mean) and abs(mean) > 1e-9)


def _row(value):
    """Return (mean, low, high, verdict) of a tuple, a list or a dict; what is no number is infinite."""
    parts = _parts(value)
    if len(parts) == 3:
        mean, interval, verdict = parts
        low, high = _ends(interval)
    elif len(parts) == 4:
        mean, low, high, verdict = parts
    else:
        raise plain.Unusable(f"Expected a row (mean difference, (low, high), verdict), got {len(parts)} parts.")
    return _number(mean), _number(low), _number(high), _verdict(verdict)


def _parts(value):
    if issubclass(type(value), dict):
        named = {key: dict.__getitem__(value, key) for key in dict.__iter__(value) if type(key) is str}
        found = [next((named[name] for name in names if name in named), None) for names in NAMES.values()]
        if found[1] is None and {"low", "high"} <= set(named):
            found[1] = (named["low"], named["high"])
        return found
    for kind in (tuple, list):
        if issubclass(type(value), kind):
            return list(kind.__iter__(value)) if kind.__len__(value) < 9 else [None] * 9
    raise plain.Unusable(f"Expected a row (mean difference, (low, high), verdict), got {plain.kind(value)}.")


def _ends(interval):
    """Return low and high of a pair, of an array of two, or of an Interval with its mean."""
    if interval is None:
        return None, None
    if not issubclass(type(interval), tuple | list):
        interval = list(plain.array(interval).ravel())
    parts = _parts(interval)
    if len(parts) not in (2, 3):
        raise plain.Unusable(
            f"Expected an interval (low, high), got {plain.kind(interval)} of {len(parts)}: give two."
        )
    return parts[-2:]


def _number(value):
    if value is None or (type(value) in (float, np.float64, np.float32) and value != value):
        return np.inf
    return plain.number(value, "one number")


def _verdict(value):
    said = plain.text(value)
    if said not in VERDICTS:
        raise plain.Unusable(
            f"Expected a verdict of {', '.join(VERDICTS)}, got {plain.one_line(said, 40)!r}: spell it so."
        )
    return said


CASES = {  # what is in a table: the mean and the half width of each interval, in hundredths
    "one that helps, one that does not": ((5, 2), (0, 2)),
    "nothing proven": ((3, 4), (1, 5), (-1, 3)),
    "two that help, the better one apart": ((9, 2), (3, 2), (0, 2)),
    "two that help, their intervals overlapping": ((5, 2), (4, 2), (-3, 1)),
    "a proven gain below a higher one that is unsure": ((6, 7), (4, 1)),
    "an unsure rival whose interval reaches into the best": ((6, 2), (1, 5), (-1, 2)),
    "a wide interval from far below, and a runner-up apart": ((10, 1), (7, 1), (3, 7)),
    "all hurt, one of them least": ((-2, 1), (-6, 1), (-9, 1)),
    "a large loss beside a small gain": ((-20, 1), (3, 1)),
    "one placement alone, which helps": ((4, 1),),
    "one placement alone, unsure": ((1, 2),),
    "one placement alone, which hurts": ((-4, 1),),
    "a tie to the last digit": ((5, 1), (5, 1)),
    "an interval inside another": ((5, 0.5), (4, 3)),
    "the surest gain is not the highest": ((9, 2), (3, 0.2)),
    "the rival's mean outside the best interval, its end inside": ((8, 2), (5, 1.5)),
    "two that help and are apart, by very little": ((8, 2), (3, 2.9)),
    "two that help and overlap, by very little": ((8, 2), (3, 3.1)),
    "a mean below 0, whose wide interval reaches into the best": ((6, 1), (-1, 7)),
    "five, of which the best is apart": ((12, 1.5), (7, 2), (5, 3), (1, 2), (-6, 2)),
    "just above 0": ((2, 1.9), (-4, 2)),
    "just short of 0": ((2, 2.1), (-4, 2)),
}
PLACES = (
    "between modules",
    "before Flatten",
    "between Dense",
    "in the first module",
    "both",
    "channel",
    "everywhere",
)


def planted_tables(rng):
    """Yield (what is in it, a table) for tables that tell the rule from its look-alikes."""
    for key, (what, numbers) in enumerate(CASES.items()):
        scale, names = rng.uniform(0.005, 0.012), rng.permutation(PLACES)
        order = (
            rng.permutation(len(numbers)) if key % 2 else range(len(numbers))[::-1]
        )  # now and then the best last
        table = {str(names[place]): _planted(*numbers[place], scale) for place in order}
        yield what, table


def _planted(mean, half, scale):
    low, high = scale * (mean - half), scale * (mean + half)
    return Row(scale * mean, (low, high), word(low, high))
