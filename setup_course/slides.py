"""The verb `slides`: a lesson as slides for the browser, by nbconvert, which is installed with JupyterLab.

Where a slide begins stands in the notebooks (lessons/slides.py decides it). The slides hold every picture, but they
load reveal.js, MathJax and two more scripts from the network when they are opened. Without a network a lesson is shown
from JupyterLab itself, which also runs it.
"""

import argparse
import subprocess
from pathlib import Path

from setup_course.archive import size
from setup_course.install import ensure
from setup_course.places import COURSE, PYTHON, ROOT, lessons, variables

OFFLINE = (
    "Without a network show the lesson from JupyterLab: View, Presentation Mode (large type), View, Simple Interface "
    "(one document), and run cell by cell with Shift-Enter."
)


def slides(arguments):
    """Make slides of a lesson, which need the network to be shown: slides 2 [--solved] [--out FOLDER]."""
    parser = argparse.ArgumentParser(prog="start.py slides", description=slides.__doc__)
    parser.add_argument("lesson", help="its number, or how the name of its notebook begins")
    parser.add_argument("--solved", action="store_true", help="the worked lesson, with answers and every result")
    parser.add_argument(
        "--out", default=str(ROOT / "slides"), metavar="FOLDER", help="slides/ where it is left out"
    )
    asked = parser.parse_args(arguments)
    kind = "solutions" if asked.solved else "notebooks"
    found = find(asked.lesson, kind)
    if found is None:
        print(missing(asked.lesson, kind))
        return 1
    ensure(COURSE)
    folder = Path(asked.out).resolve()
    if convert(found, folder) != 0:
        print("The slides could not be made (see above).")
        return 1
    made = folder / (found.stem + ".slides.html")
    print("{} ({}): open it in a browser; the arrow keys lead on. To be shown it needs the network, for reveal.js.".format(
        made, size(made.stat().st_size)))  # fmt: skip
    print(OFFLINE)
    return 0


def find(lesson, kind):
    """Return the notebook in folder `kind` that `lesson` names ("2", "02" or more of its name); None where none does."""
    begins = lesson.zfill(2) + "_" if lesson.isdigit() else lesson
    named = [path for path in lessons(kind) if path.name.startswith(begins)]
    return named[0] if len(named) == 1 else None


def missing(lesson, kind):
    """Return the sentence that says why there is no such lesson to show."""
    known = ", ".join(path.stem for path in lessons(kind))
    if not known:
        return "This copy of the course holds no {}.".format("worked lessons" if kind == "solutions" else "lessons")
    return "There is no one lesson {!r}. It may be one of: {}.".format(lesson, known)


def convert(notebook, folder):
    """Let nbconvert write the slides of `notebook` into `folder`; return its exit status. What is long can be scrolled."""
    command = [
        str(PYTHON), "-m", "jupyter", "nbconvert", "--to", "slides", "--log-level", "ERROR",
        "--SlidesExporter.reveal_scroll=True", "--output-dir", str(folder), str(notebook),
    ]  # fmt: skip
    return subprocess.call(command, cwd=str(ROOT), env=variables())
