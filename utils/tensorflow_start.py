"""How TensorFlow starts: without a word, which no setting of its own can do, and with one thread.

The nets of the course are so small that a second thread costs more than it brings: with one, training takes .6 of
the time. The other cores work on other seeds. Set both variables yourself to have it otherwise.
"""

import contextlib
import os
import sys
from importlib.machinery import PathFinder


class QuietImport:
    """Finds the packages tensorflow and keras, once each, and has them loaded with stderr closed.

    An error is still raised.
    """

    def __init__(self, names):
        self.names = set(names)

    def find_spec(self, name, path=None, target=None):
        if name not in self.names:
            return None
        self.names.remove(name)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None:
            load = spec.loader.exec_module
            spec.loader.exec_module = lambda module: _quietly(load, module)
        return spec


def _quietly(load, module):
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            before, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
            stack.callback(os.close, before)
            stack.callback(os.dup2, before, 2)
            os.dup2(null, 2)
            os.close(null)
        load(module)


for threads in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ.setdefault(threads, "1")
sys.meta_path.insert(0, QuietImport({"tensorflow", "keras"} - set(sys.modules)))
