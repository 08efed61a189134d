"""Run something of the learner's in this process, with a time limit that nothing swallows.

An alarm raises TimeLimit inside the running code. Code that catches every exception would live on, so the
alarm also sets a trap: from then on each line and each call outside of this package raises again, also inside
an `except` or `finally`, until the code has been left. What remains out of reach is one endless call inside C,
which is why `apart` is preferred where it can be used.
"""

import _thread
import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

PACKAGE = str(Path(__file__).parent)
REPEAT = 0.2  # seconds between alarms, should one fall on deaf ears


class TimeLimit(BaseException):
    """The time is up. Not an Exception, so that an ordinary `except` lets it through."""


class Interrupted(BaseException):
    """The learner pressed stop; told apart from a KeyboardInterrupt that an answer raises itself."""


STOP = (TimeLimit, Interrupted)


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeLimit in the body after `seconds`, again and again until the body is left."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    traced, on_stop = sys.gettrace(), signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, _stop)
        with _alarm(seconds):
            yield
    finally:
        sys.settrace(traced)
        signal.signal(signal.SIGINT, on_stop)


def _stop(signum, frame):
    raise Interrupted


@contextlib.contextmanager
def _alarm(seconds):
    """Call `_time_is_up` in the main thread after `seconds`, on POSIX by an alarm that also ends a sleep."""
    if hasattr(signal, "setitimer"):
        before = signal.signal(signal.SIGALRM, _time_is_up)
        signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    else:
        before = signal.signal(signal.SIGBREAK, _time_is_up)
        timer = threading.Timer(seconds, _thread.interrupt_main, [signal.SIGBREAK])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            signal.signal(signal.SIGBREAK, before)


def _ours(frame):
    return frame.f_code.co_filename.startswith(PACKAGE)


def _time_is_up(signum, frame):
    if frame is None or _ours(frame):
        raise TimeLimit
    while frame is not None and not _ours(frame):
        frame.f_trace = _trap
        frame = frame.f_back
    sys.settrace(_trap)
    raise TimeLimit


def _trap(frame, event, argument):
    if _ours(frame):
        return None
    if event in ("call", "line"):
        raise TimeLimit
    return _trap


def disarm():
    """Take the trap away; called by whoever catches TimeLimit."""
    sys.settrace(None)


@contextlib.contextmanager
def quiet():
    """Swallow what is printed, from Python and from C, and turn an exit of the process into SystemExit.

    Yields a Notepad with the first lines that Python code printed.
    """
    notepad = Notepad()
    folder, exits = os.getcwd(), os._exit
    with contextlib.ExitStack() as stack:
        null = stack.enter_context(open(os.devnull, "w"))
        stack.enter_context(_descriptors_to(null))
        stack.enter_context(contextlib.redirect_stdout(notepad))
        stack.enter_context(contextlib.redirect_stderr(null))
        stack.enter_context(_no_exit())
        try:
            yield notepad
        finally:
            os._exit = exits
            os.chdir(folder)


@contextlib.contextmanager
def _descriptors_to(null):
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    saved = [os.dup(number) for number in (1, 2)]
    try:
        for number in (1, 2):
            os.dup2(null.fileno(), number)
        yield
    finally:
        for number, copy in zip((1, 2), saved, strict=True):
            os.dup2(copy, number)
            os.close(copy)


@contextlib.contextmanager
def _no_exit():
    """`exit()` in a notebook asks the kernel to stop, and os._exit ends it: both raise SystemExit instead."""

    def leave(*_):
        raise SystemExit

    os._exit = leave
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        yield
        return
    shell.ask_exit = leave
    try:
        yield
    finally:
        del shell.ask_exit


class Notepad:
    """A stdout that keeps the first characters and forgets the rest."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, limit=400):
        self.kept, self.limit = "", limit

    def write(self, words):
        if len(self.kept) < self.limit:
            self.kept += str(words)[: self.limit - len(self.kept)]
        return len(words)

    def flush(self):
        pass

    def isatty(self):
        return False

    def close(self):
        pass
