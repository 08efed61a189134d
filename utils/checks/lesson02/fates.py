"""Whose fates are tied: one draw may decide about a position, a pixel, a row, a map, an image or the batch.

Maps are images x height x width x maps. `draws` is a stack of many calls on the same maps; zeros are the dropped.
"""

import numpy as np

from utils.checks import chance
from utils.checks.coins import depends_on_rng_alone
from utils.checks.pictures import maps_beside

IMAGES, HEIGHT, WIDTH, MAPS = AXES = 1, 2, 3, 4  # of a stack of draws
NAMES = (  # the first one whose axes are tied is the most telling
    ({IMAGES, HEIGHT, WIDTH, MAPS}, "whole batch"),
    ({HEIGHT, WIDTH, MAPS}, "whole images"),
    ({IMAGES, HEIGHT, WIDTH}, "one fate per map for the batch"),
    ({HEIGHT, WIDTH}, "whole maps"),
    ({WIDTH}, "whole rows"),
    ({HEIGHT}, "whole columns"),
    ({MAPS}, "whole pixels"),
    ({IMAGES}, "one mask for all images"),
)


def tied_axes(draws):
    """Return the axes along which whatever falls falls as a whole."""
    zeros = draws == 0
    return {axis for axis in AXES if zeros.shape[axis] > 1 and (zeros == zeros.take([0], axis)).all()}


def name_of(draws):
    """Name the misconception of an answer by what falls as a whole, or None.

    Positions with two fates among them are no rows and no columns, but whole maps of which a part is spared.
    """
    tied = tied_axes(draws)
    positions = _positions(draws, tied)
    if len(np.unique(positions, axis=0)) < min(3, len(positions)):
        return None
    return next((name for axes, name in NAMES if axes <= tied), None)


def fall_alone(draws):
    """Whether no two positions of a map share their fates."""
    return not chance.any_two_fall_together(_positions(draws), chance.share(draws), 0)


def _positions(draws, tied=()):
    """Return the fates of each position of a map as one row; along the axes `tied` the first one stands for all."""
    zeros = draws == 0
    for axis in tied:
        zeros = zeros.take([0], axis)
    zeros = np.moveaxis(zeros, (HEIGHT, WIDTH), (0, 1))
    return zeros.reshape(zeros.shape[0] * zeros.shape[1], -1)


def feature_maps(law, key, shape):
    """Return maps of `shape` with values of either sign, none of them 0."""
    rng = law.generator(1, key)
    return rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape)


def something_drops(law, draws):
    law.holds(
        "something is dropped, and something kept",
        0 < (draws == 0).mean() < 1,
        about=[draws],
        misconception=None if (draws == 0).any() else "nothing dropped",
        why="Everything is dropped: keep a share 1 - rate.",
    )


def blind(law, call, x):
    """State that the pattern of zeros in call(maps) does not follow the maps when these change places."""
    still, moved = call(x), call(np.roll(x, 1, axis=-1))
    pattern, other = still == 0, moved == 0
    follows = np.array_equal(np.roll(pattern, 1, axis=-1), other) and not np.array_equal(pattern, other)
    law.holds(
        "what is dropped does not follow the values",
        not follows,
        about=[still, moved],
        misconception="threshold on x",
    )


def same_for_any_values(law, call, x):
    """State that one state of rng drops the same, whatever the values are."""
    one, other = call(x), call(-np.flip(x))
    law.holds(
        "what is dropped does not depend on the values",
        np.array_equal(one == 0, other == 0),
        about=[one, other],
        why="With the same `rng` other values lose other places: look at `rng` and at the shape of the maps alone.",
    )


def drawn_anew(law, draws):
    """State that calls which follow each other with one rng differ."""
    zeros = draws == 0
    law.holds(
        "each call draws anew",
        (zeros != zeros[:1]).any(),
        about=[draws],
        why="Two calls in a row drop the same: draw from the `rng` handed in, and not from a copy of it.",
    )


def _settled(draws):
    """Whether some places always fall or never do, though others change."""
    often = (draws == 0).mean(axis=0)
    return bool(((often == 0) | (often == 1)).any() and (draws != draws[:1]).any())


def each_map_may_fall(law, draws):
    """State that no map of no image always falls or never does; whether it falls as a whole is another law's."""
    settled = _settled(draws.any(axis=(HEIGHT, WIDTH)) + 0 * draws[:, :, 0, 0])
    law.holds(
        "each map of each image may fall, and none must",
        not settled,
        about=[draws],
        why="Some maps of some images never fall, or always do: draw a number for each map of each image.",
    )


def no_fixed_pattern(law, draws):
    """State that no place always falls or never does, and that the places of a map have more than two fates."""
    kinds = len(np.unique(_positions(draws), axis=0))
    law.holds(
        "each place may fall, and none must",
        not _settled(draws) and not (kinds == 2 < draws.shape[HEIGHT] * draws.shape[WIDTH]),
        about=[draws],
        misconception="fixed pattern",
    )


def tied_along(law, draws, right, name, example, why):
    """State that fates are tied along the axes `right` and no others; `example` is a mask that does so."""
    law.holds(
        name,
        tied_axes(draws) == right,
        about=[draws],
        misconception=lambda: name_of(draws) or ("element-wise" if fall_alone(draws) else None),
        why=why,
        picture=lambda: maps_beside(example, draws),
    )


def decided_by_rng(law, draws, x, call):
    """State that call(maps, key) takes its numbers from rng alone, anew each time, and whatever the values."""
    depends_on_rng_alone(law, lambda key: call(x, key))
    drawn_anew(law, draws)
    same_for_any_values(law, lambda maps: call(maps, 22), x)


def nothing_at_rate_0(law, answer, x, *options):
    law.close(
        "rate 0 changes nothing",
        law.call(answer, x, *options, rng=23),
        x,
        why="At rate 0 nothing is dropped and nothing rescaled: the output equals the maps.",
    )
