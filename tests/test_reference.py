"""The convolution that judges lesson 2 is the one of Keras, and what is derived from it follows from it."""

from itertools import product

import numpy as np
import pytest

from utils.checks.lesson02.reference import affected, convolve, neurons_and_weights, output_side
from utils.checks.lesson02.surfaces import planted_cases

SIDES = ((5, 5), (6, 9), (11, 7), (8, 13), (12, 10))
LAYERS = list(product((1, 2, 3, 4, 5), (1, 2, 3, 4), ("same", "valid")))  # kernel, stride, padding


@pytest.mark.slow
@pytest.mark.parametrize("kernel, stride, padding", LAYERS)
def test_it_equals_the_convolution_of_keras(kernel, stride, padding):
    from keras import ops

    rng = np.random.default_rng([kernel, stride])
    for images, (height, width), (maps_in, filters) in product((1, 2), SIDES, ((1, 1), (1, 4), (3, 2))):
        maps = rng.normal(size=(images, height, width, maps_in))
        weights = rng.normal(size=(kernel, kernel, maps_in, filters))
        theirs = np.array(ops.conv(maps, weights, strides=stride, padding=padding, data_format="channels_last"))
        ours = convolve(maps, weights, stride, padding)
        assert ours.shape == theirs.shape
        assert np.allclose(ours, theirs, rtol=1e-6, atol=1e-10)


@pytest.mark.slow
@pytest.mark.parametrize("kernel, stride, padding", LAYERS)
def test_neurons_and_weights_are_those_of_a_keras_layer(kernel, stride, padding):
    import keras

    for (height, width), maps_in, filters in product(SIDES, (1, 3), (1, 6)):
        layer = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding)
        layer.build((None, height, width, maps_in))
        shape = layer.compute_output_shape((1, height, width, maps_in))
        counted = neurons_and_weights(height, width, maps_in, filters, kernel, padding, stride)
        assert counted == (np.prod(shape), layer.count_params())


def test_the_numbers_of_the_lesson():
    assert neurons_and_weights(28, 28, 1, 32, 3, "same", 1) == (25_088, 320)
    assert affected(4, 5, 9, 11, 3, 16, 1, "same").sum() == 144


@pytest.mark.parametrize("kernel, stride, padding", LAYERS)
def test_affected_outputs_are_those_that_finite_differences_find(kernel, stride, padding):
    rng = np.random.default_rng([kernel, stride])
    for height, width in SIDES:
        maps = rng.normal(size=(1, height, width, 2))
        weights = rng.uniform(0.5, 1.5, size=(kernel, kernel, 2, 3))
        before = convolve(maps, weights, stride, padding)
        for i, j in product(range(height), range(width)):
            changed = maps.copy()
            changed[0, i, j, 1] += 1
            differs = (np.abs(convolve(changed, weights, stride, padding) - before) > 1e-9)[0]
            assert np.array_equal(affected(i, j, height, width, kernel, 3, stride, padding), differs)


def test_a_side_counts_the_places_where_the_kernel_starts():
    for side, kernel, stride in product(range(5, 14), (1, 2, 3, 4, 5), (1, 2, 3, 4)):
        assert output_side(side, kernel, stride, "same") == len(range(0, side, stride))
        assert output_side(side, kernel, stride, "valid") == len(range(0, side - kernel + 1, stride))


@pytest.mark.parametrize("seed", range(20))
def test_far_from_zero_each_dropped_value_has_a_kept_neighbour(seed):
    _, mask = planted_cases(np.random.default_rng(seed))["smooth maps far from zero lose a tenth"]
    padded = np.pad(mask, ((0, 0), (1, 1), (1, 1), (0, 0)))
    near = padded[:, :-2, 1:-1] + padded[:, 2:, 1:-1] + padded[:, 1:-1, :-2] + padded[:, 1:-1, 2:]
    assert (near[mask == 0] > 0).all()
