"""Wrong answers to the first half of exercise 3.9: the fault of a net."""

from itertools import pairwise

import keras
from keras.layers import BatchNormalization, Dense, Dropout, Flatten

from tests.answers import wrong
from tests.right_answers.lesson03_diagnosing import (
    diagnose,
    has_old_head,
    is_before_batchnorm,
    is_dense_on_maps,
    is_exploding,
    is_on_logits,
    is_stacked,
)
from utils.models import calls, every_call

EXERCISE = "diagnose"
QUESTIONS = {
    "dropout on logits": is_on_logits,
    "dropout before batchnorm": is_before_batchnorm,
    "stacked around flatten": is_stacked,
    "dense on rank 4": is_dense_on_maps,
    "exploding flatten": is_exploding,
    "old classes": has_old_head,
}


def asking(model, **questions):
    """Ask one question after the other; `questions` puts others in their place, by the last word of the fault."""
    asked = {fault: questions.get(fault.split()[-1], question) for fault, question in QUESTIONS.items()}
    return next((fault for fault, question in asked.items() if question(model)), "old classes")


def layers_of(model):
    return [layer for layer, *_ in every_call(model)]


def neighbours(model, *kinds):
    layers = layers_of(model)
    runs = zip(*(layers[start:] for start in range(len(kinds))), strict=False)
    return any(all(map(isinstance, run, kinds)) for run in runs)


# By misconception


@wrong(EXERCISE, "a hidden Dense taken for the logits")
def any_dropout_behind_a_dense(model):
    def behind_a_dense(model):
        layers = layers_of(model)
        dense = [place for place, layer in enumerate(layers) if isinstance(layer, Dense)]
        return any(isinstance(layer, Dropout) for layer in layers[dense[0] :])

    asked = {fault: question for fault, question in QUESTIONS.items() if fault != "dropout on logits"}
    plain = next((fault for fault, question in list(asked.items())[:4] if question(model)), None)
    return plain or ("dropout on logits" if behind_a_dense(model) else "old classes")


@wrong(EXERCISE, "a hidden Dense taken for the logits")
def dropout_right_behind_a_dense(model):
    plain = [fault for fault, question in QUESTIONS.items() if fault[:4] in ("stac", "expl") and question(model)]
    if plain:
        return plain[0]
    return asking(model, logits=lambda model: neighbours(model, Dense, Dropout))


@wrong(EXERCISE, "a hidden Dense taken for the head")
def any_width_other_than_10(model):
    def some_wide_layer(model):
        return any(isinstance(layer, Dense) and layer.units > 500 for layer in layers_of(model))

    if some_wide_layer(model):
        return "old classes"
    return diagnose(model)


@wrong(EXERCISE, "only 1000 is old")
def a_thousand_classes(model):
    fault = diagnose(model)
    return "exploding flatten" if fault == "old classes" and model.output_shape[-1] != 1000 else fault


@wrong(EXERCISE, "only 1000 is old")
def more_than_500_classes(model):
    old = model.output_shape[-1] > 500
    return (
        "old classes" if old else next((f for f, q in list(QUESTIONS.items())[:5] if q(model)), "dense on rank 4")
    )


@wrong(EXERCISE, "one dropout taken for two")
def one_dropout_before_flatten(model):
    return stacked_by(model, lambda model: neighbours(model, Dropout, Flatten))


@wrong(EXERCISE, "one dropout taken for two")
def one_dropout_on_either_side(model):
    def either(model):
        return neighbours(model, Dropout, Flatten) or neighbours(model, Flatten, Dropout)

    return stacked_by(model, either)


@wrong(EXERCISE, "one dropout taken for two")
def one_before_and_one_behind_at_any_distance(model):
    def around(model):
        layers = layers_of(model)
        flat = next((place for place, layer in enumerate(layers) if isinstance(layer, Flatten)), 0)
        return any(map(is_dropout, layers[:flat])) and any(map(is_dropout, layers[flat:]))

    others = (fault for fault, asked in QUESTIONS.items() if fault[:3] not in ("old", "sta") and asked(model))
    return next(others, None) or ("stacked around flatten" if around(model) else "old classes")


def is_dropout(layer):
    return isinstance(layer, Dropout)


def stacked_by(model, question):
    return "stacked around flatten" if question(model) else diagnose(model)


@wrong(EXERCISE, "flags the safe order")
def both_in_either_order(model):
    kinds = {type(layer).__name__ for layer in layers_of(model)}
    return "dropout before batchnorm" if {"Dropout", "BatchNormalization"} <= kinds else diagnose(model)


@wrong(EXERCISE, "only the next layer")
def dropout_right_before_batchnorm(model):
    return asking(model, batchnorm=lambda model: neighbours(model, Dropout, BatchNormalization))


@wrong(EXERCISE, "stops at weights")
def through_relu_and_pool(model):
    def near(model):
        layers = [layer for layer in layers_of(model) if type(layer).__name__ not in ("ReLU", "MaxPooling2D")]
        return any(is_dropout(a) and isinstance(b, BatchNormalization) for a, b in pairwise(layers))

    return asking(model, batchnorm=near)


@wrong(EXERCISE, "knows Dropout alone")
def no_spatial_dropout(model):
    def reached(model):
        layers = layers_of(model)
        norms = [place for place, layer in enumerate(layers) if isinstance(layer, BatchNormalization)]
        return any(type(layer) is Dropout for layer in layers[: max(norms, default=0)])

    return asking(model, batchnorm=reached)


@wrong(EXERCISE, "size alone")
def more_than_a_thousand_numbers(model):
    def large(model):
        return any(isinstance(layer, Flatten) and made[0].shape[1] > 180 for layer, _, made in every_call(model))

    fault = diagnose(model)
    if fault in ("exploding flatten", "old classes"):
        return "exploding flatten" if large(model) else "old classes"
    return fault


@wrong(EXERCISE, "no pooling taken for exploding")
def no_pooling_layer(model):
    fault = diagnose(model)
    pooled = any("Pooling" in type(layer).__name__ for layer in layers_of(model))
    return fault if pooled else "exploding flatten"


@wrong(EXERCISE, "stays at the top level")
def nested_models_closed(model):
    came, layer = {id(tensor): [] for tensor in model.inputs}, None
    for layer, inputs, outputs in calls(model):
        path = [one for tensor in inputs for one in came[id(tensor)]]
        if isinstance(layer, BatchNormalization) and any(map(is_dropout, path)):
            return "dropout before batchnorm"
        if isinstance(layer, Dense) and len(inputs[0].shape) == 4:
            return "dense on rank 4"
        if isinstance(layer, Flatten) and inputs[0].shape[1:3] == model.input_shape[1:3]:
            return "exploding flatten"
        if is_dropout(layer) and len(path) > 1 and isinstance(path[-1], Flatten) and is_dropout(path[-2]):
            return "stacked around flatten"
        came |= {id(tensor): [*path, layer] for tensor in outputs}
    return "dropout on logits" if is_dropout(layer) else "old classes"


@wrong(EXERCISE, "list order for the graph")
def earlier_in_the_list(model):
    def earlier(model):
        layers = layers_of(model)
        norms = [place for place, layer in enumerate(layers) if isinstance(layer, BatchNormalization)]
        return any(map(is_dropout, layers[: max(norms, default=0)]))

    return asking(model, batchnorm=earlier)


def along_one_input(model, number):
    """Whether a dropout leads to a BatchNormalization where each call is seen to take one of its inputs alone."""
    touched = set()
    for layer, inputs, outputs in every_call(model):
        dropped = id(inputs[number]) in touched
        if dropped and isinstance(layer, BatchNormalization):
            return True
        if dropped or is_dropout(layer):
            touched |= set(map(id, outputs))
    return False


@wrong(EXERCISE, "misses a branch")
def first_input_alone(model):
    return asking(model, batchnorm=lambda model: along_one_input(model, 0))


# Subtly


@wrong(EXERCISE)
def nothing(model):
    pass


@wrong(EXERCISE)
def always_the_same(model):
    return "dropout on logits"


@wrong(EXERCISE)
def a_list_of_faults(model):
    return [diagnose(model)]


@wrong(EXERCISE)
def with_other_words(model):
    return diagnose(model).replace(" ", "_")


@wrong(EXERCISE)
def number_of_the_fault(model):
    return list(QUESTIONS).index(diagnose(model))


@wrong(EXERCISE)
def sound_unless_a_dropout_is_wrong(model):
    fault = diagnose(model)
    return fault if "dropout" in fault else "sound"


@wrong(EXERCISE)
def by_the_names_of_layers(model):
    names = [layer.name for layer in layers_of(model)]
    if "dropout" in names[-1]:
        return "dropout on logits"
    if any("dropout" in a and "batch" in b for a, b in pairwise(names)):
        return "dropout before batchnorm"
    return "old classes" if model.output_shape[-1] != 10 else "exploding flatten"


@wrong(EXERCISE)
def by_the_rank_of_the_output(model):
    return asking(model, **{"4": lambda model: len(model.output_shape) == 4})


@wrong(EXERCISE)
def no_flatten_at_all(model):
    kinds = {type(layer).__name__ for layer in layers_of(model)}
    return "dense on rank 4" if "Flatten" not in kinds else diagnose(model)


@wrong(EXERCISE)
def any_layer_of_ten(model):
    ten = any(isinstance(layer, Dense) and layer.units == 10 for layer in layers_of(model))
    fault = diagnose(model)
    return "exploding flatten" if fault == "old classes" and ten else fault


@wrong(EXERCISE)
def fewer_than_ten_is_right(model):
    fault = diagnose(model)
    return "exploding flatten" if fault == "old classes" and model.output_shape[-1] < 10 else fault


@wrong(EXERCISE)
def sequential_models_alone(model):
    return diagnose(model) if isinstance(model, keras.Sequential) else "old classes"


@wrong(EXERCISE)
def stops_at_flatten(model):
    def reached(model):
        layers = layers_of(model)
        end = next((place for place, layer in enumerate(layers) if isinstance(layer, Flatten)), len(layers))
        kinds = [type(layer).__name__ for layer in layers[:end]]
        norms = [place for place, kind in enumerate(kinds) if kind == "BatchNormalization"]
        return any("Dropout" in kind for kind in kinds[: max(norms, default=0)])

    return asking(model, batchnorm=reached)


@wrong(EXERCISE)
def any_dropout_last_in_the_list(model):
    return "dropout on logits" if is_dropout(model.layers[-1]) else asking(model, logits=lambda model: False)


@wrong(EXERCISE)
def two_dropouts_in_the_net(model):
    drops = sum(map(is_dropout, layers_of(model)))
    fault = diagnose(model)
    return "stacked around flatten" if drops > 1 and fault != "dropout on logits" else fault


@wrong(EXERCISE)
def faults_in_another_spelling(model):
    return diagnose(model).replace("rank 4", "rank four")


@wrong(EXERCISE)
def changes_the_net_it_looks_at(model):
    fault = diagnose(model)
    model.pop()
    return fault


@wrong(EXERCISE)
def exploding_if_the_head_is_right(model):
    return "exploding flatten" if model.output_shape[-1] == 10 and not is_on_logits(model) else diagnose(model)
