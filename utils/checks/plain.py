"""From whatever an answer returns to a plain array, number or text, or one sentence that says why not."""

import re

from numpy import array as new_array  # by name, as an answer can put something else into np
from numpy import asarray, float64, generic, isfinite, ndarray

from utils.checks.guard import Stop

MANY = 1_000_000  # numbers that an answer of no stated shape may hold
NUMBERS = "fiub"  # float, signed, unsigned and bool: what a law can look at
class_name = type.__dict__["__name__"].__get__  # without running code of a metaclass
WRAPPED = re.compile(r"Exception encountered when calling \S+\s*(.*?)\s*Arguments received by", re.DOTALL)
NOT_OF_A_STUB = re.compile(r"symbolic|does not have a `")  # NotImplementedErrors of TensorFlow and of Keras

COMPLAINTS = {
    MemoryError: "Your answer asked for more memory than there is: build no larger arrays.",
    RecursionError: "Your answer calls itself without end: give the recursion an end.",
    SystemExit: "Your answer asked Python to stop: remove exit() and the like.",
}


class Unusable(Exception):
    """The answer cannot be looked at; the message is the sentence for the learner."""


def kind(value):
    """Name what `value` is, in a learner's words and without calling any of its own code."""
    if value is None:
        return "None"
    name = one_line(class_name(type(value)))
    if type(value) in (bool, int, float):
        return f"the number {value}" if abs(value) < 1e9 else "a very large number"
    if type(value) is str:
        return f"the text {one_line(value, 30)!r}"
    if issubclass(type(value), type):
        return "a class"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def printable(text):
    """Return `text` without colour codes, and with a blank for whatever else cannot be printed."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return "".join(one if one.isprintable() else " " for one in text)


def one_line(text, limit=160):
    """Return `text` as one line that can be printed, cut at `limit` characters."""
    text = " ".join(printable(_plainly(text)[: 20 * limit]).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def describe_error(error):
    """Return `error` as one line, whatever its own `__str__` does."""
    name = one_line(class_name(type(error)), 60)
    said = one_line(essence(error))
    return f"{name}: {said}" if said else name


def essence(error):
    """Return what `error` says, without the tales of their insides in which Keras and TensorFlow wrap it."""
    try:
        text = _plainly(error)
    except Stop:
        raise
    except BaseException:
        return ""
    text = text.rpartition("Exception encountered: ")[2]
    told = WRAPPED.findall(text)
    if told:
        return told[-1]
    return re.split(r"\n\s*\w+: ", text)[-1] if text.startswith("in user code:") else text


def _plainly(said):
    return str.__str__(str(said))


def unwritten(error):
    """Whether `error` is what an untouched stub raises."""
    return type(error) is NotImplementedError and not NOT_OF_A_STUB.search(essence(error))


def complaint(error):
    """Return the sentence about an error that a call of the answer has met."""
    if type(error) is Unusable:
        return one_line(error, 400)
    if unwritten(error):
        return "One path of your answer still raises NotImplementedError: write it too."
    known = (said for one, said in COMPLAINTS.items() if issubclass(type(error), one))
    return next(known, f"Your answer raised {describe_error(error)}")


def array(value, shape=None, instead="return the array itself", finite=True):
    """Return `value` as a float64 array of its own, of the given shape (None: any shape).

    Lists, NumPy arrays, numbers and tensors are welcome; raises Unusable with a sentence for all else. `instead`
    is the next step for one who returned something of another kind; `finite`: whether NaN is refused.
    """
    value = _as_it_is(value)
    if value is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if callable(value) or not _looks_numeric(value):
        raise Unusable(f"Expected numbers in an array, got {kind(value)}: {instead}.")
    try:
        found = asarray(value)
    except Exception as error:
        raise Unusable(f"Expected an array, got {kind(value)} that NumPy cannot read.") from error
    if shape is not None and found.shape != tuple(shape):
        raise Unusable(f"Expected an array of shape {tuple(shape)}, got {found.shape}: keep the shape.")
    if shape is None and found.size > MANY:
        raise Unusable(f"Expected a few numbers, got {found.size:,}: return only what is asked for.")
    if found.dtype.kind not in NUMBERS:
        raise Unusable(f"Expected numbers, got an array of {found.dtype}: return numbers only.")
    found = new_array(found, dtype=float64, subok=False)
    if finite and not isfinite(found).all():
        bad = int((~isfinite(found)).sum())
        raise Unusable(f"Expected finite numbers, got {bad} of {found.size} that are NaN or infinite.")
    return found


def number(value, what):
    """Return `value`, a number or an array of one, as a float; `what` names it in the sentence of an Unusable."""
    found = array(value, instead=f"return {what}")
    if found.size != 1:
        raise Unusable(f"Expected one number, got shape {found.shape}: return {what}.")
    return float(found.ravel()[0])


def _as_it_is(value):
    """Return a list or tuple of a type of its own, such as a named tuple, as a plain one."""
    kinds = [one for one in (list, tuple) if issubclass(type(value), one) and type(value) is not one]
    return kinds[0](kinds[0].__iter__(value)) if kinds else value


def _looks_numeric(value):
    if type(value) in (bool, int, float, list, tuple):
        return True
    return isinstance(value, ndarray | generic) or hasattr(type(value), "__array__")


def text(value):
    """Return `value` as a plain str; raises Unusable for anything else."""
    if not issubclass(type(value), str):
        raise Unusable(f'Expected a text such as "inconclusive", got {kind(value)}.')
    return str.__str__(value) if type(value) is str else "".join(str.__iter__(value))
