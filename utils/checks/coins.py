"""Laws about masks: each entry has a coin of its own, at the rate, from the generator handed in."""

import numpy as np

from utils.checks import chance
from utils.checks.pictures import beside

RATES = {0.2: 20_000, 0.5: 20_000, 0.8: 20_000, 0.99: 20_000, 0.001: 40_000}
# The last one is less than a percent, so that a rounded rate, or a draw of few digits, drops none or far too many.
FATES = {0: "draw", 1: "row", 2: "unit"}


def something_drops(law, draws):
    zeros, same = draws == 0, (draws == draws[:1]).all()
    law.holds(
        "something is dropped, and something kept",
        0 < zeros.mean() < 1,
        about=[draws],
        misconception="never drops" if same and not zeros.any() else None,
        why="Everything is dropped: keep each entry with probability 1 - rate."
        if zeros.all()
        else "No entry becomes exactly 0: what is dropped is 0, and chance changes nothing else.",
    )


def depends_on_rng_alone(law, draw):
    """State that draw(key) is the same for the same key and differs between keys, whatever was drawn between."""
    first, others = draw(30), [draw(key) for key in range(31, 35)]
    state = np.random.get_state()
    np.random.seed(12345)
    again = draw(30)
    np.random.set_state(state)
    never = all(np.array_equal(first, other) for other in others)
    drawn = np.stack([first, again, *others])
    mixed = any(0 < (one == 0).mean() < 1 for one in drawn)
    law.holds(
        "the same rng draws the same, another rng another",
        np.array_equal(first, again) and not never,
        about=[drawn],
        misconception="ignores rng" if mixed else None,
        why="All entries go or stay together: draw one number for each entry of the array."
        if (drawn == 0).any()
        else "Several calls drop nothing, whatever `rng` is: look at what your mask is for these arguments.",
        expected="equal draws for equal seeds only",
        seen="the same for every seed" if never else "other draws for one seed",
    )


def separate_coins(law, draws, rate):
    """State that in `draws` (draws x rows x units) every entry has a coin of its own; zeros are the dropped."""
    zeros = draws == 0
    law.holds(
        "each draw is a new one",
        (zeros != zeros[:1]).any(),
        about=[draws],
        why="Every call drops the same, although `rng` goes on: draw from `rng` itself, not from a copy of it.",
    )
    law.holds(
        "the rows of a batch have masks of their own",
        (zeros != zeros[:, :1]).any(),
        about=[draws],
        misconception="one row repeated" if zeros.any() else None,
        picture=lambda: beside(rate, draws[0]),
        why="Nothing is ever dropped: compare one random number for each output with `rate`.",
    )
    alike = chance.plausible_counts(zeros.sum(0), len(draws), chance.share(draws))
    repeated = len(np.unique(zeros.reshape(len(draws), -1), axis=0)) < len(draws)  # told by the fates of the draws
    law.holds(
        "each place is dropped as often as any other",
        alike or repeated,
        about=[draws],
        why="Some places are dropped more often than others: drop each entry with the same probability, `rate`.",
    )
    law.count_varies(draws, rate)
    law.separate_fates(draws, rate, FATES)


def every_call_counts(law, draws, rate):
    """State that no call, of `draws` of a few entries each, drops more or less than chance allows (exact).

    Of 1,500 calls at least one is spoilt, but for 3 times in ten million, where an answer spoils one in a hundred.
    """
    counts = (draws == 0).sum(axis=tuple(range(1, draws.ndim)))
    size = draws[0].size
    oddest = counts[np.argmax(np.abs(counts - rate * size))]
    law.holds(
        "no call in 1,500 drops all, or nothing",
        chance.plausible_counts(counts, size, rate),
        about=[draws],
        expected=f"about {rate * size:g} of {size} in each",
        seen=f"from {counts.min()} to {counts.max()}",
        why=f"Of {len(draws):,} calls at rate {rate:g} at least one drops {oddest} of {size} entries: "
        "let each entry have a coin of its own at every call, and nothing else decide.",
    )


def survivors_are_rescaled(law, got, x, rate):
    """State that each entry of `got` is 0 or that of x / (1 - rate)."""
    kept = got != 0
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = float(np.median((got / x)[kept])) if kept.any() else 0.0
    axes = tuple(range(x.ndim))
    parts = (axes, axes[1:], axes[1:-1])  # the batch, an example, a map of an image
    counted = tuple(x * kept / np.maximum(kept.mean(part, keepdims=True), 1e-9) for part in parts)
    scales = {"no rescale": 1, "divides by rate": 1 / rate, "multiplies by the share kept": 1 - rate}
    law.close(
        f"survivors are exactly x / (1 - {rate:g})",
        got,
        np.where(kept, x / (1 - rate), 0),
        diagnose={name: x * kept * scale for name, scale in scales.items()}
        | {"rescales by the realised share": counted},
        expected=f"survivors times {1 / (1 - rate):.3g}",
        seen=f"times {seen:.3g}",
        why=f"Survivors must be x / (1 - rate), so times {1 / (1 - rate):.3g} at rate {rate:g}; yours are not.",
    )
