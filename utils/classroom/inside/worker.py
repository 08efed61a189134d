"""What runs in the sandbox: it fills a namespace from a notebook's cells, then answers calls with plain data.

It knows nothing of the checks, and nothing it says is believed: the judge, in another process, looks at what the
answers return. The first frame brings the cells; each further one is a request.
"""

import os
import random
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import cells  # noqa: E402
import limits  # noqa: E402
import wire  # noqa: E402
from calls import Calls  # noqa: E402

leave = os._exit


class Pipe:
    """The two ends by which the judge is reached: stdin and stdout, moved out of the way of what cells print."""

    def __init__(self):
        self.reading, self.writing = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        self.owner, self.word = os.getpid(), ""

    def read(self, many):
        """Return so many bytes; where the judge is gone, so is this process."""
        held = bytearray()
        while len(held) < many:
            chunk = os.read(self.reading, min(many - len(held), 1 << 20))
            if not chunk:
                leave(0)
            held += chunk
        return bytes(held)

    def next(self):
        """Return (body, arrays) of the next request, and remember the word that its reply begins with."""
        (self.word, *body), arrays = wire.read_frame(self.read)
        return body, arrays

    def reply(self, packer, body):
        self.send(packer, [self.word, *body])

    def ask(self, packer, question):
        """Ask the judge something in the middle of a request; return (body, arrays) of what it says."""
        self.reply(packer, question)
        return self.next()

    def send(self, packer, body):
        if os.getpid() != self.owner:
            leave(1)  # a fork that an answer has made
        try:
            whole = wire.frame(packer, body)
        except Exception as error:
            failed = ["raised", ["ValueError"], f"what it returned is {error}", ""]
            whole = wire.frame(wire.Packer(), [body[0], [failed], "", [], [], [], None])
        left = memoryview(whole)
        while left:
            left = left[os.write(self.writing, left) :]


def fill(pipe, task):
    """Run the cells of a task in a namespace of their own; return it, and what went wrong."""
    sys.path.insert(0, task["course"])
    random.seed(0)
    wire.np.random.seed(0)
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    vars(main)["get_ipython"] = cells.Shell
    vars(main)["display"] = lambda *given, **options: None
    found = [cells.Cell(*one) for one in task["cells"]]
    found = cells.needed(found, task["answers"])
    errors = cells.run(
        found,
        vars(main),
        task["seconds"],
        lambda number: pipe.send(wire.Packer(), ["cell", number]),
        task["briefly"],
    )
    told = [[number, type(error).__name__, _said(error), names] for number, (error, names) in errors.items()]
    return vars(main), told


def _said(error):
    try:
        return str(error)[:300]
    except BaseException:
        return ""


def main():
    """Serve one judge until it closes the pipe."""
    pipe = Pipe()
    body, arrays = wire.read_frame(pipe.read)
    task = wire.Unpacker(arrays).unpack(body)
    limits.lay_down(task["limits"])
    namespace, errors = fill(pipe, task)
    packer = wire.Packer()
    pipe.send(packer, ["ready", packer.pack(errors)])
    calls = Calls(namespace, pipe)
    while True:
        pipe.reply(*calls.answer(*pipe.next()))


if __name__ == "__main__":
    main()
