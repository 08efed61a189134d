"""Wrong answers to exercise 3.7: a net that is cut too much, too little, or not at all."""

import keras
import numpy as np
from keras import layers, ops

from tests.answers import wrong
from tests.cuts import cut, head_of, thinner
from utils import models


def pools(made):
    return [one for one in made if "Pooling" in type(one).__name__]


def renewed_first_conv(made, *, kernel, stride, padding="same"):
    first = layers.Conv2D(made[0].filters, kernel, strides=stride, padding=padding, activation="relu")
    return [first, *made[1:]]


def gentle(pool):
    """Return a pool like this one that also takes maps of a single row."""
    return type(pool)(pool.pool_size, strides=pool.strides, padding="same")


def coarse(base, share, **first):
    """Return modules whose first conv is another; their other layers take whatever size is left."""
    made = renewed_first_conv(thinner(base, share), **first)
    return [gentle(one) if one in pools(made) else one for one in made if not _is_large(one)]


def _is_large(layer):
    return isinstance(layer, layers.Conv2D) and layer.padding == "valid" and layer.strides == (1, 1)


# By misconception


@wrong("tailor", "first conv too coarse")
def eleven_and_a_stride_of_four(base, *task):
    return cut(base, *task, modules=lambda base, share: coarse(base, share, kernel=11, stride=4, padding="valid"))


@wrong("tailor", "first conv too coarse")
def a_stride_of_four_with_padding(base, *task):
    return cut(base, *task, modules=lambda base, share: coarse(base, share, kernel=11, stride=4))


@wrong("tailor", "old classes left")
def the_classes_of_the_base(base, input_shape, classes, max_parameters):
    return cut(base, input_shape, base.output_shape[-1], max_parameters)


@wrong("tailor", "old classes left")
def a_thousand_classes(base, input_shape, classes, max_parameters):
    return cut(base, input_shape, 1000, max_parameters)


@wrong("tailor", "pooling removed")
def no_pools(base, *task):
    def modules(base, share):
        made = thinner(base, share)
        return [one for one in made if one not in pools(made)]

    def head(classes, share):
        return head_of(classes, share, start=layers.GlobalAveragePooling2D)

    return cut(base, *task, modules=modules, head=head)


@wrong("tailor", "pooling removed")
def the_last_pool_missing(base, *task):
    def head(classes, share):
        return [layers.Flatten(), layers.Dropout(0.5), layers.Dense(classes)]

    return cut(base, *task, modules=lambda base, share: thinner(base, share)[:-1], head=head)


@wrong("tailor", "a different network")
def one_net_for_every_base(base, *task):
    def modules(base, share):
        convs = [layers.Conv2D(8, 3, padding="same", activation="relu") for _ in range(9)]
        return [*convs, layers.MaxPooling2D(4), layers.MaxPooling2D(2)]

    return cut(base, *task, modules=modules)


@wrong("tailor", "a different network")
def one_conv_that_steps_far(base, *task):
    def modules(base, share):
        return [layers.Conv2D(8, 3, padding="same", activation="relu"), layers.MaxPooling2D(8)]

    return cut(base, *task, modules=modules)


@wrong("tailor", "over the budget")
def as_wide_as_the_base(base, *task):
    return cut(base, *task, shares=(1,))


@wrong("tailor", "over the budget")
def a_few_too_many(base, input_shape, classes, max_parameters):
    """Count the modules alone."""
    for share in (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16):
        convs = keras.Sequential([keras.Input(input_shape), *thinner(base, share)])
        if convs.count_params() <= max_parameters:
            return keras.Sequential([keras.Input(input_shape), *convs.layers, *head_of(classes, 1)])


@wrong("tailor", "no dropout in the head")
def no_dropout(base, *task):
    def head(classes, share):
        return [one for one in head_of(classes, share) if not isinstance(one, layers.Dropout)]

    return cut(base, *task, head=head)


@wrong("tailor", "no dropout in the head")
def dropout_between_modules_alone(base, *task):
    def modules(base, share):
        made = thinner(base, share)
        first = made.index(pools(made)[0])
        return [*made[: first + 1], layers.Dropout(0.3), *made[first + 1 :]]

    def head(classes, share):
        return [one for one in head_of(classes, share) if not isinstance(one, layers.Dropout)]

    return cut(base, *task, modules=modules, head=head)


@wrong("tailor", "no dropout in the head")
def a_dropout_of_rate_0(base, *task):
    return cut(base, *task, head=lambda classes, share: head_of(classes, share, rate=0.0))


@wrong("tailor", "dropout on the logits")
def dropout_on_the_logits(base, *task):
    return cut(base, *task, head=lambda classes, share: [*head_of(classes, share), layers.Dropout(0.5)])


@wrong("tailor", "softmax in the model")
def softmax(base, *task):
    return cut(base, *task, head=lambda classes, share: [*head_of(classes, share), layers.Softmax()])


@wrong("tailor", "shares the original's weights")
def a_pruned_copy_that_shares(base, input_shape, classes, max_parameters):
    """Use the layers of the base themselves wherever their shapes fit."""
    net = cut(base, input_shape, classes, max_parameters, shares=(1, 1 / 2, 1 / 4, 1 / 8))
    old = {layer.name: layer for layer in base.layers if layer.weights}
    chain = [keras.Input(input_shape)]
    shape = (None, *input_shape)
    for layer in net.layers:
        known = old.get(layer.name)
        layer = known if known is not None and _fits(known, layer, shape) else _fresh(layer)
        shape = layer.compute_output_shape(shape)
        chain.append(layer)
    return keras.Sequential(chain)


def _fits(known, layer, shape):
    return [one.shape for one in known.weights] == [one.shape for one in layer.weights]


def _fresh(layer):
    return type(layer).from_config(layer.get_config())


# Subtly


@wrong("tailor")
def empty(base, input_shape, classes, max_parameters):
    pass


@wrong("tailor")
def the_base_itself(base, input_shape, classes, max_parameters):
    return base


@wrong("tailor")
def a_clone_of_the_base(base, input_shape, classes, max_parameters):
    return keras.models.clone_model(base)


@wrong("tailor")
def the_base_for_the_new_task(base, input_shape, classes, max_parameters):
    """Right sizes, the old width."""
    return getattr(models, base.name)(input_shape, classes)


@wrong("tailor")
def a_list_of_layers(base, *task):
    return cut(base, *task).layers


@wrong("tailor")
def an_mlp(base, input_shape, classes, max_parameters):
    middle = [layers.Flatten(), layers.Dense(4, activation="relu"), layers.Dropout(0.5)]
    return keras.Sequential([keras.Input(input_shape), *middle, layers.Dense(classes)])


@wrong("tailor")
def logits_of_zeros(base, input_shape, classes, max_parameters):
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, ops.zeros_like(layers.Dense(classes)(layers.Flatten()(inputs))))


@wrong("tailor")
def vgg_whatever_the_base(base, *task):
    return cut(models.vgg(), *task)


@wrong("tailor")
def lenet_whatever_the_base(base, *task):
    return cut(models.lenet(), *task)


@wrong("tailor")
def the_first_module_alone(base, *task):
    def modules(base, share):
        made = thinner(base, share)
        return made[: made.index(pools(made)[0]) + 1]

    def head(classes, share):
        return [layers.GlobalAveragePooling2D(), layers.Dropout(0.5), layers.Dense(classes)]

    return cut(base, *task, modules=modules, head=head)


@wrong("tailor")
def one_conv_a_module(base, *task):
    """Drop the convs that stand back to back; for three modules of two that is a word too much."""

    def modules(base, share):
        kept = []
        for one in thinner(base, share):
            if kept and isinstance(one, layers.Conv2D) and isinstance(kept[-1], layers.Conv2D):
                continue
            kept.append(one)
        return kept

    return cut(base, *task, modules=modules)


@wrong("tailor")
def a_pool_after_each_conv(base, *task):
    def modules(base, share):
        made = thinner(base, share)
        convs = [one for one in made if isinstance(one, layers.Conv2D)]
        return [layer for one in convs for layer in (one, layers.MaxPooling2D(2, padding="same"))]

    return cut(base, *task, modules=modules)


@wrong("tailor")
def ten_classes_always(base, input_shape, classes, max_parameters):
    return cut(base, input_shape, 10, max_parameters)


@wrong("tailor")
def images_resized_to_the_old_size(base, input_shape, classes, max_parameters):
    """Half of a stamp first: the maps are tiny from the start."""

    def modules(base, share):
        return [layers.Resizing(12, 12), *thinner(base, share)]

    return cut(base, input_shape, classes, max_parameters, modules=modules)


@wrong("tailor")
def height_and_width_swapped(base, input_shape, classes, max_parameters):
    height, width, maps = input_shape
    return cut(base, (width, height, maps), classes, max_parameters)


@wrong("tailor")
def one_grey_map_expected(base, input_shape, classes, max_parameters):
    return cut(base, (*input_shape[:2], 1), classes, max_parameters)


@wrong("tailor")
def drops_at_inference(base, input_shape, classes, max_parameters):
    net = cut(base, input_shape, classes, max_parameters)
    x = inputs = keras.Input(input_shape)
    for layer in net.layers:
        x = layer(x, training=True) if isinstance(layer, layers.Dropout) else layer(x)
    return keras.Model(inputs, x)


@wrong("tailor")
def the_base_loses_its_head(base, *task):
    net = cut(base, *task)
    base.layers[-1].set_weights([one * 0 for one in base.layers[-1].get_weights()])
    return net


@wrong("tailor")
def relu_on_the_logits(base, *task):
    return cut(base, *task, head=lambda classes, share: [*head_of(classes, share), layers.ReLU()])


@wrong("tailor")
def nearly_everything_dropped(base, *task):
    return cut(base, *task, head=lambda classes, share: head_of(classes, share, rate=0.99))


@wrong("tailor")
def gaussian_noise_in_the_head(base, *task):
    def head(classes, share):
        noise = layers.GaussianNoise(0.5)
        return [noise if isinstance(one, layers.Dropout) else one for one in head_of(classes, share)]

    return cut(base, *task, head=head)


@wrong("tailor")
def an_array(base, input_shape, classes, max_parameters):
    return np.zeros((24, classes))


@wrong("tailor")
def twice_the_budget(base, input_shape, classes, max_parameters):
    return cut(base, input_shape, classes, 2 * max_parameters)


@wrong("tailor")
def the_budget_in_megabytes(base, input_shape, classes, max_parameters):
    """Four bytes a parameter, counted the wrong way round."""
    return cut(base, input_shape, classes, 4 * max_parameters)


def ending_in(**options):
    """Return a maker of heads whose last Dense has these options."""
    return lambda classes, share: [*head_of(classes, share)[:-1], layers.Dense(classes, **options)]


@wrong("tailor")
def tanh_on_the_logits(base, *task):
    return cut(base, *task, head=ending_in(activation="tanh"))


@wrong("tailor")
def relu_on_logits_that_are_all_positive(base, *task):
    return cut(base, *task, head=ending_in(activation="relu", bias_initializer=keras.initializers.Constant(50)))
