"""Wrong answers to exercise 3.6: dropout put into a net that exists."""

import keras
import numpy as np
from keras import layers, ops

from tests.answers import wrong
from tests.walks import POOLS, map_dropout, rebuilt, renewed, with_dropout
from utils.layers import DropBlock2D


def maker(joint, kind):
    return layers.Dropout if joint == "dense" else map_dropout(kind)


# By misconception


@wrong("insert_dropout", "fresh weights")
def weights_drawn_anew(model, **options):
    return with_dropout(model, make=lambda layer: renewed(layer, weights=False), **options)


@wrong("insert_dropout", "fresh weights")
def a_clone_without_its_weights(model, **options):
    return with_dropout(keras.models.clone_model(model), **options)


@wrong("insert_dropout", "one seed for all")
def one_seed(model, kind="element", **rates):
    return with_dropout(model, kind=kind, drop=lambda x, rate, joint: maker(joint, kind)(rate, seed=1)(x), **rates)


@wrong("insert_dropout", "dropout inside a module")
def before_the_pool(model, between_modules=0.0, kind="element", **rates):
    def before(layer, x):
        return layers.Dropout(between_modules)(x) if isinstance(layer, POOLS) and between_modules else x

    return rebuilt(with_dropout(model, kind=kind, **rates), before=before)


@wrong("insert_dropout", "dropout inside a module")
def behind_each_conv_but_the_last(model, between_modules=0.0, kind="element", **rates):
    convs = [layer for layer in model.layers if isinstance(layer, layers.Conv2D)][:-1]
    names = {layer.name for layer in convs}

    def after(layer, x):
        return map_dropout(kind)(between_modules)(x) if layer.name in names and between_modules else x

    return with_dropout(rebuilt(model, after=after), kind=kind, **rates)


@wrong("insert_dropout", "dropout after every layer")
def after_every_layer(model, between_modules=0.0, between_dense=0.0, before_flatten=0.0, kind="element"):
    def after(layer, x):
        rate = between_modules if len(x.shape) == 4 else between_dense
        return layers.Dropout(rate)(x) if rate else x

    return rebuilt(model, after=after)


@wrong("insert_dropout", "dropout on the logits")
def on_the_logits_too(model, between_dense=0.0, **options):
    out = layers.Dropout(between_dense) if between_dense else None
    return with_dropout(model, between_dense=between_dense, at_end=out, **options)


@wrong("insert_dropout", "dropout behind the last module")
def behind_every_pool(model, between_modules=0.0, kind="element", **rates):
    def after(layer, x):
        return map_dropout(kind)(between_modules)(x) if isinstance(layer, POOLS) and between_modules else x

    return with_dropout(rebuilt(model, after=after), kind=kind, **rates)


@wrong("insert_dropout", "a joint without dropout")
def none_between_dense(model, between_dense=0.0, **options):
    return with_dropout(model, **options)


@wrong("insert_dropout", "a joint without dropout")
def nothing_inserted(model, **options):
    return with_dropout(model)


@wrong("insert_dropout", "a joint without dropout")
def none_before_flatten(model, before_flatten=0.0, **options):
    return with_dropout(model, **options)


@wrong("insert_dropout", "kind of dropout ignored")
def always_by_element(model, kind="element", **rates):
    return with_dropout(model, **rates)


@wrong("insert_dropout", "kind of dropout ignored")
def always_by_channel(model, kind="element", **rates):
    return with_dropout(model, kind="channel", **rates)


@wrong("insert_dropout", "kind of dropout ignored")
def by_channel_between_modules_alone(model, kind="element", **rates):
    def drop(x, rate, joint):
        return (map_dropout(kind) if joint == "modules" else layers.Dropout)(rate)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout", "shares the original's weights")
def the_same_layers_again(model, **options):
    return with_dropout(model, make=lambda layer: layer, **options)


@wrong("insert_dropout", "shares the original's weights")
def the_same_dense_layers_again(model, **options):
    def make(layer):
        return layer if isinstance(layer, layers.Dense) else renewed(layer)

    return with_dropout(model, make=make, **options)


@wrong("insert_dropout", "one mask for the batch")
def one_mask_for_all_images(model, kind="element", **rates):
    def drop(x, rate, joint):
        whole = kind == "channel" and joint != "dense"
        shape = (1, 1, 1, x.shape[-1]) if whole else (1, *x.shape[1:])
        return layers.Dropout(rate, noise_shape=shape)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


# Subtly


@wrong("insert_dropout")
def empty(model, **options):
    pass


@wrong("insert_dropout", "a joint without dropout")
def the_original(model, **options):
    return model


@wrong("insert_dropout")
def a_list_of_layers(model, **options):
    return with_dropout(model, **options).layers


@wrong("insert_dropout")
def logits_of_zeros(model, **options):
    return lambda x, training=False: ops.zeros((len(x), model.output_shape[-1]))


@wrong("insert_dropout")
def the_last_pool_of_the_list_left_out(model, between_modules=0.0, kind="element", **rates):
    """In a net of two branches the other one loses something behind its last module."""
    pools = [layer.name for layer in model.layers if isinstance(layer, POOLS)][:-1]

    def after(layer, x):
        return map_dropout(kind)(between_modules)(x) if layer.name in pools and between_modules else x

    return with_dropout(rebuilt(model, after=after), kind=kind, **rates)


@wrong("insert_dropout", "a joint without dropout")
def the_first_module_alone(model, between_modules=0.0, kind="element", **rates):
    first = next(layer.name for layer in model.layers if isinstance(layer, POOLS))

    def after(layer, x):
        return map_dropout(kind)(between_modules)(x) if layer.name == first and between_modules else x

    return with_dropout(rebuilt(model, after=after), kind=kind, **rates)


@wrong("insert_dropout", "a joint without dropout")
def the_first_hidden_layer_alone(model, between_dense=0.0, **options):
    first = next(layer.name for layer in model.layers if isinstance(layer, layers.Dense))

    def after(layer, x):
        return layers.Dropout(between_dense)(x) if layer.name == first and between_dense else x

    return with_dropout(rebuilt(model, after=after), **options)


@wrong("insert_dropout")
def rates_of_modules_and_dense_swapped(model, between_modules=0.0, between_dense=0.0, **options):
    return with_dropout(model, between_modules=between_dense, between_dense=between_modules, **options)


@wrong("insert_dropout")
def half_the_rate(model, kind="element", **rates):
    return with_dropout(model, kind=kind, **{name: rate / 2 for name, rate in rates.items()})


@wrong("insert_dropout")
def the_share_kept_for_the_share_dropped(model, kind="element", **rates):
    return with_dropout(model, kind=kind, **{name: 1 - rate for name, rate in rates.items()})


@wrong("insert_dropout")
def two_in_a_row(model, kind="element", **rates):
    def drop(x, rate, joint):
        return maker(joint, kind)(rate)(maker(joint, kind)(rate)(x))

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout", "two dropouts around Flatten")
def on_both_sides_of_flatten(model, before_flatten=0.0, **options):
    def after(layer, x):
        return layers.Dropout(before_flatten)(x) if isinstance(layer, layers.Flatten) and before_flatten else x

    return rebuilt(with_dropout(model, before_flatten=before_flatten, **options), after=after)


@wrong("insert_dropout")
def between_dense_counts_the_first_too(model, between_dense=0.0, **options):
    def after(layer, x):
        return layers.Dropout(between_dense)(x) if isinstance(layer, layers.Flatten) and between_dense else x

    return rebuilt(with_dropout(model, between_dense=between_dense, **options), after=after)


@wrong("insert_dropout")
def on_the_images_too(model, between_modules=0.0, **options):
    first = next(layer.name for layer in model.layers if isinstance(layer, layers.Conv2D))

    def before(layer, x):
        return layers.Dropout(between_modules)(x) if layer.name == first and between_modules else x

    return with_dropout(rebuilt(model, before=before), between_modules=between_modules, **options)


@wrong("insert_dropout")
def drops_at_inference_too(model, kind="element", **rates):
    def drop(x, rate, joint):
        return maker(joint, kind)(rate)(x, training=True)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def gaussian_noise(model, kind="element", **rates):
    return with_dropout(model, drop=lambda x, rate, joint: layers.GaussianDropout(rate)(x), **rates)


@wrong("insert_dropout")
def alpha_dropout(model, kind="element", **rates):
    def drop(x, rate, joint):
        return (layers.AlphaDropout if joint == "dense" else map_dropout(kind))(rate)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


class Unscaled(layers.Layer):
    """Dropout that forgets to divide by 1 - rate."""

    def __init__(self, rate):
        super().__init__()
        self.rate, self.draws = rate, keras.random.SeedGenerator()

    def call(self, x, training=False):
        if not training:
            return x
        return x * ops.cast(keras.random.uniform(ops.shape(x), seed=self.draws) >= self.rate, x.dtype)


@wrong("insert_dropout")
def not_rescaled(model, kind="element", **rates):
    def drop(x, rate, joint):
        return (Unscaled if kind == "element" or joint == "dense" else layers.SpatialDropout2D)(rate)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


class Frozen(layers.Layer):
    """Dropout with one mask for ever."""

    def __init__(self, rate, seed):
        super().__init__()
        self.rate, self.seed = rate, seed

    def call(self, x, training=False):
        return keras.random.dropout(x, self.rate, seed=self.seed) if training else x


@wrong("insert_dropout")
def the_same_masks_at_every_call(model, kind="element", **rates):
    seeds = iter(range(100))

    def drop(x, rate, joint):
        whole = kind == "channel" and joint != "dense"
        return (layers.SpatialDropout2D(rate) if whole else Frozen(rate, next(seeds)))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout", "one seed for all")
def one_seed_for_the_dense_layers(model, kind="element", **rates):
    def drop(x, rate, joint):
        return (layers.Dropout(rate, seed=3) if joint == "dense" else map_dropout(kind)(rate))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def one_seed_for_the_modules(model, kind="element", **rates):
    def drop(x, rate, joint):
        return (map_dropout(kind)(rate, seed=3) if joint == "modules" else maker(joint, kind)(rate))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def kernels_without_their_biases(model, **options):
    def make(layer):
        new = renewed(layer)
        if new.weights:
            new.bias.assign(new.bias * 0)
        return new

    return with_dropout(model, make=make, **options)


@wrong("insert_dropout")
def the_last_dense_drawn_anew(model, **options):
    last = model.layers[-1].name
    return with_dropout(model, make=lambda layer: renewed(layer, weights=layer.name != last), **options)


@wrong("insert_dropout")
def the_original_loses_its_weights(model, **options):
    copy = with_dropout(model, **options)
    model.set_weights([weight * 0 for weight in model.get_weights()])
    return copy


@wrong("insert_dropout")
def whole_pixels(model, kind="element", **rates):
    def drop(x, rate, joint):
        shape = (None, *x.shape[1:3], 1) if kind == "channel" and joint != "dense" else None
        return layers.Dropout(rate, noise_shape=shape)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def whole_rows_of_the_maps(model, kind="element", **rates):
    def drop(x, rate, joint):
        shape = (None, x.shape[1], 1, x.shape[3]) if joint != "dense" and kind == "element" else None
        return layers.Dropout(rate, noise_shape=shape)(x) if kind == "element" else maker(joint, kind)(rate)(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def blocks_for_channels(model, kind="element", **rates):
    def drop(x, rate, joint):
        side = min(x.shape[1:3]) if joint != "dense" else 0
        return (DropBlock2D(rate, min(2, side)) if kind == "channel" and side else layers.Dropout(rate))(x)

    return with_dropout(model, kind=kind, drop=drop, **rates)


@wrong("insert_dropout")
def one_branch_alone(model, **options):
    """A chain of all layers, as zip over model.layers makes it."""
    inputs = x = keras.Input(model.input_shape[1:])
    for layer in with_dropout(model, **options).layers[1:]:
        x = layers.Identity()(x) if isinstance(layer, layers.Concatenate) else layer(x)
    return keras.Model(inputs, x)


@wrong("insert_dropout")
def softmax_at_the_end(model, **options):
    return with_dropout(model, at_end=layers.Softmax(), **options)


@wrong("insert_dropout")
def an_array_of_logits(model, **options):
    return np.array(model(np.zeros((1, *model.input_shape[1:]), "float32")))


@wrong("insert_dropout")
def before_the_last_pool_too(model, before_flatten=0.0, kind="element", **rates):
    last = [layer.name for layer in model.layers if isinstance(layer, POOLS)][-1]

    def before(layer, x):
        return map_dropout(kind)(before_flatten)(x) if layer.name == last and before_flatten else x

    return with_dropout(rebuilt(model, before=before), kind=kind, **rates)
