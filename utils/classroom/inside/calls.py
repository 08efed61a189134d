"""Requests of the judge, and the answers: a name is looked up, or called with the arguments sent along."""

import contextlib
import io
import types
from collections import namedtuple

import wire
from models import Handed
from wire import np

MOST_PRINTED = 400


class Printed(io.TextIOBase):
    """A stdout that keeps the first characters and forgets the rest."""

    def __init__(self):
        self.kept = ""

    def write(self, words):
        if len(self.kept) < MOST_PRINTED:
            self.kept += str(words)[: MOST_PRINTED - len(self.kept)]
        return len(words)


class Calls:
    """Answers requests about one namespace."""

    def __init__(self, namespace):
        self.namespace = namespace

    def answer(self, body, arrays):
        """Return (packer, body of the reply) to a request."""
        kind, *given = body
        if kind == "look":
            return self._look(*given)
        if kind == "probe":
            return Call(arrays).of(self._probe(given[0], given[1]), *given[2:])
        return Call(arrays).of(lambda *some, **options: self.namespace[given[0]](*some, **options), *given[1:])

    def _look(self, name):
        packer = wire.Packer(lambda packer, value, depth: None)
        if name not in self.namespace:
            return packer, ["missing"]
        return packer, ["found", packer.pack(self.namespace[name])]

    def _probe(self, probe, name):
        """Return one of the course's probes, about the class of that name."""
        import probes

        return lambda *given, **options: getattr(probes, probe)(self.namespace[name], *given, **options)


class Call:
    """One call, with the arrays sent along: what came back, and what became of its arguments."""

    def __init__(self, arrays):
        self.arrays, self.before = arrays, [one.copy() for one in arrays]
        self.generators, self.handed = [], Handed()

    def of(self, function, given, options):
        """Return (packer, body of the reply)."""
        unpacker = wire.Unpacker(self.arrays, self._tags())
        packer, printed = wire.Packer(self._extra), Printed()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(Printed()):
                given, options = unpacker.unpack(given), unpacker.unpack(options)
                said = ["returned", packer.pack(function(*given, **options))]
        except BaseException as error:
            packer, said = wire.Packer(self._extra), ["raised", *_told(error)]
        states = [wire.generator_state(one) for one in self.generators]
        return packer, [*said, printed.kept, self._changes(packer), states, self.handed.changes(packer)]

    def _tags(self):
        return {
            "generator": lambda un, *state: self._generator(state),
            "model": self.handed.take_model,
            "tensor": self.handed.take_symbol,
            "namespace": lambda un, pairs: types.SimpleNamespace(
                **{name: un.unpack(value) for name, value in pairs}
            ),
            "record": lambda un, name, fields, values: namedtuple(name, fields)(*un.each(values, 0)),
        }

    def _generator(self, state):
        self.generators.append(wire.generator_from(*state))
        return self.generators[-1]

    def _extra(self, packer, value, depth):
        if isinstance(value, tuple):
            return (packer.pack(tuple(tuple.__iter__(value)), depth),)
        packed = self.handed.pack(packer, value)
        return None if packed is None else (packed,)

    def _changes(self, packer):
        """Return [[number, JSON of the array]] for those that a call has changed."""
        return [
            [number, packer.array(now)]
            for number, (was, now) in enumerate(zip(self.before, self.arrays, strict=True))
            if not np.array_equal(was, now, equal_nan=was.dtype.kind == "f")
        ]


def _told(error):
    names = [one.__name__ for one in type(error).__mro__ if issubclass(one, BaseException)]
    try:
        said = "".join(str.__iter__(str(error)))
    except BaseException:
        said = ""
    return names[:8], said[:4000]
