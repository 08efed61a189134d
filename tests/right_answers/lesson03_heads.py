"""Right answers to both exercises 3.5: heads of every style, and ways to count."""

import keras
import numpy as np
from keras import layers, ops

from tests.answers import right
from tests.right_answers.lesson01_layer import WithKerasRandom
from tests.solutions import as_the_lesson_does

# A head


as_the_lesson_does("head")


def in_a_row(x, kind):
    return layers.Flatten()(x) if kind == "flatten" else layers.GlobalAveragePooling2D()(x)


def stacked(x, units, classes, rates, block):
    for size, rate in zip(units, rates, strict=True):
        x = block(x, size, rate)
    return layers.Dense(classes)(x)


@right("head")
def a_dropout_that_drops_nothing(x, units, classes, rates, kind="flatten"):
    return stacked(
        in_a_row(x, kind), units, classes, rates, lambda x, u, r: layers.Dropout(r)(layers.Dense(u, "relu")(x))
    )


@right("head")
def dropout_before_the_relu(x, units, classes, rates, kind="flatten"):
    def block(x, size, rate):
        return layers.ReLU()(layers.Dropout(rate)(layers.Dense(size)(x)))

    return stacked(in_a_row(x, kind), units, classes, rates, block)


@right("head")
def other_activations(x, units, classes, rates, kind="flatten"):
    def block(x, size, rate):
        return layers.Dropout(rate)(layers.Activation("elu")(layers.Dense(size)(x)))

    return stacked(in_a_row(x, kind), units, classes, rates, block)


@right("head")
def reshaped_by_hand(x, units, classes, rates, kind="flatten"):
    _, height, width, maps = x.shape
    row = layers.Reshape((height * width * maps,))(x) if kind == "flatten" else ops.mean(x, axis=(1, 2))
    return stacked(row, units, classes, rates, lambda x, u, r: layers.Dropout(r)(layers.Dense(u, "gelu")(x)))


@right("head")
def maps_first_in_the_row(x, units, classes, rates, kind="flatten"):
    row = layers.Flatten()(layers.Permute((3, 1, 2))(x)) if kind == "flatten" else in_a_row(x, kind)
    return stacked(row, units, classes, rates, lambda x, u, r: layers.Dropout(r)(layers.Dense(u, "relu")(x)))


@right("head")
def pooled_to_a_point(x, units, classes, rates, kind="flatten"):
    if kind == "gap":
        x = layers.AveragePooling2D(tuple(x.shape[1:3]))(x)
    return stacked(
        layers.Flatten()(x), units, classes, rates, lambda x, u, r: layers.Dropout(r)(layers.Dense(u, "relu")(x))
    )


@right("head")
def a_sequential_called_on_x(x, units, classes, rates, kind="flatten"):
    hidden = [
        one for u, r in zip(units, rates, strict=True) for one in (layers.Dense(u, "relu"), layers.Dropout(r))
    ]
    start = layers.Flatten() if kind == "flatten" else layers.GlobalAveragePooling2D()
    return keras.Sequential([start, *hidden, layers.Dense(classes)])(x)


class Head(layers.Layer):
    """A head as one layer."""

    def __init__(self, units, classes, rates, kind):
        super().__init__()
        self.start = layers.Flatten() if kind == "flatten" else layers.GlobalAveragePooling2D()
        self.dense = [layers.Dense(size, activation="relu") for size in units]
        self.dropouts = [layers.Dropout(rate) for rate in rates]
        self.logits = layers.Dense(classes)

    def call(self, x, training=False):
        x = self.start(x)
        for dense, dropout in zip(self.dense, self.dropouts, strict=True):
            x = dropout(dense(x), training=training)
        return self.logits(x)


@right("head")
def a_layer_of_its_own(x, units, classes, rates, kind="flatten"):
    return Head(units, classes, rates, kind)(x)


@right("head")
def with_their_own_dropout(x, units, classes, rates, kind="flatten"):
    return stacked(
        in_a_row(x, kind), units, classes, rates, lambda x, u, r: WithKerasRandom(r)(layers.Dense(u, "relu")(x))
    )


@right("head")
def recursive(x, units, classes, rates, kind="flatten"):
    if len(x.shape) > 2:
        x = in_a_row(x, kind)
    if not units:
        return layers.Dense(classes)(x)
    x = layers.Dense(units[0], activation="relu")(x)
    return recursive(layers.Dropout(rates[0])(x), units[1:], classes, rates[1:], kind)


@right("head")
def lists_used_up(x, units, classes, rates, kind="flatten"):
    x = in_a_row(x, kind)
    while units:
        x = layers.Dense(units.pop(0), activation="relu")(x)
        x = layers.Dropout(rates.pop(0))(x)
    return layers.Dense(classes, activation="linear")(x)


# What Flatten does


@right("flatten_effects")
def formulas(h, w, maps, units):
    return dict(
        flatten_parameters=(h * w * maps + 1) * units,
        gap_parameters=(maps + 1) * units,
        silenced_by_one_map=h * w,
    )


def counts(flatten, gap, silenced):
    return {"flatten_parameters": flatten, "gap_parameters": gap, "silenced_by_one_map": silenced}


@right("flatten_effects")
def in_floats(h, w, maps, units):
    return counts(float((h * w * maps + 1) * units), float((maps + 1) * units), float(h * w))


@right("flatten_effects")
def in_scalars_of_numpy(h, w, maps, units):
    return counts(np.int64((h * w * maps + 1) * units), np.float32((maps + 1) * units), np.int16(h * w))


@right("flatten_effects")
def in_arrays_of_one(h, w, maps, units):
    return counts(np.array((h * w * maps + 1) * units), np.array([(maps + 1) * units]), np.prod([h, w]))


@right("flatten_effects")
def weights_then_biases(h, w, maps, units):
    row = h * w * maps
    return counts(row * units + units, maps * units + units, row // maps)


@right("flatten_effects")
def a_dense_counted_by_a_helper(h, w, maps, units):
    def dense(inputs):
        return inputs * units + units

    return counts(dense(h * w * maps), dense(maps), h * w)


@right("flatten_effects")
def counted_on_arrays(h, w, maps, units):
    row = np.ones((h, w, maps)).ravel()
    dropped = np.ones((h, w, maps))
    dropped[..., 0] = 0
    return counts((row.size + 1) * units, (maps + 1) * units, int((dropped.ravel() == 0).sum()))


@right("flatten_effects")
def with_more_to_say(h, w, maps, units):
    found = counts((h * w * maps + 1) * units, (maps + 1) * units, h * w)
    return found | {"saved": found["flatten_parameters"] - found["gap_parameters"]}


class Counts(dict):
    """A dict of their own."""


@right("flatten_effects")
def a_dict_of_their_own(h, w, maps, units):
    return Counts(
        silenced_by_one_map=w * h, gap_parameters=units * (1 + maps), flatten_parameters=units * (1 + maps * w * h)
    )
