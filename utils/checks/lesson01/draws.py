"""Laws about what a dropout layer draws, whatever the rank of its inputs: a coin for each entry at each call."""

import numpy as np

from utils.checks import chance
from utils.checks.pictures import beside

NOTHING = "Nothing is dropped {}: draw a mask of the shape of the inputs, whatever that is, in every call."
EVERYTHING = "Every output is 0 {}: keep each one with probability 1 - rate, and divide it by 1 - rate."
TIED = "The fate of one entry tells that of another {}: draw a number for each entry of the inputs."
UNEVEN = "Some places are dropped more often than others {}: drop each entry with the same probability, `rate`."
NO_ZEROS = "Next to no output becomes exactly 0 {}: what is dropped is 0, and what survives is divided by 1 - rate."
RARE = 0.01  # a share of zeros of which nothing more is asked: it is far too small for any rate here
SHARE = "Expected about {} zeros, got {} {}: drop each entry with probability `rate`."


def is_dropout(law, got, x, rate, where):
    """State that `got` (calls x the shape of x) is inverted dropout of x, drawn anew in each call.

    `where` says in which setting.
    """
    differ(law, got, where)
    fates_are_separate(law, got, rate, where)
    share_is_the_rate(law, got, rate, where)
    survivors_are_divided(law, got, x, rate, where)


def differ(law, got, where, repeated=None):
    """State that not all calls in `got` drop the same; `repeated` is the misconception of one for which they do."""
    zeros = got == 0
    mixed = zeros.any() and not zeros.all()
    law.holds(
        f"{where} each call draws anew",
        not (zeros == zeros[:1]).all() or (not zeros.any() and not np.array_equal(got[0], got[1])),
        about=[got],
        misconception=repeated or ("frozen mask" if mixed else None),
        why=(EVERYTHING if zeros.all() else NOTHING).format(where),
    )


def fates_are_separate(law, got, rate, where):
    """State that no two entries share a fate, along the calls or any axis of the inputs, and none is spared."""
    zeros = got == 0
    share = rate if chance.plausible_count(int(zeros.sum()), zeros.size, rate) else chance.share(got)
    rare, axes = zeros.mean() < RARE, range(zeros.ndim)
    even = rare or all(_even(zeros, share, axis) for axis in axes)
    separate = rare or all(_separate(zeros, share, axis) for axis in axes)
    law.holds(
        f"{where} each entry has a fate of its own, and none is spared",
        even and separate,
        about=[got],
        misconception=shared(zeros),
        why=(UNEVEN if separate else TIED).format(where),
        picture=lambda: beside(rate, got[0]),
    )


def _separate(zeros, share, axis):
    tied = chance.tied_pairs(zeros, share, axis)
    return tied is None and chance.dispersion(zeros.sum(axis), zeros.shape[axis], share) == "as chance does"


def _even(zeros, share, axis):
    counts = np.moveaxis(zeros, axis, 0).reshape(zeros.shape[axis], -1).sum(1)
    return chance.plausible_counts(counts, zeros[0].size if axis == 0 else zeros.size // len(counts), share)


def shared(zeros):
    """Name what has one fate in `zeros` (calls x examples x ... x units, or calls x entries), or None."""
    axes = {axis for axis in range(1, zeros.ndim) if (zeros == zeros.take([0], axis)).all()}
    if not axes or zeros.all() or not zeros.any():
        return None
    last = zeros.ndim - 1
    if axes == {*range(1, zeros.ndim)}:
        return "one coin for all"
    if axes == {*range(2, zeros.ndim)}:
        return "whole examples"
    if axes == {1}:
        return "one mask for the batch"
    named = {(2, 3): "whole maps", (last,): "whole pixels"}
    return named.get(tuple(sorted(axes))) if last == 4 else None


def share_is_the_rate(law, got, rate, where):
    """State that zeros are as many as independent drops at `rate` give (exact binomial)."""
    zeros, n = int(np.sum(got == 0)), got.size
    swapped = rate != 0.5 and chance.plausible_count(zeros, n, 1 - rate)
    about = f"{round(rate * n):,}"
    law.holds(
        f"{where} the share dropped is {rate:g}",
        chance.plausible_count(zeros, n, rate),
        about=[got],
        expected=f"about {about} zeros of {n:,}",
        seen=f"{zeros:,}",
        misconception="keep and drop swapped" if swapped else None,
        why=SHARE.format(about, f"{zeros:,}", where) if zeros > RARE * n else NO_ZEROS.format(where),
    )


def survivors_are_divided(law, got, x, rate, where):
    """State that each entry of `got` is 0 or that of x / (1 - rate)."""
    kept = got != 0
    scales = {"no rescale": 1, "divides by rate": 1 / rate, "multiplies by the share kept": 1 - rate}
    seen = float(np.median((got / x)[kept])) if kept.any() else 0.0
    law.close(
        f"{where} survivors are divided by 1 - rate",
        got,
        kept * x / (1 - rate),
        diagnose={name: kept * x * scale for name, scale in scales.items()} if kept.any() else {},
        expected=f"survivors times {1 / (1 - rate):.3g}",
        seen=f"times {seen:.3g}",
        why=f"Survivors must be inputs / (1 - rate), so times {1 / (1 - rate):.3g} {where}: yours are not.",
    )


def is_blind(law, got, x, rate):
    """State that what is dropped does not depend on the value of x: each quarter of the values loses its share."""
    quarter = np.digitize(x, np.quantile(x, (0.25, 0.5, 0.75)))
    zeros = np.array([int((got == 0)[:, quarter == one].sum()) for one in range(4)])
    share = rate if chance.plausible_count(int(zeros.sum()), got.size, rate) else chance.share(got)
    n = got.size // 4
    spared = 0 in zeros or n in zeros
    law.holds(
        "what is dropped does not depend on the inputs",
        not zeros.any() or chance.plausible_counts(zeros, n, share),
        about=[got],
        misconception="threshold on x" if spared else None,
        why="Large and small inputs are not dropped equally often: compare random numbers with `rate`, not inputs.",
    )
