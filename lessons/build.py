"""Print each lesson as the notebook that learners open and the one that is worked through.

python lessons/build.py [LESSON ...]   write notebooks/ and solutions/, keep the outputs of unchanged cells
python lessons/build.py --run          the same, then run every cell and store its output
python lessons/build.py --check        write nothing; say what is stale, unrun or broken, and exit 1
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lessons.printing import HIDDEN, keep_outputs, print_notebook, tidy  # noqa: E402
from lessons.promises import problems, texts  # noqa: E402
from setup_course.originals import FILE  # noqa: E402


def lessons(root, names=()):
    """Return the lesson files NN_slug.py of `root`, all or those whose name begins with one of `names`."""
    found = sorted((root / "lessons").glob("[0-9][0-9]_*.py"))
    return [path for path in found if not names or path.name.startswith(tuple(names))]


def build(lesson, folder, root, run=False):
    """Write the notebook of one lesson that `folder` ("notebooks" or "solutions") holds."""
    path = root / folder / f"{lesson.stem}.ipynb"
    notebook = print_notebook(lesson, folder)
    if run:
        execute(notebook, path, root, strict=folder == "solutions")
    elif path.exists():
        keep_outputs(notebook, nbformat.read(path, as_version=4))
    tidy(notebook, folder)
    write(notebook, path)


def execute(notebook, path, root, strict):
    """Run every cell in place, as a learner pressing Run All would, with a progress folder of its own."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as progress:
        env = os.environ | {"PYTHONPATH": str(root), "COURSE_PROGRESS": progress, "TF_CPP_MIN_LOG_LEVEL": "2"}
        env["COURSE_STRICT"] = "1" if strict else "0"
        client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, timeout=600)
        client.store_widget_state = False  # with it, viewers without a kernel show a blank
        began = time.perf_counter()
        try:
            client.execute(env=env)
        except CellExecutionError as error:
            raise SystemExit(f"{path.relative_to(root)}: {error.ename}: {error.evalue}") from None
        print(f"{path.relative_to(root)}: run in {time.perf_counter() - began:.0f} s")


def write(notebook, path):
    """Put the notebook in place in one step, so that a kill leaves the old one or the new one."""
    path.parent.mkdir(exist_ok=True)
    aside = path.with_suffix(".tmp")
    nbformat.write(notebook, aside)
    os.replace(aside, path)


def write_originals(root):
    """Keep the checksums of the notebooks' text, by which a learner's copy knows what was changed."""
    path = root / "notebooks" / FILE
    if path.parent.exists():
        path.write_text(json.dumps(texts(root), indent=1) + "\n", encoding="utf-8", newline="\n")


def main(words=None, root=ROOT):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", help="such as 01; all where none is named")
    parser.add_argument("--run", action="store_true", help="run every cell and store its output")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is wrong")
    asked = parser.parse_args(words)
    if asked.check:
        found = list(problems(root, lessons(root)))
        print("\n".join(found) or "Lessons and notebooks agree.")
        return 1 if found else 0
    for lesson in lessons(root, asked.lessons):
        for folder in HIDDEN:
            build(lesson, folder, root, asked.run)
    write_originals(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
