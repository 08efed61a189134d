"""Let something of the learner's run without a word on the screen, and without the means to end the process."""

import _thread
import builtins
import contextlib
import gc
import os
import random
import signal
import sys
import warnings
from functools import partial

import numpy as np

from utils.checks.seal import ground

WAYS_OUT = {  # of the process, into a second one, of its connections, and of the time limit
    os: ("abort", "closerange", "execv", "execve", "fork", "forkpty", "kill", "killpg"),
    signal: ("alarm", "pthread_kill", "pthread_sigmask", "raise_signal", "setitimer", "signal"),
    _thread: ("interrupt_main",),
}


@contextlib.contextmanager
def quiet(apart=False):
    """Swallow warnings and whatever is printed or displayed; refuse to end the process or to wait for a keyboard.

    `apart`: in a process of its own, which may end, but not take others with it. Yields a Notepad with the first
    lines that Python code printed.
    """
    notepad = Notepad()
    with contextlib.ExitStack() as stack:
        null = stack.enter_context(open(os.devnull, "w"))
        for put_back, *state in _state():
            stack.callback(put_back, *state)
        stack.enter_context(np.errstate(all="ignore"))
        stack.enter_context(_descriptors_to(null))
        stack.enter_context(contextlib.redirect_stdout(notepad))
        stack.enter_context(contextlib.redirect_stderr(null))
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        stack.enter_context(_instead(os, "_exit", _for_children_alone(os._exit)))
        for owner, names in ({os: ("kill", "killpg")} if apart else WAYS_OUT).items():
            for name in filter(partial(hasattr, owner), names):
                stack.enter_context(_instead(owner, name, _only_itself(getattr(owner, name)) if apart else _leave))
        stack.enter_context(_instead(builtins, "input", _no_keyboard))
        stack.enter_context(_instead(sys, "setrecursionlimit", _not_too_deep(sys.setrecursionlimit)))
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        if shell is not None:
            from IPython.utils.capture import capture_output

            stack.enter_context(_instead(shell, "ask_exit", _leave))
            stack.enter_context(capture_output(stdout=False, stderr=False, display=True))
        yield notepad


@contextlib.contextmanager
def _instead(owner, name, value):
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _leave(*_, **__):
    raise SystemExit


def _for_children_alone(end):
    """Let a process that an answer has made end at once; this one goes on with its check."""
    own = os.getpid()
    return lambda status: end(status) if os.getpid() != own else _leave()


def _not_too_deep(set_limit, most=10_000):
    return lambda limit: set_limit(min(limit, most))


def _only_itself(kill):
    return lambda process, number: kill(process, number) if process in (0, os.getpid()) else _leave()


def _no_keyboard(*_):
    raise EOFError("a check types nothing, so input() gets no line")


def _state():
    """Yield what an answer may change without meaning to: a function that puts it back, and its arguments."""
    yield _go_back_to, os.getcwd()
    yield _fill_again, os.environ, dict(os.environ)
    yield _fill_again, sys.path, sys.path[:]
    yield _fill_again, gc.callbacks, gc.callbacks[:]
    yield _put_modules_back, dict(sys.modules)
    yield sys.setprofile, sys.getprofile()
    yield (ground(),)
    yield np.random.set_state, np.random.get_state()
    yield random.setstate, random.getstate()
    yield sys.setrecursionlimit, sys.getrecursionlimit()


def _fill_again(holder, before):
    if holder != before:
        holder.clear()
        (holder.update if isinstance(before, dict) else holder.extend)(before)


def _put_modules_back(before):
    for name, module in before.items():
        if sys.modules.get(name) is None:
            sys.modules[name] = module


def _go_back_to(folder):
    with contextlib.suppress(OSError):
        os.chdir(folder)


@contextlib.contextmanager
def _descriptors_to(null):
    _flush()
    saved = [os.dup(number) for number in (1, 2)]
    try:
        for number in (1, 2):
            os.dup2(null.fileno(), number)
        yield
    finally:
        _flush()
        for number, copy in zip((1, 2), saved, strict=True):
            os.dup2(copy, number)
            os.close(copy)


def _flush():
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()


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
