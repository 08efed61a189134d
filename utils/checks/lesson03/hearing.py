"""What the layers of a model are handed while it runs, however it is built, and what they would be handed."""

from collections import namedtuple

import numpy as np

Heard = namedtuple("Heard", "word weights given gave")  # weights: arrays, of convs and Dense layers alone

KINDS = {  # the first that fits
    "conv": ("Conv2D", "SeparableConv2D", "DepthwiseConv2D"),
    "pool": ("MaxPooling2D", "AveragePooling2D"),
    "gap": ("GlobalAveragePooling2D", "GlobalMaxPooling2D"),
    "flatten": ("Flatten",),
    "dense": ("Dense",),
    "dropout": ("Dropout",),
}


class Listener:
    """Hears each conv, pool, Flatten, GAP, Dense and Dropout layer while a model runs.

    `with Listener() as heard: model(x)`; afterwards `heard` is a list of Heard in the order of the calls.
    Sequential, functional, nested and subclassed models sound alike.
    """

    def __enter__(self):
        import keras

        self.layer, self.original = keras.layers.Layer, keras.layers.Layer.__call__
        kinds = {word: tuple(getattr(keras.layers, name) for name in names) for word, names in KINDS.items()}
        heard, original = [], self.original

        def call(layer, *args, **options):
            gave = original(layer, *args, **options)
            word = next((word for word, kind in kinds.items() if isinstance(layer, kind)), None)
            if word and args and not keras.utils.is_keras_tensor(args[0]):
                weights = [np.array(one) for one in layer.weights] if word in ("conv", "dense") else []
                heard.append(Heard(word, weights, np.array(args[0]), np.array(gave)))
            return gave

        self.layer.__call__ = call
        return heard

    def __exit__(self, *_):
        self.layer.__call__ = self.original


def listen(model, x, **options):
    """Return (output, list of Heard) of one eager call of the model on the array x."""
    import keras

    with Listener() as heard:
        output = model(keras.ops.convert_to_tensor(x), **options)
    return np.array(output), heard


def weighted(model):
    """Return {name: layer} of the layers of a functional model that hold weights."""
    return {layer.name: layer for layer in model.layers if layer.weights}


def matched(weights, heard):
    """Return {name: what the layer with these weights was handed} for those in `weights` that were heard once.

    `weights` is {name: arrays}; a layer is known by the values of its weights, wherever it stands.
    """
    found = {}
    for name, arrays in weights.items():
        same = [one for one in heard if _equal(one.weights, arrays)]
        if len(same) == 1:
            found[name] = same[0].given
    return found


def _equal(some, others):
    same_shapes = [one.shape for one in some] == [one.shape for one in others]
    return same_shapes and all(np.allclose(one, other, atol=1e-6) for one, other in zip(some, others, strict=True))


def replay(model, x, given):
    """Run a functional model with layers of weights handed what `given` says: {name: array}.

    Returns ({name: what the layers before would have handed it}, the output): compared with `given`, that shows
    what stands between two layers in another model of the same weights.
    """
    import keras

    from utils.models.graph import calls

    values, handed = {id(model.inputs[0]): keras.ops.convert_to_tensor(x)}, {}
    for layer, inputs, outputs in calls(model):
        args = [values[id(tensor)] for tensor in inputs]
        if layer.name in given:
            handed[layer.name] = np.array(args[0])
            args = [keras.ops.convert_to_tensor(given[layer.name])]
        values[id(outputs[0])] = layer(args if len(args) > 1 else args[0])
    return handed, np.array(values[id(model.outputs[0])])
