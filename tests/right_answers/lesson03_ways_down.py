"""Right answers to exercise 3.3: three ways to a quarter of the side."""

import math

import keras
from keras import layers, ops

from tests.answers import right
from tests.solutions import as_the_lesson_does

as_the_lesson_does("three_ways_down")


def functional(input_shape, *steps):
    x = inputs = keras.Input(input_shape)
    for step in steps:
        x = step(x)
    return keras.Model(inputs, x)


def conv(filters=4, kernel=3, padding="same", **options):
    return layers.Conv2D(filters, kernel, padding=padding, activation="relu", **options)


def valids(side, kernel=3, **options):
    """Return as many 'valid' convs as come nearest to a quarter of the side from above."""
    return [conv(kernel=kernel, padding="valid", **options) for _ in range((side - side // 4) // (kernel - 1))]


@right("three_ways_down")
def functional_models(input_shape):
    pooling = functional(input_shape, conv(), layers.AveragePooling2D(2), conv(), layers.AveragePooling2D(2))
    strided = functional(input_shape, conv(), conv(strides=2), conv(), conv(strides=2))
    return pooling, strided, functional(input_shape, *valids(input_shape[0]))


@right("three_ways_down")
def one_pool_of_4(input_shape):
    pooling = functional(input_shape, conv(), layers.MaxPooling2D(4))
    return [pooling, *functional_models(input_shape)[1:]]


@right("three_ways_down")
def valid_convs_of_5(input_shape):
    pooling, strided, _ = functional_models(input_shape)
    return pooling, strided, functional(input_shape, *valids(input_shape[0], kernel=5))


@right("three_ways_down")
def one_valid_conv_more(input_shape):
    side = input_shape[0]
    rounds = math.ceil((side - side / 4) / 2)
    steps = [conv(padding="valid") for _ in range(rounds)]
    return (*functional_models(input_shape)[:2], functional(input_shape, *steps))


@right("three_ways_down")
def with_relu_layers(input_shape):
    def steps(*some):
        return [step for one in some for step in (one, layers.ReLU())]

    def linear(padding="same", **options):
        return layers.Conv2D(4, 3, padding=padding, **options)

    valid = [linear("valid") for _ in valids(input_shape[0])]
    return (
        functional(input_shape, *steps(linear()), layers.MaxPooling2D(), *steps(linear()), layers.MaxPooling2D()),
        functional(input_shape, *steps(linear(strides=2), linear(strides=2))),
        functional(input_shape, *steps(*valid)),
    )


@right("three_ways_down")
def padded_by_hand(input_shape):
    def padded(**options):
        return lambda x: conv(padding="valid", **options)(layers.ZeroPadding2D(1)(x))

    pooling = functional(input_shape, padded(), layers.MaxPooling2D(), padded(), layers.MaxPooling2D())
    strided = functional(input_shape, padded(strides=2), padded(strides=2))
    return pooling, strided, functional(input_shape, *valids(input_shape[0]))


class Net(keras.Model):
    """A net that calls its layers one by one."""

    def __init__(self, steps):
        super().__init__()
        self.steps = steps

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x


@right("three_ways_down")
def subclassed(input_shape):
    return (
        Net([conv(), layers.MaxPooling2D(), conv(), layers.MaxPooling2D()]),
        Net([conv(strides=2), conv(strides=2)]),
        Net(valids(input_shape[0])),
    )


@right("three_ways_down")
def nested(input_shape):
    blocks = [keras.Sequential([conv(), conv(), layers.MaxPooling2D()]) for _ in range(2)]
    strides = [keras.Sequential([conv(), conv(strides=2)]) for _ in range(2)]
    return (
        functional(input_shape, *blocks),
        functional(input_shape, *strides),
        functional(input_shape, keras.Sequential(valids(input_shape[0]))),
    )


@right("three_ways_down")
def with_dropout_and_norm(input_shape):
    strided = functional(
        input_shape, conv(strides=2), layers.BatchNormalization(), conv(strides=2), layers.Dropout(0.5)
    )
    pooling, _, valid = functional_models(input_shape)
    return pooling, strided, valid


@right("three_ways_down")
def strided_with_kernels_of_2(input_shape):
    pooling, _, valid = functional_models(input_shape)
    return pooling, functional(input_shape, *[conv(kernel=2, padding="valid", strides=2) for _ in range(2)]), valid


@right("three_ways_down")
def pools_with_ops(input_shape):
    def pool(x):
        return ops.max_pool(x, 2, 2)

    return (functional(input_shape, conv(), pool, conv(), pool), *functional_models(input_shape)[1:])


@right("three_ways_down")
def ends_with_a_conv_of_1(input_shape):
    steps = [conv(), layers.MaxPooling2D(), conv(), layers.MaxPooling2D(), conv(10, kernel=1)]
    strides = [conv(strides=2), conv(strides=2), conv(10, kernel=1)]
    nets = (steps, strides, [*valids(input_shape[0]), conv(10, kernel=1)])
    return tuple(functional(input_shape, *one) for one in nets)


@right("three_ways_down")
def with_the_course_s_module(input_shape):
    from utils.models import conv_module

    def of(down, modules, convs):
        return functional(
            input_shape, *[lambda x: conv_module(x, 4, convs=convs, down=down) for _ in range(modules)]
        )

    rounds = (input_shape[0] - input_shape[0] // 4) // 2
    return of("max", 2, 2), of("stride", 2, 1), of("valid", rounds, 1)
