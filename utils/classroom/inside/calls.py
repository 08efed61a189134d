"""Requests of the judge, and the answers: a name is looked up, or called with the arguments sent along."""

import contextlib
import io

import wire
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
    """Answers requests about one namespace. `models` knows how Keras models cross, once it is needed."""

    def __init__(self, namespace, pipe):
        self.namespace, self.pipe = namespace, pipe

    def answer(self, body, arrays):
        """Return (packer, body of the reply) to a request."""
        kind, *given = body
        return self._look(*given) if kind == "look" else self._call(given, arrays)

    def _look(self, name):
        packer = wire.Packer(self._extra)
        if name not in self.namespace:
            return packer, ["missing"]
        return packer, ["found", packer.pack(self.namespace[name])]

    def _call(self, request, arrays):
        name, given, options = request
        generators = []
        unpacker = wire.Unpacker(arrays, {"generator": lambda un, *state: self._generator(generators, state)})
        before = [one.copy() for one in arrays]
        packer, printed = wire.Packer(self._extra), Printed()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(Printed()):
                given, options = unpacker.unpack(given), unpacker.unpack(options)
                said = ["returned", packer.pack(self.namespace[name](*given, **options))]
        except BaseException as error:
            packer, said = wire.Packer(self._extra), ["raised", *_told(error)]
        return packer, [*said, printed.kept, self._changes(packer, before, arrays), self._states(generators)]

    def _generator(self, generators, state):
        generators.append(wire.generator_from(*state))
        return generators[-1]

    def _states(self, generators):
        return [wire.generator_state(one) for one in generators]

    def _changes(self, packer, before, arrays):
        """Return [[number, JSON of the array]] for those that a call has changed."""
        return [
            [number, packer.array(now)]
            for number, (was, now) in enumerate(zip(before, arrays, strict=True))
            if not np.array_equal(was, now, equal_nan=was.dtype.kind == "f")
        ]

    def _extra(self, packer, value, depth):
        return None


def _told(error):
    names = [one.__name__ for one in type(error).__mro__ if issubclass(one, BaseException)]
    if type(error).__module__ != "builtins":
        names[0] = names[0] or "Error"
    try:
        said = "".join(str.__iter__(str(error)))
    except BaseException:
        said = ""
    return names[:8], said[:4000]
