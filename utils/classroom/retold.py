"""Models with layers of a submission's own, made here of the stock layers that those call.

What cannot be said so stays with the worker: `There` hands arrays on to it and takes arrays back.
"""

from functools import partial
from itertools import count

import keras
import tensorflow as tf

from utils.checks.guard import Stop
from utils.checks.plain import Unusable, array
from utils.classroom import rebuilt
from utils.classroom.inside.stock import THERE, NotStock

GRAPHS = count()
MODES = (None, False, True)  # what `training` may be
MOST_SIDES = 6


def model(call, unpacker, number, told):
    """Return what stands in for a model of the worker; `told` is what it does, or None if that is to be asked."""
    return Retold(call, number, told and partial(parts_of, call, unpacker, *told))


def parts_of(call, unpacker, config, weights, many, shared, rest):
    """Return (functions by mode, layers, [(weight, trainable) that no layer has]); raises NotStock."""
    there = type(THERE, (There,), {"desk": call.desk, "call_of": type(call)})
    whole = rebuilt.model_from(config, rebuilt.arrays_of(unpacker, weights), {THERE: there})
    rebuilt.share(whole, call.handed_in, shared)
    each = len(whole.outputs) // len(MODES)
    if len(whole.outputs) != each * len(MODES) or (each != 1 and not many):
        raise NotStock("no graph for each mode")
    given = whole.inputs if len(whole.inputs) > 1 else whole.inputs[0]
    made = [whole.outputs[each * place : each * (place + 1)] for place in range(len(MODES))]
    functions = [keras.Function(given, one if many else one[0]) for one in made]
    arrays = rebuilt.arrays_of(unpacker, [packed for packed, _ in rest])
    return functions, whole.layers, [(one, trains is True) for one, (_, trains) in zip(arrays, rest, strict=True)]


class Retold(keras.Model):
    """A model of the worker, by its number there; it is asked what it does once its inputs are known."""

    def __init__(self, came_with, number, parts):
        super().__init__()
        self.came_with, self.number, self.functions = came_with, number, ()
        if parts is not None:
            self._take(*parts())

    def build(self, input_shape):
        if not self.functions:
            call = self.came_with.later()
            self._take(*call.of(["model", self.number], (_listed(input_shape),), {}))

    def _take(self, functions, layers, rest):
        self.steps = [one for one in layers if not isinstance(one, keras.layers.InputLayer)]
        self.functions = tuple(functions)
        for value, trains in rest:
            self.add_weight(shape=value.shape, initializer="zeros", trainable=trains).assign(value)
        self.built = True

    def call(self, inputs, training=None):
        mode = training if training is None else bool(training)
        return self.functions[MODES.index(mode)].call(inputs)  # which shows the layers, also to symbolic inputs


def _listed(shape):
    return [_listed(one) if isinstance(one, list | tuple) else one for one in shape]


class There(keras.layers.Layer):
    """A layer that has stayed in the worker of `desk`; its weights are here, and go along with each call."""

    desk = call_of = None

    def __init__(self, number, spec, kept, name=None):
        super().__init__(name=name if isinstance(name, str) else None)
        self.number, (self.many, spec) = number, spec
        self.spec = [(_shape(shape), str(dtype)) for shape, dtype in spec]
        if type(number) is not int or not self.spec or (len(self.spec) > 1 and not self.many):
            raise NotStock("no layer")
        self.kept = [
            self.add_weight(shape=_shape(shape), initializer="zeros", trainable=trains is True)
            for shape, trains in kept
        ]
        self.built = True

    def compute_output_spec(self, *given, training=None):
        made = [keras.KerasTensor(shape, dtype) for shape, dtype in self.spec]
        return made if self.many else made[0]

    def call(self, *given, training=None):
        flat = keras.tree.flatten(given)
        training = training if training is None else bool(training)
        if any(map(tf.is_symbolic_tensor, flat)):
            made = self._in_a_graph(flat, given, training)
        else:
            made = self._asked([one.numpy() for one in flat], given, training)
        return made if self.many else made[0]

    def _in_a_graph(self, flat, given, training):
        number = next(GRAPHS)

        def ask(*arrays):
            try:
                return self._asked([one.numpy() for one in arrays], given, training, number)
            except Stop as stop:  # no graph lets it through; whoever asks next meets it again
                raise RuntimeError("The layer can no longer be asked.") from stop

        made = tf.py_function(ask, flat, [dtype for _, dtype in self.spec])
        for tensor, (shape, _) in zip(made, self.spec, strict=True):
            tensor.set_shape(shape)
        return made

    def _asked(self, arrays, like, training, graph=None):
        """Return the tensors that the layer gives for arrays packed `like` its arguments, in that graph or none."""
        given = keras.tree.pack_sequence_as(like, arrays)
        weights = [one.numpy() for one in self.kept]
        made = self.call_of(self.desk).of(["layer", self.number], (list(given), training, weights, graph), {})
        made = made if self.many and isinstance(made, list) else [made]
        if len(made) != len(self.spec):
            raise Unusable(
                "Your layer gives another number of tensors than at first: return the same in each call."
            )
        return [
            tf.constant(_fitting(one, shape), dtype) for one, (shape, dtype) in zip(made, self.spec, strict=True)
        ]


def _fitting(made, shape):
    made = array(made, finite=False)
    if len(made.shape) != len(shape) or not all(b in (None, a) for a, b in zip(made.shape, shape, strict=True)):
        raise Unusable(f"Expected shape {shape} from your layer, got {made.shape}: return the same in each call.")
    return made


def _shape(shape):
    sides = [side for side in shape if side is not None]
    if len(shape) > MOST_SIDES or not all(type(side) is int and 0 <= side < 1 << 20 for side in sides):
        raise NotStock("no shape")
    return tuple(shape)
