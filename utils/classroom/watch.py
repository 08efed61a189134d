"""What ends a worker that takes too much: a thread that looks at all of its processes, a few times a second.

The judge itself waits for the worker's words alone, on every system: an ended worker has closed its pipe.
"""

import contextlib
import threading
import time
from typing import NamedTuple

import psutil

EVERY = 0.2  # seconds


class Limits(NamedTuple):
    """What the processes of one worker may take together."""

    exercise_cpu: float = 20  # seconds for one exercise, as in a notebook
    exercise_wall: float = 60  # sleeping costs no CPU, and a busy machine makes everything slow
    keras_cpu: float = 40  # more, where Keras may have to be imported first
    keras_wall: float = 120
    cells_cpu: float = 45  # for all cells, the import of Keras among them
    cells_wall: float = 120
    cells_run: float = 20  # after which cells contribute definitions alone; thrice that by the clock
    memory: int = 3 << 30
    processes: int = 64
    file: int = 64 << 20


class Watch(threading.Thread):
    """Watches a process and all that it starts; `over` names the limit that it went over, or None."""

    def __init__(self, process, limits):
        super().__init__(daemon=True)
        self.process, self.limits, self.over = process, limits, None
        self.tree = psutil.Process(process.pid)
        self.until, self.most_cpu, self.peak = float("inf"), float("inf"), 0
        self.done = threading.Event()

    def allow(self, cpu, wall):
        """From now on, let it take so many seconds."""
        self.most_cpu, self.until = self._cpu(self._all()) + cpu, time.monotonic() + wall

    def run(self):
        while not self.done.wait(EVERY):
            self.over = self._over()
            if self.over is not None:
                self.end()
                return

    def _over(self):
        everyone = self._all()
        if len(everyone) > self.limits.processes:
            return "processes"
        if self._memory(everyone) > self.limits.memory:
            return "memory"
        if time.monotonic() > self.until or self._cpu(everyone) > self.most_cpu:
            return "timeout"
        return None

    def _all(self):
        with contextlib.suppress(psutil.Error):
            return [self.tree, *self.tree.children(recursive=True)]
        return []

    def _cpu(self, everyone):
        return sum(sum(_asked(one, "cpu_times", (0,))[:4]) for one in everyone)

    def _memory(self, everyone):
        """Return the bytes held. What processes share counts once, which takes longer to find out."""
        held = sum(_asked(one, "memory_info", _Nothing).rss for one in everyone)
        if held > self.limits.memory:
            held = sum(_unshared(_asked(one, "memory_full_info", _Nothing)) for one in everyone)
        self.peak = max(self.peak, held)
        return held

    def end(self):
        """End all of its processes. In a sandbox, one that is started meanwhile ends with the first of them."""
        for one in self._all():
            with contextlib.suppress(psutil.Error):
                one.kill()

    def stop(self):
        self.done.set()
        if self is not threading.current_thread() and self.is_alive():
            self.join()


def _asked(process, question, otherwise):
    """Return what a process says to one of psutil's questions, or `otherwise` where it has ended meanwhile."""
    try:
        return getattr(process, question)()
    except psutil.Error:
        return otherwise


def _unshared(memory):
    return getattr(memory, "pss", memory.rss)


class _Nothing:
    rss = pss = 0
