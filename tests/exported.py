"""Submissions to an exported course, and the programs of other graders, which are installed for a test run at most.

COURSE_NBGRADER and COURSE_OTTER name the programs; else they are looked for on the PATH.
"""

import copy
import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.judged_apart import FETCH
from utils.checks.lesson_text import solution_of
from utils.classroom.course import ROOT
from utils.classroom.exports import __main__ as exports

SCORES = """
select student.id, base_cell.name, coalesce(grade.manual_score, grade.auto_score), grade.needs_manual_grade
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join student on student.id = submitted_assignment.student_id
"""


def program(name):
    """Return the path of a grader's program ("nbgrader", "otter"), or skip the test."""
    found = os.environ.get(f"COURSE_{name.upper()}") or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: COURSE_{name.upper()} names its program (requirements-classes.in)")
    return found


def run(command, folder, seconds=900, **variables):
    """Run a program in a folder, as from a shell of its own; return all that it said."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "COURSE_PROGRESS")}
    beside = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=kept | {"PATH": beside, "HOME": str(folder)} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def new_course(folder, sandboxed):
    """Export a course; without a sandbox the known answers can be fetched, which read the lessons."""
    assert exports.main(["nbgrader", "--out", str(folder)]) == 0
    settings = folder / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("SANDBOX = True", f"SANDBOX = {sandboxed}"))
    if not sandboxed:
        shutil.copytree(ROOT / "lessons", folder / "lessons")
    return folder


def generate(course, lesson):
    """Make the assignment of a lesson; return the notebook that learners get."""
    run([program("nbgrader"), "generate_assignment", lesson.stem], course)
    return released(course, lesson)


def grade(course, lesson):
    """Grade what was handed in; return {student: {exercise: points}}."""
    run([program("nbgrader"), "autograde", lesson.stem], course, seconds=20_000)
    return scores(course)


def graded_name(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def answered(notebook, sources):
    """Return a copy of an exported notebook with {exercise: source} put in place of its stubs."""
    filled = copy.deepcopy(notebook)
    for cell in filled["cells"]:
        cell["source"] = sources.get(graded_name(cell), cell["source"])
    return filled


def source_of(answer, lesson):
    """Return the source of a cell that answers an exercise with an Answer of the register."""
    name, module = lesson.answers[answer.exercise], answer.given.__module__
    if not module.startswith("tests."):  # made of the lesson's text
        return solution_of(name, lesson.name)
    return FETCH.format(root=str(ROOT), module=module, label=answer.label, name=name)


def solutions(lesson):
    """Return {exercise: source} of the lesson's own answers."""
    found = {name: solution_of(answer, lesson.name) for name, answer in lesson.answers.items()}
    return {name: source for name, source in found.items() if source}


def submit(course, lesson, student, notebook):
    """Hand in a notebook, where nbgrader collects it."""
    path = course / "submitted" / student / lesson.stem / f"{lesson.stem}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def released(course, lesson):
    path = course / "release" / lesson.stem / f"{lesson.stem}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))


def scores(course):
    """Return {student: {exercise: points}} of the gradebook; none of them may wait for somebody's eyes."""
    found = {}
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        for student, name, points, waits in gradebook.execute(SCORES):
            assert not waits, (student, name)
            found.setdefault(student, {})[name.removesuffix("-check")] = points
    return found
