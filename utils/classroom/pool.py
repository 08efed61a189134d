"""Several judges at once, each a process of its own that grades one submission after the other."""

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import wait

from utils.classroom import marking

LONGEST = 1800  # seconds for one submission, beyond all limits of its workers
MANY = 40  # submissions, after which a judge is replaced, so that its memory stays flat


def graded(submissions, place, jobs=1, seed=0):
    """Yield the record of each Submission as it ends."""
    waiting, judges = list(reversed(submissions)), []
    try:
        while waiting or any(one.submission for one in judges):
            judges = [one for one in judges if one.is_useful()]
            while len(judges) < min(jobs, len(waiting) + sum(bool(one.submission) for one in judges)):
                judges.append(Judge(place, seed))
            for one in judges:
                if waiting and one.submission is None:
                    one.take(waiting.pop())
            yield from _ended(judges)
    finally:
        for one in judges:
            one.end()


def _ended(judges):
    busy = {one.connection: one for one in judges if one.submission}
    for connection in wait(list(busy), timeout=1):
        yield busy.pop(connection).record()
    for one in busy.values():
        if time.monotonic() - one.since > LONGEST:
            yield one.give_up("it took too long")


class Judge:
    """One process that grades; `submission` is what it is at, or None."""

    def __init__(self, place, seed):
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, place, seed), daemon=True)
        self.process.start()
        other.close()
        self.place, self.submission, self.since, self.taken = place, None, 0.0, 0

    def take(self, submission):
        self.submission, self.since, self.taken = submission, time.monotonic(), self.taken + 1
        self.connection.send(submission)

    def record(self):
        try:
            record, self.submission = self.connection.recv(), None
        except (EOFError, OSError):
            return self.give_up("its process ended")
        return record

    def give_up(self, reason):
        submission, self.submission = self.submission, None
        self.end()
        return marking.failed(submission, reason, self.place.sandboxed)

    def is_useful(self):
        if self.submission is None and (self.taken >= MANY or not self.process.is_alive()):
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
            submission = connection.recv()
            connection.send(_record(submission, place, seed))
        except (EOFError, OSError):
            return


def _record(submission, place, seed):
    try:
        return marking.record_of(place, submission, seed)
    except Exception as error:
        return marking.failed(submission, type(error).__name__, place.sandboxed)
