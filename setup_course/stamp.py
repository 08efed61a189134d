"""What is installed in .venv: the stamp, and what it proves.

The stamp is written when an installation begins ("installing") and again when all of it is done (one line for
Python, one a requirements file). What was killed in between can be told from what is whole.
"""

import hashlib
import os
import subprocess

from setup_course.places import COURSE, NEWEST, OLDEST, PYTHON, VENV, variables

STAMP = VENV / "course-stamp"
UNFINISHED = "installing"


def python_version(python=PYTHON):
    """Return the version that `python` says it has, as (3, 11, 7); None when it does not run."""
    question = [str(python), "-c", "import sys; print(*sys.version_info[:3])"]
    try:
        said = subprocess.check_output(question, stderr=subprocess.DEVNULL, timeout=60, env=variables())
        return tuple(int(part) for part in said.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def supported(version):
    """Whether TensorFlow has a wheel for this version of Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def whole(files, version):
    """Return the lines of a stamp that says: all of `files` is installed for this version of Python."""
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() + "  " + file.name for file in files]
    return ["python {}.{}".format(*version), *sums]


def begin():
    """Say in .venv that an installation has begun."""
    STAMP.write_text(UNFINISHED + "\n")


def finish(files):
    """Say in .venv that all of `files` is installed."""
    STAMP.write_text("\n".join(whole(files, python_version())) + "\n")


def state(files=COURSE):
    """Return how far .venv is: "missing", "broken", "foreign", "half-made", "outdated" or "ready"."""
    if not os.path.lexists(str(VENV)):
        return "missing"
    version = python_version()
    if version is None or not supported(version):
        return "half-made" if _said() == [UNFINISHED] else "broken"
    said, wanted = _said(), whole(files, version)
    if said is None:
        return "foreign"
    if UNFINISHED in said or not said:
        return "half-made"
    if said[0] != wanted[0]:
        return "broken"
    return "ready" if set(wanted) <= set(said) else "outdated"


def _said():
    try:
        return STAMP.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
