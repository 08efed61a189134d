"""Run a check in a process of its own, forked from this one (Linux).

Whatever the answer does there, exit, crash, fill the memory, loop inside C or patch a library, ends with that
process. A fork takes milliseconds and pickles nothing, so the answer may be any object of the notebook. It
cannot be used for answers that compute with TensorFlow, whose threads do not survive a fork, and on macOS and
Windows; `guard` serves there.
"""

import contextlib
import json
import os
import select
import signal
import sys
import time
import warnings
from functools import partial
from types import FunctionType, MethodType, ModuleType

MEMORY = 4 << 30  # bytes that an answer may take on top of what the notebook holds
TENSORFLOW = {"tensorflow", "keras"}
DONE, TIMEOUT, DIED = "done", "timeout", "died"


def possible(answer):
    """Whether `answer` can be run in a fork of this process."""
    return sys.platform == "linux" and not ("tensorflow" in sys.modules and _reaches_tensorflow(answer))


def _reaches_tensorflow(answer, within=None):
    """Whether the code of `answer`, or a function beside it that it names, mentions TensorFlow or Keras."""
    if type(answer) is ModuleType:
        return answer.__name__.split(".")[0] in TENSORFLOW
    if type(answer) in (partial, MethodType):
        return _reaches_tensorflow(answer.func if type(answer) is partial else answer.__func__, within)
    if type(answer) is not FunctionType:
        own_call = type.__getattribute__(type(answer), "__dict__").get("__call__")
        return type(own_call) is FunctionType and _reaches_tensorflow(own_call, within)
    seen = set() if within is None else within
    if answer.__code__ in seen or len(seen) > 50:
        return False
    seen.add(answer.__code__)
    names = set(answer.__code__.co_names)
    named = [answer.__globals__.get(name) for name in names] + _closed_over(answer)
    return bool(names & TENSORFLOW) or any(
        _reaches_tensorflow(one, seen)
        for one in named
        if type(one) is ModuleType or (type(one) is FunctionType and one.__globals__ is answer.__globals__)
    )


def _closed_over(function):
    contents = []
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):  # a cell may still be empty
            contents.append(cell.cell_contents)
    return contents


def run(work, seconds):
    """Call `work(send)` in a fork; return (everything it sent, how it ended: DONE, TIMEOUT or DIED).

    What is sent must be plain data (JSON). Ctrl-C here ends the fork and is raised again.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns of forks beside threads; ours calls no thread
        child = os.fork()
    if child == 0:
        _be_the_child(work, reading, writing)
    os.close(writing)
    try:
        return _listen(reading, time.monotonic() + seconds)
    finally:
        os.close(reading)
        _end(child)


def _be_the_child(work, reading, writing):
    try:
        os.close(reading)
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_memory()
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        itself = os.getpid()

        def send(record):
            if os.getpid() != itself:
                os._exit(1)  # a fork that the answer made itself
            os.write(writing, json.dumps(record).encode() + b"\n")

        work(send)
        send(DONE)
    finally:
        os._exit(0)


def _limit_memory():
    import resource

    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(reading, deadline):
    """Collect records until the child says DONE, falls silent for good, or the time is up."""
    heard, records = b"", []
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        chunk = os.read(reading, 1 << 16)
        if not chunk:
            return records, DIED
        *lines, heard = (heard + chunk).split(b"\n")
        for line in lines:
            record = json.loads(line)
            if record == DONE:
                return records, DONE
            records.append(record)
    return records, TIMEOUT


def _end(child):
    """Kill the child and all that it started."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
