"""The parts of a CNN, on Keras tensors: a module (convs, a way down, dropout), and a head that gives logits.

>>> x = inputs = keras.Input((28, 28, 1))
>>> for filters in (16, 32):
...     x = conv_module(x, filters, rate=0.25)
>>> net = keras.Model(inputs, head(x, units=(64,), classes=10, rates=(0.5,)))
"""

import keras

from utils.layers import dropout_layer

POOLING = {"max": keras.layers.MaxPooling2D, "avg": keras.layers.AveragePooling2D}
WAYS_DOWN = (*POOLING, "stride", "valid", "none")
JOINTS = {"flatten": keras.layers.Flatten, "gap": keras.layers.GlobalAveragePooling2D}


def conv_module(x, filters, convs=2, down="max", rate=0.0, kind="element", kernel=3):
    """Return what a module makes of `x`, images x height x width x maps: convs with ReLU, a way down, dropout.

    down: how height and width shrink. "max" and "avg" pool 2 x 2 behind the convs; "stride" lets the last conv
    step by 2; "valid" puts no zeros around the maps, so that each conv takes kernel - 1 off; "none" keeps the size.
    rate, kind: the share that is dropped at the end, by "element" or by "channel"; a rate of 0 adds no layer.
    Raises ValueError for another `down` or `kind`, and where fewer than one conv is asked for.
    """
    if down not in WAYS_DOWN:
        raise ValueError(f"Expected down as one of {', '.join(WAYS_DOWN)}; got {down!r}.")
    if convs < 1:
        raise ValueError(f"Expected at least one conv in a module; got convs={convs!r}.")
    padding = "valid" if down == "valid" else "same"
    for number in range(1, convs + 1):
        stride = 2 if down == "stride" and number == convs else 1
        x = keras.layers.Conv2D(filters, kernel, strides=stride, padding=padding, activation="relu")(x)
    if down in POOLING:
        x = POOLING[down](2)(x)
    return dropped(x, kind, rate)


def head(x, units, classes, rates, kind="flatten"):
    """Return logits, images x classes, of `x`, images x height x width x maps: one row an image, then Dense layers.

    kind: "flatten" lays all positions of all maps in a row, "gap" keeps the mean of each map.
    units, rates: the size of each hidden Dense layer, and the share dropped behind it; 0 adds no layer.
    Raises ValueError for another kind, and where `units` and `rates` differ in length.
    """
    if kind not in JOINTS:
        raise ValueError(f"Expected kind as one of {', '.join(JOINTS)}; got {kind!r}.")
    if len(units) != len(rates):
        raise ValueError(f"Expected a rate for each hidden layer, got units={units} and rates={rates}.")
    x = JOINTS[kind]()(x)
    for size, rate in zip(units, rates, strict=True):
        x = dropped(keras.layers.Dense(size, activation="relu")(x), "element", rate)
    return keras.layers.Dense(classes)(x)


def dropped(x, kind, rate):
    """Return `x` behind a dropout layer of `kind` at `rate`; a rate of 0 adds no layer."""
    layer = dropout_layer(kind, rate)
    return layer(x) if rate > 0 else x
