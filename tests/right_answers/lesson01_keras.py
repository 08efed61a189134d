"""Right answers to exercises 1.5 and 1.7: MLPs of every style, and ways to measure an accuracy."""

import keras
import numpy as np
from keras import layers

from tests.answers import right
from tests.right_answers.lesson01_layer import WithKerasRandom

# 1.5 an MLP


def functional(input_shape, hidden, rates, classes, block):
    inputs = keras.Input(input_shape)
    x = inputs
    for units, rate in zip(hidden, rates, strict=True):
        x = block(x, units, rate)
    return keras.Model(inputs, layers.Dense(classes)(x))


@right("build_mlp")
def functional_with_relu(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        return layers.Dropout(rate)(layers.Dense(units, activation="relu")(x))

    return functional(input_shape, hidden, rates, classes, block)


@right("build_mlp")
def sequential(input_shape, hidden, rates, classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for units, rate in zip(hidden, rates, strict=True):
        model.add(layers.Dense(units, activation="relu"))
        model.add(layers.Dropout(rate))
    model.add(layers.Dense(classes))
    return model


@right("build_mlp")
def sequential_flattened_first(input_shape, hidden, rates, classes):
    middle = [
        layer
        for units, rate in zip(hidden, rates, strict=True)
        for layer in (layers.Dense(units, "relu"), layers.Dropout(rate))
    ]
    return keras.Sequential([keras.Input(input_shape), layers.Flatten(), *middle, layers.Dense(classes)])


@right("build_mlp")
def sequential_without_input(input_shape, hidden, rates, classes):
    model = keras.Sequential()
    for units, rate in zip(hidden, rates, strict=True):
        model.add(layers.Dense(units, activation="relu"))
        model.add(layers.Dropout(rate))
    model.add(layers.Dense(classes))
    model.build((None, *input_shape))
    return model


@right("build_mlp")
def relu_as_a_layer(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        return layers.Dropout(rate)(layers.ReLU()(layers.Dense(units)(x)))

    return functional(input_shape, hidden, rates, classes, block)


@right("build_mlp")
def dropout_before_relu(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        return layers.ReLU()(layers.Dropout(rate)(layers.Dense(units)(x)))

    return functional(input_shape, hidden, rates, classes, block)


def _with_activation(activation):
    def build(input_shape, hidden, rates, classes):
        def block(x, units, rate):
            return layers.Dropout(rate)(layers.Dense(units, activation=activation)(x))

        return functional(input_shape, hidden, rates, classes, block)

    build.__name__ = f"with_{activation}"
    return right("build_mlp")(build)


for activation in ("gelu", "tanh", "elu", "leaky_relu", "silu", "sigmoid"):
    _with_activation(activation)


@right("build_mlp")
def a_layer_of_their_own(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        return WithKerasRandom(rate)(layers.Dense(units, activation="relu")(x))

    return functional(input_shape, hidden, rates, classes, block)


@right("build_mlp")
def no_layer_for_rate_0(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        x = layers.Dense(units, activation="relu")(x)
        return layers.Dropout(rate)(x) if rate else x

    return functional(input_shape, hidden, rates, classes, block)


@right("build_mlp")
def nested(input_shape, hidden, rates, classes):
    blocks = [
        keras.Sequential([layers.Dense(units, activation="relu"), layers.Dropout(rate)])
        for units, rate in zip(hidden, rates, strict=True)
    ]
    return keras.Sequential([keras.Input(input_shape), *blocks, layers.Dense(classes)])


class Subclassed(keras.Model):
    """An MLP whose layers are called by hand."""

    def __init__(self, hidden, rates, classes):
        super().__init__()
        self.dense = [layers.Dense(units, activation="relu") for units in hidden]
        self.dropouts = [layers.Dropout(rate) for rate in rates]
        self.logits = layers.Dense(classes)

    def call(self, x, training=False):
        for dense, dropout in zip(self.dense, self.dropouts, strict=True):
            x = dropout(dense(x), training=training)
        return self.logits(x)


@right("build_mlp")
def subclassed(input_shape, hidden, rates, classes):
    return Subclassed(hidden, rates, classes)


@right("build_mlp")
def subclassed_and_built(input_shape, hidden, rates, classes):
    model = Subclassed(hidden, rates, classes)
    model(np.zeros((1, *input_shape), "float32"))
    return model


@right("build_mlp")
def compiled(input_shape, hidden, rates, classes):
    model = functional_with_relu(input_shape, hidden, rates, classes)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


@right("build_mlp")
def linear_activation_named(input_shape, hidden, rates, classes):
    model = sequential(input_shape, hidden, rates, classes)
    return keras.Sequential([model, layers.Activation("linear")])


@right("build_mlp")
def he_and_penalty(input_shape, hidden, rates, classes):
    def block(x, units, rate):
        dense = layers.Dense(units, "relu", kernel_initializer="he_normal", kernel_regularizer="l2")
        return layers.Dropout(rate, noise_shape=(None, units))(dense(x))

    return functional(input_shape, hidden, rates, classes, block)


@right("build_mlp")
def by_the_course(input_shape, hidden, rates, classes):
    from utils.models import mlp

    return mlp(input_shape, hidden, rates, classes)


# 1.7 the gap


def gap(train, validation):
    return {"train": train, "validation": validation, "gap": train - validation}


@right("train_validation_gap")
def by_predict(model, data):
    def accuracy(split):
        return (model.predict(split.x, verbose=0).argmax(-1) == split.y).mean()

    return gap(accuracy(data.train), accuracy(data.validation))


@right("train_validation_gap")
def by_predict_aloud(model, data):
    train, validation = (
        np.mean(np.argmax(model.predict(x), axis=1) == y) for x, y in (data.train, data.validation)
    )
    return dict(gap=float(train - validation), train=float(train), validation=float(validation))


@right("train_validation_gap")
def by_a_call(model, data):
    def accuracy(split):
        return float(np.mean(np.argmax(model(split.x, training=False), -1) == split.y))

    return gap(accuracy(data.train), accuracy(data.validation))


@right("train_validation_gap")
def by_a_call_without_training(model, data):
    return gap(*(np.mean(model(s.x).numpy().argmax(1) == s.y) for s in (data.train, data.validation)))


@right("train_validation_gap")
def by_keras_ops(model, data):
    def accuracy(split):
        hits = keras.ops.equal(keras.ops.argmax(model(split.x), axis=-1), split.y)
        return keras.ops.mean(keras.ops.cast(hits, "float32"))

    return gap(accuracy(data.train), accuracy(data.validation))


@right("train_validation_gap")
def by_evaluate(model, data):
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    train, validation = (model.evaluate(s.x, s.y, verbose=0)[1] for s in (data.train, data.validation))
    return gap(train, validation)


@right("train_validation_gap")
def by_evaluate_as_handed_over(model, data):
    _, train = model.evaluate(data.train.x, data.train.y, verbose=0)
    found = model.evaluate(data.validation.x, data.validation.y, return_dict=True, verbose=0)
    return gap(train, found["accuracy"])


@right("train_validation_gap")
def by_a_metric(model, data):
    def accuracy(split):
        metric = keras.metrics.SparseCategoricalAccuracy()
        metric.update_state(split.y, model.predict(split.x, verbose=0))
        return metric.result()

    return gap(accuracy(data.train), accuracy(data.validation))


@right("train_validation_gap")
def by_batches(model, data):
    def accuracy(split):
        hits = [model.predict_on_batch(split.x[i : i + 64]).argmax(-1) for i in range(0, len(split.y), 64)]
        return np.float32(np.mean(np.concatenate(hits) == split.y))

    return gap(accuracy(data.train), accuracy(data.validation))


@right("train_validation_gap")
def by_measures(model, data):
    from utils.measures import accuracy

    return gap(*(accuracy(model.predict(s.x, verbose=0), s.y) for s in (data.train, data.validation)))


@right("train_validation_gap")
def with_more_than_asked(model, data):
    return by_predict(model, data) | {"name": data.name, "classes": data.classes}
