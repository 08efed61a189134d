"""Wrong answers to exercise 3.3: three ways to a quarter of the side."""

import keras
from keras import layers, ops

from tests.answers import wrong


def net(input_shape, *steps):
    x = inputs = keras.Input(input_shape)
    for step in steps:
        x = step(x)
    return keras.Model(inputs, x)


def conv(padding="same", kernel=3, **options):
    return layers.Conv2D(4, kernel, padding=padding, activation="relu", **options)


def pool():
    return layers.MaxPooling2D(2)


def valids(side):
    return [conv("valid") for _ in range((side - side // 4) // 2)]


def three(input_shape, pooling=None, strided=None, valid=None):
    """Return right nets but for what is handed in: lists of layers."""
    return (
        net(input_shape, *(pooling or [conv(), pool(), conv(), pool()])),
        net(input_shape, *(strided or [conv(strides=2), conv(strides=2)])),
        net(input_shape, *(valid or valids(input_shape[0]))),
    )


# by misconception


@wrong("three_ways_down", "cropping or resizing")
def crops(input_shape):
    side = input_shape[0]
    off = (side - side // 4) // 2
    return three(input_shape, valid=[conv("valid"), layers.Cropping2D(off - 1)])


@wrong("three_ways_down", "cropping or resizing")
def slices(input_shape):
    return three(input_shape, strided=[conv(), lambda x: x[:, ::4, ::4]])


@wrong("three_ways_down", "cropping or resizing")
def resizes(input_shape):
    quarter = input_shape[0] // 4
    return three(input_shape, valid=[conv("valid"), layers.Resizing(quarter, quarter)])


@wrong("three_ways_down", "cropping or resizing")
def resizes_at_first(input_shape):
    quarter = input_shape[0] // 4
    return three(
        input_shape, strided=[layers.Resizing(4 * quarter, 4 * quarter + 8), conv(strides=2), conv(strides=2)]
    )


@wrong("three_ways_down", "stride on one conv alone")
def one_stride_of_4(input_shape):
    return three(input_shape, strided=[conv(), conv(strides=4)])


@wrong("three_ways_down", "stride on one conv alone")
def stride_on_the_last_conv_alone(input_shape):
    return three(input_shape, strided=[conv(), conv(strides=2)])


@wrong("three_ways_down", "dense shortcut")
def dense_and_reshape(input_shape):
    quarter = input_shape[0] // 4
    steps = [conv("valid"), layers.Flatten(), layers.Dense(quarter**2), layers.Reshape((quarter, quarter, 1))]
    return three(input_shape, valid=steps)


@wrong("three_ways_down", "dense shortcut")
def classifies(input_shape):
    tail = [layers.Flatten(), layers.Dense(10)]
    return three(input_shape, [conv(), pool(), conv(), pool(), *tail])


@wrong("three_ways_down", "pooling in all three")
def pools_everywhere(input_shape):
    return three(
        input_shape, strided=[conv(strides=2), pool()], valid=[conv("valid"), pool(), conv("valid"), pool()]
    )


@wrong("three_ways_down", "pooling in all three")
def the_same_net_three_times(input_shape):
    return (three(input_shape)[0],) * 3


@wrong("three_ways_down", "a stride in the 'valid' net")
def valid_strides(input_shape):
    return three(input_shape, valid=[conv("valid", strides=2), conv("valid", strides=2)])


@wrong("three_ways_down", "halved once")
def halved_once(input_shape):
    return three(input_shape, pooling=[conv(), conv(), pool()])


@wrong("three_ways_down", "'valid' keeps the size")
def valid_with_same(input_shape):
    return three(input_shape, valid=[conv() for _ in range(10)])


@wrong("three_ways_down", "another order of the three")
def strided_first(input_shape):
    pooling, strided, valid = three(input_shape)
    return strided, pooling, valid


@wrong("three_ways_down", "another order of the three")
def backwards(input_shape):
    return three(input_shape)[::-1]


# subtly


@wrong("three_ways_down")
def no_nets(input_shape):
    pass


@wrong("three_ways_down")
def two_nets(input_shape):
    return three(input_shape)[:2]


@wrong("three_ways_down")
def one_net(input_shape):
    return three(input_shape)[0]


@wrong("three_ways_down")
def shapes_in_place_of_nets(input_shape):
    return [model.output_shape for model in three(input_shape)]


@wrong("three_ways_down")
def in_a_dict(input_shape):
    return dict(zip(("pooling", "strided", "valid"), three(input_shape), strict=True))


@wrong("three_ways_down")
def one_valid_conv(input_shape):
    return three(input_shape, valid=[conv("valid")])


@wrong("three_ways_down")
def two_valid_convs_too_few(input_shape):
    return three(input_shape, valid=valids(input_shape[0])[:-2])


@wrong("three_ways_down")
def valid_down_to_nearly_nothing(input_shape):
    return three(input_shape, valid=[conv("valid") for _ in range((input_shape[0] - 1) // 2)])


@wrong("three_ways_down")
def eleven_valid_convs_whatever_the_side(input_shape):
    return three(input_shape, valid=[conv("valid") for _ in range(9)])


@wrong("three_ways_down")
def three_strides(input_shape):
    return three(input_shape, strided=[conv(strides=2), conv(strides=2), conv(strides=2)])


@wrong("three_ways_down")
def three_pools(input_shape):
    return three(input_shape, pooling=[conv(), pool(), conv(), pool(), pool()])


@wrong("three_ways_down")
def pools_and_strides(input_shape):
    return three(input_shape, pooling=[conv(strides=2), pool()])


@wrong("three_ways_down")
def pooling_without_padding(input_shape):
    return three(input_shape, pooling=[conv("valid"), pool(), conv("valid"), pool()])


@wrong("three_ways_down")
def strided_without_padding(input_shape):
    return three(input_shape, strided=[conv("valid", strides=2), conv("valid", strides=2)])


@wrong("three_ways_down")
def no_convs_in_the_first(input_shape):
    return three(input_shape, pooling=[pool(), pool()])


@wrong("three_ways_down")
def strided_pools_with_ops(input_shape):
    return three(input_shape, strided=[conv(strides=2), conv(), lambda x: ops.max_pool(x, 2, 2)])


@wrong("three_ways_down")
def global_pooling_at_the_end(input_shape):
    return three(input_shape, [conv(), pool(), conv(), pool(), layers.GlobalAveragePooling2D()])


@wrong("three_ways_down")
def up_and_down(input_shape):
    return three(input_shape, strided=[layers.UpSampling2D(2), conv(strides=2), conv(strides=4)])


@wrong("three_ways_down")
def averages_in_the_valid_net(input_shape):
    return three(
        input_shape, valid=[conv("valid"), layers.AveragePooling2D(2), *[conv("valid")] * 0, conv(), pool()]
    )


@wrong("three_ways_down")
def for_28_alone(input_shape):
    return three((28, 28, 1))


@wrong("three_ways_down")
def models_not_built(input_shape):
    return [layers.Conv2D(4, 3), layers.Conv2D(4, 3, strides=2), layers.Conv2D(4, 3)]


@wrong("three_ways_down")
def reshapes_to_maps(input_shape):
    quarter = input_shape[0] // 4
    return three(input_shape, valid=[conv(), layers.Reshape((quarter, quarter, 64))])
