"""A model with layers of one's own as it crosses: as the stock layers and operations that they call.

A symbolic call of such a layer leaves those calls in the graph. A layer that does more than call others, such as
one that draws, stays where it is: `There` stands in for it, and the judge asks it for arrays. A layer may do
something else in training, so that there are three graphs: called without `training`, with False and with True.
"""

import contextlib
import json
from functools import cache

import keras
import stock
from models import configuration, is_symbol
from wire import np

MODES = ({}, {"training": False}, {"training": True})


class CannotBeTold(Exception):
    """What the model does cannot be said by stock layers and calls on arrays."""


def plain(model):
    """Return the configuration of a model of stock layers and operations alone; None of any other."""
    try:
        config = configuration(model)
        stock.clean(json.loads(config))
    except Exception:
        return None
    return config


def graphs(model, given, keep):
    """Return (model from `given` to what `model` gives in each of MODES, its configuration, whether that is many).

    `given` are symbolic tensors.
    `keep(layer)` returns a number for a layer that stays. Raises CannotBeTold.
    """
    with Opened(keep):
        found = [model(given, **mode) for mode in MODES]
    flat = [tensor for one in found for tensor in keras.tree.flatten(one)]
    if not all(map(is_symbol, flat)):
        raise CannotBeTold
    whole = keras.Model(keras.tree.flatten(given), flat)
    config = plain(whole)
    if config is None:
        raise CannotBeTold
    return whole, config, isinstance(found[0], list | tuple)


def inputs_of(model):
    """Return fresh symbolic tensors like those that a model takes, or None where it does not know them yet."""
    shapes = [one.shape for one in getattr(model, "inputs", None) or []]
    if not shapes:
        known = list((getattr(model, "_build_shapes_dict", None) or {}).values())
        if len(known) != 1 or not _is_shape(known[0]):
            return None
        shapes = known
    given = [keras.Input(batch_shape=(None, *shape[1:])) for shape in shapes]
    return given[0] if len(given) == 1 else given


def _is_shape(value):
    return isinstance(value, list | tuple) and all(one is None or isinstance(one, int) for one in value)


class Opened:
    """While it lasts, symbolic calls of layers of one's own leave in the graph what happens inside of them."""

    def __init__(self, keep):
        self.keep, self.opening, self.histories, self.standing, self.closed = keep, [], [], {}, False

    def __enter__(self):
        layer = keras.layers.Layer
        self.call, self.symbolic_call = layer.__call__, layer.symbolic_call
        layer.__call__ = lambda one, *given, **options: self._called(one, given, options)
        layer.symbolic_call = lambda one, *given, **options: self._called_symbolically(one, given, options)
        return self

    def __exit__(self, *_):
        keras.layers.Layer.__call__, keras.layers.Layer.symbolic_call = self.call, self.symbolic_call

    def _called(self, layer, given, options):
        symbols = [one for one in keras.tree.flatten([given, options]) if is_symbol(one)]
        if self.closed or not symbols or type(layer) is _stand_in() or _is_stock(layer):
            return self.call(layer, *given, **options)
        if self._can_be_opened(layer, given, options):
            return self._open(layer, given, options)
        if id(layer) not in self.standing:
            self.standing[id(layer)] = _stand_in()(layer, self.keep(layer), self)
        return self.standing[id(layer)](*given, **options)

    def _open(self, layer, given, options):
        """Call a layer; what it gives hangs on the layers that it calls, and not on it."""
        self.opening.append(layer)
        many = len(self.histories)
        try:
            made = self.call(layer, *given, **options)
            for tensor, history in self.histories[many:]:
                tensor._keras_history = history
            return made
        finally:
            self.opening.pop()
            del self.histories[many:]

    def _called_symbolically(self, layer, given, options):
        if not self.opening or layer is not self.opening[-1]:
            return self.symbolic_call(layer, *given, **options)
        made = layer.call(*given, **options)
        self.histories += [(one, one._keras_history) for one in keras.tree.flatten(made)]
        return made

    def _can_be_opened(self, layer, given, options):
        """Try it on tensors of its own: whether stock layers and operations are all that is found inside."""
        fresh, afresh = [], {}

        def anew(value):
            if not is_symbol(value):
                return value
            if id(value) not in afresh:
                afresh[id(value)] = keras.Input(batch_shape=value.shape, dtype=value.dtype)
                fresh.append(afresh[id(value)])
            return afresh[id(value)]

        try:
            given, options = keras.tree.map_structure(anew, (given, options))
            made = keras.tree.flatten(self._open(layer, given, options))
            return plain(keras.Model(fresh, made)) is not None
        except Exception:
            return False

    @contextlib.contextmanager
    def shut(self):
        """While it lasts, layers of one's own are called as Keras calls them."""
        self.closed = True
        try:
            yield
        finally:
            self.closed = False


def _is_stock(layer):
    if isinstance(layer, keras.Model):
        return plain(layer) is not None
    known = " ".join(stock.STOCK.values()).split()
    return type(layer).__module__.startswith("keras.src.") and type(layer).__name__ in known


@cache
def _stand_in():
    class There(keras.layers.Layer):
        """Stands in for a layer that stays: in a graph alone."""

        def __init__(self, layer, number, opened):
            super().__init__()
            self.layer, self.number, self.spec = layer, number, None
            self.opened, self.built = (opened,), True

        def compute_output_spec(self, *given, **options):
            def anew(value):
                return keras.KerasTensor(value.shape, value.dtype) if is_symbol(value) else value

            with self.opened[0].shut():
                made = self.layer(*keras.tree.map_structure(anew, given), **options)
            flat = keras.tree.flatten(made)
            self.spec = self.spec or [isinstance(made, list | tuple), [[[*one.shape], one.dtype] for one in flat]]
            return keras.tree.map_structure(anew, made)

        def call(self, *given, training=None):
            raise NotImplementedError

        def get_config(self):
            kept = [[[*one.shape], bool(one.trainable)] for one in self.layer.weights]
            return {"name": self.name, "number": self.number, "spec": self.spec, "kept": kept}

    return There


def symbols(shapes):
    """Return symbolic tensors of these shapes, [side, ...] or a list of such, for batches of any size."""
    if _is_shape(shapes):
        return keras.Input(batch_shape=(None, *shapes[1:]))
    return [symbols(one) for one in shapes]


def run(model, shapes):
    """Call a model on zeros, so that what is wrong with it is told as its own error."""
    if _is_shape(shapes):
        return model(keras.ops.zeros(shapes))
    return model([keras.ops.zeros(one) for one in shapes])


def in_a_graph(layer):
    import tensorflow as tf

    return tf.function(lambda *given, **options: layer(*given, **options))


def asked(layer, called, given, training, weights):
    """Return what a layer that has stayed, `called` as it is or in a graph, gives for arrays, as arrays."""
    for weight, value in zip(layer.weights, weights, strict=True):
        weight.assign(value)
    tensors = keras.tree.map_structure(keras.ops.convert_to_tensor, given)
    made = called(*tensors, **({} if training is None else {"training": training}))
    return [np.array(one) for one in made] if isinstance(made, list | tuple) else np.array(made)
