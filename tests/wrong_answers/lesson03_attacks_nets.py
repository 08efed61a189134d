"""Wrong answers to exercises 3.3, 3.6, 3.7 and 3.9 that once slipped through."""

import keras
from keras import layers
from keras.layers import Flatten

from tests.answers import wrong
from tests.cuts import cut, thinner
from tests.walks import POOLS, map_dropout, reach, with_dropout
from tests.wrong_answers.lesson03_diagnosing import along_one_input, asking
from tests.wrong_answers.lesson03_repairing import only
from tests.wrong_answers.lesson03_ways_down import conv, three


@wrong("three_ways_down")
def one_valid_conv_over_nearly_all(input_shape):
    side = input_shape[0]
    return three(input_shape, valid=[conv("valid", kernel=side - side // 4 + 1)])


@wrong("insert_dropout", "dropout always added")
def a_layer_for_a_rate_of_0(model, between_modules=0.0, before_flatten=0.0, between_dense=0.0, kind="element"):
    onward, denses = reach(model, layers.Conv2D), reach(model, layers.Dense)

    def before(layer, x):
        return map_dropout(kind)(before_flatten)(x) if isinstance(layer, Flatten) else x

    def after(layer, x):
        if isinstance(layer, POOLS) and layer.name in onward:
            return map_dropout(kind)(between_modules)(x)
        is_hidden = isinstance(layer, layers.Dense) and layer.name in denses
        return layers.Dropout(between_dense)(x) if is_hidden else x

    return with_dropout(model, before=before, after=after)


@wrong("diagnose", "misses a branch")
def last_input_alone(model):
    return asking(model, batchnorm=lambda model: along_one_input(model, -1))


@wrong("tailor", "ReLU missing")
def convs_without_activations(base, *task):
    def linear(base, share):
        made = thinner(base, share)
        for one in made:
            if isinstance(one, layers.Conv2D):
                one.activation = keras.activations.linear
        return made

    return cut(base, *task, modules=linear)


@wrong("tailor")
def the_first_map_alone(base, input_shape, *task):
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, cut(base, (*input_shape[:2], 1), *task)(inputs[..., :1]))


@wrong("insert_dropout", "kind of dropout ignored")
def whole_maps_by_default(model, kind="channel", **rates):
    return with_dropout(model, kind=kind, **rates)


@wrong("repair")
def the_dropout_behind_flatten_moved(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        behind, dense = layers[place + 1 : place + 3]
        return [*layers[: place + 1], dense, behind, *layers[place + 3 :]]

    return only("stacked around flatten", model, change)


@wrong("insert_dropout", "shares the original's weights")
def the_original_where_nothing_is_asked(model, kind="element", **rates):
    return with_dropout(model, kind=kind, **rates) if any(rates.values()) else model
