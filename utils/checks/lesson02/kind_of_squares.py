"""Exercise 2.6: dropout of squares."""

import numpy as np

from utils.checks.exercise import exercise
from utils.checks.lesson02 import fates
from utils.checks.lesson02.block_limits import lost_maps_are_all_zero, plain_dropout_for_block_1
from utils.checks.lesson02.blocks import (
    count_of_squares_varies,
    rescaled_by_count,
    share_of_squares,
    squares_anywhere,
    squares_are_separate,
    squares_lie_inside,
)
from utils.checks.lesson02.hints import HINTS
from utils.checks.lesson02.squares import Chance
from utils.layers import block_mask

SQUARES = {  # (height, width, rate, block): draws, images, maps
    (14, 14, 0.1, 7): (20, 1, 60),
    (11, 7, 0.35, 3): (8, 10, 10),
    (4, 40, 0.1, 4): (10, 12, 1),
}


@exercise(
    "2.6",
    points=3,
    minutes=15,
    difficulty=3,
    hints=HINTS["drop_block"],
    passed="Seeds grow into squares inside each map, and what is left is rescaled by what was counted.",
)
def drop_block(answer, law):
    """Drop squares of each map, as many as the rate asks for, and keep the mean by the counted share."""
    x = fates.feature_maps(law, 3, (5, 6, 15, 7))
    draws = law.calls(answer, 60, x, 0.2, 4, rng=10)
    fates.something_drops(law, draws)
    fates.blind(law, lambda maps: law.call(answer, maps, 0.3, 2, rng=21), x)
    fates.tied_along(
        law,
        draws,
        set(),
        "no fates are tied along rows, columns, maps or images",
        example=block_mask(x.shape, 0.2, 4, np.random.default_rng(0)),
        why="Squares fall, and each map of each image has its own: draw seeds of the shape of the maps.",
    )
    fates.decided_by_rng(law, draws, x, lambda maps, key: law.call(answer, maps, 0.3, 2, rng=key))
    stacks = [(draws, Chance(6, 15, 0.2, 4)), *_stacks_of_squares(law, answer)]
    for stack, chances in stacks:
        squares_lie_inside(law, stack, chances.block)
    squares_anywhere(law, draws)
    count_of_squares_varies(law, answer)
    for stack, chances in stacks:
        share_of_squares(law, stack, chances, stacks)
    squares_are_separate(law, *stacks[0])
    rescaled_by_count(law, draws[:10], x, 0.2, "survivors are multiplied by entries / kept")
    plain_dropout_for_block_1(law, answer)
    lost_maps_are_all_zero(law, answer)
    fates.nothing_at_rate_0(law, answer, x, 0.0, 3)


def _stacks_of_squares(law, answer):
    """Yield many calls on maps of several sizes, and the Chance of each."""
    for key, ((height, width, rate, block), (times, images, maps)) in enumerate(SQUARES.items(), start=40):
        x = fates.feature_maps(law, key, (images, height, width, maps))
        yield law.calls(answer, times, x, rate, block, rng=key), Chance(height, width, rate, block)
