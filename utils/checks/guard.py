"""Run something of the learner's in this process, with a time limit that nothing swallows.

An alarm raises Stop inside the running code. Code that catches every exception would live on, so the alarm also
sets a trap: from then on each line of the learner's raises again, also in an `except` or a `finally`, until the
code has been left. Lines of libraries do not, as they put back what they changed: TensorFlow stopped amid a graph
would record no gradient ever after. Two things remain out of reach, an endless call inside C and other threads,
which is why `apart` is preferred where it can be used.
"""

import _thread
import contextlib
import os
import signal
import sys
import sysconfig
import threading
from pathlib import Path

PACKAGE = str(Path(__file__).parent)
INSTALLED = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
LIBRARIES = ("<frozen ", *(f"{folder}{os.sep}" for folder in (Path(__file__).parents[1], *INSTALLED)))
ALARM = getattr(signal, "SIGALRM", None) or signal.SIGBREAK  # Windows has no alarm
REPEAT = 0.2  # seconds between alarms, should one fall on deaf ears
PATIENCE = 5  # alarms until a call into a library is stopped halfway

handle, interrupt = signal.signal, _thread.interrupt_main  # kept, as an answer finds other things in their place
set_timer = getattr(signal, "setitimer", None)


class Stop(BaseException):
    """Ends an answer. Not an Exception, so that an ordinary `except` lets it through."""


class TimeLimit(Stop):
    """The time is up."""


class Interrupted(Stop):
    """The learner pressed stop; told apart from a KeyboardInterrupt that an answer raises itself."""


def call(work, seconds):
    """Return work(); raise TimeLimit in it after `seconds`, and Interrupted on Ctrl-C, until it is left.

    Code of this package is never interrupted, so that it can put back what it changed. Signals reach the main
    thread alone: in another one there is no limit.
    """
    if not _hears_signals():
        return work()
    with _Limit(seconds):
        return next(work() for _ in (0,))  # a generator, as a trap can leave the state of exceptions in a mess


@contextlib.contextmanager
def late_ctrl_c():
    """Let Ctrl-C wait until the body, which must put back what it changed, has been left."""
    if not _hears_signals():
        yield
        return
    heard = []
    before = handle(signal.SIGINT, lambda *_: heard.append(True))
    try:
        yield
    finally:
        handle(signal.SIGINT, before or signal.SIG_DFL)
        if heard:
            raise KeyboardInterrupt


def _hears_signals():
    return threading.current_thread() is threading.main_thread()


class _Limit:
    def __init__(self, seconds):
        self.seconds, self.due, self.rings = seconds, None, 0
        self.left = self.struck = False
        self.thread = _thread.get_ident()

    def __enter__(self):
        self.outside, self.traced = sys._getframe(1), sys.gettrace()
        self.before = [(number, handle(number, self._ring)) for number in (signal.SIGINT, ALARM)]
        self.take_back = _alarm(self.seconds)

    def __exit__(self, kind, *_):
        self.left = True
        self.take_back()
        sys.settrace(self.traced)
        for number, handler in self.before:
            handle(number, handler or signal.SIG_DFL)
        if self.due is Interrupted or self.struck:
            raise self.due
        if self.due is None and kind and issubclass(kind, Stop):
            raise SystemExit  # it was not this limit that raised it

    def _ring(self, number, frame):
        if number == signal.SIGINT or self.due is None:
            self.due = Interrupted if number == signal.SIGINT else TimeLimit
            if set_timer and not self.left:
                set_timer(signal.ITIMER_REAL, REPEAT, REPEAT)
        self.set_trap(frame)
        self.rings += 1
        spared = _ours if not set_timer or self.rings % PATIENCE == 0 else _spared
        if not self.left and not spared(frame):
            self.strike()

    def strike(self):
        """Raise, and remember it: some library may make another error of this one."""
        self.struck = True
        raise self.due

    def set_trap(self, frame):
        """Set a trap in `frame` and all frames that led to it, and in those to come."""
        if self.left or _thread.get_ident() != self.thread:
            return
        while frame is not None and frame is not self.outside:
            if frame.f_trace is None and not _spared(frame):
                frame.f_trace = _Trap(self)
            frame = frame.f_back
        sys.settrace(self._on_call)

    def _on_call(self, frame, event, argument):
        return None if self.left or _spared(frame) else _Trap(self)


class _Trap:
    """What a frame calls for each of its lines. Python drops a trap that has raised, which then sets the next."""

    def __init__(self, limit):
        self.limit = limit

    def __call__(self, frame, event, argument):
        limit = self.limit
        if event == "line" and not limit.left:
            del self  # or the traceback would hold it
            limit.strike()
        return self

    def __del__(self):
        self.limit.set_trap(sys._getframe(1))


def _ours(frame):
    return frame is None or frame.f_code.co_filename.startswith(PACKAGE)


def _spared(frame):
    while frame and frame.f_code.co_filename == "<string>":  # as in a namedtuple, and in an answer run by exec
        frame = frame.f_back
    return _ours(frame) or frame.f_code.co_filename.startswith(LIBRARIES)


def _alarm(seconds):
    """Send ALARM to the main thread after `seconds`; return what takes it back."""
    if set_timer:
        left = set_timer(signal.ITIMER_REAL, seconds, REPEAT)
        return lambda: set_timer(signal.ITIMER_REAL, *left)
    timer = threading.Timer(seconds, interrupt, [ALARM])
    timer.start()
    return timer.cancel
