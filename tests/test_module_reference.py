"""What the checks of lesson 3 take for right about chains of modules is what Keras builds and differentiates."""

import numpy as np
import pytest

from utils.checks.lesson03 import fields, shapes
from utils.checks.lesson03.chains import WAYS_DOWN, chain, changed, drawn
from utils.checks.lesson03.sides import receptive_field, shape_table

NETS = [net for group in (*shapes.GROUPS.values(), shapes.DOWN_TO_1) for net in group]
DRAWN = [
    drawn(np.random.default_rng(seed), np.random.default_rng(seed).permutation(WAYS_DOWN)) for seed in range(4)
]


def built(modules, input_shape):
    """Return the Keras models that end behind each module."""
    import keras

    from utils.models import conv_module

    x = inputs = keras.Input(input_shape)
    models = []
    for module in modules:
        x = conv_module(x, **module)
        models.append(keras.Model(inputs, x))
    return models


@pytest.mark.slow
@pytest.mark.parametrize(("modules", "input_shape"), NETS, ids=str)
def test_shapes_and_parameters_are_those_of_the_built_model(modules, input_shape):
    models = built(modules, input_shape)
    sides = [model.output_shape[1:] for model in models]
    counts = np.diff([0, *(model.count_params() for model in models)])
    table = shape_table(modules, input_shape)
    assert [row[:3] for row in table] == sides
    assert [row[3] for row in table] == counts.tolist()


@pytest.mark.parametrize(("modules", "input_shape", "place"), shapes.TOO_SMALL, ids=str)
def test_a_net_is_too_small_from_the_module_on_that_is_named(modules, input_shape, place):
    sides = [min(row[:2]) for row in shape_table(modules, input_shape)]
    assert min(sides[:place]) >= 1 > sides[place]


@pytest.mark.slow
@pytest.mark.parametrize("modules", [one for group in fields.GROUPS.values() for one in group], ids=str)
def test_the_field_is_where_the_gradient_of_one_output_is_not_0(modules):
    import keras
    import tensorflow as tf

    narrow = [one | {"filters": 1, "down": by_means(one.get("down", "max"))} for one in modules]
    model = built(narrow, (160, 160, 1))[-1]
    for weight in model.weights:
        weight.assign(keras.ops.ones(weight.shape))
    images = tf.ones((1, 160, 160, 1))
    _, height, width, _ = model.output_shape
    with tf.GradientTape() as tape:
        tape.watch(images)
        output = model(images)[0, height // 2, width // 2, 0]
    reached = np.asarray(tape.gradient(output, images))[0, ..., 0] != 0
    assert [int(reached.any(axis).sum()) for axis in (0, 1)] == [receptive_field(modules)] * 2


def by_means(down):
    """Pool by means, which hand their gradient to all of a window, where a maximum hands it to one place."""
    return "avg" if down == "max" else down


def test_a_chain_writes_down_what_is_said_and_notices_what_is_changed():
    modules = chain((8,), (16, "valid", 3, 5))
    assert modules == [{"filters": 8}, {"filters": 16, "down": "valid", "convs": 3, "kernel": 5}]
    assert not changed(chain((8,)), chain((8,)))
    for given in ([], [{}], [{"filters": 8, "convs": 2}], [{"filters": 8.0}], [None], [{"filters": Hostile()}]):
        assert changed(given, chain((8,)))


class Hostile:
    def __eq__(self, other):
        raise SystemExit
