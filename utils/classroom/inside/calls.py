"""Requests of the judge, and the answers: a name is looked up, or called with the arguments sent along."""

import contextlib
import io
import re
import traceback
import types
from collections import namedtuple
from functools import partial

import generators
import wire
from models import Handed, Numbers, Told
from things import Thing, error_of
from wire import np

MOST_PRINTED = 400
ENOUGH, MANY = 16 << 20, 1 << 16  # bytes of arrays, and other values, in one reply


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

    def __init__(self, namespace, pipe):
        self.namespace, self.pipe, self.kept, self.traced = namespace, pipe, [], {}
        self.numbers = Numbers()

    def answer(self, body, arrays):
        """Return (packer, body of the reply) to a request."""
        kind, *given = body
        if kind == "still there":
            return wire.Packer(), []
        if kind == "look":
            return self._look(*given)
        call = Call(arrays, self.pipe, Handed(self._keep, self.numbers))
        if kind == "probe":
            return call.of(self._probe(given[0], given[1]), *given[2:])
        if kind in ("model", "layer"):
            return call.of(partial(getattr(self, f"_{kind}"), given[0]), *given[1:])
        return call.of(lambda *some, **options: self.namespace[given[0]](*some, **options), *given[1:])

    def _keep(self, thing):
        """Return the number of what stays here."""
        self.kept.append(thing)
        return len(self.kept) - 1

    def _model(self, number, shapes):
        """Return what is Told of a model that takes arrays of these shapes."""
        import opened

        model, handed = self.kept[number]
        opened.run(model, shapes)
        return Told(model, opened.symbols(shapes), handed)

    def _layer(self, number, given, training, weights, graph):
        """Call a layer that stayed on arrays; those with the same number of a `graph` share one tf.function."""
        import opened

        layer = self.kept[number]
        if graph is not None:
            layer = self.traced.setdefault((number, graph, training), opened.in_a_graph(layer))
        return opened.asked(self.kept[number], layer, given, training, weights)

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
    """One request: its arrays, what came back of each of its calls, and what became of the arguments."""

    def __init__(self, arrays, pipe, handed):
        self.arrays, self.pipe, self.changed = arrays, pipe, {}
        self.generators, self.handed = [], handed

    def of(self, function, given, options, times):
        """Return (packer, body of the reply) to `times` calls, or as many as fit into a frame, up to an error."""
        packer, printed, replies = wire.Packer(self._extra), Printed(), []
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(Printed()):
            while len(replies) < times and packer.size < ENOUGH and packer.values < MANY:
                replies.append(self._once(packer, function, given, options))
                if replies[-1][0] == "raised":
                    break
        changed = [[number, packer.array(now)] for number, now in self.changed.items()]
        states = [generators.state_of(one) for one in self.generators]
        handed, made = self.handed.changes(packer), self.handed.all_made(packer)
        return packer, [replies, printed.kept, changed, states, handed, made]

    def _once(self, packer, function, given, options):
        arrays = [one.copy() for one in self.arrays]
        for copy, one in zip(arrays, self.arrays, strict=True):
            copy.flags.writeable = one.flags.writeable
        self.met = 0
        try:
            unpacker = wire.Unpacker(arrays, self._tags())
            return ["returned", packer.pack(function(*unpacker.unpack(given), **unpacker.unpack(options)))]
        except BaseException as error:
            return ["raised", *_told(error)]
        finally:
            for number, (was, now) in enumerate(zip(self.arrays, arrays, strict=True)):
                if not np.array_equal(was, now, equal_nan=was.dtype.kind == "f"):
                    self.changed[number] = now

    def _tags(self):
        return {
            "generator": lambda un, *state: self._generator(state),
            "model": self.handed.take_model,
            "tensor": self.handed.take_symbol,
            "thing": lambda un, number: Thing(self._ask, number),
            "namespace": lambda un, pairs: types.SimpleNamespace(
                **{name: un.unpack(value) for name, value in pairs}
            ),
            "record": lambda un, name, fields, values: namedtuple(name, fields)(*un.each(values, 0)),
        }

    def _generator(self, state):
        """Return the generator of that place in the arguments: the same one in each call."""
        if self.met == len(self.generators):
            self.generators.append(generators.generator_from(*state))
        self.met += 1
        return self.generators[self.met - 1]

    def _ask(self, number, operation, given, options):
        """Return what an object of the judge's says, or raise its error."""
        packer = wire.Packer(self._extra)
        question = ["asks", number, operation, packer.pack(list(given)), packer.pack(options)]
        (_, how, *told), arrays = self.pipe.ask(packer, question)
        if how == "raised":
            raise error_of(*told)
        return wire.Unpacker(arrays, self._tags()).unpack(told[0])

    def _extra(self, packer, value, depth):
        if type(value) is Thing:
            return (["thing", value._number],)
        if isinstance(value, tuple):
            return (packer.pack(tuple(tuple.__iter__(value)), depth),)
        packed = self.handed.pack(packer, value)
        return None if packed is None else (packed,)


def _told(error):
    """Return (names of the error's kinds, what it says, the package that raised it: Keras, TensorFlow or "")."""
    names = [one.__name__ for one in type(error).__mro__ if issubclass(one, BaseException)]
    try:
        said = "".join(str.__iter__(str(error)))
    except BaseException:
        said = ""
    return names[:8], said[:4000], _package(error)


def _package(error):
    *_, (frame, _) = traceback.walk_tb(BaseException.__dict__["__traceback__"].__get__(error))
    found = re.search(r"site-packages.(keras|tensorflow)", frame.f_code.co_filename)
    return found[1] if found else ""
