"""Wrong answers to exercise 4.2: levels of the way up."""

from functools import lru_cache

from keras import layers, ops

from tests.answers import wrong


def up(x, filters):
    return layers.Conv2DTranspose(filters, 2, strides=2)(x)


def convs(x, filters, number=2, activation="relu", kernel=3):
    for _ in range(number):
        x = layers.Conv2D(filters, kernel, padding="same", activation=activation)(x)
    return x


def joined(*tensors, axis=-1):
    return layers.Concatenate(axis=axis)(list(tensors))


# by misconception


@wrong("expand", "Add for Concatenate")
def added(x, skip, filters):
    return convs(layers.Add()([up(x, filters), skip]), filters)


@wrong("expand", "Add for Concatenate")
def added_in_the_maps_of_the_skip(x, skip, filters):
    return convs(up(x, skip.shape[-1]) + skip, filters)


@wrong("expand", "Add for Concatenate")
def added_behind_a_conv_of_x(x, skip, filters):
    x = convs(layers.UpSampling2D()(x), skip.shape[-1], 1)
    return convs(layers.Add()([skip, x]), filters)


@wrong("expand", "Add for Concatenate")
def multiplied(x, skip, filters):
    return convs(layers.Multiply()([up(x, skip.shape[-1]), skip]), filters)


@wrong("expand", "Add for Concatenate")
def averaged(x, skip, filters):
    return convs(layers.Average()([up(x, skip.shape[-1]), skip]), filters, 1)


@wrong("expand", "joined along height or width")
def below_each_other(x, skip, filters):
    return convs(joined(up(x, skip.shape[-1]), skip, axis=1), filters)


@wrong("expand", "joined along height or width")
def beside_each_other(x, skip, filters):
    return convs(joined(skip, up(x, filters), axis=2), filters)


@wrong("expand", "no conv behind the join")
def ends_with_the_join(x, skip, filters):
    return joined(skip, up(x, filters))


@wrong("expand", "no conv behind the join")
def convs_before_the_join(x, skip, filters):
    return joined(skip, convs(up(x, filters), filters))


@wrong("expand", "skip ignored")
def no_skip(x, skip, filters):
    return convs(up(x, filters), filters)


@wrong("expand", "skip ignored")
def skip_times_0(x, skip, filters):
    return convs(joined(0 * skip, up(x, filters)), filters)


@wrong("expand", "skip ignored")
def joined_with_itself(x, skip, filters):
    x = up(x, filters)
    return convs(joined(x, x), filters)


@wrong("expand", "x ignored")
def the_skip_alone(x, skip, filters):
    return convs(skip, filters)


@wrong("expand", "x ignored")
def joined_but_forgotten(x, skip, filters):
    joined(skip, up(x, filters))
    return convs(skip, filters)


@wrong("expand", "skip made coarse")
def pooled_to_the_size_of_x(x, skip, filters):
    return convs(up(joined(x, layers.AveragePooling2D(2)(skip)), filters), filters)


@wrong("expand", "skip made coarse")
def strided_to_the_size_of_x(x, skip, filters):
    skip = layers.Conv2D(filters, 2, strides=2, activation="relu")(skip)
    return convs(layers.UpSampling2D()(joined(x, skip)), filters)


@wrong("expand", "skip made coarse")
def pooled_and_enlarged(x, skip, filters):
    skip = layers.UpSampling2D()(layers.MaxPooling2D()(skip))
    return convs(joined(up(x, filters), convs(skip, filters, 1)), filters)


@wrong("expand", "convs without activation")
def no_activation(x, skip, filters):
    return convs(joined(skip, up(x, filters)), filters, activation=None)


@lru_cache
def shared(filters):
    return [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(2)]


@wrong("expand", "levels share their layers")
def layers_kept_between_calls(x, skip, filters):
    x = layers.Conv2D(filters, 1)(joined(skip, up(x, filters)))
    for layer in shared(filters):
        x = layer(x)
    return x


# without a name


@wrong("expand")
def cropped_to_x(x, skip, filters):
    height, width = x.shape[1] // 2, x.shape[2] // 2
    skip = layers.Cropping2D(((height, x.shape[1] - height), (width, x.shape[2] - width)))(skip)
    return convs(layers.UpSampling2D()(joined(x, skip)), filters)


@wrong("expand")
def stays_at_the_size_of_x(x, skip, filters):
    return convs(joined(x, layers.MaxPooling2D()(skip)), filters)


@wrong("expand")
def doubles_the_height_alone(x, skip, filters):
    return convs(joined(skip, layers.Conv2DTranspose(filters, (2, 1), strides=(2, 1))(x)), filters)


@wrong("expand")
def four_times_the_side(x, skip, filters):
    return convs(joined(layers.UpSampling2D(2)(skip), layers.UpSampling2D(4)(x)), filters)


@wrong("expand")
def twice_the_filters(x, skip, filters):
    return convs(joined(skip, up(x, filters)), 2 * filters)


@wrong("expand")
def filters_of_the_skip(x, skip, filters):
    return convs(joined(skip, up(x, filters)), skip.shape[-1])


@wrong("expand")
def valid_padding(x, skip, filters):
    x = joined(skip, up(x, filters))
    return layers.Conv2D(filters, 3, activation="relu")(x)


@wrong("expand")
def one_by_one_convs(x, skip, filters):
    return convs(joined(skip, up(x, filters)), filters, kernel=1)


@wrong("expand")
def dropout_on_the_way_up(x, skip, filters):
    return layers.Dropout(0.3)(convs(joined(skip, up(x, filters)), filters))


@wrong("expand")
def dropout_always_on(x, skip, filters):
    x = layers.Dropout(0.3)(joined(skip, up(x, filters)), training=True)
    return convs(x, filters)


@wrong("expand")
def half_of_the_skip(x, skip, filters):
    return convs(joined(skip[..., : max(skip.shape[-1] // 2, 1)], up(x, filters)), filters)


@wrong("expand")
def first_map_of_x(x, skip, filters):
    return convs(joined(skip, up(x[..., :1], filters)), filters)


@wrong("expand")
def mean_of_x(x, skip, filters):
    mean = layers.GlobalAveragePooling2D(keepdims=True)(x)
    mean = ops.tile(layers.Conv2D(filters, 1)(mean), (1, skip.shape[1], skip.shape[2], 1))
    return convs(joined(skip, mean), filters, 1)


@wrong("expand")
def upside_down(x, skip, filters):
    return convs(joined(skip, up(x[:, ::-1], filters)), filters, 1)


@wrong("expand")
def skip_mirrored(x, skip, filters):
    return convs(joined(skip[:, :, ::-1], up(x, filters)), filters, 1)


@wrong("expand")
def skip_as_its_mean(x, skip, filters):
    mean = layers.GlobalAveragePooling2D(keepdims=True)(skip)
    return convs(joined(0 * skip + mean, up(x, filters)), filters)


@wrong("expand")
def skip_masked_by_x(x, skip, filters):
    return layers.Conv2D(filters, 3, padding="same")(up(x, skip.shape[-1]) * skip)


@wrong("expand")
def returns_both(x, skip, filters):
    x = convs(joined(skip, up(x, filters)), filters)
    return x, skip


@wrong("expand")
def conv_of_the_skip_added_at_the_end(x, skip, filters):
    return convs(up(x, filters), filters) + convs(skip, filters, 1)[:, :1]


@wrong("expand")
def returns_the_layer(x, skip, filters):
    return layers.Conv2D(filters, 3)
