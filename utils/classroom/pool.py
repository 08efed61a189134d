"""Several judges at once, each a process of its own that grades one submission after the other."""

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import wait

import psutil

from utils.classroom import marking

LONGEST = 400  # seconds for one exercise, beyond all limits of its worker
MOST_MEMORY = 6 << 30  # bytes of one judge: the nets of answers are made again in it
MOST_SKIPPED = 20  # exercises of one submission that end a judge
MANY = 40  # submissions, after which a judge is replaced, so that its memory stays flat


def graded(submissions, place, jobs=1, seed=0):
    """Yield the record of each Submission as it ends."""
    waiting, judges = [Task(one) for one in reversed(submissions)], []
    try:
        while waiting or any(one.task for one in judges):
            judges = [one for one in judges if one.is_useful()]
            while len(judges) < min(jobs, len(waiting) + sum(bool(one.task) for one in judges)):
                judges.append(Judge(place, seed))
            for one in judges:
                if waiting and one.task is None:
                    one.take(waiting.pop())
            yield from _ended(judges, waiting)
    finally:
        for one in judges:
            one.end()


def _ended(judges, waiting):
    """Yield the records that have come in; what ended its judge waits again, without the exercise that did."""
    busy = {one.connection: one for one in judges if one.task}
    for connection in wait(list(busy), timeout=1):
        record = busy.pop(connection).heard()
        if record is not None:
            yield record
    for one in [*busy.values(), *(one for one in judges if one.task and not one.process.is_alive())]:
        if one.task and (one.takes_too_much() or not one.process.is_alive()):
            task, one.task = one.task, None
            one.end()
            if len(task.skipped) < MOST_SKIPPED and task.at not in task.skipped:
                task.skipped.add(task.at)
                waiting.append(task)
            else:
                yield marking.failed(task.submission, "its judge ended again and again", one.place.sandboxed)


class Task:
    """One submission: the exercise that its judge is `at`, and those that ended a judge before."""

    def __init__(self, submission):
        self.submission, self.at, self.skipped = submission, None, set()


class Judge:
    """One process that grades; `task` is what it is at, or None."""

    def __init__(self, place, seed):
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, place, seed), daemon=True)
        self.process.start()
        other.close()
        self.place, self.task, self.since, self.taken = place, None, 0.0, 0

    def take(self, task):
        self.task, self.since, self.taken = task, time.monotonic(), self.taken + 1
        task.at = None
        self.connection.send((task.submission, task.skipped))

    def heard(self):
        """Return the record that has come in; None where it was the name of the next exercise, or the end."""
        try:
            said = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            return None
        if isinstance(said, dict):
            self.task = None
            return said
        self.task.at, self.since = said, time.monotonic()
        return None

    def takes_too_much(self):
        try:
            memory = psutil.Process(self.process.pid).memory_info().rss
        except psutil.Error:
            return True
        return memory > MOST_MEMORY or time.monotonic() - self.since > LONGEST

    def is_useful(self):
        if self.task is None and (self.taken >= MANY or not self.process.is_alive()):
            self.end()
            return False
        return True

    def end(self):
        self.connection.close()
        self.process.terminate()
        self.process.join()


def serve(connection, place, seed):
    """Grade what comes in until nothing more does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    while True:
        try:
            submission, skipped = connection.recv()
            connection.send(_record(submission, place, seed, skipped, connection.send))
        except (EOFError, OSError):
            return


def _record(submission, place, seed, skipped, tell):
    try:
        return marking.record_of(place, submission, seed, skipped, tell)
    except Exception as error:
        return marking.failed(submission, type(error).__name__, place.sandboxed)
