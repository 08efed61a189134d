"""How Keras models and symbolic tensors cross: as their configuration and weights. Both ends use this file.

A frame may hold further tags: "model" (configuration, weights, which of them are those of a model handed in, and
the numbers of its layers, by which one is known that has come before),
"given" (the very model handed in), "own" (a model with layers of one's own, by its number, and what it does where
its inputs are known), "told" (what it does), "tensor" (a symbolic one), "made" (what was made of the tensors handed
in, by its place among the outputs of one model for the whole call), "loose" (a tensor that hangs on none of them).
"""

import itertools
import json
import re
import sys
import weakref


def keras_here():
    """Return the module keras where it is imported already, else None: no value is Keras's then."""
    return sys.modules.get("keras")


def is_model(value):
    keras = keras_here()
    return keras is not None and isinstance(value, keras.Model)


def is_symbol(value):
    keras = keras_here()
    return keras is not None and isinstance(value, keras.KerasTensor)


def configuration(model):
    """Return the configuration of a model as a text."""
    return json.dumps(keras_here().saving.serialize_keras_object(model))


def weights(packer, model):
    return [packer.array(_numbers(one)) for one in model.weights]


def _numbers(weight):
    return keras_here().ops.convert_to_numpy(weight)


class Told:
    """A model of its own whose inputs are known now: symbolic tensors, alone or in a list."""

    def __init__(self, model, given, handed):
        self.model, self.given, self.handed = model, given, handed


class Numbers:
    """A number for each layer, the same in each call in which it is met."""

    def __init__(self):
        self.known, self.fresh = weakref.WeakKeyDictionary(), itertools.count()

    def of(self, layers):
        return [self.known.setdefault(one, next(self.fresh)) for one in layers]


class Handed:
    """The models and symbolic tensors that came with one call, in the worker, and what became of them.

    `keep(thing)` returns a number for what stays here: a layer, or a model and these that came with its call.
    """

    def __init__(self, keep, numbers):
        self.models, self.symbols, self.made, self.keep, self.numbers = [], [], [], keep, numbers

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
        if type(value) is Told:
            return ["told", value.handed.told(packer, value.model, value.given)]
        if is_model(value):
            return self._model(packer, value)
        return self._symbol(value) if is_symbol(value) else None

    def _model(self, packer, model):
        import opened

        for place, (one, config, _) in enumerate(self.models):
            if model is one and configuration(model) == config:
                return ["given", place]
        plain = opened.plain(model)
        if plain is not None:
            return ["model", plain, weights(packer, model), self._shared(model)]
        given = opened.inputs_of(model)
        told = None if given is None else self.told(packer, model, given)
        return ["own", self.keep((model, self)), type(model).__name__[:60], told]

    def told(self, packer, model, given):
        """Return the JSON of what a model with layers of its own does with symbolic tensors, or None."""
        import opened

        try:
            whole, config, many = opened.graphs(model, given, self.keep)
        except Exception:
            return None
        inside = {id(weight) for weight in whole.weights}
        others = [weight for weight in model.weights if id(weight) not in inside]
        rest = [[packer.array(_numbers(one)), bool(one.trainable)] for one in others]
        return [config, weights(packer, whole), many, self._shared(whole), rest]

    def _shared(self, model):
        known = {
            id(weight): [i, j] for i, (one, *_) in enumerate(self.models) for j, weight in enumerate(one.weights)
        }
        return [[place, *known[id(one)]] for place, one in enumerate(model.weights) if id(one) in known]

    def _symbol(self, tensor):
        try:
            keras_here().Model(self.symbols, tensor)
        except ValueError:
            return ["loose", list(tensor.shape)]
        self.made.append(tensor)
        return ["made", len(self.made) - 1]

    def all_made(self, packer):
        """Return the JSON of the model from the tensors handed in to all that was made of them, or None."""
        if not self.made:
            return None
        import opened

        try:
            whole = keras_here().Model(self.symbols, self.made)
        except ValueError:
            return ["foreign", "Functional"]
        plain = opened.plain(whole)
        if plain is not None:
            return ["model", plain, weights(packer, whole), [], self.numbers.of(whole.layers)]
        given = [keras_here().Input(batch_shape=one.shape, dtype=one.dtype) for one in self.symbols]
        told = self.told(packer, whole, given[0] if len(given) == 1 else given)
        return ["own", self.keep((whole, self)), "Functional", told]

    def changes(self, packer):
        """Return [[weights that a model handed in has now, or None, whether its layers changed, ...]] for each.

        Then which of its parts and weights are `trainable`, and whether a layer's `call` has been replaced.
        """
        return [self._change(packer, *one) for one in self.models]

    def _change(self, packer, model, config, before):
        now = [_numbers(one) for one in model.weights]
        same = len(now) == len(before) and all((one == other).all() for one, other in zip(now, before, strict=True))
        changed = _layers(configuration(model)) != _layers(config)
        replaced = any(vars(one).get("call", one.call) != type(one).call.__get__(one) for one in parts(model))
        return [None if same else [packer.array(one) for one in now], changed, trainable(model), replaced]


def _layers(config):
    """Return a configuration without how the model was compiled and what is trainable, which change no layer."""
    config = re.sub(r'"trainable": (true|false)', '"trainable": null', config)
    return {name: one for name, one in json.loads(config).items() if name != "compile_config"}


def parts(model):
    """Return a model, its layers and theirs, from the outside in."""
    return [model, *(part for layer in getattr(model, "layers", ()) for part in parts(layer))]


def trainable(model):
    """Return what `trainable` says for each of the parts, and then for each of the weights."""
    return [bool(one.trainable) for one in [*parts(model), *model.weights]]
