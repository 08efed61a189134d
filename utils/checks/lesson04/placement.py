"""Exercise 4.4, second half: where the U-Net of the paper drops."""

from math import isclose

from utils.checks.exercise import exercise
from utils.checks.lesson04.hints import HINTS
from utils.checks.lesson04.reading import rates

DEPTH = 4  # of the paper's U-Net, from 64 maps at level 0 to 1024 in the bottleneck
ABOVE, BOTTLENECK = (DEPTH - 1, "contracting"), (DEPTH, "bottleneck")
PAPER = {ABOVE: 0.5, BOTTLENECK: 0.5}
DOWN = [*((level, "contracting") for level in range(DEPTH)), BOTTLENECK]


@exercise(
    "4.4",
    points=1,
    minutes=4,
    keras=False,
    arrays=False,
    hints=HINTS["paper_placement"],
    passed="The last two levels of the contracting path, at .5: so the deepest skip hands on dropped maps as well.",
)
def paper_placement(answer, law):
    """Give the rates at which the U-Net of its paper drops, as `unet(..., depth=4, rates=...)` takes them.

    Five rates for the levels of the way down, 0 of full size to 4, the bottleneck; {level: rate} will do as well.
    The paper says: "Drop-out layers at the end of the contracting path perform further implicit data augmentation"
    (section 3.1). Its released network has one on each of the last two levels of that path, .5, before both the
    pool and the skip.
    """
    got = law.ask(answer, read=lambda value: rates(value, DEPTH))
    law.holds(
        "dropout stands where the paper has it",
        lambda: set(got) == set(PAPER),
        about=[got],
        misconception=lambda: _misplaced(got),
        why="Dropout stands on other levels than in the paper: take the last two of the way down, 3 and 4.",
        expected=_shown(PAPER),
        seen=lambda: _shown(got),
    )
    law.holds(
        "it drops as many as the released network",
        lambda: all(isclose(rate, 0.5, rel_tol=1e-6) for rate in got.values()) and len(got) > 0,
        about=[got],
        misconception=lambda: "another rate than the paper's" if set(got) == set(PAPER) else None,
        why="Another rate than 0.5: the released network drops half of the activations.",
        seen=lambda: _shown(got),
    )


def _misplaced(got):
    places = set(got)
    if not places:
        return "no dropout in the U-Net"
    if places - set(DOWN):
        return "dropout on every level" if places > set(DOWN) else "dropout in the decoder"
    if all(isclose(got.get(place, 0), 1 - PAPER.get(place, 0)) for place in DOWN):
        return "rates as shares kept"
    known = {
        frozenset(DOWN): "dropout on every level",
        frozenset([BOTTLENECK]): "bottleneck alone",
        frozenset([ABOVE]): "bottleneck left out",
        frozenset(DOWN[-3:-1]): "bottleneck left out",
        frozenset(DOWN[:-1]): "dropout on every level",
        frozenset(DOWN[:2]): "rates from the deepest level up",
    }
    return known.get(frozenset(places))


def _shown(given):
    return ", ".join(f"{rate:g} at level {level}, {path}" for (level, path), rate in given.items()) or "none"
