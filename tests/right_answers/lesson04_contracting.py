"""Right answers to exercise 4.1: levels of the way down in every style."""

import keras
from keras import layers, ops

from tests.answers import right
from tests.solutions import as_the_lesson_does

as_the_lesson_contracts = as_the_lesson_does("contract", "lesson04")


def conv(x, filters, activation="relu", **options):
    return layers.Activation(activation)(layers.Conv2D(filters, 3, padding="same", **options)(x))


def ended(x, rate, pool, dropout=layers.Dropout, down=lambda: layers.MaxPooling2D(2)):
    skip = dropout(rate)(x) if rate else x
    return (down()(skip) if pool else skip), skip


@right("contract")
def one_conv_alone(x, filters, rate=0.0, pool=True):
    return ended(conv(x, filters), rate, pool)


@right("contract")
def three_convs(x, filters, rate=0.0, pool=True):
    return ended(conv(conv(conv(x, filters), filters), filters), rate, pool)


@right("contract")
def batchnorm_before_relu(x, filters, rate=0.0, pool=True):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    return ended(x, rate, pool)


@right("contract")
def batchnorm_behind_relu(x, filters, rate=0.0, pool=True):
    for _ in range(2):
        x = layers.BatchNormalization()(conv(x, filters))
    return ended(x, rate, pool)


@right("contract")
def group_norm(x, filters, rate=0.0, pool=True):
    x = layers.GroupNormalization(groups=4)(conv(x, filters, "gelu"))
    return ended(conv(x, filters, "gelu"), rate, pool)


@right("contract")
def layer_norm(x, filters, rate=0.0, pool=True):
    return ended(conv(layers.LayerNormalization()(conv(x, filters)), filters), rate, pool)


@right("contract")
def leaky(x, filters, rate=0.0, pool=True):
    for _ in range(2):
        x = layers.LeakyReLU(0.2)(layers.Conv2D(filters, (3, 3), padding="SAME")(x))
    return ended(x, rate, pool, down=lambda: layers.AveragePooling2D(2))


@right("contract")
def gelu_and_a_stride(x, filters, rate=0.0, pool=True):
    x = conv(conv(x, filters, "gelu"), filters, "gelu")
    return ended(x, rate, pool, down=lambda: layers.Conv2D(filters, 3, strides=2, padding="same"))


@right("contract")
def a_stride_with_batchnorm_and_relu(x, filters, rate=0.0, pool=True):
    _, skip = ended(conv(conv(x, filters), filters), rate, pool)
    if not pool:
        return skip, skip
    down = layers.Conv2D(filters, 2, strides=2, use_bias=False)(skip)
    return layers.ReLU()(layers.BatchNormalization()(down)), skip


@right("contract")
def whole_maps_dropped(x, filters, rate=0.0, pool=True):
    return ended(conv(conv(x, filters), filters), rate, pool, dropout=layers.SpatialDropout2D)


@right("contract")
def dropout_always_built(x, filters, rate=0.0, pool=True):
    skip = layers.Dropout(rate)(conv(conv(x, filters, "elu"), filters, "elu"))
    return [layers.MaxPooling2D()(skip) if pool else skip, skip]


@right("contract")
def dropout_right_before_relu(x, filters, rate=0.0, pool=True):
    x = layers.Conv2D(filters, 3, padding="same")(conv(x, filters))
    skip = ops.relu(layers.Dropout(rate)(x))
    return (ops.max_pool(skip, 2, 2) if pool else skip), skip


@right("contract")
def separable(x, filters, rate=0.0, pool=True):
    for _ in range(2):
        x = layers.SeparableConv2D(filters, 3, padding="same", activation="swish")(x)
    return ended(x, rate, pool)


@right("contract")
def residual(x, filters, rate=0.0, pool=True):
    more = layers.Conv2D(filters, 3, padding="same")(conv(x, filters))
    x = layers.ReLU()(layers.Add()([more, layers.Conv2D(filters, 1)(x)]))
    return ended(x, rate, pool)


@right("contract")
def large_kernels(x, filters, rate=0.0, pool=True):
    x = layers.Conv2D(filters, 5, padding="same", activation="tanh", kernel_initializer="he_normal")(x)
    x = layers.Conv2D(filters, 5, padding="same", dilation_rate=1, activation="softplus")(x)
    return ended(x, rate, pool, down=lambda: layers.MaxPooling2D(3, 2, padding="same"))


class Level(layers.Layer):
    """A level as a layer that holds layers."""

    def __init__(self, filters, rate, pool):
        super().__init__()
        self.convs = [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)]
        self.drop, self.pool = layers.Dropout(rate), layers.MaxPooling2D() if pool else None

    def build(self, shape):
        for one in self.convs:
            one.build(shape)
            shape = one.compute_output_shape(shape)

    def call(self, x, training=None):
        for one in self.convs:
            x = one(x)
        x = self.drop(x, training=training)
        return (x if self.pool is None else self.pool(x)), x


@right("contract")
def as_a_layer(x, filters, rate=0.0, pool=True):
    return Level(filters, rate, pool)(x)


@right("contract")
def as_a_nested_model(x, filters, rate=0.0, pool=True):
    parts = [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)]
    skip = keras.Sequential([*parts, layers.Dropout(rate)])(x)
    return (layers.MaxPooling2D()(skip) if pool else layers.Identity()(skip)), skip


@right("contract")
def dropout_of_its_own(x, filters, rate=0.0, pool=True):
    class Drop(layers.Layer):
        def __init__(self):
            super().__init__()
            self.seeds = keras.random.SeedGenerator(5)

        def call(self, x, training=False):
            return keras.random.dropout(x, rate, seed=self.seeds) if training and rate else x

    return ended(conv(conv(x, filters), filters), rate, pool, dropout=lambda _: Drop())
