"""How Keras models and symbolic tensors cross: as their configuration and weights. Both ends use this file.

A frame may hold further tags: "model" (configuration, weights, and which of them are those of a model handed in),
"given" (the very model handed in), "foreign" (a model of a class of one's own), "tensor" (a symbolic one),
"made of" (what was made of the tensors handed in: a model), "loose" (a tensor that hangs on none of them).
"""

import json
import sys


def keras_here():
    """Return the module keras where it is imported already, else None: no value is Keras's then."""
    return sys.modules.get("keras")


def is_model(value):
    keras = keras_here()
    return keras is not None and isinstance(value, keras.Model)


def is_symbol(value):
    keras = keras_here()
    return keras is not None and isinstance(value, keras.KerasTensor)


def is_stock(model):
    """Whether a model is Sequential or functional, and so consists of its layers and their order alone."""
    keras = keras_here()
    return type(model).__name__ in ("Functional", "Sequential") and type(model).__module__.startswith(
        keras.Model.__module__.split(".")[0] + "."
    )


def configuration(model):
    """Return the configuration of a model as a text."""
    return json.dumps(keras_here().saving.serialize_keras_object(model))


def weights(packer, model):
    return [packer.array(_numbers(one)) for one in model.weights]


def _numbers(weight):
    return keras_here().ops.convert_to_numpy(weight)


class Handed:
    """The models and symbolic tensors that came with one call, in the worker, and what became of them."""

    def __init__(self):
        self.models, self.symbols = [], []

    # From the judge

    def take_model(self, unpacker, config, values, history):
        """Make the model that the judge hands in."""
        import keras

        model = keras.saving.deserialize_keras_object(json.loads(config), safe_mode=False)
        model.set_weights(unpacker.each(values, 0))
        if history is not None:
            model.history = keras.callbacks.History()
            model.history.history = unpacker.unpack(history)
        self.models.append((model, configuration(model), [_numbers(one) for one in model.weights]))
        return model

    def take_symbol(self, unpacker, shape, dtype):
        import keras

        self.symbols.append(keras.Input(batch_shape=tuple(shape), dtype=dtype))
        return self.symbols[-1]

    # To the judge

    def pack(self, packer, value):
        """Return the JSON of a model or a symbolic tensor, or None for anything else."""
        if is_model(value):
            return self._model(packer, value)
        return self._symbol(packer, value) if is_symbol(value) else None

    def _model(self, packer, model):
        for place, (one, config, _) in enumerate(self.models):
            if model is one and configuration(model) == config:
                return ["given", place]
        if not is_stock(model):
            return ["foreign", type(model).__name__[:60]]
        known = {
            id(weight): [i, j] for i, (one, *_) in enumerate(self.models) for j, weight in enumerate(one.weights)
        }
        shared = [[place, *known[id(one)]] for place, one in enumerate(model.weights) if id(one) in known]
        return ["model", configuration(model), weights(packer, model), shared]

    def _symbol(self, packer, tensor):
        try:
            model = keras_here().Model(self.symbols, tensor)
        except ValueError:
            return ["loose", list(tensor.shape)]
        return ["made of", configuration(model), weights(packer, model)]

    def changes(self, packer):
        """Return [[weights that a model handed in has now, or None, whether its layers changed]] for each."""
        return [self._change(packer, *one) for one in self.models]

    def _change(self, packer, model, config, before):
        now = [_numbers(one) for one in model.weights]
        same = len(now) == len(before) and all((one == other).all() for one, other in zip(now, before, strict=True))
        return [None if same else [packer.array(one) for one in now], configuration(model) != config]
