"""What stands in for an answer in the judge's process: each call crosses to the worker, plain data comes back."""

from types import SimpleNamespace

import numpy as np

from utils.checks.plain import Unusable
from utils.checks.probes import Elsewhere
from utils.classroom import rebuilt, things
from utils.classroom.errors import error_of
from utils.classroom.inside import generators, models, wire
from utils.classroom.not_plain import NOT_PLAIN, NotOutside

MOST_CHILDREN = 10_000


class Missing:
    """There is nothing of this name in the namespace."""


class Answer(Elsewhere):
    """A function of the submission. Calling it here runs it there."""

    def __init__(self, desk, name):
        self._desk, self._name = desk, name

    def __call__(self, *given, **options):
        return Call(self._desk).of(["call", self._name], given, options)

    def repeated(self, times):
        """Return what stands in for this answer during so many calls that differ in nothing."""
        return Repeated(self._desk, self._name, times)


Answer.__name__ = "function"  # what sentences call it


class Repeated:
    """The same call many times over: asked for at once, handed on one by one."""

    def __init__(self, desk, name, times):
        self._desk, self._what, self._left, self._replies = desk, ["call", name], times, []

    def __call__(self, *given, **options):
        if not self._replies:
            self._call = Call(self._desk)
            self._replies = self._call.all_of(self._what, given, options, max(self._left, 1))[::-1]
        elif self._call.changed:
            self._call.change([one for one in given if isinstance(one, np.ndarray)])
        self._left -= 1
        return self._call.unpacked(self._replies.pop())


class ClassThere(Elsewhere, type):
    """The type of what stands in for a class of the submission: calling it, and probing it, happens there."""

    def __call__(cls, *given, **options):
        return Call(cls.desk).of(["call", cls.there], given, options)

    def repeated(cls, times):
        """Return what stands in for this class during so many calls that differ in nothing."""
        return Repeated(cls.desk, cls.there, times)

    def probe(cls, name, given, options):
        """Return what the probe of that name finds out about the class, in the worker."""
        return Call(cls.desk).of(["probe", name, cls.there], given, options)


def found(desk, name):
    """Return what stands in for `name`: an Answer, a plain value, an object that is of no use, or Missing."""
    body, arrays = desk.ask(wire.Packer(), ["look", name])
    match body:
        case ["missing"]:
            return Missing
        case ["found", ["opaque", "callable", _]]:
            return Answer(desk, name)
        case ["found", ["opaque", "class", _]]:
            return ClassThere("Answer", (), {"desk": desk, "there": name})
        case ["found", packed]:
            call = Call(desk)
            call.arrays = arrays
            return call.value(packed)
    raise desk.gone("protocol")


class Call:
    """One call of something in the worker: its arguments, and what is to become of them."""

    def __init__(self, desk):
        self.desk, self.generators, self.models, self.symbols = desk, [], [], []
        self.arrays, self.changed, self.things = [], [], []

    def of(self, what, given, options):
        """Return what comes back, or raise the error that was met, as a builtin one."""
        return self.unpacked(self.all_of(what, given, options, 1)[0])

    def all_of(self, what, given, options, times):
        """Return the replies, still packed, to at most so many calls, and at least one."""
        packer = things.Packer(self.things, self._extra)
        request = [*what, packer.pack(list(given)), packer.pack(options), times]
        body, self.arrays = self._asked(packer, request)
        match body:
            case [[_, *_] as replies, str(printed), list(changed), list(states), list(handed)]:
                self.changed = changed
            case _:
                raise self.desk.gone("protocol")
        print(printed, end="")
        try:
            self.change(packer.arrays)
            _advance(self.generators, states)
            self._change_models(handed)
        except Exception:
            raise self.desk.gone("protocol") from None
        return replies[:times]

    def _asked(self, packer, request):
        """Return (body, arrays) of the reply; what the answer asks about objects of ours meanwhile is answered."""
        body, arrays = self.desk.ask(packer, request)
        for _ in range(things.MOST):
            match body:
                case ["asks", int(number), str(operation), given, options]:
                    given, options = (self.value(one, arrays) for one in (given, options))
                    packer = things.Packer(self.things, self._extra)
                    reply = things.told(self.things, packer, number, operation, given, options)
                    body, arrays = self.desk.ask(packer, ["told", *reply])
                case _:
                    return body, arrays
        raise self.desk.gone("timeout")

    def change(self, sent):
        """Put into the arrays that were sent what a call has changed in them."""
        for number, packed in self.changed:
            now, target = wire.Unpacker(self.arrays).unpack(packed), sent[number]
            if now.shape == target.shape and now.dtype == target.dtype and target.flags.writeable:
                target[...] = now

    def _extra(self, packer, value, depth):
        """Return the JSON of what crosses beyond plain data; raises NotOutside for what does not cross at all."""
        if isinstance(value, np.random.Generator):
            self.generators.append(value)
            return (["generator", *generators.state_of(value)],)
        if isinstance(value, SimpleNamespace):
            return (["namespace", [[name, packer.pack(one, depth + 1)] for name, one in vars(value).items()]],)
        if isinstance(value, tuple):
            values = [packer.pack(one, depth + 1) for one in value]
            return (["record", type(value).__name__, list(value._fields), values],)
        if models.is_symbol(value):
            self.symbols.append(value)
            return (["tensor", list(value.shape), value.dtype],)
        if models.is_model(value):
            self.models.append(value)
            history = getattr(getattr(value, "history", None), "history", None)
            words = None if history is None else packer.pack(history, depth + 1)
            return (["model", models.configuration(value), models.weights(packer, value), words],)
        raise NotOutside

    def _change_models(self, handed):
        """Give models that were handed in the weights that they have now in the worker."""
        for model, (weights, layers_changed) in zip(self.models, handed, strict=True):
            if weights is not None and not layers_changed:
                model.set_weights(rebuilt.arrays_of(wire.Unpacker(self.arrays), weights))

    # What came back

    def unpacked(self, reply):
        """Return the value of a reply, or raise the error in it."""
        match reply:
            case ["returned", packed]:
                return self.value(packed)
            case ["raised", list(kinds), str(said)]:
                raise error_of(kinds, said)
        raise self.desk.gone("protocol")

    def value(self, packed, arrays=None):
        """Return the value of what came back; raises NotOutside for what cannot be made again here."""
        tags = NOT_PLAIN | {
            "model": self._model,
            "made of": self._made_of,
            "given": lambda un, place: self.models[place],
            "thing": lambda un, place: self.things[place],
        }
        try:
            return wire.Unpacker(self.arrays if arrays is None else arrays, tags).unpack(packed)
        except Unusable:
            raise
        except rebuilt.NotStock:
            raise NotOutside from None
        except Exception:
            raise self.desk.gone("protocol") from None

    def _model(self, unpacker, config, weights, shared):
        model = rebuilt.model_from(config, rebuilt.arrays_of(unpacker, weights))
        rebuilt.share(model, self.models, shared)
        return model

    def _made_of(self, unpacker, config, weights):
        model = rebuilt.model_from(config, rebuilt.arrays_of(unpacker, weights))
        return rebuilt.applied(model, self.symbols)


def _advance(given, states):
    """Let the generators go on where the worker's have come to."""
    for rng, (_, state, _, _, children) in zip(given, states, strict=True):
        rng.bit_generator.state = generators.unhexed(state)
        seed = rng.bit_generator.seed_seq
        more = min(int(children), MOST_CHILDREN) - getattr(seed, "n_children_spawned", 0)
        if more > 0:
            seed.spawn(more)
