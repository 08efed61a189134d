"""What is inside a Keras model: its layers' outputs, and who calls whom."""

import keras
import numpy as np


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
