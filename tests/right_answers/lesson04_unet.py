"""Right answers to exercise 4.3: U-Nets in every style."""

import keras
from keras import layers, ops

from tests.answers import right
from tests.right_answers.lesson04_contracting import as_the_lesson_contracts as contract
from tests.right_answers.lesson04_expanding import as_the_lesson_expands as expand
from tests.solutions import as_the_lesson_does
from utils.models import unet as of_the_course

as_the_lesson_builds_it = as_the_lesson_does("unet", "lesson04")


@right("unet")
def from_utils(input_shape, base=8, depth=3, classes=1, rates=None):
    return of_the_course(input_shape, base, depth, classes, rates)


def refuse(shape, depth):
    if shape[0] % 2**depth or shape[1] % 2**depth:
        raise ValueError(f"Expected sides that {2**depth} divides, got {shape}.")


def pooled(x, filters):
    return layers.MaxPooling2D(2)(x)


def transposed(x, filters):
    return layers.Conv2DTranspose(filters, 2, strides=2)(x)


def two_convs(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x


def built(name, convs=two_convs, down=pooled, up=transposed, dropout=layers.Dropout, join=None, last=1):
    """Register a U-Net made of other parts."""
    join = join or (lambda skip, x: layers.Concatenate()([skip, x]))

    def build(input_shape, base=8, depth=3, classes=1, rates=None):
        refuse(input_shape, depth)
        rates = list(rates or [0] * (depth + 1))
        x = inputs = layers.Input(input_shape)
        skips = []
        for level, rate in enumerate(rates):
            x = convs(x, base * 2**level)
            x = dropout(rate)(x) if rate else x
            if level < depth:
                skips.append(x)
                x = down(x, base * 2**level)
        for level, skip in reversed([*enumerate(skips)]):
            x = convs(join(skip, up(x, base * 2**level)), base * 2**level)
        return keras.Model(inputs, layers.Conv2D(classes, last, padding="same")(x))

    build.__name__ = name
    right("unet")(build)


def with_batchnorm(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    return x


def with_group_norm(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same")(x)
        x = layers.Activation("gelu")(layers.GroupNormalization(groups=4)(x))
    return x


def leaky(x, filters):
    for _ in range(2):
        x = layers.LeakyReLU(0.1)(layers.Conv2D(filters, 3, padding="same")(x))
    return x


def separable(x, filters):
    return layers.SeparableConv2D(filters, 3, padding="same", activation="swish")(x)


def residual(x, filters):
    more = layers.Conv2D(filters, 3, padding="same")(
        layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    )
    return ops.relu(layers.Add()([more, layers.Conv2D(filters, 1)(x)]))


def strided(x, filters):
    return layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)


def enlarged(x, filters):
    return layers.Conv2D(filters, 2, padding="same", activation="relu")(layers.UpSampling2D()(x))


def enlarged_alone(x, filters):
    return layers.UpSampling2D(2, interpolation="bilinear")(x)


def x_first(skip, x):
    return ops.concatenate([x, skip], axis=-1)


built("batchnorm", with_batchnorm)
built("group_norm_and_gelu", with_group_norm, pooled, enlarged)
built("leaky_relu_and_means", leaky, lambda x, filters: layers.AveragePooling2D(2)(x), join=x_first)
built("separable_convs", separable, up=enlarged)
built("residual_blocks", residual)
built("strides_for_pools", two_convs, strided)
built("strides_and_batchnorm", with_batchnorm, strided, enlarged)
built("bilinear", two_convs, up=enlarged_alone)
built("ops_for_layers", two_convs, lambda x, filters: ops.max_pool(x, 2, 2), join=x_first)
built("whole_maps_dropped", two_convs, dropout=layers.SpatialDropout2D)
built("last_conv_of_3_x_3", leaky, last=3)


class Unet(keras.Model):
    """A U-Net that has its layers in lists."""

    def __init__(self, base, depth, classes, rates):
        super().__init__()
        conv = lambda filters: layers.Conv2D(filters, 3, padding="same", activation="relu")  # noqa: E731
        self.downs = [[conv(base * 2**k), conv(base * 2**k), layers.Dropout(rate)] for k, rate in enumerate(rates)]
        self.ups = [layers.Conv2DTranspose(base * 2**k, 2, strides=2) for k in range(depth)]
        self.joined = [[conv(base * 2**k), conv(base * 2**k)] for k in range(depth)]
        self.pool, self.last = layers.MaxPooling2D(), layers.Conv2D(classes, 1)
        self.depth = depth

    def call(self, x, training=None):
        skips = []
        for level, (first, second, drop) in enumerate(self.downs):
            x = drop(second(first(x)), training=training)
            if level < self.depth:
                skips.append(x)
                x = self.pool(x)
        for level in reversed(range(self.depth)):
            x = ops.concatenate([skips[level], self.ups[level](x)], axis=-1)
            for conv in self.joined[level]:
                x = conv(x)
        return self.last(x)


@right("unet")
def subclassed(input_shape, base=8, depth=3, classes=1, rates=None):
    refuse(input_shape, depth)
    return Unet(base, depth, classes, rates or [0.0] * (depth + 1))


@right("unet")
def one_level_inside_another(input_shape, base=8, depth=3, classes=1, rates=None):
    refuse(input_shape, depth)
    rates = [0.0] * (depth + 1) if rates is None else rates

    def level(x, number):
        x, skip = contract(x, base * 2**number, rates[number], pool=number < depth)
        return expand(level(x, number + 1), skip, base * 2**number) if number < depth else x

    inputs = keras.Input(input_shape)
    return keras.Model(inputs, keras.layers.Conv2D(classes, 1, name="logits")(level(inputs, 0)))
