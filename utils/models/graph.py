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
    """Return what each layer of the Keras class `kind` in `model` gives for `images` at inference, as arrays.

    >>> images = np.ones((2, 28, 28, 1))
    >>> [maps.shape for maps in outputs_of(lenet(), keras.layers.Conv2D, images)]
    [(2, 28, 28, 6), (2, 10, 10, 16)]
    """
    found = [layer.output for layer in model.layers if isinstance(layer, kind)]
    return [np.asarray(maps) for maps in keras.Model(model.inputs[0], found)(images, training=False)]


def input_gradient(model, images):
    """Return how much the output in the middle hangs on each pixel: mean |gradient| over `images`, height x width.

    `images` is images x height x width x maps. Give noise: with ReLU, blank pixels may have no gradient at all.
    """
    import tensorflow as tf

    images = tf.convert_to_tensor(images, dtype="float32")
    with tf.GradientTape() as tape:
        tape.watch(images)
        maps = model(images)
        middle = maps[:, maps.shape[1] // 2, maps.shape[2] // 2]
    return np.abs(tape.gradient(middle, images)).mean(axis=(0, -1))


def calls(model):
    """Return [(layer, input tensors, output tensors), ...] for each call in `model`, in the order of the data.

    A nested model is one call here; a layer that is called twice is listed twice. Needs a Sequential or functional
    model that knows its inputs. Keras has no public way to ask for this: it reads what `model.summary` reads.

    >>> [type(layer).__name__ for layer, inputs, outputs in calls(lenet())][:4]
    ['Conv2D', 'AveragePooling2D', 'Conv2D', 'AveragePooling2D']
    """
    by_depth = _graph_of(model)._nodes_by_depth
    nodes = [node for depth in sorted(by_depth, reverse=True) for node in by_depth[depth]]
    return [(node.operation, node.input_tensors, node.outputs) for node in nodes if node.input_tensors]


def every_call(model):
    """Return what `calls` does, with the calls inside a nested model in place of the call of it.

    Each call has output tensors of its own, even where a nested model is used twice; what leaves a nested model is
    the very tensor that the next layer takes. A nested subclassed model is run on symbolic tensors once more,
    which shows the layers that it calls. Needs a model that knows its inputs.

    >>> net = keras.Sequential([keras.Input((28, 28, 1)), lenet()])
    >>> len(calls(net)), len(every_call(net))
    (1, 8)
    """
    found = []

    def walk(model, given):
        here = dict(zip(map(id, model.inputs), given, strict=True))
        for layer, inputs, outputs in calls(model):
            taken = [here[id(tensor)] for tensor in inputs]
            if isinstance(layer, keras.Model):
                left = walk(_graph_of(layer, taken), taken)
            else:
                left = [keras.KerasTensor(tensor.shape, tensor.dtype) for tensor in outputs]
                found.append((layer, taken, left))
            here.update(zip(map(id, outputs), left, strict=True))
        return [here[id(tensor)] for tensor in model.outputs]

    walk(_graph_of(model), model.inputs)
    return found


def _graph_of(model, given=()):
    """Return the functional model that holds the layers of `model`."""
    graph = getattr(model, "_functional", None) or model
    if hasattr(graph, "_nodes_by_depth"):
        return graph
    inputs = [keras.Input(batch_shape=one.shape, dtype=one.dtype) for one in given]
    return keras.Model(inputs, model.call(*inputs))


def signature(model):
    """Return the order of layers of `model` in words: "conv conv pool flatten dense dense".

    Nested models are opened. Left out is what has no weights and keeps the shape of its input: activations,
    dropout, rescaling. Other layers than those in WORDS go by the name of their class. Raises ValueError for a
    model that does not know its inputs.

    >>> signature(lenet())
    'conv pool conv pool flatten dense dense dense'
    """
    if not getattr(model, "inputs", None):
        raise ValueError("Expected a model that knows its inputs: make it Sequential with an Input, or functional.")
    return " ".join(filter(None, (_word(*one) for one in every_call(model))))


def _word(layer, given, made):
    names = [kind.__name__ for kind in type(layer).__mro__]
    known = [word for word, kinds in WORDS.items() if kinds.intersection(names)]
    if known:
        return known[0]
    passes_on = [one.shape for one in given] == [one.shape for one in made] and not getattr(layer, "weights", ())
    return "" if passes_on else names[0].lower()
