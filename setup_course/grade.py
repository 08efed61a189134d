"""The verb `grade`: what a class has handed in is run without rights, and judged from outside."""

import os
import subprocess

from setup_course.install import ensure
from setup_course.places import COURSE, PYTHON, ROOT, variables


def grade(arguments):
    """Grade a class: SUBMISSIONS --out RESULTS [--jobs N] [--resume]; --help says more."""
    return classroom("utils.classroom", arguments)


def classroom(module, arguments):
    """Run a program of the teacher's side, which a hand-out does not hold; return its exit status."""
    if not (ROOT / "utils" / "classroom").is_dir():
        print(
            "This copy of the course is a hand-out, which grades nobody: a check in a notebook says how you stand."
        )
        return 1
    ensure(COURSE)
    settings = dict(variables(), PYTHONPATH=str(ROOT))
    return subprocess.call([str(PYTHON), "-P", "-m", module, *arguments], env=settings, cwd=os.getcwd())
