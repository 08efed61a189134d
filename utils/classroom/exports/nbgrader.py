"""A course folder as nbgrader takes it: generate_assignment, autograde, generate_feedback.

An answer cell holds the stub, as learners get it, and never a solution: what is not in the folder can be neither
released by mistake nor read by a submission. A check cell is locked, and its last value is its score.
"""

import hashlib
import json
from pathlib import Path

from utils.classroom import sandbox
from utils.classroom.course import NOTEBOOKS, bare, lessons
from utils.classroom.exports import folders
from utils.classroom.exports.cells import parts
from utils.classroom.inside import cells

COURSE = Path(__file__).parent / "nbgrader_course"
NEXT = """{folder}: {many} lessons for nbgrader, without answers.
Next, in that folder and with nbgrader installed: nbgrader generate_assignment {first}"""
WALLS = "Submissions run in a sandbox, without network, gradebook or other submissions."
OPEN = "NOT ISOLATED: {problem} Submissions run with all of your rights (README.md in the folder says what to do)."


def write(folder):
    """Fill a new folder with the course; return the lines that say what was written."""
    for lesson in lessons().values():
        source = json.dumps(notebook(lesson), indent=1, ensure_ascii=False) + "\n"
        folders.put(folder / "source" / lesson.stem / f"{lesson.stem}.ipynb", source)
    folders.copy_course(folder)
    folders.copy(COURSE, folder)
    folders.put(folder / "course_cells.py", Path(cells.__file__).read_text("utf-8"))
    problem = sandbox.problem()
    if problem:
        settings = folder / "nbgrader_config.py"
        folders.put(settings, settings.read_text("utf-8").replace("SANDBOX = True", "SANDBOX = False"))
    first = min(lesson.stem for lesson in lessons().values())
    said = NEXT.format(folder=folder, many=len(lessons()), first=first)
    return [*said.splitlines(), OPEN.format(problem=problem) if problem else WALLS]


def notebook(lesson):
    """Return the notebook of a Lesson with nbgrader's metadata."""
    printed = json.loads((NOTEBOOKS / f"{lesson.stem}.ipynb").read_text("utf-8"))
    return printed | {"cells": [part.cell | {"metadata": metadata(part)} for part in parts(lesson)]}


def metadata(part):
    """Return the metadata of a cell: its own, nbgrader's, and by which text it is known to be as it was given."""
    kept = part.cell["metadata"]
    if part.kind == "check":
        graded = _schema(f"{part.exercise.name}-check", grade=True, locked=True)
        return kept | {"nbgrader": graded | {"points": part.exercise.points}}
    if part.cell["cell_type"] == "code":
        kept = kept | {"course": {"given": digest(part.cell["source"])}}
    return kept | ({"nbgrader": _schema(part.exercise.name, solution=True)} if part.kind == "answer" else {})


def _schema(name, grade=False, solution=False, locked=False):
    """Return nbgrader's metadata, version 3 of its schema, which allows no other keys."""
    return {
        "schema_version": 3,
        "grade_id": name,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }


def digest(source):
    """Return the checksum of a source; blanks at the ends do not count. autograding.py computes the same."""
    return hashlib.sha256(bare(source).encode()).hexdigest()[:16]
