"""Wrong answers to exercise 4.1: levels of the way down."""

from functools import lru_cache

import keras
from keras import layers, ops

from tests.answers import wrong


def convs(x, filters, number=2, activation="relu", kernel=3):
    for _ in range(number):
        x = layers.Conv2D(filters, kernel, padding="same", activation=activation)(x)
    return x


def pooled(x, pool=True):
    return layers.MaxPooling2D(2)(x) if pool else x


def dropped(x, rate, layer=layers.Dropout):
    return layer(rate)(x) if rate else x


# by misconception


@wrong("contract", "down and skip swapped")
def the_skip_first(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate)
    return x, pooled(x, pool)


@wrong("contract", "skip behind the pool")
def skip_is_what_is_pooled(x, filters, rate=0.0, pool=True):
    x = pooled(dropped(convs(x, filters), rate), pool)
    return x, x


@wrong("contract", "pools in the bottleneck")
def pool_ignored(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate)
    return pooled(x), x


@wrong("contract", "dropout always on")
def training_fixed(x, filters, rate=0.0, pool=True):
    x = layers.Dropout(rate)(convs(x, filters), training=True)
    return pooled(x, pool), x


@wrong("contract", "no dropout in the level")
def rate_unused(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    return pooled(x, pool), x


@wrong("contract", "dropout before the last conv")
def dropout_between_the_convs(x, filters, rate=0.0, pool=True):
    x = convs(dropped(convs(x, filters, 1), rate), filters, 1)
    return pooled(x, pool), x


@wrong("contract", "dropout before the last conv")
def dropout_on_x(x, filters, rate=0.0, pool=True):
    x = convs(dropped(x, rate), filters)
    return pooled(x, pool), x


@wrong("contract", "dropout behind the pool")
def down_alone_is_dropped(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    return dropped(pooled(x, pool), rate), x


@wrong("contract", "skip before dropout")
def skip_taken_too_early(x, filters, rate=0.0, pool=True):
    skip = convs(x, filters)
    return pooled(dropped(skip, rate), pool), skip


@wrong("contract", "skip before dropout")
def skip_taken_too_early_average(x, filters, rate=0.0, pool=True):
    skip = convs(x, filters)
    down = dropped(skip, rate)
    return (layers.AveragePooling2D(2)(down) if pool else down), skip


@wrong("contract", "the skip alone is dropped")
def pool_taken_too_early(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    return pooled(x, pool), dropped(x, rate)


@wrong("contract", "down and skip dropped apart")
def a_mask_each(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    return pooled(dropped(x, rate), pool), dropped(x, rate)


@wrong("contract", "down and skip dropped apart")
def dropped_again_going_down(x, filters, rate=0.0, pool=True):
    skip = dropped(convs(x, filters), rate)
    return dropped(pooled(skip, pool), rate), skip


@wrong("contract", "convs without activation")
def no_activation(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters, activation=None), rate)
    return pooled(x, pool), x


@lru_cache
def shared(filters):
    return [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)]


@wrong("contract", "levels share their layers")
def layers_kept_between_calls(x, filters, rate=0.0, pool=True):
    first = layers.Conv2D(filters, 1)(x)
    for layer in shared(filters):
        first = layer(first)
    x = dropped(first, rate)
    return pooled(x, pool), x


@wrong("contract", "keep and drop swapped")
def rate_kept(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), 1 - rate) if rate else convs(x, filters)
    return pooled(x, pool), x


# without a name


@wrong("contract")
def nothing_but_x(x, filters, rate=0.0, pool=True):
    return x, x


@wrong("contract")
def the_skip_alone(x, filters, rate=0.0, pool=True):
    return dropped(convs(x, filters), rate)


@wrong("contract")
def one_more_map(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters + 1), rate)
    return pooled(x, pool), x


@wrong("contract")
def twice_the_filters_below(x, filters, rate=0.0, pool=True):
    skip = dropped(convs(x, filters), rate)
    return layers.Conv2D(2 * filters, 2, strides=2)(skip) if pool else skip, skip


@wrong("contract")
def valid_padding(x, filters, rate=0.0, pool=True):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, activation="relu")(x)
    x = dropped(x, rate)
    return pooled(x, pool), x


@wrong("contract")
def pools_first(x, filters, rate=0.0, pool=True):
    x = dropped(convs(pooled(x, pool), filters), rate)
    return x, (layers.UpSampling2D(2)(x) if pool else x)


@wrong("contract")
def quarter_of_the_side(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate)
    return layers.MaxPooling2D(4)(x) if pool else x, x


@wrong("contract")
def pools_one_axis(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate)
    return layers.MaxPooling2D((2, 1))(x) if pool else x, x


@wrong("contract")
def one_by_one_convs(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters, kernel=1), rate)
    return pooled(x, pool), x


@wrong("contract")
def half_the_rate(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate / 2)
    return pooled(x, pool), x


@wrong("contract")
def two_dropouts_in_a_row(x, filters, rate=0.0, pool=True):
    x = dropped(dropped(convs(x, filters), rate), rate)
    return pooled(x, pool), x


@wrong("contract")
def always_a_half(x, filters, rate=0.0, pool=True):
    x = layers.Dropout(0.5)(convs(x, filters))
    return pooled(x, pool), x


@wrong("contract")
def gaussian_dropout(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate, layers.GaussianDropout)
    return pooled(x, pool), x


@wrong("contract")
def not_rescaled(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    x = dropped(x, rate) * (1 - rate)
    return pooled(x, pool), x


@wrong("contract")
def rescaled_at_inference(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate) * (1 + rate)
    return pooled(x, pool), x


@wrong("contract")
def one_mask_for_the_batch(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate, lambda rate: layers.Dropout(rate, noise_shape=(1, *x.shape[1:3], filters)))
    return pooled(x, pool), x


@wrong("contract")
def whole_positions_dropped(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate, lambda rate: layers.Dropout(rate, noise_shape=(None, *x.shape[1:3], 1)))
    return pooled(x, pool), x


@wrong("contract")
def skip_before_the_last_conv(x, filters, rate=0.0, pool=True):
    skip = dropped(convs(x, filters, 1), rate)
    down = convs(skip, filters, 1)
    return pooled(down, pool), skip


@wrong("contract")
def a_last_conv_for_the_skip(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters, 1), rate)
    return pooled(x, pool), convs(x, filters, 1)


@wrong("contract")
def dropout_both_between_and_behind(x, filters, rate=0.0, pool=True):
    x = dropped(convs(dropped(convs(x, filters, 1), rate), filters, 1), rate)
    return pooled(x, pool), x


@wrong("contract")
def batchnorm_behind_dropout(x, filters, rate=0.0, pool=True):
    x = layers.BatchNormalization()(dropped(convs(x, filters), rate))
    return pooled(x, pool), x


@wrong("contract")
def one_entry_in_four(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate)
    return (x[:, ::2, ::2] if pool else x), x


@wrong("contract")
def pools_the_input(x, filters, rate=0.0, pool=True):
    skip = dropped(convs(x, filters), rate)
    return (layers.Conv2D(filters, 1)(pooled(x)) if pool else skip), skip


@wrong("contract")
def one_map_repeated(x, filters, rate=0.0, pool=True):
    x = dropped(ops.repeat(convs(x, 1), filters, axis=-1), rate)
    return pooled(x, pool), x


@wrong("contract")
def reads_the_first_map_alone(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x[..., :1], filters), rate)
    return pooled(x, pool), x


@wrong("contract")
def another_input(x, filters, rate=0.0, pool=True):
    x = dropped(convs(keras.Input(x.shape[1:]), filters), rate)
    return pooled(x, pool), x


@wrong("contract")
def one_seed_each_call(x, filters, rate=0.0, pool=True):
    class Drop(layers.Layer):
        def call(self, x, training=False):
            return keras.random.dropout(x, rate, seed=1) if training and rate else x

    x = Drop()(convs(x, filters))
    return pooled(x, pool), x


@wrong("contract")
def no_dropout_in_the_bottleneck(x, filters, rate=0.0, pool=True):
    x = dropped(convs(x, filters), rate if pool else 0)
    return pooled(x, pool), x


@wrong("contract")
def dropout_as_if_pooled_alone(x, filters, rate=0.0, pool=True):
    x = convs(x, filters)
    down = dropped(pooled(x), rate) if pool else dropped(x, rate)
    return down, (x if pool else down)
