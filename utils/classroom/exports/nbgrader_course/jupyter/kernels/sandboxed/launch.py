"""Start a kernel in bubblewrap: no network, no other process, and of this course only what notebooks import.

It can read the system and the installed packages, and write into an empty folder in memory and the folder of its
own sockets. The gradebook, source/ and other submissions are not there.
"""

import os
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parents[3]
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
DESK = "/course/desk"
VARIABLES = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "agg",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "NBGRADER_EXECUTION": os.environ.get("NBGRADER_EXECUTION", "autograde"),
    **dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"), DESK),
}


def command(connection_file):
    """Return the command line that starts the kernel of a connection file."""
    sockets = str(Path(connection_file).parent)
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for path in sorted({*SYSTEM, sys.prefix, sys.base_prefix}):
        words += ["--ro-bind-try", path, path]
    for name in ("utils", "data"):
        words += ["--ro-bind", str(COURSE / name), f"/course/{name}"]
    words += ["--tmpfs", DESK, "--bind", sockets, sockets, "--remount-ro", "/", "--chdir", DESK]
    for name, value in VARIABLES.items():
        words += ["--setenv", name, value]
    return [*words, sys.executable, "-m", "ipykernel_launcher", "-f", connection_file]


if __name__ == "__main__":
    os.execvp("bwrap", command(sys.argv[1]))
