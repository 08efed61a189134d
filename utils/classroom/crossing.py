"""One call of something that lives in the worker: its arguments cross, and what comes back is made again here."""

from types import SimpleNamespace

import numpy as np

from utils.checks.plain import Unusable
from utils.classroom import rebuilt, things
from utils.classroom.errors import error_of, raise_from
from utils.classroom.inside import generators, models, wire
from utils.classroom.not_plain import NOT_PLAIN, NotOutside

MOST_CHILDREN = 10_000


class Call:
    """One call of something in the worker: its arguments, and what is to become of them."""

    def __init__(self, desk):
        self.desk, self.generators, self.models, self.symbols = desk, [], [], []
        self.arrays, self.changed, self.things, self.made = [], [], [], None
        self.handed_in = self.models

    def later(self):
        """Return a call about what came back of this one, and may hold models that were handed in."""
        call = Call(self.desk)
        call.handed_in = self.models
        return call

    def of(self, what, given, options):
        """Return what comes back, or raise the error that was met, as a builtin one."""
        return self.unpacked(self.all_of(what, given, options, 1)[0])

    def all_of(self, what, given, options, times):
        """Return the replies, still packed, to at most so many calls, and at least one."""
        if self.desk.busy:  # an object of ours, asked by the answer, asks the answer
            raise NotOutside
        packer = things.Packer(self.things, self._extra)
        request = [*what, packer.pack(list(given)), packer.pack(options), times]
        body, self.arrays = self._asked(packer, request)
        match body:
            case [[_, *_] as replies, str(printed), list(changed), list(states), list(handed), made]:
                self.changed, self.made = changed, made
            case _:
                raise self.desk.gone("protocol")
        print(printed, end="")
        try:
            self.change(packer.arrays)
            if states or handed:  # neither where the reply was too large to cross
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
                    self.desk.busy = True
                    given, options = (self.value(one, arrays) for one in (given, options))
                    packer = things.Packer(self.things, self._extra)
                    reply = things.told(self.things, packer, number, operation, given, options)
                    self.desk.busy = False
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
            return (self._packed_model(packer, value, depth),)
        raise NotOutside

    def _packed_model(self, packer, model, depth):
        try:
            config = models.configuration(model)
        except Exception:  # it holds layers that stay with the worker
            raise NotOutside from None
        self.models.append(model)
        history = getattr(getattr(model, "history", None), "history", None)
        words = None if history is None else packer.pack(history, depth + 1)
        return ["model", config, models.weights(packer, model), words]

    def _change_models(self, handed):
        """Give models that were handed in the weights and flags that they have now in the worker."""
        for model, (weights, layers_changed, trainable, replaced) in zip(self.models, handed, strict=True):
            if replaced is not False:  # no data tell what it does now
                raise NotOutside
            if weights is not None and not layers_changed:
                model.set_weights(rebuilt.arrays_of(wire.Unpacker(self.arrays), weights))
            if not layers_changed:
                rebuilt.set_trainable(model, trainable)

    # What came back

    def unpacked(self, reply):
        """Return the value of a reply, or raise the error in it."""
        match reply:
            case ["returned", packed]:
                return self.value(packed)
            case ["raised", list(kinds), str(said), str(package)]:
                raise_from(package, error_of(kinds, said))
        raise self.desk.gone("protocol")

    def value(self, packed, arrays=None):
        """Return the value of what came back; raises NotOutside for what cannot be made again here."""
        tags = NOT_PLAIN | {
            "model": self._model,
            "own": self._own,
            "told": self._told,
            "made": lambda un, place: self._all_made()[place],
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

    def _model(self, unpacker, config, weights, shared, numbers=()):
        model = rebuilt.model_from(config, rebuilt.arrays_of(unpacker, weights))
        rebuilt.share(model, self.models, shared)
        return rebuilt.with_known_layers(model, numbers, self.desk.layers) if numbers else model

    def _own(self, unpacker, number, name, told):
        from utils.classroom import retold

        return retold.model(self, unpacker, number, told)

    def _told(self, unpacker, told):
        from utils.classroom import retold

        if told is None:
            raise rebuilt.NotStock("it cannot be told")
        return retold.parts_of(self, unpacker, *told)

    def _all_made(self):
        """Return the list of all symbolic tensors that the call has made of those handed in."""
        if type(self.made) is not tuple:
            if type(self.made) is not list or self.made[:1] not in (["model"], ["own"], ["foreign"]):
                raise wire.Refused("nothing was made")
            model, given = self.value(self.made), self.symbols if len(self.symbols) > 1 else self.symbols[0]
            made = model.call(given) if self.made[0] == "model" else model(given)
            self.made = tuple(made) if isinstance(made, list | tuple) else (made,)
        return self.made


def _advance(given, states):
    """Let the generators go on where the worker's have come to."""
    for rng, (_, state, _, _, children) in zip(given, states, strict=True):
        rng.bit_generator.state = generators.unhexed(state)
        seed = rng.bit_generator.seed_seq
        more = min(int(children), MOST_CHILDREN) - getattr(seed, "n_children_spawned", 0)
        if more > 0:
            seed.spawn(more)
