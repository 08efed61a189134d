"""Wrong answers to exercises 1.5 and 1.7 that were made to slip through."""

import keras
import numpy as np
from keras import layers

from tests.answers import wrong
from tests.wrong_answers.lesson01_keras import accuracy, gap, mlp


def dense(units):
    return layers.Dense(units, activation="relu")


# 1.5 an MLP


@wrong("build_mlp")
def one_dropout_for_all(input_shape, hidden, rates, classes):
    shared = layers.Dropout(rates[0])
    return mlp(input_shape, hidden, rates, classes, each=lambda x, units, rate: shared(dense(units)(x)))


@wrong("build_mlp", "rates in the wrong order")
def rates_rolled(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, (rates[-1], *rates[:-1]), classes)


@wrong("build_mlp")
def mean_of_the_rates(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [float(np.mean(rates))] * len(hidden), classes)


@wrong("build_mlp", "a dropout is missing")
def all_rates_behind_the_last(input_shape, hidden, rates, classes):
    drops = keras.Sequential([layers.Dropout(rate) for rate in rates])
    return mlp(input_shape, hidden, [0] * len(hidden), classes, last=drops)


@wrong("build_mlp")
def rate_halved(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, [rate / 2 for rate in rates], classes)


@wrong("build_mlp")
def alpha_dropout(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, each=lambda x, u, rate: layers.AlphaDropout(rate)(dense(u)(x)))


@wrong("build_mlp", "whole examples")
def whole_examples_dropped(input_shape, hidden, rates, classes):
    def whole(x, units, rate):
        return layers.Dropout(rate, noise_shape=(None, 1))(dense(units)(x))

    return mlp(input_shape, hidden, rates, classes, each=whole)


@wrong("build_mlp")
def last_hidden_layer_left_out(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden[:-1], rates[:-1], classes)


@wrong("build_mlp")
def first_hidden_layer_twice(input_shape, hidden, rates, classes):
    return mlp(input_shape, (hidden[0], *hidden), (rates[0], *rates), classes)


@wrong("build_mlp")
def two_layers_whatever_is_asked(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden[:2], rates[:2], classes)


@wrong("build_mlp")
def one_logit_for_two_classes(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, 1)


@wrong("build_mlp")
def tanh_on_the_logits(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Activation("tanh"))


@wrong("build_mlp")
def dropout_on_the_logits_too(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes, out=layers.Dropout(0.05))


@wrong("build_mlp")
def kernels_dropped(input_shape, hidden, rates, classes):
    """DropConnect: the weights go, and not the outputs."""

    class DropConnect(layers.Dense):
        def __init__(self, units, rate):
            super().__init__(units)
            self.rate = rate

        def call(self, x, training=False):
            kernel = keras.random.dropout(self.kernel, self.rate) if training else self.kernel
            return keras.ops.relu(x @ kernel + self.bias)

    return mlp(input_shape, hidden, rates, classes, each=lambda x, units, rate: DropConnect(units, rate)(x))


@wrong("build_mlp")
def layer_normalization_in_between(input_shape, hidden, rates, classes):
    def normal(x, units, rate):
        return layers.Dropout(rate)(layers.LayerNormalization(center=False, scale=False)(dense(units)(x)))

    return mlp(input_shape, hidden, rates, classes, each=normal)


@wrong("build_mlp")
def residual(input_shape, hidden, rates, classes):
    first = []

    def each(x, units, rate):
        x = layers.Dropout(rate)(dense(units)(x))
        first.append(x)
        return x

    inputs = keras.Input(input_shape)
    x = inputs
    for units, rate in zip(hidden, rates, strict=True):
        x = each(x, units, rate)
    return keras.Model(inputs, layers.Dense(classes)(layers.Concatenate()(first)))


@wrong("build_mlp")
def convolutions(input_shape, hidden, rates, classes):
    def conv(x, units, rate):
        return layers.Dropout(rate)(layers.Conv1D(units, 1, activation="relu")(x))

    return mlp(input_shape, hidden, rates, classes, first=layers.Reshape((1, -1)), each=conv, last=layers.Flatten())


@wrong("build_mlp")
def two_outputs(input_shape, hidden, rates, classes):
    model = mlp(input_shape, hidden, rates, classes)
    return keras.Model(model.inputs, [model.outputs[0], model.outputs[0]])


@wrong("build_mlp")
def the_output_tensor(input_shape, hidden, rates, classes):
    return mlp(input_shape, hidden, rates, classes).outputs[0]


@wrong("build_mlp")
def model_and_output(input_shape, hidden, rates, classes):
    model = mlp(input_shape, hidden, rates, classes)
    return model, model.outputs


@wrong("build_mlp")
def a_class_of_models(input_shape, hidden, rates, classes):
    return keras.Sequential


@wrong("build_mlp")
def empty_sequential(input_shape, hidden, rates, classes):
    return keras.Sequential()


@wrong("build_mlp")
def identity_model(input_shape, hidden, rates, classes):
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, inputs)


@wrong("build_mlp")
def a_layer_alone(input_shape, hidden, rates, classes):
    return layers.Dense(classes)


# 1.7 the gap


def right(model, data):
    return gap(accuracy(model, data.train), accuracy(model, data.validation))


@wrong("train_validation_gap")
def evaluated_loss(model, data):
    return gap(*(model.evaluate(s.x, s.y, verbose=0)[0] for s in (data.train, data.validation)))


@wrong("train_validation_gap")
def second_best_counts(model, data):
    def among_two(split):
        two = np.argsort(model.predict(split.x, verbose=0), -1)[:, -2:]
        return (two == split.y[:, None]).any(-1).mean()

    return gap(among_two(data.train), among_two(data.validation))


@wrong("train_validation_gap")
def mean_over_classes(model, data):
    def balanced(split):
        hits = model.predict(split.x, verbose=0).argmax(-1) == split.y
        return np.mean([hits[split.y == one].mean() for one in np.unique(split.y)])

    return gap(balanced(data.train), balanced(data.validation))


@wrong("train_validation_gap")
def argmin_for_argmax(model, data):
    return gap(*((model.predict(s.x, verbose=0).argmin(-1) == s.y).mean() for s in (data.train, data.validation)))


@wrong("train_validation_gap")
def both_sets_pooled(model, data):
    x, y = (np.concatenate(parts) for parts in zip(data.train, data.validation, strict=True))
    pooled = (model.predict(x, verbose=0).argmax(-1) == y).mean()
    return gap(pooled, accuracy(model, data.validation))


@wrong("train_validation_gap")
def labels_reversed(model, data):
    return gap(
        *((model.predict(s.x, verbose=0).argmax(-1) == s.y[::-1]).mean() for s in (data.train, data.validation))
    )


@wrong("train_validation_gap")
def counts_for_shares(model, data):
    return {name: 400 * value for name, value in right(model, data).items()}


@wrong("train_validation_gap", "measures in training mode")
def mean_of_many_training_passes(model, data):
    def stormy(split):
        return np.mean([np.argmax(model(split.x, training=True), -1) == split.y for _ in range(20)])

    return gap(stormy(data.train), stormy(data.validation))


@wrong("train_validation_gap")
def validation_in_training_mode(model, data):
    stormy = np.argmax(model(data.validation.x, training=True), -1) == data.validation.y
    return gap(accuracy(model, data.train), stormy.mean())


@wrong("train_validation_gap")
def test_for_training(model, data):
    return gap(accuracy(model, data.test), accuracy(model, data.validation))


@wrong("train_validation_gap")
def gap_of_the_log(model, data):
    log = model.history.history
    return right(model, data) | {"gap": log["accuracy"][-1] - log["val_accuracy"][-1]}


@wrong("train_validation_gap")
def gap_as_a_ratio(model, data):
    found = right(model, data)
    return found | {"gap": found["train"] / found["validation"]}


@wrong("train_validation_gap")
def words_for_numbers(model, data):
    return {name: f"{value:.2f}" for name, value in right(model, data).items()}


@wrong("train_validation_gap")
def one_number_for_each_example(model, data):
    hits = [model.predict(s.x, verbose=0).argmax(-1) == s.y for s in (data.train, data.validation)]
    return dict(train=hits[0], validation=hits[1], gap=hits[0].mean() - hits[1].mean())


@wrong("train_validation_gap")
def no_gap_at_all(model, data):
    return right(model, data) | {"gap": 0.0}


@wrong("train_validation_gap")
def the_gap_alone(model, data):
    return right(model, data)["gap"]


@wrong("train_validation_gap")
def pairs_for_a_dict(model, data):
    return list(right(model, data).items())


@wrong("train_validation_gap")
def probabilities_of_the_right_class(model, data):
    def confidence(split):
        logits = model.predict(split.x, verbose=0)
        shares = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
        return shares[np.arange(len(split.y)), split.y].mean()

    return gap(confidence(data.train), confidence(data.validation))
