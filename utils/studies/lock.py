"""One study at a time in a folder: a lock that the operating system takes back when its process ends, however."""

import contextlib
import errno
import time

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
PATIENCE = 1.0  # seconds: a worker that looks whether its study lives holds the lock for a moment


@contextlib.contextmanager
def held(path):
    """Hold the lock file `path`; RuntimeError where another study does."""
    until = time.monotonic() + PATIENCE
    with open(path, "a") as file:
        while not _taken(file):
            if time.monotonic() > until:
                raise RuntimeError(
                    f"Expected a folder to itself; another study is at work in {path.parent}. "
                    "Wait until it is done, stop it, or give another folder."
                )
            time.sleep(0.05)
        yield


def is_free(path):
    """Whether nobody holds the lock file `path`: the study that made it has ended, or was killed."""
    with contextlib.suppress(OSError), open(path, "a") as file:
        return _taken(file)
    return False


def _taken(file):
    """Lock an open file until it is closed; return False where another has it. True on a disk without locks."""
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as problem:
        return problem.errno not in BUSY
    return True
