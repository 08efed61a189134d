"""Right answers to the second half of exercise 3.9: the repair of a net. The first is the reference."""

from itertools import pairwise

import keras
from keras.layers import BatchNormalization, Dense, Dropout, Flatten, MaxPooling2D, SpatialDropout2D

from tests.answers import right
from tests.right_answers.lesson03_diagnosing import diagnose
from tests.solutions import as_the_lesson_does
from utils.models import every_call

repair = as_the_lesson_does("repair")


def is_conv(layer):
    return isinstance(layer, keras.layers.Conv2D)


def is_dropout(layer):
    return isinstance(layer, Dropout)


def copies(model):
    """Return fresh layers with the same options, and a function that copies the weights that still fit."""
    old = [layer for layer, *_ in every_call(model)]
    new = [type(layer).from_config(layer.get_config()) for layer in old]

    def copy_weights():
        for one, other in zip(old, new, strict=True):
            fits = [w.shape for w in one.weights] == [w.shape for w in other.weights]
            if fits and one.weights:
                other.set_weights(one.get_weights())

    return new, copy_weights


def surgery(fault, layers, pool=MaxPooling2D, flatten=Flatten):
    """Return what becomes of a list of layers; the second dropout around Flatten stays."""
    kinds = [type(layer).__name__ for layer in layers]
    match fault:
        case "dropout on logits":
            return layers[:-1]
        case "stacked around flatten":
            place = kinds.index("Flatten") - 1
            return layers[:place] + layers[place + 1 :]
        case "dropout before batchnorm":
            last = max(place for place, kind in enumerate(kinds) if kind == "BatchNormalization")
            bent = last + 1 + (kinds[last + 1] == "ReLU")
            early = list(filter(is_dropout, layers[:last]))
            return [one for one in layers[:bent] if one not in early] + early + layers[bent:]
        case "dense on rank 4":
            place = kinds.index("Dense")
            rest = [one for one in layers[place:] if not isinstance(one, Flatten)]
            return [*layers[:place], flatten(), *rest]
        case "old classes":
            return [*layers[:-1], Dense(10, name="head")]
    place = kinds.index("Flatten")
    return [*layers[:place], pool(4), *layers[place:]]


@right("repair")
def fresh_layers_with_the_old_weights(model):
    layers, copy_weights = copies(model)
    repaired = keras.Sequential([keras.Input(model.input_shape[1:]), *surgery(diagnose(model), layers)])
    copy_weights()
    return repaired


@right("repair")
def a_sequential_model_without_an_input(model):
    layers, copy_weights = copies(model)
    repaired = keras.Sequential(surgery(diagnose(model), layers, keras.layers.AveragePooling2D))
    repaired(keras.ops.zeros((1, *model.input_shape[1:])))
    copy_weights()
    return repaired


class Repaired(keras.Model):
    def __init__(self, layers):
        super().__init__()
        self.steps = layers

    def call(self, x, training=None):
        for layer in self.steps:
            x = layer(x, training=training) if isinstance(layer, (Dropout, BatchNormalization)) else layer(x)
        return x


@right("repair")
def a_class_of_its_own(model):
    layers, copy_weights = copies(model)
    repaired = Repaired(surgery(diagnose(model), layers, flatten=keras.layers.GlobalAveragePooling2D))
    repaired(keras.ops.zeros((1, *model.input_shape[1:])))
    copy_weights()
    return repaired


@right("repair")
def body_and_head_as_nested_models(model):
    layers, copy_weights = copies(model)
    layers = surgery(diagnose(model), layers)
    half = next(
        place for place, one in enumerate(layers) if one.__class__ in (Flatten, keras.layers.GlobalAveragePooling2D)
    )
    repaired = keras.Sequential(
        [keras.Input(model.input_shape[1:]), keras.Sequential(layers[:half]), keras.Sequential(layers[half:])]
    )
    copy_weights()
    return repaired


@right("repair")
def a_rate_of_0_for_what_is_not_wanted(model):
    """Turn a dropout off where it stands; all other faults need a new net."""
    fault, layers = diagnose(model), [layer for layer, *_ in every_call(model)]
    if fault == "dropout on logits":
        layers[-1].rate = 0.0
        return model
    if fault == "stacked around flatten":
        next(b for a, b in pairwise(layers) if isinstance(a, Flatten)).rate = 0
        return model
    return fresh_layers_with_the_old_weights(model)


@right("repair")
def along_the_tensors(model):
    """Call every layer again on new tensors, and put each change where the data pass by."""
    fault, steps = diagnose(model), every_call(model)
    start = keras.Input(model.input_shape[1:])
    new, waiting = {id(model.inputs[0]): start}, []
    norms = sum(isinstance(layer, BatchNormalization) for layer, *_ in steps)
    previous = None
    for layer, inputs, outputs in steps:
        x = new[id(inputs[0])]
        skipped = is_dropout(layer) and (
            (fault == "dropout on logits" and layer is steps[-1][0])
            or (fault == "stacked around flatten" and isinstance(previous, Flatten))
            or (fault == "dropout before batchnorm" and norms > 0)
        )
        if skipped:
            waiting.append(layer)
        else:
            x = called(layer, x, fault, layer is steps[-1][0])
        norms -= isinstance(layer, BatchNormalization)
        if fault == "dropout before batchnorm" and norms == 0 and waiting:
            while waiting:
                x = waiting.pop()(x)
        previous, new[id(outputs[0])] = layer, x
    return keras.Model(start, x)


def called(layer, x, fault, last):
    if isinstance(layer, Dense):
        if len(x.shape) == 4:
            x = keras.layers.GlobalAveragePooling2D()(x)
        if last and fault == "old classes":
            return Dense(10)(x)
        if layer.kernel.shape[0] != x.shape[-1]:
            return Dense(layer.units, activation=layer.activation)(x)
    if isinstance(layer, Flatten) and len(x.shape) == 2:
        return x
    x = layer(x)
    return MaxPooling2D()(x) if fault == "exploding flatten" and is_conv(layer) else x


@right("repair")
def dropouts_made_anew(model):
    """Make new dropouts of the same rates; one for whole maps is written with a noise shape."""
    repaired = repair(model)
    x = start = keras.Input(model.input_shape[1:])
    for layer, *_ in every_call(repaired):
        if isinstance(layer, SpatialDropout2D):
            layer = Dropout(layer.rate, noise_shape=(None, 1, 1, None))
        elif is_dropout(layer):
            layer = Dropout(layer.rate)
        x = layer(x)
    return keras.Model(start, x)


@right("repair")
def global_pooling_for_a_flatten_that_explodes(model):
    fault, (layers, copy_weights) = diagnose(model), copies(model)
    if fault == "exploding flatten":
        layers[:] = [keras.layers.GlobalMaxPooling2D() if isinstance(one, Flatten) else one for one in layers]
        repaired = keras.Sequential([keras.Input(model.input_shape[1:]), *layers])
        for one, (other, *_) in zip(layers, every_call(model), strict=True):
            if one.weights and [w.shape for w in one.weights] == [w.shape for w in other.weights]:
                one.set_weights(other.get_weights())
        return repaired
    repaired = keras.Sequential([keras.Input(model.input_shape[1:]), *surgery(fault, layers)])
    copy_weights()
    return repaired
