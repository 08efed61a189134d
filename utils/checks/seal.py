"""Keep the ground on which a check stands: Python's and NumPy's functions, and the code of the checks.

An answer may put something else in their place, by accident or to pass. What it changed is put back, and a change
of the checks themselves is noticed. This is no wall against somebody who reads these files, since in the end an
answer and its check share a process; a class report therefore judges answers over a pipe.
"""

import builtins
import sys
import warnings
from types import FunctionType, ModuleType

import numpy as np

OURS = ("utils.checks",)


def ground():
    """Return a function that puts back Python's and NumPy's functions, and the filters of warnings, of now.

    Some modules alone take less time: NumPy's 600 names more than many a call of an answer.
    """
    kept = {one: (vars(one).update, dict(vars(one))) for one in (builtins, np)}
    filters = warnings.filters[:]

    def put_back(*modules):
        for module in modules or kept:
            update, before = kept[module]
            update(before)
        if warnings.filters != filters:
            warnings.filters[:] = filters

    return put_back


class Seal:
    """The code of the checks as it was when the seal was made."""

    def __init__(self):
        modules = [one for name, one in list(sys.modules.items()) if name.startswith(OURS) and one is not None]
        inside = [value for one in modules for value in vars(one).values() if _is_ours(value)]
        owners = {id(one): one for one in (*modules, *inside)}.values()
        self.kept = [(one, _lasting(one)) for one in owners]
        functions = {value for _, kept in self.kept for value in kept.values() if type(value) is FunctionType}
        self.codes = [(one, _code(one)) for one in functions]

    def broken(self):
        """Whether something was changed; all of it is put back."""
        changed = [
            (one, name, value)
            for one, kept in self.kept
            for name, value in kept.items()
            if vars(one).get(name, kept) is not value
        ]
        for one, name, value in changed:
            _put(one, name, value)
        recoded = [(one, code) for one, code in self.codes if _code(one) != code]
        for one, code in recoded:
            one.__code__, one.__defaults__, one.__kwdefaults__ = code
        return bool(changed or recoded)


def _code(function):
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _is_ours(value):
    kind = value if issubclass(type(value), type) else type(value)
    return getattr(kind, "__module__", "").startswith(OURS) and hasattr(value, "__dict__")


def _lasting(one):
    """Return the names of a module, class or object that are meant to stay, with what they stand for.

    What an exercise remembers of its learner begins with an underscore.
    """
    if issubclass(type(one), type | ModuleType):
        return dict(vars(one))
    return {name: value for name, value in vars(one).items() if not name.startswith("_")}


def _put(one, name, value):
    if issubclass(type(one), type):
        setattr(one, name, value)
    else:
        vars(one)[name] = value
