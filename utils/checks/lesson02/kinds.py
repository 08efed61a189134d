"""Exercises 2.1 and 2.5: dropout of positions and of whole maps."""

import numpy as np

from utils.checks import chance
from utils.checks.coins import survivors_are_rescaled
from utils.checks.exercise import exercise
from utils.checks.lesson02 import fates
from utils.checks.lesson02.hints import HINTS
from utils.layers import channel_mask, element_mask

# One image, one map, one position; the last rate is far below a percent, so that a rounded one, or a draw of two
# digits, drops none or far too many.
POSITIONS = {
    0.2: (1, 40, 25, 20),
    0.5: (25, 20, 40, 1),
    0.8: (1000, 1, 1, 5),
    0.99: (4, 50, 1, 100),
    0.0015: (3, 25, 20, 40),
}
WHOLE_MAPS = {0.2: (1, 3, 2, 5000), 0.5: (2000, 2, 1, 1), 0.8: (1000, 1, 2, 3), 0.0015: (75, 1, 2, 800)}


def _example(mask, shape):
    return mask(shape, 0.3, np.random.default_rng(0))


@exercise(
    "2.1",
    points=2,
    minutes=8,
    difficulty=1,
    hints=HINTS["drop_positions"],
    passed="Each position of each map is a neuron with a coin of its own, just as in a dense layer.",
)
def drop_positions(answer, law):
    """Give each position of each map of each image a fate of its own, and keep the mean."""
    x = fates.feature_maps(law, 1, (3, 4, 6, 5))
    draws = _many_draws(
        law,
        answer,
        x,
        set(),
        "no fates are tied along rows, columns, maps or images",
        example=_example(element_mask, x.shape),
        why="Some entries share their fate: draw a number for each entry of the maps.",
    )
    law.count_varies(draws, 0.3)
    axes = {0: "draw", 1: "image", 2: "row", 3: "column", 4: "map"}
    law.separate_fates(draws, 0.3, axes)
    _no_two_fall_together(law, draws, "position")
    for key, (rate, shape) in enumerate(POSITIONS.items(), start=40):
        _share_of_positions(law, law.call(answer, fates.feature_maps(law, key, shape), rate, rng=key), rate)
    for key, rate in enumerate((0.25, 0.6, 0.97), start=50):
        survivors_are_rescaled(law, law.call(answer, x, rate, rng=key), x, rate)
    _two_fates_may_be_one(law, answer, (1, 1, 2, 1), "both positions of a map")
    fates.nothing_at_rate_0(law, answer, x, 0.0)


@exercise(
    "2.5",
    points=2,
    minutes=8,
    difficulty=2,
    hints=HINTS["spatial_dropout"],
    passed="One draw for each map of each image: a map goes as a whole, and its neighbours cannot give it away.",
)
def spatial_dropout(answer, law):
    """Drop whole maps, each map of each image by a draw of its own, and keep the mean."""
    x = fates.feature_maps(law, 2, (3, 4, 5, 6))
    draws = _many_draws(
        law,
        answer,
        x,
        {fates.HEIGHT, fates.WIDTH},
        "each map of an image is whole or gone",
        example=_example(channel_mask, x.shape),
        why="Some maps lose a part of themselves: let one draw decide about all positions of a map.",
    )
    whole = draws.any(axis=(2, 3)) * 1.0 + 0 * draws[:, :, 0, 0]
    law.count_varies(whole, 0.3, unit="map of each image", fixed_name="fixed count of maps")
    law.separate_fates(whole, 0.3, {0: "draw", 1: "image", 2: "map"}, unit="map of each image")
    _no_two_fall_together(law, whole, "map")
    for key, (rate, shape) in enumerate(WHOLE_MAPS.items(), start=40):
        _share_of_maps(law, law.call(answer, fates.feature_maps(law, key, shape), rate, rng=key), rate)
    for key, rate in enumerate((0.25, 0.6, 0.9), start=50):
        many = fates.feature_maps(law, key, (8, 2, 3, 16))
        survivors_are_rescaled(law, law.call(answer, many, rate, rng=key), many, rate)
    _two_fates_may_be_one(law, answer, (1, 2, 2, 2), "both maps of an image")
    fates.nothing_at_rate_0(law, answer, x, 0.0)


def _many_draws(law, answer, x, tied, name, **said):
    """Return 300 calls at a rate of .3, of which it is stated that chance decides, with fates `tied` along axes."""

    def call(maps, key):
        return law.call(answer, maps, 0.3, rng=key)

    draws = law.calls(answer, 300, x, 0.3, rng=10)
    fates.something_drops(law, draws)
    fates.blind(law, lambda maps: call(maps, 21), x)
    if not tied:
        fates.no_fixed_pattern(law, draws)
    fates.tied_along(law, draws, tied, name, **said)
    if tied:
        fates.each_map_may_fall(law, draws)
    fates.decided_by_rng(law, draws, x, call)
    return draws


def _no_two_fall_together(law, fallen, unit):
    together = chance.any_two_fall_together((fallen == 0).reshape(len(fallen), -1), chance.share(fallen), 1)
    law.holds(
        f"no two {unit}s share their fates",
        not together,
        about=[fallen],
        why=f"Two {unit}s fall together too often: draw a number for each {unit} of each image.",
    )


def _share_of_positions(law, got, rate):
    """State that no fates are tied, and how many positions are gone."""
    shape = _in_words(got)
    law.holds(
        f"no fates are tied in {shape}",
        not fates.tied_axes(got[None]) or (got == 0).all() or (got != 0).all(),  # if so, the share tells more
        about=[got],
        why=f"With {shape} entries fall in groups: draw a number for each.",
    )
    law.share_of_zeros(got, rate)


def _two_fates_may_be_one(law, answer, shape, both):
    """State that of two fates, the only ones in `shape`, both fall, or neither, as often as by two coins."""
    draws = law.calls(answer, 200, fates.feature_maps(law, 60, shape), 0.5, rng=60)
    fallen = (draws == 0).reshape(200, -1)
    none, all_ = int((~fallen).all(1).sum()), int(fallen.all(1).sum())
    law.holds(
        f"{both} may fall, or neither",
        chance.plausible_count(none, 200, 0.25) and chance.plausible_count(all_, 200, 0.25),
        about=[draws],
        expected="each about 50 times of 200",
        seen=f"both {all_}, neither {none} times",
        why=f"At rate .5 {both} fall {all_} times of 200, and neither {none} times, instead of about 50 each: "
        "let nothing but its own draw decide about each.",
    )


def _share_of_maps(law, got, rate):
    """State that each map is whole or gone, and how many are gone."""
    whole, gone = (got != 0).all(axis=(1, 2)), (got == 0).all(axis=(1, 2))
    shape = _in_words(got)
    law.holds(
        f"each map is whole or gone in {shape}",
        (whole | gone).all(),
        about=[got],
        why=f"With {shape} some maps lose a part: draw in the shape (images, 1, 1, maps).",
    )
    law.share_of_zeros(~gone + 0 * got[:, 0, 0], rate, of="maps")


def _in_words(got):
    images, height, width, maps = got.shape
    many = "1 image" if images == 1 else f"{images} images"
    return f"{many} of {height} x {width} with {maps} {'map' if maps == 1 else 'maps'}"
