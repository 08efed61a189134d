"""From one submission to its record: a row for each exercise, and what the notebook would have said."""

import hashlib
import math
import time
from dataclasses import asdict
from functools import cache

from utils.checks.result import Law, Result
from utils.classroom import judge
from utils.classroom.course import NOTEBOOKS, ROOT
from utils.classroom.submissions import Unreadable, contents, notebooks

VERSION = 1
FOREIGN = "This is no notebook of the course: none of its cells defines an answer."


def record_of(place, submission, seed=0, skipped=(), tell=lambda exercise: None):
    """Grade one Submission; return its record, plain data, whatever is in it.

    `tell((lesson, exercise))` is called before each exercise; those in `skipped` have ended a judge before.
    """
    start = time.monotonic()
    try:
        files = contents(submission.path)
        parts = [part for one in notebooks(files) for part in _part(place, one, seed, skipped, tell)]
    except Unreadable as error:
        files, parts = {}, [_row("", "", "unreadable", str(error))]
    return {
        "version": VERSION,
        "student": submission.student,
        "digest": digest(files, seed, place.sandboxed),
        "sandboxed": place.sandboxed,
        "seconds": round(time.monotonic() - start, 2),
        "exercises": parts,
    }


def _part(place, notebook, seed, skipped, tell):
    lesson = notebook.lesson
    if lesson is None:
        problem = notebook.problem or FOREIGN
        return [_row("", "", "unreadable" if notebook.problem else "foreign", f"{notebook.name}: {problem}")]
    if notebook.problem:
        return [_row(lesson.name, one.name, "unreadable", notebook.problem, one) for one in lesson.exercises]
    found = judge.grade(place, lesson, notebook.sources, seed, skipped, tell)
    return [_graded(lesson, one) for one in found]


def _row(lesson, exercise, status, note, about=None):
    """Return a row without points. `about` is the Exercise, where there is one."""
    return {
        "lesson": lesson,
        "exercise": exercise,
        "status": status,
        "points": 0.0,
        "score": 0.0,
        "misconception": "",
        "seconds": 0.0,
        "note": note,
        "possible": about.points if about else 0,
        "result": None,
    }


def _graded(lesson, graded):
    result = graded.result
    score = result.score if math.isfinite(result.score) and 0 <= result.score <= 1 else 0.0
    return _row(lesson.name, graded.exercise, graded.status, result.message) | {
        "points": round(score * result.points, 4),
        "score": round(score, 4),
        "misconception": result.misconception or "",
        "seconds": graded.seconds,
        "possible": result.points,
        "result": asdict(result),
    }


def failed(submission, reason, sandboxed):
    """Return the record of a submission that the judge could not finish."""
    row = _row("", "", "error", f"The judge could not finish this submission ({reason}): look at it yourself.")
    return {
        "version": VERSION,
        "student": submission.student,
        "digest": "",
        "sandboxed": sandboxed,
        "seconds": 0.0,
        "exercises": [row],
    }


def result_of(row):
    """Return the Result that a row of a record holds, or None."""
    kept = row["result"]
    return kept and Result(**kept | {"laws": tuple(Law(**law) for law in kept["laws"])})


def digest(files, seed, sandboxed):
    """Return the checksum of what a record depends on: the files handed in, and how they are judged."""
    said = [f"{VERSION} {seed} {sandboxed} {_course()}"]
    said += [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in sorted(files.items())]
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


@cache
def _course():
    paths = [*(ROOT / "utils" / "checks").rglob("*.py"), *(ROOT / "utils" / "classroom").rglob("*.py")]
    whole = hashlib.sha256()
    for path in sorted([*paths, *NOTEBOOKS.glob("*.ipynb")]):
        whole.update(path.read_bytes())
    return whole.hexdigest()
