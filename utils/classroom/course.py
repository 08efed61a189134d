"""What was handed out: the cells of each lesson's notebook, and the name that answers each exercise."""

import ast
import importlib
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


class Lesson(NamedTuple):
    """`answers` maps the name of an exercise to the name of the answer; sources are those of code cells."""

    number: int
    stem: str
    exercises: tuple
    answers: dict
    ours: frozenset
    stubs: frozenset

    @property
    def name(self):
        return f"lesson{self.number:02d}"


@cache
def lessons(folder=NOTEBOOKS):
    """Return {number: Lesson} of the notebooks in the folder that have exercises."""
    found = (_lesson(path) for path in sorted(folder.glob("[0-9]*_*.ipynb")))
    return {lesson.number: lesson for lesson in found if lesson.exercises}


def _lesson(path):
    number = int(re.match(r"\d+", path.stem)[0])
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    tagged = [("exercise" in cell["metadata"].get("tags", ()), text(cell["source"])) for cell in cells]
    sources = [source for _, source in tagged]
    exercises = importlib.import_module(f"utils.checks.lesson{number:02d}").EXERCISES
    return Lesson(
        number,
        path.stem,
        exercises,
        answers_named(sources),
        frozenset(map(bare, (source for stub, source in tagged if not stub))),
        frozenset(map(bare, (source for stub, source in tagged if stub))),
    )


def text(source):
    """Return the source of a cell, which a notebook keeps as a text or as a list of lines."""
    return source if isinstance(source, str) else "".join(source)


def bare(source):
    """Return a source without what editors change by themselves: blanks at the ends of lines and of the cell."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def answers_named(sources):
    """Return {exercise: name of its answer} from the calls `check.exercise(name)` of the course's own cells."""
    calls = (node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        call.func.attr: call.args[0].id
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", None) == "check"
        and len(call.args) == 1
        and isinstance(call.args[0], ast.Name)
    }
