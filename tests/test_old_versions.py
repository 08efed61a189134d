"""The worked lessons run with the versions that Colab has, which are older than ours."""

import os
import subprocess
from pathlib import Path

import pytest

from setup_course.places import lessons, variables

PYTHON = os.environ.get("COURSE_OLD_VERSIONS")  # of an environment with requirements-colab.in
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="COURSE_OLD_VERSIONS names no Python with requirements-colab.in"),
]
ROOT = Path(__file__).resolve().parent.parent
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "-p", "no:cacheprovider")


@pytest.mark.parametrize("path", lessons("solutions"), ids=lambda path: path.stem)
def test_a_worked_lesson_passes_throughout_and_says_the_same(path, tmp_path):
    settings = variables(COURSE_PROGRESS=str(tmp_path), COURSE_STRICT="1")
    done = subprocess.run([PYTHON, "-m", "pytest", *NBVAL, str(path)], cwd=ROOT, env=settings, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()[-3000:]
