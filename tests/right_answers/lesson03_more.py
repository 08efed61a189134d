"""Right answers to exercises 3.1 and 3.4 in other styles still."""

import numpy as np
from keras import layers, ops

from tests.answers import right
from tests.right_answers.lesson03_modules import in_the_lesson


def windows(modules):
    """Yield (side, stride) of each window."""
    for module in modules:
        down, kernel, convs = module.get("down", "max"), module.get("kernel", 3), module.get("convs", 2)
        yield from [(kernel, 1)] * (convs - 1)
        yield kernel, 2 if down == "stride" else 1
        if down in ("max", "avg"):
            yield 2, 2


@right("receptive_field")
def counts_the_pixels_that_are_seen(modules):
    seen = {0}
    for side, stride in reversed(list(windows(modules))):
        seen = {stride * place + step for place in seen for step in range(side)}
    return len(seen)


@right("receptive_field")
def counts_where_a_gradient_arrives(modules):
    gradient = np.ones(1)
    for side, stride in reversed(list(windows(modules))):
        spread = np.zeros((len(gradient) - 1) * stride + 1)
        spread[::stride] = gradient
        gradient = np.convolve(spread, np.ones(side))
    return np.count_nonzero(gradient)


@right("receptive_field")
def a_step_for_each_module(modules):
    """Strides come last in a module, so that all of its windows move by the same step."""
    field, step = 1, 1
    for module in modules:
        sides, strides = zip(*windows([module]), strict=True)
        field, step = field + step * (sum(sides) - len(sides)), step * int(np.prod(strides))
    return field


@right("conv_module")
def one_conv_and_the_rest(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    if convs == 1:
        return in_the_lesson(x, filters, 1, down, rate, kind)
    x = layers.Conv2D(filters, 3, padding="valid" if down == "valid" else "same")(x)
    return one_conv_and_the_rest(ops.maximum(x, 0), filters, convs - 1, down, rate, kind)


@right("conv_module")
def by_settings(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    settings = layers.Conv2D(filters, 3, padding="valid" if down == "valid" else "same").get_config()
    del settings["name"]
    steps = [1] * (convs - 1) + [2 if down == "stride" else 1]
    for step in steps:
        x = layers.Activation("relu")(layers.Conv2D.from_config(settings | {"strides": (step, step)})(x))
    if down == "max":
        x = ops.max_pool(x, 2, strides=2)
    if down == "avg":
        x = ops.average_pool(x, 2, strides=2)
    return x if rate == 0 else (layers.Dropout if kind == "element" else layers.SpatialDropout2D)(rate)(x)
