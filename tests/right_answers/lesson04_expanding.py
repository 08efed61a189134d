"""Right answers to exercise 4.2: levels of the way up in every style."""

import keras
from keras import layers, ops

from tests.answers import right
from tests.solutions import as_the_lesson_does

as_the_lesson_expands = as_the_lesson_does("expand", "lesson04")


def convs(x, filters, number=2, activation="relu"):
    for _ in range(number):
        x = layers.Activation(activation)(layers.Conv2D(filters, 3, padding="same")(x))
    return x


@right("expand")
def x_first_and_one_conv(x, skip, filters):
    x = layers.Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu")(x)
    return convs(layers.concatenate([x, skip]), filters, 1)


@right("expand")
def upsampling_and_a_conv(x, skip, filters):
    x = layers.Conv2D(filters, 2, padding="same")(layers.UpSampling2D(2)(x))
    return convs(layers.Concatenate(axis=-1)([skip, x]), filters)


@right("expand")
def upsampling_alone(x, skip, filters):
    return convs(layers.Concatenate(axis=3)([layers.UpSampling2D()(x), skip]), filters, 3, "elu")


@right("expand")
def bilinear(x, skip, filters):
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    return convs(layers.Concatenate()([skip, x]), filters, 2, "gelu")


@right("expand")
def repeated_by_ops(x, skip, filters):
    x = ops.repeat(ops.repeat(x, 2, axis=1), 2, axis=2)
    return convs(ops.concatenate([x, skip], axis=-1), filters)


@right("expand")
def resized(x, skip, filters):
    x = layers.Resizing(skip.shape[1], skip.shape[2])(x)
    return convs(layers.Concatenate()([skip, x]), filters)


@right("expand")
def with_batchnorm(x, skip, filters):
    x = layers.Conv2DTranspose(filters, 2, strides=2, use_bias=False)(x)
    x = layers.Concatenate()([skip, layers.ReLU()(layers.BatchNormalization()(x))])
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    return x


@right("expand")
def with_batchnorm_behind_relu(x, skip, filters):
    x = layers.Concatenate()([skip, layers.Conv2DTranspose(filters, 2, strides=2)(x)])
    for _ in range(2):
        x = layers.BatchNormalization()(convs(x, filters, 1))
    return x


@right("expand")
def with_group_norm(x, skip, filters):
    x = layers.Concatenate()([skip, layers.Conv2DTranspose(filters, 2, strides=2)(x)])
    return convs(layers.GroupNormalization(groups=4)(convs(x, filters, 1)), filters, 1)


@right("expand")
def one_by_one_then_leaky(x, skip, filters):
    x = layers.Concatenate()([skip, layers.UpSampling2D()(x)])
    x = layers.LeakyReLU(0.1)(layers.Conv2D(filters, 1)(x))
    return layers.LeakyReLU(0.1)(layers.Conv2D(filters, 3, padding="same")(x))


@right("expand")
def residual(x, skip, filters):
    x = layers.Concatenate()([skip, layers.Conv2DTranspose(filters, 2, strides=2)(x)])
    more = layers.Conv2D(filters, 3, padding="same")(convs(x, filters, 1))
    return layers.ReLU()(layers.Add()([more, layers.Conv2D(filters, 1)(x)]))


@right("expand")
def separable(x, skip, filters):
    x = layers.Concatenate()([skip, layers.Conv2DTranspose(filters, 4, strides=2, padding="same")(x)])
    return layers.SeparableConv2D(filters, 3, padding="same", activation="swish")(x)


@right("expand")
def a_conv_of_each_before(x, skip, filters):
    x = layers.Conv2DTranspose(filters, 2, strides=2, activation="relu")(x)
    return convs(layers.Concatenate()([convs(skip, filters, 1), x]), filters)


class Up(keras.Model):
    """A level as a model of its own."""

    def __init__(self, filters):
        super().__init__()
        self.up = layers.Conv2DTranspose(filters, 2, strides=2)
        self.convs = [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)]

    def call(self, given):
        x, skip = given
        x = ops.concatenate([self.up(x), skip], axis=-1)
        for conv in self.convs:
            x = conv(x)
        return x


@right("expand")
def subclassed(x, skip, filters):
    return Up(filters)([x, skip])


@right("expand")
def pixels_shuffled(x, skip, filters):
    _, height, width, _ = x.shape
    x = layers.Conv2D(4 * filters, 1)(x)
    x = layers.Reshape((height, width, 2, 2, filters))(x)
    x = layers.Reshape((2 * height, 2 * width, filters))(ops.transpose(x, (0, 1, 3, 2, 4, 5)))
    return convs(layers.Concatenate()([skip, x]), filters)
