"""Keras models made again here from what a worker says about them: stock layers alone, and no larger than agreed.

The configuration comes from a process that is not trusted. Every class in it must be on the list of `stock`, and
nothing that reads a file, holds code or asks for gigabytes is made.
"""

import json
import math

import numpy as np

from utils.classroom.inside import models, wire
from utils.classroom.inside.stock import NotStock, clean

SMALLEST, LARGEST_OUTPUT, MOST_LAYERS = 1 << 20, 1 << 21, 400  # numbers, of an output for one example


def model_from(config, arrays, known=None):
    """Return the model of a configuration (a text) with these weights; raises NotStock.

    `known`: {name: class} of further layers.
    """
    import keras

    try:
        plain = clean(json.loads(config))
        with _limited(keras, sum(one.size for one in arrays)):
            model = keras.saving.deserialize_keras_object(plain, custom_objects=known, safe_mode=True)
        if not isinstance(model, keras.Model):
            raise NotStock("no model")
        _not_too_large(model)
        model.set_weights(arrays)
    except NotStock:
        raise
    except Exception as error:
        raise NotStock(f"{type(error).__name__}: {error}"[:300]) from error
    return model


def share(model, given, shared):
    """Let weights of `model` be those of models of ours: [[which of its weights, which model, which of its]]."""
    for place, which, other in shared:
        mine, theirs = model.weights[place], given[which].weights[other]
        if tuple(mine.shape) != tuple(theirs.shape):
            raise NotStock("weights of another shape")
        mine._value = theirs._value


def set_trainable(model, flags):
    """Set `trainable` of each part of a model, and then of each weight, as `models.trainable` tells it."""
    for one, flag in zip([*models.parts(model), *model.weights], flags, strict=True):
        if bool(one.trainable) is not flag:  # a part hands it on to all inside of it, whose turn comes later
            one.trainable = flag is True


def with_known_layers(model, numbers, known):
    """Return the model with those of its layers that are `known`, {number: layer}, in place of their doubles."""
    if len(numbers) != len(model.layers) or not all(type(one) is int for one in numbers):
        raise wire.Refused("no numbers of layers")
    kept = {id(one): known.setdefault(number, one) for number, one in zip(numbers, model.layers, strict=True)}
    if all(layer is kept[id(layer)] for layer in model.layers):
        return model
    import keras

    return keras.models.clone_model(model, clone_function=lambda layer: kept.get(id(layer), layer))


class _limited:
    """While it lasts, layers can make weights of so many numbers in all, and of a few more."""

    def __init__(self, keras, most):
        self.layer, self.left = keras.layers.Layer, 2 * most + SMALLEST

    def __enter__(self):
        self.original = original = self.layer.add_weight

        def add_weight(layer, shape=None, *given, **options):
            self.left -= math.prod(() if shape is None else (shape,) if isinstance(shape, int) else shape)
            if self.left < 0:
                raise NotStock("more weights than it said")
            return original(layer, shape, *given, **options)

        self.layer.add_weight = add_weight

    def __exit__(self, *_):
        self.layer.add_weight = self.original


def _not_too_large(model, depth=0):
    """Raise NotStock where some layer hands on more for one example than a lesson's net ever would."""
    if len(model.layers) > MOST_LAYERS or depth > 5:
        raise NotStock("too many layers")
    for layer in model.layers:
        for node in getattr(layer, "_inbound_nodes", ()):
            for tensor in node.outputs:
                if math.prod(side or 1 for side in tensor.shape) > LARGEST_OUTPUT:
                    raise NotStock("a layer that hands on too much")
        if hasattr(layer, "layers"):
            _not_too_large(layer, depth + 1)


def arrays_of(unpacker, packed):
    """Return the weights that a worker sent; raises Refused where they are none."""
    found = [unpacker.unpack(one) for one in packed]
    if not all(isinstance(one, np.ndarray) for one in found):
        raise wire.Refused("no weights")
    return found
