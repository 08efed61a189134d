"""Wrong answers to the second half of exercise 3.9: the repair of a net."""

import keras
from keras.layers import BatchNormalization, Dense, Dropout, Flatten, MaxPooling2D

from tests.answers import wrong
from tests.right_answers.lesson03_diagnosing import diagnose
from tests.right_answers.lesson03_repairing import repair as repaired
from utils.models import every_call

EXERCISE = "repair"


def layers_of(model):
    return [layer for layer, *_ in every_call(model)]


def is_dropout(layer):
    return isinstance(layer, Dropout)


def rebuilt(model, layers):
    """Call `layers` one after the other on a new input; a Dense whose input has changed is made anew."""
    start = x = keras.Input(model.input_shape[1:])
    for layer in layers:
        if isinstance(layer, Dense) and layer.built and layer.kernel.shape[0] != x.shape[-1]:
            layer = Dense.from_config(layer.get_config())
        x = layer(x)
    return keras.Model(start, x)


def only(fault, model, change):
    """Repair all faults rightly but `fault`, where `change` makes a new list of the layers."""
    return rebuilt(model, change(layers_of(model))) if diagnose(model) == fault else repaired(model)


# By misconception


@wrong(EXERCISE, "removes every dropout")
def no_dropout_left(model):
    return rebuilt(repaired(model), [one for one in layers_of(repaired(model)) if not is_dropout(one)])


@wrong(EXERCISE, "removes every dropout")
def rates_of_0_everywhere(model):
    model = repaired(model)
    for layer in layers_of(model):
        if is_dropout(layer):
            layer.rate = 0
    return model


@wrong(EXERCISE, "adds dropouts")
def a_dropout_behind_every_activation(model):
    model = repaired(model)
    layers = layers_of(model)
    more = [
        one for layer in layers[:-1] for one in (layer, Dropout(0.2))[: 1 + isinstance(layer, keras.layers.ReLU)]
    ]
    return rebuilt(model, [*more, layers[-1]])


@wrong(EXERCISE, "adds dropouts")
def one_more_before_the_head(model):
    layers = layers_of(repaired(model))
    return rebuilt(model, [*layers[:-1], Dropout(0.5), layers[-1]])


@wrong(EXERCISE, "dropout taken out, not moved")
def early_dropout_taken_out(model):
    def change(layers):
        last = max(place for place, one in enumerate(layers) if isinstance(one, BatchNormalization))
        return [one for place, one in enumerate(layers) if place > last or not is_dropout(one)]

    return only("dropout before batchnorm", model, change)


@wrong(EXERCISE, "batchnorm taken out")
def without_batchnorm(model):
    return only(
        "dropout before batchnorm",
        model,
        lambda layers: [one for one in layers if not isinstance(one, BatchNormalization)],
    )


@wrong(EXERCISE, "both dropouts taken out")
def no_dropout_around_flatten(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        return [*layers[: place - 1], layers[place], *layers[place + 2 :]]

    return only("stacked around flatten", model, change)


@wrong(EXERCISE, "fixes the symptom")
def ten_classes_on_top_of_the_old_ones(model):
    return only("old classes", model, lambda layers: [*layers, Dense(10)])


@wrong(EXERCISE, "fixes the symptom")
def flatten_at_the_end(model):
    return only("dense on rank 4", model, lambda layers: [*layers, Flatten(), Dense(10)])


@wrong(EXERCISE, "fixes the symptom")
def mean_over_the_positions_at_the_end(model):
    return only("dense on rank 4", model, lambda layers: [*layers, keras.layers.GlobalAveragePooling2D()])


@wrong(EXERCISE, "fixes the symptom")
def smaller_images(model):
    return only("exploding flatten", model, lambda layers: [keras.layers.AveragePooling2D(4), *layers])


@wrong(EXERCISE, "fixes the symptom")
def images_cropped(model):
    quarter = 3 * model.input_shape[1] // 8
    return only("exploding flatten", model, lambda layers: [keras.layers.Cropping2D(quarter), *layers])


@wrong(EXERCISE, "fixes the symptom")
def fewer_units_behind_flatten(model):
    def change(layers):
        first = next(place for place, one in enumerate(layers) if isinstance(one, Dense))
        return [*layers[:first], Dense(4, activation="relu"), *layers[first + 1 :]]

    return only("exploding flatten", model, change)


@wrong(EXERCISE, "weights not kept")
def all_layers_anew(model):
    model = repaired(model)
    return rebuilt(model, [type(layer).from_config(layer.get_config()) for layer in layers_of(model)])


@wrong(EXERCISE, "weights not kept")
def cloned(model):
    return keras.models.clone_model(repaired(model))


@wrong(EXERCISE, "weights not kept")
def a_fresh_head_for_all(model):
    layers = layers_of(repaired(model))
    return rebuilt(model, [*layers[:-1], Dense(10)])


# Subtly


@wrong(EXERCISE)
def nothing(model):
    pass


@wrong(EXERCISE)
def as_it_was(model):
    return model


@wrong(EXERCISE)
def name_of_the_fault(model):
    return diagnose(model)


@wrong(EXERCISE)
def layers_for_a_model(model):
    return layers_of(repaired(model))


@wrong(EXERCISE)
def outputs_for_a_model(model):
    return repaired(model).outputs[0]


@wrong(EXERCISE)
def first_fault_alone(model):
    return repaired(model) if diagnose(model) == "dropout on logits" else model


@wrong(EXERCISE)
def always_the_last_layer_off(model):
    return keras.Model(model.inputs, model.layers[-1].input)


@wrong(EXERCISE)
def dropout_with_training_fixed(model):
    start = x = keras.Input(model.input_shape[1:])
    for layer in layers_of(repaired(model)):
        x = layer(x, training=True) if is_dropout(layer) else layer(x)
    return keras.Model(start, x)


@wrong(EXERCISE)
def half_the_rates(model):
    model = repaired(model)
    for layer in layers_of(model):
        if is_dropout(layer):
            layer.rate = layer.rate / 2
    return model


@wrong(EXERCISE)
def half_the_rates_around_flatten(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        return [
            type(one)(one.rate / 2) if abs(at - place) == 1 and is_dropout(one) else one
            for at, one in enumerate(layers)
        ]

    return only("stacked around flatten", model, change)


@wrong(EXERCISE)
def one_dropout_of_both_rates(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        both = 1 - (1 - layers[place - 1].rate) * (1 - layers[place + 1].rate)
        return [*layers[: place - 1], layers[place], Dropout(both), *layers[place + 2 :]]

    return only("stacked around flatten", model, change)


@wrong(EXERCISE)
def another_dropout_taken_out(model):
    def change(layers):
        last = [place for place, one in enumerate(layers) if is_dropout(one)][-2]
        return [one for place, one in enumerate(layers) if place != last]

    return only("dropout on logits", model, change)


@wrong(EXERCISE)
def softmax_at_the_end(model):
    return rebuilt(model, [*layers_of(repaired(model)), keras.layers.Softmax()])


@wrong(EXERCISE)
def flatten_left_out(model):
    return rebuilt(model, [one for one in layers_of(repaired(model)) if not isinstance(one, Flatten)])


@wrong(EXERCISE)
def dropout_moved_by_one(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if is_dropout(one))
        return [*layers[:place], layers[place + 1], layers[place], *layers[place + 2 :]]

    return only("dropout before batchnorm", model, change)


@wrong(EXERCISE)
def dropout_moved_onto_the_logits(model):
    def change(layers):
        last = max(place for place, one in enumerate(layers) if isinstance(one, BatchNormalization))
        early = [one for one in layers[:last] if is_dropout(one)]
        return [*(one for one in layers if one not in early), *(Dropout(one.rate) for one in early)]

    return only("dropout before batchnorm", model, change)


@wrong(EXERCISE)
def one_small_pool(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        return [*layers[:place], MaxPooling2D(), *layers[place:]]

    return only("exploding flatten", model, change)


@wrong(EXERCISE)
def one_hidden_layer_less(model):
    def change(layers):
        place = next(place for place, one in enumerate(layers) if isinstance(one, Flatten))
        return [*layers[:place], MaxPooling2D(4), layers[place], *layers[-2:]]

    return only("exploding flatten", model, change)


@wrong(EXERCISE)
def one_hidden_layer_more(model):
    layers = layers_of(repaired(model))
    return rebuilt(model, [*layers[:-1], Dense(32, activation="relu"), layers[-1]])


@wrong(EXERCISE)
def all_weights_doubled(model):
    model = repaired(model)
    model.set_weights([2 * weight for weight in model.get_weights()])
    return model


@wrong(EXERCISE)
def statistics_of_batchnorm_reset(model):
    model = repaired(model)
    for layer in layers_of(model):
        if isinstance(layer, BatchNormalization):
            layer.moving_mean.assign(0 * layer.moving_mean)
    return model


@wrong(EXERCISE)
def spatial_dropout_for_all(model):
    start = x = keras.Input(model.input_shape[1:])
    for layer in layers_of(repaired(model)):
        if is_dropout(layer) and len(x.shape) == 4:
            layer = keras.layers.SpatialDropout2D(layer.rate)
        x = layer(x)
    return keras.Model(start, x)


@wrong(EXERCISE)
def noise_for_dropout(model):
    layers = layers_of(repaired(model))
    return rebuilt(model, [keras.layers.GaussianNoise(one.rate) if is_dropout(one) else one for one in layers])


@wrong(EXERCISE)
def head_of_another_activation(model):
    return only("old classes", model, lambda layers: [*layers[:-1], Dense(10, activation="relu")])


@wrong(EXERCISE)
def global_dropouts_moved_to_the_end(model):
    layers = layers_of(repaired(model))
    drops = [Dropout(one.rate) for one in layers if is_dropout(one)]
    rest = [one for one in layers if not is_dropout(one)]
    return rebuilt(model, [*rest[:-1], *drops, rest[-1]])


@wrong(EXERCISE)
def relu_left_out(model):
    layers = layers_of(repaired(model))
    return rebuilt(model, [one for one in layers if not isinstance(one, keras.layers.ReLU)])
