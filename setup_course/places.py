"""Where things are, and with which variables programs are started."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

COURSE = (ROOT / "requirements.txt",)
TESTS = (*COURSE, ROOT / "requirements-dev.txt")

OLDEST, NEWEST = (3, 11), (3, 13)
START = "py start.py" if os.name == "nt" else "python3 start.py"

# Set on some machines, these would send packages elsewhere or give our Python another one's modules.
MISLEADING = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "UV_SYSTEM_PYTHON"}


def variables(**more):
    """Return the environment of every program we start: our modules are found, Keras runs on a quiet TensorFlow."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    kept.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    return {**kept, "PYTHONPATH": str(ROOT), "KERAS_BACKEND": "tensorflow", **more}


def lessons(folder):
    """Return the notebooks in `folder`, in the order of the course."""
    return sorted((ROOT / folder).glob("[0-9]*.ipynb"))
