"""Errors that an answer has met in a worker, made again here."""

import builtins
import re

KNOWN = {
    name: one for name, one in vars(builtins).items() if isinstance(one, type) and issubclass(one, BaseException)
}
LIBRARIES = ("keras", "tensorflow")
NEED_MORE = (BaseExceptionGroup, UnicodeError)  # than a text to be made from


def error_of(kinds, said):
    """Return an error that says `said`: of the kind kinds[0], or of that name and the nearest builtin kind."""
    name = re.sub(r"\W", "_", str(kinds[0])[:60]) if kinds else ""
    base = next((KNOWN[kind] for kind in kinds if kind in KNOWN), Exception)
    if issubclass(base, NEED_MORE):
        base = ValueError if issubclass(base, ValueError) else Exception
    kind = base if name == base.__name__ else _named(name, base)
    error = kind(said)
    return error if str(error) == said else _named(name, Exception)(said)


def raise_from(package, error):
    """Raise an error as if from a file of Keras or TensorFlow, where `package` is one of them: a check may ask."""
    if package not in LIBRARIES:
        raise error
    exec(compile("raise error", f"site-packages/{package}", "exec"), {"error": error})


def _named(name, base):
    return type(name or "Error", (base,), {"__str__": lambda error: str(error.args[0])})
