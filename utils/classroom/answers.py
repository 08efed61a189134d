"""What stands in for an answer in the judge's process: each call crosses to the worker, plain data comes back."""

import builtins
import re

import numpy as np

from utils.checks.plain import Unusable
from utils.classroom.desk import Gone
from utils.classroom.inside import wire

MOST_CHILDREN = 10_000
DTYPES = {"c": "complex128", "M": "datetime64[s]", "m": "timedelta64[s]", "U": "U1", "S": "S1"}
KNOWN_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}


class Missing:
    """There is nothing of this name in the namespace."""


class Answer:
    """A function of the submission. Calling it here runs it there."""

    def __init__(self, desk, name):
        self._desk, self._name = desk, name

    def __call__(self, *given, **options):
        return call(self._desk, self._name, given, options)


def found(desk, name):
    """Return what stands in for `name`: an Answer, a plain value, an object that is of no use, or Missing."""
    body, arrays = desk.ask(wire.Packer(), ["look", name])
    match body:
        case ["missing"]:
            return Missing
        case ["found", ["opaque", "callable", _]]:
            return Answer(desk, name)
        case ["found", packed]:
            return _unpacked(desk, packed, arrays)
    raise desk.gone("protocol")


def call(desk, name, given, options):
    """Call `name` in the worker: return what comes back, or raise the error that it met, as a builtin one."""
    generators = []
    packer = wire.Packer(lambda packer, value, depth: _extra(generators, value))
    body, arrays = desk.ask(packer, ["call", name, packer.pack(list(given)), packer.pack(options)])
    match body:
        case ["returned", packed, str(printed), list(changed), list(states)]:
            error = None
        case ["raised", list(kinds), str(said), str(printed), list(changed), list(states)]:
            error = _raised(kinds, said)
        case _:
            raise desk.gone("protocol")
    print(printed, end="")
    try:
        _change(packer.arrays, changed, arrays)
        _advance(generators, states)
    except Exception:
        raise desk.gone("protocol") from None
    if error is not None:
        raise error
    return _unpacked(desk, packed, arrays)


def _extra(generators, value):
    if not isinstance(value, np.random.Generator):
        return None
    generators.append(value)
    return (["generator", *wire.generator_state(value)],)


def _change(sent, changed, arrays):
    """Put into the arrays that were sent what a call has changed in them."""
    for number, packed in changed:
        now, target = wire.Unpacker(arrays).unpack(packed), sent[number]
        if now.shape == target.shape and now.dtype == target.dtype and target.flags.writeable:
            target[...] = now


def _advance(generators, states):
    """Let the generators go on where the worker's have come to."""
    for rng, (_, state, _, _, children) in zip(generators, states, strict=True):
        rng.bit_generator.state = wire.unhexed(state)
        seed = rng.bit_generator.seed_seq
        more = min(int(children), MOST_CHILDREN) - getattr(seed, "n_children_spawned", 0)
        if more > 0:
            seed.spawn(more)


def _unpacked(desk, packed, arrays):
    try:
        return wire.Unpacker(arrays, NOT_PLAIN).unpack(packed)
    except Unusable:
        raise
    except Exception:
        raise desk.gone("protocol") from None


# What is not plain


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


NOT_PLAIN = {"opaque": _opaque, "array of": _shape_only, "large": _large}


# Errors


def _raised(kinds, said):
    """Return the error that a call met: a builtin one, or one of the same name made from the nearest builtin."""
    name = re.sub(r"\W", "_", str(kinds[0])[:60]) if kinds else "Exception"
    base = next((KNOWN_ERRORS[kind] for kind in kinds if kind in KNOWN_ERRORS), Exception)
    if issubclass(base, BaseExceptionGroup | UnicodeError):  # they want to be made from more than a text
        base = ValueError if issubclass(base, UnicodeError) else Exception
    kind = base if name == base.__name__ else type(name or "Error", (base,), {})
    error = kind(said)
    return error if str(error) == said else type(name or "Error", (Exception,), {})(said)


__all__ = ["Answer", "Gone", "Missing", "call", "found"]
