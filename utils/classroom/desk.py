"""One worker, as the judge sees it: it is sent a notebook's cells, then asked, and ended at last."""

import os
import subprocess
import time
from secrets import token_hex
from typing import NamedTuple
from weakref import WeakValueDictionary

from utils.checks.guard import Stop
from utils.classroom import sandbox
from utils.classroom.inside import wire
from utils.classroom.watch import Limits, Watch

SENTENCES = {
    "timeout": "Your answer did not finish within {exercise_cpu:g} s: look for a loop that never ends.",
    "memory": "Your answer took more memory than grading allows: build smaller arrays.",
    "processes": "Your answer starts processes without end: return the result, and start nothing.",
    "crashed": "Your answer ended the Python process: remove exit() and the like, and build smaller arrays.",
    "protocol": "Your answer wrote into the connection to the grader: return the result, and write nothing.",
}
AGAIN = 5  # starts, each without the cell that ended the one before


class Gone(Stop):
    """The worker has ended, or cannot be trusted to know what it was asked; `how` is a key of SENTENCES.

    A Stop, so that no law takes it for an error of the answer.
    """

    def __init__(self, how, limits=Limits()):  # noqa: B008
        super().__init__(how)
        self.how, self.sentence = how, SENTENCES[how].format(**limits._asdict())


class Place(NamedTuple):
    """Where workers run: the folder laid out for them, in a sandbox or not, and under which limits."""

    stage: os.PathLike
    sandboxed: bool = True
    limits: Limits = Limits()


class Desk:
    """A worker with the namespace of one notebook. Raises Gone wherever it can no longer be asked."""

    def __init__(self, place):
        self.limits, self.cell, self.left, self.ended = place.limits, None, 0.0, None
        self.busy = False  # it waits for what an object of the judge's says
        self.layers = WeakValueDictionary()  # those of the worker, by its number, as they were made again here
        command, variables, folder = sandbox.command(place.stage, place.sandboxed)
        self.process = subprocess.Popen(
            command,
            env=variables,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            bufsize=0,
        )
        self.watch = Watch(self.process, place.limits)
        self.watch.start()

    def fill(self, task):
        """Let it run the cells of a task; return [[cell, kind of error, text, names that it would bind]]."""
        self.watch.allow(self.limits.cells_cpu, self.limits.cells_wall)
        packer = wire.Packer()
        self.send(packer, packer.pack(task))
        while True:
            body, arrays = self.receive()
            match body:
                case ["cell", int(number)]:
                    self.cell = number
                case ["ready", errors]:
                    return _errors(wire.Unpacker(arrays).unpack(errors))
                case _:
                    raise self.gone("protocol")

    def allow_one_exercise(self, keras=False):
        """Let it take what one exercise may take; Keras has yet to be imported, perhaps."""
        self.watch.allow(self.limits.exercise_cpu + (self.limits.keras_cpu if keras else 0), float("inf"))
        self.left = self.limits.exercise_wall + (self.limits.keras_wall if keras else 0)

    def ask(self, packer, body):
        """Send a request; return (body, arrays) of the reply. Only the time of waiting counts for the worker.

        A reply begins with the word that its request began with: one that an answer has written is none.
        """
        if self.ended is not None:
            raise self.ended
        start, word = time.monotonic(), token_hex(8)
        self.watch.until = start + self.left
        self.send(packer, [word, *body])
        reply, arrays = self.receive()
        self.left -= time.monotonic() - start
        self.watch.until = float("inf")
        if type(reply) is not list or reply[:1] != [word]:
            raise self.gone("protocol")
        return reply[1:], arrays

    def is_quiet(self):
        """Raise Gone where more has come back than was asked for."""
        if self.ask(wire.Packer(), ["still there"])[0] != []:
            raise self.gone("protocol")

    def send(self, packer, body):
        whole = wire.frame(packer, body)
        try:
            self.process.stdin.write(whole) if len(whole) < 1 << 16 else self._write(whole)
        except OSError:
            raise self.gone("crashed") from None

    def _write(self, whole):
        left = memoryview(whole)
        while left:
            left = left[os.write(self.process.stdin.fileno(), left) :]

    def receive(self):
        try:
            return wire.read_frame(self._read)
        except wire.Refused:
            raise self.gone("protocol") from None

    def _read(self, many):
        held = bytearray()
        while len(held) < many:
            chunk = os.read(self.process.stdout.fileno(), min(many - len(held), 1 << 20))
            if not chunk:
                raise self.gone("crashed")
            held += chunk
        return bytes(held)

    def gone(self, how):
        """End the worker; return the Gone that says why: the limit that it went over, or else `how`."""
        self.close()
        self.ended = Gone(self.watch.over or how, self.limits)
        return self.ended

    def close(self):
        """End the worker and all that it started."""
        self.watch.stop()
        self.watch.end()
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()


def _errors(told):
    if not all(
        type(number) is int and type(kind) is type(said) is str and type(names) is list
        for number, kind, said, names in told
    ):
        raise ValueError("no list of errors")
    return told


def opened(place, task):
    """Return (Desk whose cells have run, errors of cells); raises Gone where no worker survives them.

    A cell that ends the worker is left out but for its definitions.
    """
    stage = sandbox.course_seen(place.stage, place.sandboxed)
    limits = {"cpu": int(20 * place.limits.cells_cpu), "file": place.limits.file}
    task = task | {"course": stage, "limits": limits, "seconds": place.limits.cells_run, "briefly": []}
    for _ in range(AGAIN):
        desk = Desk(place)
        try:
            return desk, desk.fill(task)
        except Gone as gone:
            if desk.cell is None or desk.cell in task["briefly"]:
                raise
            task["briefly"].append(desk.cell)
            last = gone
        except ValueError:
            raise desk.gone("protocol") from None
        except BaseException:
            desk.close()
            raise
    raise last
