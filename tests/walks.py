"""Rebuild a functional model call by call, for answers that put something between its layers."""

import keras
from keras import layers

from utils.models import calls

POOLS = (layers.MaxPooling2D, layers.AveragePooling2D)


def renewed(layer, *, weights=True):
    """Return a layer of the same settings, built, with the same weights unless `weights` is False."""
    new = type(layer).from_config(layer.get_config())
    if layer.weights:
        new.build(layer.input.shape)
        if weights:
            new.set_weights(layer.get_weights())
    return new


def rebuilt(model, *, before=None, after=None, make=renewed, at_end=None):
    """Return a model of the same calls. `before(layer, x)` and `after(layer, x)` return what replaces x."""
    inputs = keras.Input(model.input_shape[1:])
    values = {id(model.inputs[0]): inputs}
    for layer, given, made in calls(model):
        args = [values[id(tensor)] for tensor in given]
        x = args if len(args) > 1 else args[0]
        x = before(layer, x) if before else x
        x = make(layer)(x)
        values[id(made[0])] = after(layer, x) if after else x
    output = values[id(model.outputs[0])]
    return keras.Model(inputs, at_end(output) if at_end else output)


def reach(model, kind):
    """Return the names of layers from which the data reach a layer of the Keras class `kind`."""
    tensors, names = set(), set()
    for layer, given, made in reversed(calls(model)):
        onward = any(id(tensor) in tensors for tensor in made)
        if onward:
            names.add(layer.name)
        if onward or isinstance(layer, kind):
            tensors.update(id(tensor) for tensor in given)
    return names


def makers(model):
    """Return {layer name: the layer that made its first input, or None}."""
    made_by = {id(tensor): layer for layer, _, made in calls(model) for tensor in made}
    return {layer.name: made_by.get(id(given[0])) for layer, given, _ in calls(model)}


def joints(model):
    """Return {layer name: the joint behind it}: "modules" or "dense"; or before it: "flatten"."""
    convs, denses = reach(model, layers.Conv2D), reach(model, layers.Dense)
    found = {}
    for layer, _, _ in calls(model):
        if isinstance(layer, POOLS) and layer.name in convs:
            found[layer.name] = "modules"
        if isinstance(layer, layers.Dense) and layer.name in denses:
            found[layer.name] = "dense"
        if isinstance(layer, layers.Flatten):
            found[layer.name] = "flatten"
    return found


def map_dropout(kind):
    return layers.SpatialDropout2D if kind == "channel" else layers.Dropout


def with_dropout(model, between_modules=0.0, before_flatten=0.0, between_dense=0.0, kind="element", **changes):
    """Insert dropout rightly, but for `changes`: arguments of `rebuilt`, and `drop(x, rate, joint)`."""
    where = joints(model)
    rates = dict(modules=between_modules, flatten=before_flatten, dense=between_dense)

    def plain(x, rate, joint):
        return (layers.Dropout if joint == "dense" else map_dropout(kind))(rate)(x)

    drop = changes.pop("drop", plain)

    def put(x, joint):
        return drop(x, rates[joint], joint) if rates[joint] else x

    def before(layer, x):
        return put(x, "flatten") if where.get(layer.name) == "flatten" else x

    def after(layer, x):
        return put(x, where[layer.name]) if where.get(layer.name) in ("modules", "dense") else x

    return rebuilt(model, **(dict(before=before, after=after) | changes))
