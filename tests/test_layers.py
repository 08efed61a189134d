"""Laws of dropout in NumPy, over several rates and shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from scipy.stats import binomtest

from utils.layers import drop, drop_gradient, element_mask

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
