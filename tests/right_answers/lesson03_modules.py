"""Right answers to exercise 3.1: modules of every style."""

import keras
from keras import layers, ops

from tests.answers import right
from tests.solutions import as_the_lesson_does

in_the_lesson = as_the_lesson_does("conv_module")


def module(conv, pools, dropouts):
    """Return a module made of conv(filters, stride, padding), pools[down]() and dropouts[kind](rate, filters)."""

    def build(x, filters, convs=2, down="max", rate=0.0, kind="element"):
        for number in range(convs):
            last = number == convs - 1
            x = conv(filters, 2 if down == "stride" and last else 1, "valid" if down == "valid" else "same")(x)
        if down in pools:
            x = pools[down]()(x)
        return dropouts[kind](rate, filters)(x) if rate else x

    return build


POOLS = dict(max=lambda: layers.MaxPooling2D(), avg=lambda: layers.AveragePooling2D(2))
DROPOUTS = dict(
    element=lambda rate, filters: layers.Dropout(rate), channel=lambda rate, filters: layers.SpatialDropout2D(rate)
)


def activated(filters, stride, padding):
    return layers.Conv2D(filters, (3, 3), (stride, stride), padding, activation="relu")


def _styled(name, conv=activated, pools=POOLS, dropouts=DROPOUTS):
    """Register a module that is made of other parts."""

    def build(*given, **options):
        return module(conv, pools, dropouts)(*given, **options)

    build.__name__ = name
    right("conv_module")(build)


def separate(activation):
    def conv(filters, stride, padding):
        def apply(x):
            return activation()(layers.Conv2D(filters, 3, strides=stride, padding=padding)(x))

        return apply

    return conv


def nested(filters, stride, padding):
    return keras.Sequential([layers.Conv2D(filters, 3, strides=stride, padding=padding), layers.ReLU()])


def padded_by_hand(filters, stride, padding):
    def apply(x):
        if padding == "same":
            x = layers.ZeroPadding2D(1)(x)
        return layers.Conv2D(filters, 3, strides=stride, padding="valid", activation="relu")(x)

    return apply


_styled("with_activation_layers", separate(lambda: layers.Activation("relu")))
_styled("with_relu_layers", separate(lambda: layers.ReLU()))
_styled("with_ops_relu", separate(lambda: ops.relu))
_styled("with_activations_relu", separate(lambda: keras.activations.relu))
_styled("with_nested_sequential", nested)
_styled("padded_by_hand", padded_by_hand)
_styled("padded_in_capitals", lambda filters, stride, padding: activated(filters, stride, padding.upper()))
_styled(
    "with_he_weights",
    lambda filters, stride, padding: layers.Conv2D(
        filters, 3, stride, padding, activation="relu", kernel_initializer="he_normal", bias_initializer="normal"
    ),
)
_styled(
    "with_noise_shape",
    dropouts=dict(
        element=lambda rate, filters: layers.Dropout(rate),
        channel=lambda rate, filters: layers.Dropout(rate, noise_shape=(None, 1, 1, filters)),
    ),
)
_styled(
    "with_noise_shape_of_nones",
    dropouts=dict(
        element=lambda rate, filters: layers.Dropout(rate, noise_shape=None),
        channel=lambda rate, filters: layers.Dropout(rate, noise_shape=(None, 1, 1, None), seed=3),
    ),
)
_styled(
    "pools_with_pool_size",
    pools=dict(
        max=lambda: layers.MaxPooling2D(pool_size=(2, 2), strides=2, padding="same"),
        avg=lambda: layers.AveragePooling2D(pool_size=(2, 2), strides=(2, 2)),
    ),
)
_styled(
    "pools_with_ops",
    pools=dict(
        max=lambda: lambda x: ops.max_pool(x, 2, 2),
        avg=lambda: lambda x: ops.average_pool(x, 2, 2),
    ),
)


class Module(keras.Model):
    """A module as a model of its own."""

    def __init__(self, filters, convs, down, rate, kind):
        super().__init__()
        padding = "valid" if down == "valid" else "same"
        strides = [1] * (convs - 1) + [2 if down == "stride" else 1]
        self.convs = [layers.Conv2D(filters, 3, stride, padding) for stride in strides]
        self.pool = POOLS[down]() if down in POOLS else None
        self.drop = DROPOUTS[kind](rate, filters) if rate > 0 else None

    def call(self, x, training=None):
        for conv in self.convs:
            x = ops.relu(conv(x))
        if self.pool is not None:
            x = self.pool(x)
        return x if self.drop is None else self.drop(x, training=training)


@right("conv_module")
def subclassed(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return Module(filters, convs, down, rate, kind)(x)


class ModuleLayer(layers.Layer):
    """A module as a layer that holds layers."""

    def __init__(self, *settings):
        super().__init__()
        self.parts = Module(*settings)

    def build(self, shape):
        self.parts.build(shape)

    def call(self, x, training=None):
        return self.parts(x, training=training)


@right("conv_module")
def as_a_layer(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    return ModuleLayer(filters, convs, down, rate, kind)(x)


@right("conv_module")
def as_one_sequential(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    parts = [activated(filters, 1, "valid" if down == "valid" else "same") for _ in range(convs - 1)]
    parts.append(activated(filters, 1 + (down == "stride"), "valid" if down == "valid" else "same"))
    parts += [POOLS[down]()] if down in POOLS else []
    parts += [DROPOUTS[kind](rate, filters)] if rate > 0 else []
    return keras.Sequential(parts)(x)


@right("conv_module")
def as_a_functional_model(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    inputs = keras.Input(x.shape[1:])
    return keras.Model(inputs, in_the_lesson(inputs, filters, convs, down, rate, kind))(x)


@right("conv_module")
def one_more_conv_to_stride(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    x = in_the_lesson(x, filters, convs, "none" if down == "stride" else down)
    if down == "stride":
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    return DROPOUTS[kind](rate, filters)(x) if rate > 0 else x


@right("conv_module")
def one_more_conv_of_2_to_stride(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    x = in_the_lesson(x, filters, convs, "none" if down == "stride" else down)
    if down == "stride":
        x = layers.Conv2D(filters, 2, strides=2, activation="relu")(x)
    return DROPOUTS[kind](rate, filters)(x) if rate > 0 else x


@right("conv_module")
def relu_behind_the_largest(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    """ReLU and maxima may change places."""
    if down != "max":
        return in_the_lesson(x, filters, convs, down, rate, kind)
    for _ in range(convs - 1):
        x = activated(filters, 1, "same")(x)
    x = layers.ReLU()(layers.MaxPooling2D()(layers.Conv2D(filters, 3, padding="same")(x)))
    return DROPOUTS[kind](rate, filters)(x) if rate > 0 else x


@right("conv_module")
def dropout_before_the_last_relu(x, filters, convs=2, down="max", rate=0.0, kind="element"):
    """Without pooling dropout and ReLU may change places."""
    if down in POOLS:
        return in_the_lesson(x, filters, convs, down, rate, kind)
    padding = "valid" if down == "valid" else "same"
    for _ in range(convs - 1):
        x = activated(filters, 1, padding)(x)
    x = layers.Conv2D(filters, 3, strides=2 if down == "stride" else 1, padding=padding)(x)
    return layers.ReLU()(DROPOUTS[kind](rate, filters)(x) if rate > 0 else x)
