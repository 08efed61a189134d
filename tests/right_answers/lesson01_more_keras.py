"""More right answers to exercises 1.4 and 1.5: graphs, states and initial weights of other kinds."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from tests.answers import right
from tests.right_answers.lesson01_keras import Subclassed, functional
from tests.right_answers.lesson01_layer import WithGetConfig, WithKerasRandom


@right("MyDropout")
class CallIsATfFunction(WithGetConfig):
    @tf.function
    def call(self, inputs, training=False):
        return keras.random.dropout(inputs, self.rate, seed=self.seed) if training else inputs


@right("MyDropout")
class CountsItsSteps(WithGetConfig):
    """A state that is not learned is no weight of dropout."""

    def build(self, shape):
        self.steps = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, inputs, training=False):
        if training:
            self.steps.assign_add(1)
        return super().call(inputs, training)


@right("MyDropout")
class WithStatelessSeeds(WithKerasRandom):
    def call(self, inputs, training=False):
        if not training or self.rate == 0:
            return inputs
        draws = tf.random.stateless_uniform(
            tf.shape(inputs), tf.random.uniform([2], maxval=1 << 30, dtype=tf.int32)
        )
        return tf.where(draws < self.rate, 0.0, inputs) * (1 / (1 - self.rate))


@right("MyDropout")
class WithASeedOfItsOwn(WithGetConfig):
    """The first mask is the same for all such layers, and no two masks of one layer are."""

    def __init__(self, rate, seed=7, **options):
        super().__init__(rate, **options)
        self.seed = keras.random.SeedGenerator(seed)


@right("MyDropout")
class ShapeFromKerasOps(WithGetConfig):
    def call(self, inputs, training=False):
        rows, *others = keras.ops.shape(inputs)
        kept = keras.random.uniform((rows, *others), seed=self.seed) > self.rate
        return (
            keras.ops.multiply(inputs, keras.ops.cast(kept, inputs.dtype)) / (1 - self.rate) if training else inputs
        )


class CallInAGraph(Subclassed):
    @tf.function
    def call(self, x, training=False):
        return super().call(x, training=training)


@right("build_mlp")
def call_in_a_graph(input_shape, hidden, rates, classes):
    return CallInAGraph(hidden, rates, classes)


@right("build_mlp")
def call_in_a_graph_built(input_shape, hidden, rates, classes):
    model = CallInAGraph(hidden, rates, classes)
    model(np.zeros((2, *input_shape), "float32"))
    return model


def _functional(name, dense, dropout=layers.Dropout):
    def build(input_shape, hidden, rates, classes):
        def block(x, units, rate):
            return dropout(rate)(dense(units)(x))

        return functional(input_shape, hidden, rates, classes, block)

    build.__name__ = name
    right("build_mlp")(build)


_functional("with_a_seed", lambda units: layers.Dense(units, "relu"), lambda rate: layers.Dropout(rate, seed=3))
_functional("small_weights", lambda units: layers.Dense(units, "relu", kernel_initializer="random_normal"))
_functional("biases_of_one", lambda units: layers.Dense(units, "relu", bias_initializer="ones"))
_functional("with_softplus", lambda units: layers.Dense(units, "softplus"))
_functional("with_mish", lambda units: layers.Dense(units, "mish"))


@right("build_mlp")
def last_dense_starts_at_zero(input_shape, hidden, rates, classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for units, rate in zip(hidden, rates, strict=True):
        model.add(layers.Dense(units, activation="relu"))
        model.add(layers.Dropout(rate))
    model.add(layers.Dense(classes, kernel_initializer="zeros"))
    return model


@right("build_mlp")
def a_layer_of_layers(input_shape, hidden, rates, classes):
    """A hidden layer, its activation and its dropout as one layer of the learner's own."""

    class Hidden(layers.Layer):
        def __init__(self, units, rate):
            super().__init__()
            self.dense, self.dropout = layers.Dense(units), layers.Dropout(rate)

        def call(self, x, training=None):
            return self.dropout(keras.activations.relu(self.dense(x)), training=training)

    hidden_layers = [Hidden(units, rate) for units, rate in zip(hidden, rates, strict=True)]
    return keras.Sequential([keras.Input(input_shape), *hidden_layers, layers.Dense(classes)])
