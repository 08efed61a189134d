"""Small Keras models of the lessons: uncompiled, giving logits."""

import keras


def mlp(input_shape, hidden, rates, classes):
    """Return an MLP: Dense with ReLU for each size in `hidden`, dropout behind each at its rate, then logits.

    Inputs with more than one axis (height x width x maps) are flattened first. A rate of 0 adds no layer.
    Raises ValueError where `hidden` and `rates` differ in length.
    """
    if len(hidden) != len(rates):
        raise ValueError(f"Expected a rate for each hidden layer, got hidden={hidden} and rates={rates}.")
    model = keras.Sequential([keras.Input(input_shape)])
    if len(input_shape) > 1:
        model.add(keras.layers.Flatten())
    for units, rate in zip(hidden, rates, strict=True):
        model.add(keras.layers.Dense(units, activation="relu"))
        if rate > 0:
            model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(classes))
    return model
