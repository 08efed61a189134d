"""What pytest tells the kernels of notebooks: how strict to be, where progress is kept, what was trained before.

A notebook and its solution train the same studies. In the long proof both do; else the later one reads what the
earlier one found.
"""

import os
import tempfile
from pathlib import Path

import pytest

from tests.long_proof import LONG

STARTUP = Path(__file__).with_name("trained_once.py")
OWN = tempfile.TemporaryDirectory(prefix="course-kernels-")
PROGRESS = Path(os.environ.get("COURSE_PROGRESS", OWN.name))


def variables(notebook):
    """Return the variables for the kernel of the notebook at a path."""
    told = {
        "COURSE_STRICT": "1" if notebook.parent.name == "solutions" else "0",
        "COURSE_PROGRESS": str(PROGRESS / notebook.parent.name),
    }
    if not LONG:
        told |= {"PYTHONSTARTUP": str(STARTUP), "COURSE_STUDIES": str(PROGRESS / "studies" / notebook.stem)}
    return told


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Tell the kernel that nbval starts with the first cell of a notebook."""
    os.environ.update(variables(item.path))


def pytest_unconfigure(config):
    OWN.cleanup()
