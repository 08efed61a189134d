"""What stands in for an answer in the judge's process: each call crosses to the worker, plain data comes back."""

import numpy as np

from utils.checks.probes import Elsewhere
from utils.classroom.crossing import Call
from utils.classroom.inside import wire


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
