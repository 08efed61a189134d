"""Run a check in a process of its own, forked from this one (Linux).

Whatever the answer does there, exit, crash, fill the memory, loop inside C or patch a library, ends with that
process. A fork takes milliseconds and pickles nothing, so the answer may be any object of the notebook. It
cannot be used for answers that compute with TensorFlow, whose threads do not survive a fork, and on macOS and
Windows; `guard` serves there.
"""

import contextlib
import gc
import json
import os
import select
import signal
import sys
import time
import warnings
from secrets import token_hex
from types import CodeType, FunctionType, ModuleType

from utils.checks.guard import late_ctrl_c

MEMORY = 4 << 30  # bytes that an answer may take on top of what the notebook holds
LINE = 1 << 20  # bytes of the longest record
TENSORFLOW = {"tensorflow", "keras"}
FREE_OF_IT = {"numpy", "scipy"}
DONE, TIMEOUT, DIED, SPOILT = "done", "timeout", "died", "spoilt"

leave = os._exit  # kept, lest an answer puts something else in its place
module_of = type.__dict__["__module__"].__get__  # of a class, without running code of its metaclass


def possible(answer):
    """Whether `answer` can be run in a fork of this process."""
    return sys.platform == "linux" and not ("tensorflow" in sys.modules and reaches_tensorflow(answer))


def reaches_tensorflow(answer, many=1000):
    """Whether TensorFlow or Keras is among the `many` nearest things that `answer` names, holds or is made of."""
    seen, ahead = set(), [answer]
    for one in ahead:
        if _home(one) in TENSORFLOW:
            return True
        if id(one) not in seen and len(seen) < many:
            seen.add(id(one))
            ahead += _within(one)
    return False


def _home(one):
    """Return the package that `one`, or its type, comes from; a text is the name of a module."""
    if type(one) is str:
        name = one
    elif type(one) is ModuleType:
        name = vars(one).get("__name__")
    else:
        name = one.__module__ if type(one) is FunctionType else module_of(one if _is_class(one) else type(one))
    return name.split(".")[0] if type(name) is str else ""


def _is_class(one):
    return issubclass(type(one), type)


def _within(one):
    """Return what `one` is made of, without running any of its code."""
    if type(one) is ModuleType or _home(one) in FREE_OF_IT or (_is_class(one) and _home(one) == "builtins"):
        return []
    if type(one) is FunctionType:
        names = list(_names(one.__code__))
        named = [one.__globals__.get(name) for name in names]
        return [*names, *named, one.__closure__, one.__defaults__, one.__kwdefaults__]
    return gc.get_referents(one)


def _names(code):
    """Yield the names that `code` uses, also in functions, comprehensions and imports within it."""
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _names(constant)


def run(work, seconds):
    """Call `work(send)` in a fork; return (everything it sent, how it ended: DONE, TIMEOUT, DIED or SPOILT).

    What is sent must be plain data (JSON). Ctrl-C here ends the fork and is raised again.
    """
    key = token_hex(8)  # begins each line, so that nothing else written into the pipe is taken for a record
    ends = os.pipe()
    with open(ends[0], "rb", 0) as reading, open(ends[1], "wb", 0) as writing:
        child = None
        try:
            with late_ctrl_c():  # or it could go on in two notebooks
                child = _fork()
                if child == 0:
                    _be_the_child(work, writing, key, seconds)
            writing.close()
            return _listen(reading, key, time.monotonic() + seconds)
        finally:
            if child is not None:
                with late_ctrl_c():
                    _end(child)


def _fork():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns of forks beside threads; ours calls no thread
        return os.fork()


def _be_the_child(work, writing, key, seconds):
    try:
        gc.freeze()  # or the collector would take down what belongs to threads that this process lacks
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)  # in case the notebook is killed meanwhile
        _let_go_of_files(writing.fileno())
        _limit_memory()
        itself = os.getpid()

        def send(record):
            if os.getpid() != itself:
                leave(1)  # a fork that the answer made itself
            writing.write(f"{key}{json.dumps(record)}\n".encode())

        work(send)
        send(DONE)
    finally:
        leave(0)


def _let_go_of_files(writing):
    """Put nothing in the place of each open file but `writing`: the notebook's connections are among them."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir("/proc/self/fd")):
        if number not in (null, writing):
            os.dup2(null, number)


def _limit_memory():
    import resource

    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = now + MEMORY if hard == resource.RLIM_INFINITY else min(now + MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(reading, key, deadline):
    """Collect records until the child says DONE, falls silent for good, or the time is up."""
    heard, records, waiting = b"", [], select.poll()
    waiting.register(reading, select.POLLIN)
    while (left := deadline - time.monotonic()) > 0:
        if not waiting.poll(left * 1000):
            break
        chunk = reading.read(1 << 16)
        if not chunk:
            return records, DIED
        *lines, heard = (heard + chunk).split(b"\n")
        for line in lines:
            if not line.startswith(key.encode()):
                return records, SPOILT
            record = json.loads(line[len(key) :])
            if record == DONE:
                return records, DONE
            records.append(record)
        if len(heard) > LINE:
            return records, SPOILT
    return records, TIMEOUT


def _end(child):
    """Kill the child and all that it started."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
