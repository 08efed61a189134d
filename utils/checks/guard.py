"""Run something of the learner's in this process, with a time limit that nothing swallows.

An alarm raises TimeLimit inside the running code. Code that catches every exception would live on, so the
alarm also sets a trap: the next line or call outside of this package raises again, also inside an `except` or
`finally`. Python takes a trap away once it has raised, so a Stop that is swallowed sets it anew when it is
forgotten. Two things remain out of reach, an endless call inside C and other threads, which is why `apart` is
preferred where it can be used.
"""

import _thread
import signal
import sys
import threading
from pathlib import Path

PACKAGE = str(Path(__file__).parent)
REPEAT = 0.2  # seconds between alarms, should one fall on deaf ears


class Stop(BaseException):
    """Ends an answer. Not an Exception, so that an ordinary `except` lets it through."""

    limit = None

    def __del__(self):
        if self.limit is not None:
            self.limit.set_trap(sys._getframe(1))


class TimeLimit(Stop):
    """The time is up."""


class Interrupted(Stop):
    """The learner pressed stop; told apart from a KeyboardInterrupt that an answer raises itself."""


class time_limit:
    """`with time_limit(seconds):` raises TimeLimit in the body then, and Interrupted on Ctrl-C, until it is left.

    Code of this package is never interrupted, so that it can put back what it changed. Signals reach the main
    thread alone: in another one there is no limit.
    """

    def __init__(self, seconds):
        self.seconds, self.due, self.left = seconds, None, False
        self.active = _in_main_thread()

    def __enter__(self):
        self.outside = sys._getframe(1)
        if self.active:
            self.traced = sys.gettrace()
            self.on_stop = signal.signal(signal.SIGINT, lambda _, frame: self._stop(Interrupted, frame))
            self.take_back = _alarm(self.seconds, lambda _, frame: self._stop(TimeLimit, frame))

    def __exit__(self, *_):
        self.left = True
        if self.active:
            self.take_back()
            sys.settrace(self.traced)
            signal.signal(signal.SIGINT, self.on_stop or signal.SIG_DFL)
        self.outside = None
        if self.due is Interrupted:
            raise Interrupted

    def _stop(self, stop, frame):
        if self.due is not Interrupted:
            self.due = stop
        self.set_trap(frame)
        if not self.left and not _ours(frame):
            raise self._another()

    def set_trap(self, frame):
        """Let each line and each call of the body raise, from `frame` on, once it is due."""
        if self.left or self.due is None or not _in_main_thread():
            return
        while frame is not None and frame is not self.outside:
            if not _ours(frame):
                frame.f_trace = self._trap
            frame = frame.f_back
        sys.settrace(self._trap)

    def _trap(self, frame, event, argument):
        if self.left or _ours(frame):
            return None
        if event in ("call", "line"):
            raise self._another()
        return self._trap

    def _another(self):
        stop = self.due()
        stop.limit = self
        return stop


def _in_main_thread():
    return threading.current_thread() is threading.main_thread()


def _ours(frame):
    return frame is None or frame.f_code.co_filename.startswith(PACKAGE)


def _alarm(seconds, ring):
    """Call `ring` in the main thread after `seconds`; return what takes the alarm back."""
    if hasattr(signal, "setitimer"):  # POSIX: ends a sleep, too
        before = signal.signal(signal.SIGALRM, ring)
        left = signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)

        def take_back():
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, *left)

    else:
        before = signal.signal(signal.SIGBREAK, ring)
        timer = threading.Timer(seconds, _thread.interrupt_main, [signal.SIGBREAK])
        timer.start()

        def take_back():
            timer.cancel()
            signal.signal(signal.SIGBREAK, before or signal.SIG_DFL)

    return take_back
