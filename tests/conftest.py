"""What every test finds: kernels import `utils`, TensorFlow is quiet, and nobody's progress is touched."""

import os
import signal
import tempfile
from pathlib import Path

from hypothesis import settings

from tests.long_proof import LONG

ROOT = Path(__file__).resolve().parent.parent
PROGRESS = tempfile.TemporaryDirectory(prefix="course-progress-")

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # a run in the background is deaf to the Ctrl-C of the tests
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["PYTHONPATH"] = str(ROOT)
os.environ["COURSE_PROGRESS"] = PROGRESS.name
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("MPLBACKEND", "agg")
os.environ.pop("COURSE_STRICT", None)
if not LONG:
    settings.register_profile("sample", max_examples=30)
    settings.load_profile("sample")


def pytest_unconfigure(config):
    """Remove the progress that the tests made."""
    PROGRESS.cleanup()
