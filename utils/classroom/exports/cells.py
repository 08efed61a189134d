"""The cells of a lesson as other graders need them: what is given, what is answered, and what is checked."""

import ast
import json
from typing import NamedTuple

from utils.checks.exercise import Exercise
from utils.classroom.course import NOTEBOOKS, answers_named, text
from utils.classroom.inside.cells import bound


class Part(NamedTuple):
    """One cell. `kind` is "answer" or "check", then about an Exercise, or "given": all that is the course's own."""

    kind: str
    cell: dict
    exercise: Exercise | None = None


def parts(lesson):
    """Yield the Parts of a Lesson's notebook, in its order and without outputs; each check is a cell of its own."""
    exercises = {one.name: one for one in lesson.exercises}
    answered = {lesson.answers[name]: one for name, one in exercises.items()}
    for cell in json.loads((NOTEBOOKS / f"{lesson.stem}.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            yield Part("given", cell)
            continue
        before, name = split(text(cell["source"]))
        stub = "exercise" in cell["metadata"].get("tags", ())
        about = next((answered[one] for one in names(before) if one in answered), None) if stub else None
        if before:
            yield Part("answer" if about else "given", _emptied(cell, before), about)
        if name:
            yield Part("check", _check(exercises[name], lesson.answers[name]), exercises[name])


def split(source):
    """Return the source of a cell without the check that it ends with, and the name of that check or None."""
    statements = ast.parse(source).body
    checked = [*answers_named([ast.unparse(statements[-1])])] if statements else []
    if not checked:
        return source, None
    return "\n".join(source.splitlines()[: statements[-1].lineno - 1]).rstrip(), checked[0]


def names(source):
    """Return the names that a source binds."""
    return set().union(*map(bound, ast.parse(source).body))


def _check(exercise, answer):
    call = f"check.{exercise.name}({answer})"
    return _emptied({"cell_type": "code", "id": f"{exercise.name}-check", "metadata": {}}, call)


def _emptied(cell, source):
    return cell | {"source": source, "outputs": [], "execution_count": None}
