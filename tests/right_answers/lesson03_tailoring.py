"""Right answers to exercise 3.7: bases walked, rebuilt from words, copied with weights, and written by hand."""

import keras
import numpy as np
from keras import layers

from tests.answers import right
from tests.cuts import SHARES, cut, head_of, thinner
from tests.solutions import as_the_lesson_does
from utils.models import conv_module, signature
from utils.models import head as head_of_the_course

as_the_lesson_does("tailor")


@right("tailor")
def with_gap(base, *task):
    def head(classes, share):
        return head_of(classes, share, start=layers.GlobalAveragePooling2D)

    return cut(base, *task, head=head)


@right("tailor")
def gap_and_logits_alone(base, *task):
    def head(classes, share):
        return [layers.GlobalAveragePooling2D(), layers.Dropout(0.3), layers.Dense(classes)]

    return cut(base, *task, head=head)


@right("tailor")
def dropout_before_flatten(base, *task):
    def head(classes, share):
        return [layers.Dropout(0.4), layers.Flatten(), layers.Dense(classes)]

    return cut(base, *task, head=head)


@right("tailor")
def three_dense_layers_as_in_the_base(base, *task):
    def head(classes, share):
        hidden = max(8, int(share * 256))
        middle = [one for _ in range(2) for one in (layers.Dense(hidden), layers.ReLU(), layers.Dropout(0.5))]
        return [layers.Flatten(), *middle, layers.Dense(classes)]

    return cut(base, *task, head=head)


@right("tailor")
def dropout_between_modules_too(base, *task):
    def modules(base, share):
        made = []
        for layer in thinner(base, share):
            made.append(layer)
            if "Pooling" in type(layer).__name__:
                made.append(layers.SpatialDropout2D(0.1))
        return made

    return cut(base, *task, modules=modules)


@right("tailor")
def from_the_words_of_the_base(base, input_shape, classes, max_parameters):
    words = signature(base).split(" flatten")[0].split()

    def built(filters):
        x = inputs = keras.Input(input_shape)
        for word in words:
            conv = layers.Conv2D(filters, 3, padding="same", activation="relu")
            x = conv(x) if word == "conv" else layers.MaxPooling2D(2)(x)
        x = layers.GlobalAveragePooling2D()(x)
        x = layers.Dropout(0.5)(layers.Dense(16, activation="relu")(x))
        return keras.Model(inputs, layers.Dense(classes)(x))

    return next(net for net in map(built, (32, 24, 16, 12, 8, 4)) if net.count_params() <= max_parameters)


@right("tailor")
def written_by_hand(base, input_shape, classes, max_parameters):
    plans = dict(lenet=((1, 6), (1, 12)), alexnet=((1, 6), (1, 12), (3, 12)), vgg=((2, 8), (2, 12), (2, 16)))
    x = inputs = keras.Input(input_shape)
    for convs, filters in plans[base.name]:
        x = conv_module(x, filters, convs=convs)
    return keras.Model(inputs, head_of_the_course(x, (24,), classes, (0.5,), kind="gap"))


@right("tailor")
def weights_of_the_base_where_they_fit(base, input_shape, classes, max_parameters):
    net = cut(base, input_shape, classes, max_parameters)
    old = {layer.name: layer for layer in base.layers}
    for layer in net.layers:
        weights = old[layer.name].get_weights() if layer.name in old else []
        if weights and [one.shape for one in weights] == [one.shape for one in layer.get_weights()]:
            layer.set_weights(weights)
    return net


@right("tailor")
def the_first_filters_of_the_base(base, *task):
    """Take over as many filters, of as many maps, as the thinner convs have room for."""
    net = cut(base, *task)
    convs = [[one for one in model.layers if isinstance(one, layers.Conv2D)] for model in (base, net)]
    for old, new in zip(*convs, strict=True):
        kernel, bias = (np.array(one) for one in new.get_weights())
        source = old.get_weights()[0]
        maps, filters = (min(pair) for pair in zip(kernel.shape[2:], source.shape[2:], strict=True))
        kernel[..., :maps, :filters] = source[..., :maps, :filters]
        new.set_weights([kernel, bias])
    return net


class Tailored(keras.Model):
    """Layers called by hand."""

    def __init__(self, modules, head):
        super().__init__()
        self.convs, self.head = modules, head

    def call(self, x, training=False):
        for layer in self.convs:
            x = layer(x)
        for layer in self.head:
            x = layer(x, training=training) if isinstance(layer, layers.Dropout) else layer(x)
        return x


@right("tailor")
def subclassed(base, input_shape, classes, max_parameters):
    for share in SHARES:
        net = Tailored(thinner(base, share), head_of(classes, share))
        net(np.zeros((1, *input_shape), "float32"))
        if net.count_params() <= max_parameters:
            return net


@right("tailor")
def subclassed_and_not_built_yet(base, input_shape, classes, max_parameters):
    return Tailored(thinner(base, 1 / 16), head_of(classes, 1 / 16))


@right("tailor")
def nested(base, input_shape, classes, max_parameters):
    net = cut(base, input_shape, classes, max_parameters)
    flatten = next(number for number, one in enumerate(net.layers) if isinstance(one, layers.Flatten))
    parts = keras.Sequential(net.layers[:flatten]), keras.Sequential(net.layers[flatten:])
    return keras.Sequential([keras.Input(input_shape), *parts])


@right("tailor")
def strides_in_place_of_the_last_pool(base, *task):
    def modules(base, share):
        made = thinner(base, share)
        return [*made[:-1], layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")]

    return cut(base, *task, modules=modules)


@right("tailor")
def one_conv_more(base, *task):
    def modules(base, share):
        return [*thinner(base, share), layers.Conv2D(4, 1, activation="relu")]

    return cut(base, *task, modules=modules)


@right("tailor")
def normalized_first(base, *task):
    def modules(base, share):
        return [layers.Rescaling(1 / 2), layers.BatchNormalization(), *thinner(base, share)]

    return cut(base, *task, modules=modules)


@right("tailor")
def a_mean_by_hand(base, input_shape, classes, max_parameters):
    for share in SHARES:
        x = inputs = keras.Input(input_shape)
        for layer in thinner(base, share):
            x = layer(x)
        x = layers.Dropout(0.5)(keras.ops.mean(x, axis=(1, 2)))
        net = keras.Model(inputs, layers.Dense(classes)(x))
        if net.count_params() <= max_parameters:
            return net


@right("tailor")
def logits_that_are_all_positive(base, *task):
    def head(classes, share):
        return [
            *head_of(classes, share)[:-1],
            layers.Dense(classes, bias_initializer=keras.initializers.Constant(50)),
        ]

    return cut(base, *task, head=head)
