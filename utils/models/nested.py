"""A look into models that hold other models."""

import keras

from utils.models.graph import calls


def every_call(model):
    """Return what `utils.models.calls` does, with the calls inside a nested model in place of the call of it.

    Each call has output tensors of its own, even where a nested model is used twice; what leaves a nested model is
    the very tensor that the next layer takes. Needs Sequential or functional models that know their inputs.
    """
    found = []

    def walk(model, given):
        graph = getattr(model, "_functional", None) or model
        here = dict(zip(map(id, graph.inputs), given, strict=True))
        for layer, inputs, outputs in calls(model):
            taken = [here[id(tensor)] for tensor in inputs]
            if isinstance(layer, keras.Model):
                left = walk(layer, taken)
            else:
                left = [keras.KerasTensor(tensor.shape, tensor.dtype) for tensor in outputs]
                found.append((layer, taken, left))
            here.update(zip(map(id, outputs), left, strict=True))
        return [here[id(tensor)] for tensor in graph.outputs]

    walk(model, model.inputs)
    return found
