"""Laws about dropout of squares: where they lie, how many fall, and how the rest is rescaled.

`draws` is a stack of calls on maps of one shape, draws x images x height x width x maps; zeros are the dropped.
"""

import numpy as np

from utils.checks.lesson02 import fates
from utils.checks.lesson02.squares import (
    any_two_maps_alike,
    are_larger,
    are_squares,
    are_squares_beyond,
    on_a_grid,
    side_of_squares,
)
from utils.checks.pictures import maps_beside
from utils.layers import block_mask

ALL_OVER = {  # over which axes of a stack the kept may be counted
    "the batch": (1, 2, 3, 4),
    "an image": (2, 3, 4),
    "a map of an image": (2, 3),
    "a map of the batch": (1, 2, 3),
}

SEEDS_INSTEAD = {  # the lowest and the highest probability that one could mean
    "no border correction": lambda chance: (chance.naive, chance.naive),
    "seeds at the rate itself": lambda chance: (chance.rate, chance.rate),
    "keep and drop swapped": lambda chance: chance.swapped,
}


def squares_lie_inside(law, draws, block):
    """State that the zeros are squares of block x block, anywhere inside the map."""
    zeros, size = draws == 0, f"{block} x {block}"
    where = f"in maps of {draws.shape[2]} x {draws.shape[3]}"

    def picture():
        return maps_beside(block_mask(draws.shape[1:], 0.2, block, np.random.default_rng(0)), draws)

    law.holds(
        f"a square of {size} may lie anywhere {where}",
        not on_a_grid(zeros, block),
        about=[draws],
        misconception="squares on a grid",
        picture=picture,
    )
    law.holds(
        f"the zeros are squares of {size} {where}",
        are_squares(zeros, block),
        about=[draws],
        misconception=lambda: _shape_instead(draws, block),
        why=f"Some zeros lie in no {size} square of zeros inside the map: grow each seed into a whole square.",
        picture=picture,
    )
    law.holds(
        f"the squares are no larger than {size} {where}",
        side_of_squares(zeros) in (0, block) and not are_larger(zeros, block),
        about=[draws],
        misconception="squares of another size",
        expected=size,
        seen=lambda: "{0} x {0}".format(block + 1 if are_larger(zeros, block) else side_of_squares(zeros)),
        picture=picture,
    )


def _shape_instead(draws, block):
    """Name what the zeros are made of when it is not squares inside the map, or None."""
    zeros = draws == 0
    if are_squares(~zeros, block):
        return "keeps the squares"
    if fates.fall_alone(draws):
        return "no squares"
    if are_squares_beyond(zeros, block, mode="wrap"):
        return "squares wrap around"
    if are_squares_beyond(zeros, block, constant_values=True):
        return "squares cut at the border"
    return "squares of another size" if side_of_squares(zeros) > 1 else None


def count_of_squares_varies(law, answer):
    """State that not always the same number of squares falls; single entries can be counted."""
    x = fates.feature_maps(law, 4, (2, 12, 14, 2))
    draws = law.calls(answer, 30, x, 0.02, 1, rng=11)
    counts = (draws == 0).sum(axis=(1, 2, 3, 4))
    usual = int(np.argmax(np.bincount(counts)))
    law.holds(
        "the number of squares varies",
        usual == 0 or (counts == usual).mean() < 0.5,  # the likeliest count has a chance of 0.11
        about=[draws],
        misconception="fixed count of squares",
        expected=f"{0.02 * x.size:.0f} give or take {np.sqrt(0.02 * 0.98 * x.size):.1f} squares of 1 x 1",
        seen=f"nearly always {usual}",
    )


def squares_anywhere(law, draws):
    """State that any map of any image, and any place of a map, may fall; in so many draws each does."""
    fallen = draws == 0
    law.holds(
        "each map of each image may lose a square",
        fallen.any(axis=(0, 2, 3)).all(),
        about=[draws],
        why="Some maps of some images never lose a square: draw seeds for each map of each image.",
    )
    law.holds(
        "each place of a map may fall",
        fallen.any(axis=(0, 1, 4)).all(),
        about=[draws],
        why="Some rows or columns never fall, whatever `rng` is: let a square start at each of the "
        "(h-block+1) * (w-block+1) places where it fits.",
    )


def squares_are_separate(law, draws, chance):
    """State that the squares of one map say nothing about those of another."""
    damaged = (draws == 0).any(axis=(2, 3))
    unit = "place of a square in each map of each image"
    law.separate_fates(
        damaged * 1.0 + 0 * draws[:, :, 0, 0], chance.rate, {0: "draw", 1: "image", 2: "map"}, unit=unit
    )
    law.holds(
        "no two maps of a batch have the same squares",
        not any_two_maps_alike(draws == 0, chance),
        about=[draws],
        why=f"Two maps of a batch lose the same squares: draw a number for each {unit}.",
    )


def share_of_squares(law, draws, chance, stacks):
    """State that as much falls as independent seeds bring down, and everywhere in the map.

    A seed probability is named as the wrong one where it explains all `stacks`, pairs of draws and their Chance.
    """
    zeros, band = draws == 0, (chance.published, chance.exact)
    rate, share, got = chance.rate, chance.share(chance.published), zeros.mean()
    sort = f"block {chance.block} on {chance.height} x {chance.width}, rate {rate:g}"
    law.holds(
        f"the share dropped is right: {sort}",
        chance.right_share(zeros, *band),
        about=[draws],
        misconception=lambda: _seed_instead(stacks),
        expected=f"{share:.3f} to {rate:g}",
        seen=f"{got:.3f}",
        why=f"Expected a share of {share:.3f} to {rate:g} to fall ({sort}), got {got:.3f}: "
        "draw seeds with gamma = rate / block^2 * h*w / ((h-block+1) * (w-block+1)).",
    )
    law.holds(
        f"as many maps lose nothing, and one square, as chance has it: {sort}",
        chance.right_whole(zeros, (2, 3), *band) and chance.right_single(zeros, *band),
        about=[draws],
        why=f"Too many or too few maps lose nothing or one square ({sort}): "
        "draw one number for each place of a whole square, and drop no other.",
    )
    law.holds(
        f"squares reach every row and column: {sort}",
        chance.right_whole(zeros, (3,), *band) and chance.right_whole(zeros, (2,), *band),
        about=[draws],
        why=f"Some rows or columns fall too often or too seldom ({sort}): "
        "let a square start at each of the (h-block+1) * (w-block+1) places where it fits.",
    )


def _seed_instead(stacks):
    """Name the seed probability that explains what has fallen everywhere, or None."""
    for name, seeds in SEEDS_INSTEAD.items():
        if all(chance.explains(draws == 0, *seeds(chance)) for draws, chance in stacks):
            return name
    return None


def rescaled_by_count(law, draws, x, rate, name, or_by_the_rate=False):
    """State that what is kept is multiplied by entries / kept, counted over some part of the batch."""
    kept = draws != 0
    right = {
        over: x
        * kept
        * np.prod([draws.shape[axis] for axis in axes])
        / np.maximum(kept.sum(axes, keepdims=True), 1)
        for over, axes in ALL_OVER.items()
    }
    if or_by_the_rate:
        right["no count at all"] = x * kept / (1 - rate)
    law.close(
        name,
        draws,
        next((one for one in right.values() if np.allclose(draws, one, rtol=1e-4)), right["the batch"]),
        diagnose={"blocks not rescaled": x * kept, "blocks rescaled by the rate": x * kept / (1 - rate)},
        expected=f"survivors times {kept.size / max(kept.sum(), 1):.3g}",
        seen=f"times {np.median((draws / x)[kept]) if kept.any() else 0:.3g}",
        why="Survivors must be multiplied by the count of all entries over the count of those kept.",
    )
