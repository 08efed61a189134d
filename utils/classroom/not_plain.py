"""What an answer returned that is no plain data: what is left of it here, or why nothing is."""

import re

import numpy as np

from utils.checks.guard import Stop
from utils.checks.plain import Unusable
from utils.classroom.inside import wire

DTYPES = {"c": "complex128", "M": "datetime64[s]", "m": "timedelta64[s]", "U": "U1", "S": "S1"}


class NotOutside(Stop):
    """Of this answer nothing can be looked at without running it here. A Stop, as it is no error of the answer."""


def _foreign(_, name):
    raise NotOutside


def _loose(_, shape):
    """Return a symbolic tensor that hangs on nothing of ours."""
    import keras

    return keras.Input(batch_shape=tuple(shape))


def _opaque(_, how, name):
    """Return an object of which the name of its kind is all that is known."""
    kind = type(re.sub(r"\W", "_", name[:60]) or "object", (), {"__call__": _nowhere} if how == "callable" else {})
    return kind if how == "class" else kind()


def _nowhere(*given, **options):
    raise Unusable("What your answer returned cannot be called where it is judged: return the result itself.")


def _shape_only(_, kind, shape):
    shape = _shape(shape)
    if kind not in DTYPES:
        raise Unusable("Expected numbers, got an array of object: return numbers only.")
    return np.broadcast_to(np.zeros((), DTYPES[kind]), shape)


def _large(_, shape):
    size = int(np.prod(_shape(shape), dtype=float))
    raise Unusable(f"Expected a few numbers, got {size:,}: return only what is asked for.")


def _shape(shape):
    if len(shape) > 32 or not all(type(side) is int and 0 <= side < 1 << 50 for side in shape):
        raise wire.Refused("no shape")
    return tuple(shape)


NOT_PLAIN = {
    "opaque": _opaque,
    "array of": _shape_only,
    "large": _large,
    "foreign": _foreign,
    "loose": _loose,
}
