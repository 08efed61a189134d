"""Small Keras models of the lessons: uncompiled, giving logits."""

import keras


def mlp(input_shape, hidden, rates, classes):
    """Return an MLP: Dense with ReLU for each size in `hidden`, dropout behind each at its rate, then logits.

    Inputs with more than one axis (height x width x maps) are flattened first. A rate of 0 adds no layer.
    Raises ValueError where `hidden` and `rates` differ in length.

    >>> mlp((8, 8, 1), hidden=(64,), rates=(0.5,), classes=10).count_params()
    4810
    """
    if len(hidden) != len(rates):
        raise ValueError(f"Expected a rate for each hidden layer, got hidden={hidden} and rates={rates}.")
    layers = [keras.Input(input_shape)]  # all at once: Sequential.add builds the net anew for each layer
    if len(input_shape) > 1:
        layers.append(keras.layers.Flatten())
    for units, rate in zip(hidden, rates, strict=True):
        layers.append(keras.layers.Dense(units, activation="relu"))
        if rate > 0:
            layers.append(keras.layers.Dropout(rate))
    return keras.Sequential([*layers, keras.layers.Dense(classes)])


def cnn(input_shape, classes, *, filters=(16, 32), module="conv pool", dropout=None, dense=(), enlarge=1):
    """Return a CNN: one module for each size in `filters`, Flatten, Dense with ReLU for each in `dense`, logits.

    `module` names the layers of a module in their order: "conv" (3 x 3, 'same', ReLU), "pool" (2 x 2 maxima),
    "norm" (batch normalisation) and "dropout", for which `dropout()` makes a new layer each time. `enlarge`
    stretches the images first, so many times, by bilinear interpolation: enlarged digits have smooth maps.

    >>> signature(cnn((8, 8, 1), 10, filters=(8, 16)))
    'conv pool conv pool flatten dense'
    """
    named = {
        "conv": lambda maps: keras.layers.Conv2D(maps, 3, padding="same", activation="relu"),
        "pool": lambda maps: keras.layers.MaxPooling2D(),
        "norm": lambda maps: keras.layers.BatchNormalization(momentum=0.9),  # short runs: 0.99 would lag behind
        "dropout": lambda maps: dropout(),
    }
    layers = [keras.Input(input_shape)]
    if enlarge > 1:
        layers.append(keras.layers.UpSampling2D(enlarge, interpolation="bilinear"))
    layers += [named[word](maps) for maps in filters for word in module.split()]
    layers += [keras.layers.Flatten(), *(keras.layers.Dense(units, activation="relu") for units in dense)]
    return keras.Sequential([*layers, keras.layers.Dense(classes)])
