"""Wrong answers to exercise 1.5 that pass for dropout as long as one mask, one mode or two layers are looked at."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from tests.answers import wrong
from tests.wrong_answers.lesson01_keras import mlp


class Own(layers.Layer):
    """Inverted dropout whose mask is a method of its own."""

    def __init__(self, rate):
        super().__init__()
        self.rate, self.seed = rate, keras.random.SeedGenerator()

    def kept(self, shape):
        return keras.ops.cast(keras.random.uniform(shape, seed=self.seed) >= self.rate, "float32")

    def mask(self, x):
        return self.kept(keras.ops.shape(x))

    def call(self, x, training=False):
        return x * self.mask(x) / (1 - self.rate) if training else x


def with_layer(kind):
    """Return a builder that puts kind(rate) behind each hidden layer."""

    def build(input_shape, hidden, rates, classes):
        def each(x, units, rate):
            return kind(rate)(layers.Dense(units, activation="relu")(x))

        return mlp(input_shape, hidden, rates, classes, each=each)

    build.__name__ = kind.__name__
    return build


def wrong_layer(misconception=None):
    def register(kind):
        wrong("build_mlp", misconception)(with_layer(kind))
        return kind

    return register


@wrong_layer()
class UnitsTiedInPairs(Own):
    def mask(self, x):
        units = x.shape[-1]
        kept = self.kept((keras.ops.shape(x)[0], (units + 1) // 2))
        return keras.ops.repeat(kept, 2, axis=1)[:, :units]


@wrong_layer()
class UnitsTiedInHalves(Own):
    def mask(self, x):
        units = x.shape[-1]
        kept = self.kept((keras.ops.shape(x)[0], (units + 1) // 2))
        return keras.ops.concatenate([kept, kept], axis=1)[:, :units]


@wrong_layer()
class ExamplesTiedInHalves(Own):
    def mask(self, x):
        rows = keras.ops.shape(x)[0]
        kept = self.kept(((rows + 1) // 2, x.shape[-1]))
        return keras.ops.concatenate([kept, kept], axis=0)[:rows]


@wrong_layer()
class FirstUnitAndFifthTied(Own):
    def mask(self, x):
        kept = super().mask(x)
        return keras.ops.concatenate([kept[:, :5], kept[:, :1], kept[:, 6:]], axis=1)


@wrong_layer()
class FixedCountOfUnits(Own):
    def mask(self, x):
        ranks = keras.ops.argsort(keras.ops.argsort(keras.random.uniform(keras.ops.shape(x), seed=self.seed)))
        return keras.ops.cast(ranks >= round(self.rate * x.shape[-1]), "float32")


@wrong_layer("one coin for all")
class TheWholeLayerOrNothing(Own):
    def mask(self, x):
        return self.kept((1, 1))


@wrong_layer("scales at inference")
class PlainNotInverted(Own):
    def call(self, x, training=False):
        return x * (self.mask(x) if training else 1 - self.rate)


@wrong_layer("scales at inference")
class InvertedAndScaledAtInference(Own):
    def call(self, x, training=False):
        return super().call(x, training) if training else x * (1 - self.rate)


@wrong_layer("no rescale")
class NeverRescaled(Own):
    def call(self, x, training=False):
        return x * self.mask(x) if training else x


@wrong_layer("frozen mask")
class TheSameSeedAtEachCall(Own):
    def call(self, x, training=False):
        return keras.random.dropout(x, self.rate, seed=11) if training else x


@wrong_layer("frozen mask")
class FrozenInTheGraph(Own):
    def mask(self, x):
        return (np.random.random(x.shape[1:]) >= self.rate).astype("float32")

    def call(self, x, training=False):
        if not training:
            return x
        return keras.random.dropout(x, self.rate, seed=self.seed if tf.executing_eagerly() else 5)


@wrong_layer("rests in a graph")
class RestsInTheGraph(Own):
    def call(self, x, training=False):
        return super().call(x, training) if tf.executing_eagerly() else x


@wrong_layer("batch size fixed")
class BatchSizeFixed(Own):
    def mask(self, x):
        return self.kept(x.shape)


@wrong_layer("threshold on x")
class SmallestFall(Own):
    def mask(self, x):
        ranks = keras.ops.argsort(keras.ops.argsort(x))
        return keras.ops.cast(ranks >= round(self.rate * x.shape[-1]), "float32")


def rates_changed(change, misconception=None):
    def register(given):
        def build(input_shape, hidden, rates, classes):
            return mlp(input_shape, hidden, change(rates), classes)

        build.__name__ = given.__name__
        return wrong("build_mlp", misconception)(build)

    return register


@rates_changed(lambda rates: [0, *rates[1:]] if len(rates) > 2 else rates, "a dropout is missing")
def first_of_three_missing():
    pass


@rates_changed(lambda rates: [rates[0], 0, *rates[2:]] if len(rates) > 2 else rates, "a dropout is missing")
def middle_of_three_missing():
    pass


@rates_changed(lambda rates: [*rates[:2], *[0.5 if rate else 0 for rate in rates[2:]]])
def third_rate_fixed():
    pass


@rates_changed(lambda rates: [*rates[:2], *rates[1:2]][: len(rates)])
def third_rate_like_the_second():
    pass


@rates_changed(lambda rates: rates if len(rates) < 3 else rates[::-1], "rates in the wrong order")
def three_in_the_wrong_order():
    pass


@wrong("build_mlp", "frozen mask")
def units_chosen_when_it_is_built(input_shape, hidden, rates, classes):
    class Chosen(layers.Layer):
        def __init__(self, units, rate):
            super().__init__()
            self.mask = ((np.random.random(units) >= rate) / (1 - rate)).astype("float32")

        def call(self, x, training=False):
            return x * self.mask if training else x

    return mlp(
        input_shape, hidden, rates, classes, each=lambda x, n, rate: Chosen(n, rate)(layers.Dense(n, "relu")(x))
    )


@wrong("build_mlp")
def added_to_its_input_where_that_fits(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        dropped = layers.Dropout(rate)(layers.Dense(units, "relu")(x))
        return x + dropped if x.shape[-1] == units else dropped

    return mlp(input_shape, hidden, rates, classes, each=block)


@wrong("build_mlp")
def a_layer_kept_for_each_size(input_shape, hidden, rates, classes):
    kept = {}

    def block(x, units, rate):
        dense = kept.setdefault((x.shape[-1], units), layers.Dense(units, "relu"))
        return layers.Dropout(rate)(dense(x))

    return mlp(input_shape, hidden, rates, classes, each=block)
