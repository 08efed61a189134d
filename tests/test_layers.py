"""The NumPy idea of dropout obeys its laws at any rate and shape."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from utils.layers import drop, drop_gradient, element_mask

rates = st.floats(0, 0.95)
shapes = array_shapes(min_dims=1, max_dims=4, max_side=8)


@given(shapes, rates, st.integers(0, 1000))
def test_a_mask_has_the_shape_asked_for_and_holds_0_and_1(shape, rate, seed):
    mask = element_mask(shape, rate, np.random.default_rng(seed))
    assert mask.shape == shape
    assert set(np.unique(mask)) <= {0.0, 1.0}
    assert rate > 0 or mask.all()


@given(st.floats(0.05, 0.95), st.integers(0, 50))
def test_the_share_dropped_is_the_rate_and_the_mean_is_kept(rate, seed):
    mask = element_mask((100_000,), rate, np.random.default_rng(seed))
    bound = 5.5 * np.sqrt(rate * (1 - rate) / mask.size)
    assert abs((mask == 0).mean() - rate) < bound
    assert abs(drop(np.ones(mask.size), mask, rate).mean() - 1) < bound / (1 - rate)


@given(shapes, rates, st.integers(0, 1000))
def test_the_gradient_is_that_of_finite_differences(shape, rate, seed):
    rng = np.random.default_rng(seed)
    mask, x, upstream = element_mask(shape, rate, rng), rng.normal(size=shape), rng.normal(size=shape)
    step = 1e-3 * rng.normal(size=shape)
    change = np.sum(upstream * (drop(x + step, mask, rate) - drop(x, mask, rate)))
    assert np.isclose(change, np.sum(step * drop_gradient(upstream, mask, rate)))
