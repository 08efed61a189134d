"""Wrong answers to exercise 3.5, `head`."""

import keras
from keras import layers, ops

from tests.answers import wrong
from tests.wrong_answers import lesson01_more_mlp as own


def in_a_row(x, kind):
    return layers.Flatten()(x) if kind == "flatten" else layers.GlobalAveragePooling2D()(x)


def block(x, size, rate, activation="relu"):
    x = layers.Dense(size, activation=activation)(x)
    return layers.Dropout(rate)(x) if rate else x


def build(x, units, classes, rates, kind, *, row=in_a_row, each=block, last=None, out=None):
    """Build a right head but for what is handed in."""
    x = row(x, kind)
    for size, rate in zip(units, rates, strict=True):
        x = each(x, size, rate)
    x = layers.Dense(classes)(last(x) if last else x)
    return out(x) if out else x


# By misconception


@wrong("head", "Dense on rank 4")
def no_flatten_at_all(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, row=lambda x, kind: x)


@wrong("head", "Dense on rank 4")
def flatten_at_the_end(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, row=lambda x, kind: x, last=layers.Flatten())


@wrong("head", "Dense on rank 4")
def means_at_the_end(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, row=lambda x, k: x, out=layers.GlobalAveragePooling2D())


@wrong("head", "two dropouts around Flatten")
def the_first_rate_on_both_sides(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return layers.Dropout(rates[0])(in_a_row(layers.Dropout(rates[0])(x), kind))

    return build(x, units, classes, rates, kind, row=row)


@wrong("head", "two dropouts around Flatten")
def always_a_third_on_both_sides(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return layers.Dropout(0.3)(in_a_row(layers.Dropout(0.3)(x), kind))

    return build(x, units, classes, rates, kind, row=row)


@wrong("head", "dropout before the first Dense")
def dropout_behind_flatten(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return layers.Dropout(rates[0])(in_a_row(x, kind))

    return build(x, units, classes, rates, kind, row=row)


@wrong("head", "dropout before the first Dense")
def dropout_before_each_dense(x, units, classes, rates, kind="flatten"):
    def each(x, size, rate):
        return layers.Dense(size, activation="relu")(layers.Dropout(rate)(x))

    return build(x, units, classes, rates, kind, each=each)


@wrong("head", "dropout on the logits")
def dropout_on_the_logits_too(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, out=layers.Dropout(rates[-1]))


@wrong("head", "activation on the logits")
def softmax(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, out=layers.Softmax())


@wrong("head", "activation on the logits")
def relu_on_the_logits(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, out=layers.ReLU())


@wrong("head", "kind of head ignored")
def flattens_always(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, "flatten")


@wrong("head", "kind of head ignored")
def gap_by_default(x, units, classes, rates, kind="gap"):
    return build(x, units, classes, rates, kind)


@wrong("head", "kind of head ignored")
def kinds_swapped(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, "gap" if kind == "flatten" else "flatten")


@wrong("head", "maxima in place of means")
def maxima(x, units, classes, rates, kind="flatten"):
    row = layers.Flatten() if kind == "flatten" else layers.GlobalMaxPooling2D()
    return build(x, units, classes, rates, kind, row=lambda x, kind: row(x))


@wrong("head", "a dropout is missing")
def no_dropout(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, [0] * len(rates), kind)


@wrong("head", "a dropout is missing")
def the_first_alone(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, [rates[0], *[0] * len(rates[1:])], kind)


@wrong("head", "rates in the wrong order")
def rates_reversed(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates[::-1], kind)


# Subtly


@wrong("head")
def empty(x, units, classes, rates, kind="flatten"):
    pass


@wrong("head")
def hands_x_back(x, units, classes, rates, kind="flatten"):
    return x


@wrong("head")
def a_model(x, units, classes, rates, kind="flatten"):
    inputs = keras.Input(x.shape[1:])
    return keras.Model(inputs, build(inputs, units, classes, rates, kind))


@wrong("head")
def the_last_layer(x, units, classes, rates, kind="flatten"):
    build(x, units, classes, rates, kind)
    return layers.Dense(classes)


@wrong("head")
def zeros_of_the_right_shape(x, units, classes, rates, kind="flatten"):
    return ops.zeros((400, classes))


@wrong("head")
def no_activation(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, each=lambda x, u, r: block(x, u, r, None))


@wrong("head")
def activation_in_the_first_layer_alone(x, units, classes, rates, kind="flatten"):
    activations = iter(["relu", *[None] * len(units)])
    return build(x, units, classes, rates, kind, each=lambda x, u, r: block(x, u, r, next(activations)))


@wrong("head")
def one_hidden_layer(x, units, classes, rates, kind="flatten"):
    return build(x, units[:1], classes, rates[:1], kind)


@wrong("head")
def one_layer_too_many(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, last=layers.Dense(classes))


@wrong("head")
def ten_classes(x, units, classes, rates, kind="flatten"):
    return build(x, units, 10, rates, kind)


@wrong("head")
def one_dropout_for_all(x, units, classes, rates, kind="flatten"):
    shared = layers.Dropout(rates[0])
    return build(x, units, classes, rates, kind, each=lambda x, u, r: shared(block(x, u, 0)))


@wrong("head")
def half_whatever_the_rate(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, [0.5] * len(rates), kind)


@wrong("head")
def half_wherever_something_drops(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, [0.5 * (rate > 0) for rate in rates], kind)


@wrong("head")
def normalized_on_the_way(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, row=lambda x, k: layers.BatchNormalization()(in_a_row(x, k)))


@wrong("head")
def normalized_between_the_layers(x, units, classes, rates, kind="flatten"):
    def each(x, size, rate):
        return layers.LayerNormalization(center=False, scale=False)(block(x, size, rate))

    return build(x, units, classes, rates, kind, each=each)


@wrong("head")
def the_first_map_alone(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, row=lambda x, kind: in_a_row(x[..., :1], kind))


@wrong("head")
def pooled_before_flatten(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return in_a_row(layers.MaxPooling2D(2, padding="same")(x), kind)

    return build(x, units, classes, rates, kind, row=row)


@wrong("head")
def a_conv_first(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return in_a_row(layers.Conv2D(x.shape[-1], 1)(x), kind)

    return build(x, units, classes, rates, kind, row=row)


@wrong("head")
def summed_over_the_positions(x, units, classes, rates, kind="flatten"):
    def row(x, kind):
        return layers.Flatten()(x) if kind == "flatten" else ops.sum(x, axis=(1, 2))

    return build(x, units, classes, rates, kind, row=row)


@wrong("head")
def drops_whole_units_for_the_batch(x, units, classes, rates, kind="flatten"):
    def each(x, size, rate):
        return layers.Dropout(rate, noise_shape=(1, size))(block(x, size, 0))

    return build(x, units, classes, rates, kind, each=each)


@wrong("head")
def drops_at_inference(x, units, classes, rates, kind="flatten"):
    def each(x, size, rate):
        return layers.Dropout(rate)(block(x, size, 0), training=True)

    return build(x, units, classes, rates, kind, each=each)


@wrong("head")
def whole_rows_of_units(x, units, classes, rates, kind="flatten"):
    def each(x, size, rate):
        return layers.Dropout(rate, noise_shape=(None, 1))(block(x, size, 0))

    return build(x, units, classes, rates, kind, each=each)


@wrong("head")
def gaussian_noise_for_dropout(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, each=lambda x, u, r: layers.GaussianDropout(r)(block(x, u, 0)))


@wrong("head")
def two_dropouts_behind_each(x, units, classes, rates, kind="flatten"):
    return build(x, units, classes, rates, kind, each=lambda x, u, r: layers.Dropout(r)(block(x, u, r)))


# By another dropout than that of Keras


def with_layer(layer, misconception):
    """Register a head that puts layer(rate) behind each hidden layer."""

    def a_head(x, units, classes, rates, kind="flatten"):
        def each(x, size, rate):
            x = block(x, size, 0)
            return layer(rate)(x) if rate else x

        return build(x, units, classes, rates, kind, each=each)

    a_head.__name__ = f"with_{layer.__name__}"
    wrong("head", misconception)(a_head)


for layer, misconception in {
    own.UnitsTiedInPairs: None,
    own.UnitsTiedInHalves: None,
    own.ExamplesTiedInHalves: None,
    own.FixedCountOfUnits: None,
    own.PlainNotInverted: None,
    own.InvertedAndScaledAtInference: None,
    own.TheWholeLayerOrNothing: "one coin for all",
    own.NeverRescaled: "no rescale",
    own.TheSameSeedAtEachCall: "frozen mask",
    own.FrozenInTheGraph: "frozen mask",
    own.RestsInTheGraph: "rests in a graph",
    own.BatchSizeFixed: "batch size fixed",
    own.SmallestFall: "threshold on x",
}.items():
    with_layer(layer, misconception)
