"""Small nets for the ten digits, each with one fault, and the look-alikes that are none.

A net is written as words, "conv relu pool flat dense logits"; brackets stand for a nested model. Sizes, rates,
names and weights are drawn anew.
"""

from typing import NamedTuple

import numpy as np

CLASSES = 10
FAULTS = {
    "dropout on logits": "a dropout acts on what the last Dense gives",
    "dropout before batchnorm": "a path leads from a dropout to a BatchNormalization",
    "stacked around flatten": "one dropout stands right before Flatten, and another right behind it",
    "dense on rank 4": "a Dense layer is given images x height x width x maps",
    "old classes": f"the last Dense gives other than {CLASSES} logits",
    "exploding flatten": "Flatten is given maps as high and wide as the images",
}


class Case(NamedTuple):
    """A net and its fault; `traps` maps a wrong diagnosis, or "" for any, to the misconception that gives it."""

    fault: str
    plan: object  # words, or a function of a Planter and the input for a net with branches
    functional: bool
    traps: dict


class Planter:
    """Makes Keras layers and models from words."""

    def __init__(self, rng):
        self.rng, self.names = rng, iter(rng.permutation(900) + 100)
        self.side = int(rng.choice([8, 12]))

    def model(self, plan, functional):
        import keras

        inputs = keras.Input((self.side, self.side, 1), name=self.name())
        if isinstance(plan, str) and not functional:
            model = keras.Sequential([inputs, *self._layers(plan.split())], name=self.name())
        else:
            outputs = plan(self, inputs) if callable(plan) else self(inputs, plan)
            model = keras.Model(inputs, outputs, name=self.name())
        model.set_weights([self._drawn(weight) for weight in model.weights])
        return model

    def __call__(self, x, words):
        """Return what `x` becomes on its way through `words`; a nested model is a functional one."""
        import keras

        for part in _parts(words.split()):
            if isinstance(part, str):
                x = self._layer(part)(x)
            else:
                inside = keras.Input(x.shape[1:], name=self.name())
                x = keras.Model(inside, self(inside, " ".join(part)), name=self.name())(x)
        return x

    def _layers(self, words):
        import keras

        return [
            self._layer(part) if isinstance(part, str) else keras.Sequential(self._layers(part), name=self.name())
            for part in _parts(words)
        ]

    def _layer(self, word):
        import keras

        kind, options = self._kind(word)
        return getattr(keras.layers, kind)(name=self.name(), **options)

    def _kind(self, word):
        maps, rate = int(self.rng.integers(3, 7)), round(float(self.rng.uniform(0.15, 0.55)), 2)
        units, few = int(self.rng.integers(12, 30)), int(self.rng.choice([2, 5, 7]))
        conv = dict(filters=maps, kernel_size=3, padding="same")
        return {
            "conv": ("Conv2D", conv),
            "bent": ("Conv2D", conv | dict(activation="relu")),
            "strided": ("Conv2D", conv | dict(strides=2)),
            "many": ("Conv2D", conv | dict(filters=96)),
            "two": ("Conv2D", conv | dict(filters=2)),
            "relu": ("ReLU", {}),
            "pool": ("MaxPooling2D", {}),
            "average": ("AveragePooling2D", dict(pool_size=2)),
            "norm": ("BatchNormalization", {}),
            "dropout": ("Dropout", dict(rate=rate)),
            "spatial": ("SpatialDropout2D", dict(rate=rate)),
            "flat": ("Flatten", {}),
            "gap": ("GlobalAveragePooling2D", {}),
            "dense": ("Dense", dict(units=units, activation="relu")),
            "linear": ("Dense", dict(units=units)),
            "wide": ("Dense", dict(units=1000, activation="relu")),
            "ten": ("Dense", dict(units=CLASSES, activation="relu")),
            "logits": ("Dense", dict(units=CLASSES)),
            "old": ("Dense", dict(units=1000)),
            "few": ("Dense", dict(units=few)),
            "more": ("Dense", dict(units=few * 11)),
        }[word]

    def name(self):
        return f"layer_{next(self.names)}"

    def _drawn(self, weight):
        values = self.rng.normal(0, 1 / np.sqrt(max(np.prod(weight.shape[:-1]), 4)), weight.shape)
        return np.abs(values) + 0.5 if "variance" in weight.name else values


def _parts(words):
    """Yield the words one by one, and what stands between brackets as a list of words."""
    words = iter(words)
    for word in words:
        if not word.startswith("["):
            yield word
            continue
        inside = [word.removeprefix("[")]
        while not inside[-1].endswith("]"):
            inside.append(next(words))
        yield [one.removesuffix("]") for one in inside]


def beside(planter, x):
    """Put a dropout on one branch, and a BatchNormalization on the other."""
    import keras

    x = planter(x, "conv")
    branches = [planter(x, "dropout two relu two"), planter(x, "two norm")]  # so that the dropout is listed first
    return planter(keras.layers.Add(name=planter.name())(branches), "pool flat dense few")


def through_an_add(planter, x, turned=False):
    import keras

    x = planter(x, "conv")
    branches = [planter(x, "two relu"), planter(x, "dropout two")][:: -1 if turned else 1]
    return planter(keras.layers.Add(name=planter.name())(branches), "pool two norm relu flat dense logits")


def through_an_add_turned(planter, x):
    """Let the dropout be on the first branch."""
    return through_an_add(planter, x, turned=True)


def broken(fault, words, otherwise=None, functional=False, **traps):
    """Return a Case; `traps` names wrong diagnoses by their last word."""
    by_word = {word: trap for word in FAULTS for last, trap in traps.items() if word.endswith(last)}
    return Case(fault, words, functional, by_word | ({"": otherwise} if otherwise else {}))
