"""Exercise 3.5: what Flatten costs."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson03.hints import HINTS
from utils.checks.plain import Unusable, kind, number

KEYS = ("flatten_parameters", "gap_parameters", "silenced_by_one_map")


@exercise(
    "3.5",
    points=1,
    minutes=6,
    difficulty=1,
    arrays=False,
    hints=HINTS["flatten_effects"],
    passed="Flatten makes the first Dense heavy, and ties h * w of its inputs to the fate of one map.",
)
def flatten_effects(answer, law):
    """Count the parameters behind Flatten and behind GAP, and the inputs that one dropped map silences."""
    for h, w, maps, units in ((7, 7, 64, 128), (3, 5, 8, 10), (4, 2, 1, 6), (1, 1, 12, 5), (14, 9, 512, 4096)):
        got = law.ask(answer, h, w, maps, units, read=_effects) or dict.fromkeys(KEYS, np.nan)
        for key, right, wrong in _counts(h, w, maps, units):
            law.holds(
                f"{key} for maps of {h} x {w} x {maps} and {units} units",
                got[key] == right,
                about=[np.array(got[key])],
                expected=f"{right:,}",
                seen=f"{got[key]:,.10g}",
                misconception=next((name for name, value in wrong.items() if got[key] == value), None),
                why=f"Expected {right:,} for {key} of {h} x {w} x {maps} and {units} units, got {got[key]:,.10g}: "
                "draw the row that the Dense gets, and count.",
            )


def _counts(h, w, maps, units):
    """Yield (key, its value, what misconceptions give) for each of the three counts."""
    row = h * w * maps
    wrong = {"bias of the Dense forgotten": row * units, "one bias for the whole Dense": row * units + 1}
    yield KEYS[0], (row + 1) * units, wrong | {"maps left out of the row": (h * w + 1) * units}
    wrong = {"bias of the Dense forgotten": maps * units, "one bias for the whole Dense": maps * units + 1}
    yield KEYS[1], (maps + 1) * units, wrong | {"GAP counted as Flatten": (row + 1) * units}
    wrong = {"one map silences one input": 1, "counts silenced weights": h * w * units}
    yield KEYS[2], h * w, wrong | {"all maps silenced": row}


def _effects(returned):
    """Return the dict that an answer gave, its three values as floats."""
    if not issubclass(type(returned), dict):
        raise Unusable(f"Expected a dict with the keys {', '.join(KEYS)}; got {kind(returned)}.")
    lacking = [key for key in KEYS if not dict.__contains__(returned, key)]
    if lacking:
        raise Unusable(f"Expected the keys {', '.join(KEYS)} in your dict: {lacking[0]} is missing.")
    return {key: _count(dict.__getitem__(returned, key), key) for key in KEYS}


def _count(value, key):
    if value is None or issubclass(type(value), str):
        raise Unusable(f"Expected a number for {key} in your dict, got {kind(value)}.")
    return number(value, f"a count as {key}")
