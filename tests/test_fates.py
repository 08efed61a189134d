"""Fates that are tied are named for what they are, and squares are judged by what chance does to them exactly."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.ndimage import binary_opening

from utils.checks.lesson02 import fates
from utils.checks.lesson02.squares import Chance, any_two_maps_alike, are_squares, in_whole_squares, side_of_squares
from utils.layers import block_mask, element_mask

SHAPE = (3, 4, 6, 5)  # images x height x width x maps
TIED = {
    (1, 1, 1, 1): "whole batch",
    (3, 1, 1, 1): "whole images",
    (1, 1, 1, 5): "one fate per map for the batch",
    (3, 1, 1, 5): "whole maps",
    (3, 4, 1, 5): "whole rows",
    (3, 4, 1, 1): "whole rows",
    (1, 4, 1, 5): "whole rows",
    (1, 4, 1, 1): "whole rows",
    (3, 1, 6, 5): "whole columns",
    (3, 1, 6, 1): "whole columns",
    (1, 1, 6, 5): "whole columns",
    (1, 1, 6, 1): "whole columns",
    (3, 4, 6, 1): "whole pixels",
    (1, 4, 6, 1): "whole pixels",
    (1, 4, 6, 5): "one mask for all images",
    (3, 4, 6, 5): None,
}
SIZES = [(4, 3, 2), (3, 3, 1), (4, 4, 3), (2, 5, 2)]  # height, width, block, with few enough squares to go through
seeds = st.integers(0, 1000)


def draws_of(shape, rate=0.3, many=60, seed=0):
    rng = np.random.default_rng(seed)
    return np.stack([element_mask(shape, rate, rng) * np.ones(SHAPE) for _ in range(many)])


def test_every_way_of_tying_fates_is_in_the_table():
    assert set(TIED) == set(product((1, 3), (1, 4), (1, 6), (1, 5)))


@given(st.sampled_from(sorted(TIED)), st.floats(0.1, 0.9), seeds)
@settings(max_examples=50, deadline=None)
def test_fates_are_tied_along_the_axes_that_were_not_drawn_and_named_for_them(shape, rate, seed):
    draws = draws_of(shape, rate, seed=seed)
    assert fates.tied_axes(draws) == {axis for axis in fates.AXES if shape[axis - 1] == 1}
    assert fates.name_of(draws) == TIED[shape]


def test_whole_maps_with_a_border_spared_are_not_called_rows():
    draws = draws_of((3, 1, 1, 5))
    draws[:, :, 0] = 1
    assert fates.tied_axes(draws) == {fates.WIDTH} and fates.name_of(draws) is None


def test_positions_fall_alone_under_plain_dropout_and_not_in_squares():
    assert fates.fall_alone(draws_of(SHAPE))
    rng = np.random.default_rng(1)
    assert not fates.fall_alone(np.stack([block_mask(SHAPE, 0.3, 2, rng) for _ in range(60)]))


# Squares


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.floats(0.05, 0.95), seeds)
@settings(max_examples=50, deadline=None)
def test_what_lies_in_whole_squares_is_the_opening_by_a_square(height, width, block, rate, seed):
    zeros = np.random.default_rng(seed).random((2, 1, height, width, 2)) < rate
    opened = np.empty_like(zeros)
    for draw, one in product(range(2), range(2)):
        opened[draw, 0, ..., one] = binary_opening(zeros[draw, 0, ..., one], np.ones((block, block)))
    assert np.array_equal(in_whole_squares(zeros, block), opened)


@given(st.integers(2, 4), seeds)
@settings(max_examples=50, deadline=None)
def test_squares_are_told_by_their_side(block, seed):
    zeros = block_mask((300, 7, 9, 1), 0.15, block, np.random.default_rng(seed))[None] == 0
    assert are_squares(zeros, block) and not are_squares(zeros, block + 1)
    assert side_of_squares(zeros) == block


def patterns(height, width, block, seed):
    """Yield (zeros, probability) of each set of squares that may fall on a map."""
    over = Chance(height, width, 0.1, block).over
    for fallen in product((False, True), repeat=len(over)):
        many = sum(fallen)
        yield over[list(fallen)].any(axis=0), seed**many * (1 - seed) ** (len(over) - many)


@pytest.mark.parametrize("seed", [0.03, 0.2, 0.7])
@pytest.mark.parametrize(("height", "width", "block"), SIZES)
def test_share_and_variance_are_those_of_all_sets_of_squares(height, width, block, seed):
    counts, chances = np.array([(zeros.sum(), chance) for zeros, chance in patterns(height, width, block, seed)]).T
    mean = counts @ chances
    chance = Chance(height, width, 0.1, block)
    assert chance.share(seed) == pytest.approx(mean / (height * width))
    low, high = chance.counts(seed, 50)
    assert low + high == pytest.approx(2 * 50 * mean)
    variance, strictness, size = counts**2 @ chances - mean**2, np.log(2e6), height * width
    assert (high - low) / 2 == pytest.approx(farthest(50 * variance, strictness, size))


def farthest(variance, strictness, largest):
    """Return the t of Bernstein's bound: exp(-t^2 / 2 / (variance + largest * t / 3)) is exp(-strictness) there."""
    return max(np.roots([1, -2 * strictness * largest / 3, -2 * strictness * variance]))


@pytest.mark.parametrize("seed", [0.03, 0.2, 0.7])
@pytest.mark.parametrize(("height", "width", "block"), SIZES)
def test_two_maps_lose_the_same_no_more_often_than_the_bound_says(height, width, block, seed):
    together = {}
    for zeros, chance in patterns(height, width, block, seed):
        together[zeros.tobytes()] = together.get(zeros.tobytes(), 0) + chance
    blank = together.pop(np.zeros(height * width, bool).tobytes())
    assert sum(chance**2 for chance in together.values()) <= seed * (1 - blank) + 1e-12


@pytest.mark.parametrize(
    ("height", "width", "block", "rate", "share"), [(14, 14, 7, 0.1, 0.093), (9, 9, 1, 0.3, 0.3)]
)
def test_the_published_seeds_drop_nearly_the_rate_and_uncorrected_ones_far_less(height, width, block, rate, share):
    chance = Chance(height, width, rate, block)
    assert chance.share(chance.published) == pytest.approx(share, abs=5e-4)
    assert chance.share(chance.exact) == pytest.approx(rate)
    assert chance.share(chance.naive) == pytest.approx(0.032 if block > 1 else rate, abs=5e-4)


@given(st.integers(2, 12), st.integers(2, 12), st.integers(1, 5), st.floats(0.02, 0.6), seeds)
@settings(max_examples=50, deadline=None)
def test_honest_squares_are_explained_by_either_seed(height, width, block, rate, seed):
    assume(block <= min(height, width))
    chance = Chance(height, width, rate, block)
    zeros = block_mask((4, height, width, 10), rate, block, np.random.default_rng(seed))[None] == 0
    assert chance.published <= chance.exact + 1e-12
    assert chance.explains(zeros, chance.published, chance.exact)


def test_maps_with_the_same_squares_are_noticed():
    rng = np.random.default_rng(2)
    zeros = np.stack([block_mask((2, 6, 15, 3), 0.2, 4, rng) for _ in range(60)]) == 0
    chance = Chance(6, 15, 0.2, 4)
    assert not any_two_maps_alike(zeros, chance)
    zeros[:, 1, ..., 2] = zeros[:, 0, ..., 0]
    assert any_two_maps_alike(zeros, chance)
