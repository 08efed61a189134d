"""What is inside a Keras model: its layers' outputs, who calls whom, and its order of layers in words."""

import keras
import numpy as np

WORDS = {  # of classes of layers, and of the operations in keras.ops that do the same
    "conv": {"Conv2D", "SeparableConv2D", "DepthwiseConv2D", "Conv", "SeparableConv", "DepthwiseConv"},
    "pool": {"MaxPooling2D", "AveragePooling2D", "MaxPool", "AveragePool"},
    "gap": {"GlobalAveragePooling2D", "Mean"},
    "flatten": {"Flatten", "Reshape"},
    "dense": {"Dense"},
    "norm": {"BatchNormalization", "LayerNormalization", "GroupNormalization"},
}


def outputs_of(model, kind, images):
    """Return what each layer of the Keras class `kind` in `model` gives for `images` at inference, as arrays."""
    found = [layer.output for layer in model.layers if isinstance(layer, kind)]
    return [np.asarray(maps) for maps in keras.Model(model.inputs[0], found)(images, training=False)]


def calls(model):
    """Return [(layer, input tensors, output tensors), ...] for each call in `model`, in the order of the data.

    A nested model is one call here; a layer that is called twice is listed twice. Needs a Sequential or functional
    model that knows its inputs. Keras has no public way to ask for this: it reads what `model.summary` reads.
    """
    by_depth = (getattr(model, "_functional", None) or model)._nodes_by_depth
    nodes = [node for depth in sorted(by_depth, reverse=True) for node in by_depth[depth]]
    return [(node.operation, node.input_tensors, node.outputs) for node in nodes if node.input_tensors]


def all_calls(model):
    """Return what `calls` does with nested models opened, so that layers alone are listed.

    A nested subclassed model is run on symbolic tensors once more, which shows the layers that it calls.
    """
    return [inner for one in calls(model) for inner in _inside(*one)]


def _inside(layer, given, made):
    if not isinstance(layer, keras.Model):
        return [(layer, given, made)]
    if isinstance(layer, keras.Sequential) or hasattr(layer, "_nodes_by_depth"):
        return all_calls(layer)
    inputs = [keras.Input(batch_shape=one.shape, dtype=one.dtype) for one in given]
    return all_calls(keras.Model(inputs, layer.call(*inputs)))


def signature(model):
    """Return the order of layers of `model` in words: "conv conv pool flatten dense dense".

    Nested models are opened. Left out is what has no weights and keeps the shape of its input: activations,
    dropout, rescaling. Other layers than those in WORDS go by the name of their class. Raises ValueError for a
    model that does not know its inputs.
    """
    if not getattr(model, "inputs", None):
        raise ValueError("Expected a model that knows its inputs: make it Sequential with an Input, or functional.")
    return " ".join(filter(None, (_word(*one) for one in all_calls(model))))


def _word(layer, given, made):
    names = [kind.__name__ for kind in type(layer).__mro__]
    known = [word for word, kinds in WORDS.items() if kinds.intersection(names)]
    if known:
        return known[0]
    passes_on = [one.shape for one in given] == [one.shape for one in made] and not getattr(layer, "weights", ())
    return "" if passes_on else names[0].lower()
