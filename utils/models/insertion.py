"""Put dropout into a net that exists, without a change of what it gives at inference."""

import keras

from utils.layers import dropout_layer
from utils.models.graph import calls

CONVS = (keras.layers.Conv2D, keras.layers.SeparableConv2D, keras.layers.DepthwiseConv2D)
POOLS = (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D)
ACTIVATIONS = (keras.layers.Activation, keras.layers.ReLU, keras.layers.LeakyReLU, keras.layers.ELU)


def insert_dropout(model, between_modules=0.0, before_flatten=0.0, between_dense=0.0, kind="element"):
    """Return a copy of `model` with dropout in it: at inference both give the same, and `model` stays as it is.

    between_modules: the rate behind each pool from which the data go on to another conv.
    before_flatten: the rate just before each Flatten. between_dense: behind each hidden Dense and its activation.
    kind: "element" or "channel", for maps; behind a Dense single outputs are dropped. A rate of 0 adds no layer.
    The copy has weights of its own, with the same values, so that training one leaves the other alone. Dropout that
    `model` already holds stays. Needs a functional or Sequential model without models inside.

    >>> net = insert_dropout(lenet(), between_dense=0.5)
    >>> [layer.rate for layer in net.layers if isinstance(layer, keras.layers.Dropout)]
    [0.5, 0.5]
    """
    ahead = layers_ahead(model)

    def call(layer, x, *args, **options):
        if isinstance(layer, keras.layers.Flatten):
            x = _dropped(x, before_flatten, kind)
        x = layer(x, *args, **options)
        nearest, later = ahead[layer.name]
        if isinstance(layer, POOLS) and any(isinstance(one, CONVS) for one in later):
            x = _dropped(x, between_modules, kind)
        if _ends_hidden_dense(layer, x, nearest, later):
            x = _dropped(x, between_dense, "element")
        return x

    whole = keras.Model(*(ends[0] if len(ends) == 1 else ends for ends in (model.inputs, model.outputs)))
    copy = keras.models.clone_model(whole, call_function=call)
    for layer in model.layers:
        if layer.weights:
            copy.get_layer(layer.name).set_weights(layer.get_weights())
    return copy


def layers_ahead(model):
    """Return {layer name: (layers that get its output, all layers that the data reach from it)}."""
    near, far, ahead = {}, {}, {}
    for layer, inputs, outputs in reversed(calls(model)):
        nearest = [one for tensor in outputs for one in near.get(id(tensor), [])]
        later = [one for tensor in outputs for one in far.get(id(tensor), [])]
        ahead[layer.name] = nearest, later
        for tensor in inputs:
            near.setdefault(id(tensor), []).append(layer)
            far.setdefault(id(tensor), []).extend([layer, *later])
    return ahead


def _ends_hidden_dense(layer, x, nearest, later):
    """Whether `layer`, which made `x`, is the last step of a hidden Dense: itself, or the activation behind it."""
    if not any(isinstance(one, keras.layers.Dense) for one in later):
        return False
    if isinstance(layer, ACTIVATIONS):
        return isinstance(x._keras_history.operation.input._keras_history.operation, keras.layers.Dense)
    return isinstance(layer, keras.layers.Dense) and not any(isinstance(one, ACTIVATIONS) for one in nearest)


def _dropped(x, rate, kind):
    return dropout_layer(kind, rate)(x) if rate > 0 else x
