"""The limits of dropout of squares: squares of one entry, and a square as large as the map."""

from functools import partial

import numpy as np

from utils.checks import plain
from utils.checks.lesson02 import fates
from utils.checks.lesson02.blocks import rescaled_by_count


def plain_dropout_for_block_1(law, answer):
    """State that squares of 1 x 1 are dropout of positions, rescaled as that is or as squares are."""
    x = fates.feature_maps(law, 5, (3, 5, 7, 4))
    draws = law.calls(answer, 30, x, 0.4, 1, rng=12)
    law.holds(
        "with block 1 single entries fall",
        (draws == 0).any() and not fates.tied_axes(draws),
        about=[draws],
        why="With block 1 each entry has a fate of its own: see what your slices hold where block - 1 is 0.",
    )
    law.separate_fates(draws, 0.4, {0: "draw", 1: "image", 2: "row", 3: "column", 4: "map"})
    many = fates.feature_maps(law, 6, (7, 13, 11, 20))
    law.share_of_zeros(law.call(answer, many, 0.4, 1, rng=13), 0.4, of="entries with block 1")
    rescaled_by_count(law, draws, x, 0.4, "survivors are rescaled with block 1 too", or_by_the_rate=True)


def lost_maps_are_all_zero(law, answer):
    """State that a batch of one map which one square covers becomes all 0, and no 0 / 0."""
    x, times = fates.feature_maps(law, 7, (1, 2, 2, 1)), 30

    def or_nan(*given):
        try:
            return answer(*given)
        except ZeroDivisionError:
            return np.full(x.shape, np.nan)

    read = partial(plain.array, shape=x.shape, finite=False)
    found = [law.ask(or_nan, x, 0.9, 2, law.generator(14, key), read=read) for key in range(times)]
    usable = all(one is not None for one in found)
    law.holds(
        "a batch that lost everything is all 0",
        lambda: np.isfinite(found).all(),
        about=[usable or None],
        misconception="divides by no survivors",
    )
    lost = [one for one in found if one is not None and not np.allclose(one, x)]
    law.holds(
        "a map of the size of a square is whole or gone",
        lambda: len(lost) > 0 and not np.any(lost),
        about=[usable or None],
        why="A map of 2 x 2, block 2, should be all 0 or as it was: where one square covers it, nothing survives.",
    )
