"""Objects of a check that an answer is handed and may ask, while they stay here: training that is planted, say.

An answer can call them, take their public attributes and items, and hand them back; what it is told is plain data,
or another such object. They are made for a single check, so that nothing is lost where one is spoilt.
"""

import re
from types import BuiltinMethodType, FunctionType, MethodType

from utils.classroom.inside import wire

MOST = 100_000  # questions of one call
VIEWS = tuple(type(view) for view in ({}.keys(), {}.values(), {}.items(), iter({}), iter([])))
OPERATIONS = {
    "call": lambda thing, given, options: thing(*given, **options),
    "attribute": lambda thing, given, options: getattr(thing, _public(*given)),
    "item": lambda thing, given, options: thing[given[0]],
    "items": lambda thing, given, options: list(thing),
    "length": lambda thing, given, options: len(thing),
    "holds": lambda thing, given, options: given[0] in thing,
}


def _public(name):
    if not re.fullmatch(r"[a-zA-Z]\w*", name):
        raise AttributeError(name)
    return name


def is_thing(value):
    """Whether a value is an object or a function of a check, or a method of one; named tuples cross as they are."""
    owner = value.__self__ if isinstance(value, MethodType | BuiltinMethodType) else value
    made = owner if isinstance(owner, FunctionType) else type(owner)
    return made.__module__.startswith("utils.checks.") and not hasattr(made, "_fields")


class Packer(wire.Packer):
    """A Packer that leaves the objects of a check where they are, in `things`, and sends their number."""

    def __init__(self, things, extra):
        super().__init__(extra)
        self.things = things

    def pack(self, value, depth=0):
        if not is_thing(value):
            return super().pack(value, depth)
        place = next((place for place, one in enumerate(self.things) if one is value), len(self.things))
        self.things[place:] = [value] if place == len(self.things) else self.things[place:]
        return ["thing", place]


def told(things, packer, number, operation, given, options):
    """Return the JSON of what the object of that number answers: a value, or the error that it raises."""
    try:
        value = OPERATIONS[operation](things[number], given, options)
        return ["returned", packer.pack(list(value) if isinstance(value, VIEWS) else value)]
    except Exception as error:
        return ["raised", type(error).__name__, str(error)[:1000]]
