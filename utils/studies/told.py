"""Progress, run by run, in whichever process: a finished run leaves a file, and the files are counted."""

import threading
import time
from typing import NamedTuple

LOOK = 0.2  # seconds between two looks into the folder


class Done(NamedTuple):
    """What `watch` is told after every run: `done` of `runs`, kept ones too, and about how long the rest takes."""

    done: int
    runs: int
    seconds_left: float


class Teller:
    """Within `with`, calls `watch(Done)` once for each run that ends, from a thread; `count()` counts them."""

    def __init__(self, watch, count, runs):
        self.watch, self.count, self.runs = watch, count, runs
        self.began, self.kept = time.perf_counter(), count()
        self.told, self.over = self.kept, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        if self.watch is not None:
            self.thread.start()
        return self

    def __exit__(self, *problem):
        self.over.set()
        if self.thread.is_alive():
            self.thread.join()
        self._tell()
        if self.watch is not None and self.kept == self.runs:
            self.watch(Done(self.runs, self.runs, 0.0))

    def _look(self):
        while not self.over.wait(LOOK):
            self._tell()

    def _tell(self):
        """Tell of the runs that ended since; a `watch` that fails is told no more, for the study matters more."""
        try:
            while self.watch is not None and self.told < self.count():
                self.told += 1
                each = (time.perf_counter() - self.began) / (self.told - self.kept)
                self.watch(Done(self.told, self.runs, each * (self.runs - self.told)))
        except Exception as problem:
            self.watch = None
            print(f"The study goes on unwatched: watch failed with {type(problem).__name__}: {problem}")
