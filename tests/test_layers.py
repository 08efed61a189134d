"""Laws of dropout in NumPy, over several rates and shapes."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from scipy.ndimage import binary_opening
from scipy.stats import binomtest

from utils.layers import block_mask, channel_mask, drop, drop_gradient, element_mask, seed_probability

RATES = (0.0, 0.1, 0.25, 0.5, 0.8, 0.99)
SHAPES = ((1000,), (8, 40), (4, 6, 6, 16))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_mask_is_zeros_and_ones_in_its_shape_with_its_share_of_zeros(shape, rate):
    masks = np.stack([element_mask(shape, rate, rng) for rng in np.random.default_rng(0).spawn(50)])
    assert masks.shape == (50, *shape) and set(np.unique(masks)) <= {0.0, 1.0}
    assert binomtest(int((masks == 0).sum()), masks.size, rate).pvalue > 1e-6


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_every_entry_has_a_fate_of_its_own(rate):
    masks = element_mask((20_000, 5, 4), rate, np.random.default_rng(1))
    together = np.cov(masks.reshape(len(masks), -1), rowvar=False)
    assert np.allclose(together, rate * (1 - rate) * np.eye(20), atol=6 * rate * (1 - rate) / len(masks) ** 0.5)


def test_one_seed_gives_one_mask_and_the_next_draw_another():
    rng = np.random.default_rng(3)
    first, second = element_mask((100,), 0.5, rng), element_mask((100,), 0.5, rng)
    assert np.array_equal(first, element_mask((100,), 0.5, np.random.default_rng(3)))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_survivors_are_rescaled_and_the_input_is_left_alone(shape, rate):
    rng = np.random.default_rng(4)
    x, mask = rng.normal(size=shape), element_mask(shape, rate, rng)
    before, dropped = x.copy(), drop(x, mask, rate)
    assert np.array_equal(x, before)
    assert np.allclose(dropped[mask == 1], x[mask == 1] / (1 - rate))
    assert not dropped[mask == 0].any()


@pytest.mark.parametrize("rate", RATES)
def test_the_mean_over_masks_is_the_input(rate):
    x = np.array([-2.0, 0.0, 0.5, 3.0])
    drawn = drop(x, element_mask((40_000, 4), rate, np.random.default_rng(5)), rate)
    error = np.abs(x) * np.sqrt(rate / (1 - rate) / len(drawn))
    assert (np.abs(drawn.mean(axis=0) - x) <= 6 * error + 1e-12).all()


def test_rate_0_changes_nothing():
    x = np.random.default_rng(6).normal(size=(3, 5))
    assert np.array_equal(drop(x, element_mask(x.shape, 0.0, np.random.default_rng(0)), 0.0), x)


@pytest.mark.parametrize("shape", [(3, 8, 5), (3, 1, 1, 5)], ids=str)
def test_a_smaller_mask_spreads_over_the_axes_it_shares(shape):
    x, mask = np.ones((3, 8, 8, 5)), element_mask(shape, 0.5, np.random.default_rng(7))
    mask = mask if mask.ndim == 4 else mask[:, :, np.newaxis]
    assert np.array_equal(drop(x, mask, 0.5), 2 * np.broadcast_to(mask, x.shape))


@given(array_shapes(min_dims=1, max_dims=4, max_side=8), st.floats(0, 0.95), st.integers(0, 1000))
def test_the_gradient_is_that_of_finite_differences(shape, rate, seed):
    rng = np.random.default_rng(seed)
    mask, x, upstream = element_mask(shape, rate, rng), rng.normal(size=shape), rng.normal(size=shape)
    step = 1e-3 * rng.normal(size=shape)
    change = np.sum(upstream * (drop(x + step, mask, rate) - drop(x, mask, rate)))
    assert np.isclose(change, np.sum(step * drop_gradient(upstream, mask, rate)))


# Masks of feature maps


sides, blocks = st.integers(1, 12), st.integers(1, 6)


@given(st.tuples(*[st.integers(1, 5)] * 4), st.floats(0, 0.95), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_a_channel_mask_keeps_or_drops_whole_maps(shape, rate, seed):
    mask = channel_mask(shape, rate, np.random.default_rng(seed))
    assert mask.shape == shape and set(np.unique(mask)) <= {0.0, 1.0}
    assert (mask == mask[:, :1, :1]).all()


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.8])
def test_each_map_of_each_image_has_a_fate_of_its_own(rate):
    masks = channel_mask((20_000, 2, 3, 5), rate, np.random.default_rng(8))[:, 0, 0]
    assert binomtest(int((masks == 0).sum()), masks.size, rate).pvalue > 1e-6
    together = np.cov(masks, rowvar=False)
    assert np.allclose(together, rate * (1 - rate) * np.eye(5), atol=6 * rate * (1 - rate) / len(masks) ** 0.5)


@given(sides, sides, blocks, st.floats(0, 0.9), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_a_block_mask_drops_whole_squares_inside_each_map(height, width, block, rate, seed):
    assume(block <= min(height, width))
    mask = block_mask((2, height, width, 3), rate, block, np.random.default_rng(seed))
    assert mask.shape == (2, height, width, 3) and set(np.unique(mask)) <= {0.0, 1.0}
    zeros = np.moveaxis(mask == 0, 3, 1).reshape(6, height, width)
    square = np.ones((block, block), dtype=bool)
    assert all(np.array_equal(binary_opening(one, square), one) for one in zeros)


@given(sides, sides, blocks, st.floats(0.01, 0.9), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_a_block_mask_drops_the_share_asked_for(height, width, block, rate, seed):
    """Each position falls with a probability of its own, a binomial over maps; on average they are the rate."""
    assume(block <= min(height, width))
    gamma = seed_probability(height, width, rate, block)
    covers = np.outer(*(np.convolve(np.ones(side - block + 1), np.ones(block)) for side in (height, width)))
    falls = 1 - (1 - gamma) ** covers
    assert 0 <= gamma <= 1 and falls.mean() == pytest.approx(rate)
    zeros = block_mask((20, height, width, 100), rate, block, np.random.default_rng(seed)) == 0
    spread = np.sqrt(falls * (1 - falls) / 2000)
    assert (np.abs(zeros.mean(axis=(0, 3)) - falls) <= 6 * spread + 14 / 2000).all()


@pytest.mark.parametrize("rate", [0.1, 0.4, 0.8])
def test_each_map_of_each_image_has_squares_of_its_own(rate):
    zeros = block_mask((4000, 5, 7, 4), rate, 3, np.random.default_rng(9)) == 0
    hurt = zeros.any(axis=(1, 2)).reshape(2000, 8)
    spread = hurt.mean() * (1 - hurt.mean())
    assert np.allclose(np.cov(hurt, rowvar=False), spread * np.eye(8), atol=6 * 0.25 / len(hurt) ** 0.5)


def test_squares_of_one_are_plain_dropout_and_of_a_whole_map_are_channel_dropout():
    shape = (3, 6, 6, 400)
    elements, maps = (block_mask(shape, 0.3, block, np.random.default_rng(10)) for block in (1, 6))
    assert np.array_equal(elements, element_mask(shape, 0.3, np.random.default_rng(10)))
    assert np.array_equal(maps, channel_mask(shape, 0.3, np.random.default_rng(10)))


def test_rate_0_drops_no_square():
    assert block_mask((2, 5, 4, 3), 0.0, 2, np.random.default_rng(11)).all()


@pytest.mark.parametrize("block", [0, 5, -1])
def test_a_block_that_does_not_fit_is_refused_in_words(block):
    with pytest.raises(ValueError, match=f"between 1 and 4 for maps of 6 x 4, got {block}: choose a smaller"):
        block_mask((1, 6, 4, 2), 0.1, block, np.random.default_rng(0))
