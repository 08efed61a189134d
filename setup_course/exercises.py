"""Which exercises each lesson has, read from the text of utils/checks without any package, and without running it."""

import ast
from typing import NamedTuple

from setup_course.places import ROOT


class Exercise(NamedTuple):
    """What a checker says of itself: its number such as "1.2", its name, its points."""

    number: str
    name: str
    points: float


def exercises(lesson, root=ROOT):
    """Return the exercises of a lesson such as "lesson01", in its order; an empty list where it has none.

    SyntaxError where this Python cannot read the checks.
    """
    folder = root / "utils" / "checks" / lesson
    trees = [ast.parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.py"))]
    known = {one.name: one for tree in trees for one in _defined(tree)}
    return [known[name] for tree in trees for name in _listed(tree)]


def _listed(tree):
    """Return the names in EXERCISES = (...) of a module, or nothing."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "EXERCISES":
            return [name.id for name in node.value.elts]
    return []


def _defined(tree):
    """Yield the exercises that a module defines: decorated functions, and predictions given a name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for call in node.decorator_list:
                if getattr(getattr(call, "func", None), "id", None) == "exercise":
                    yield Exercise(_text(call.args[0]), node.name, _points(call))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.value.args) > 1:
            name, number = map(_text, node.value.args[:2])
            if name and name == getattr(node.targets[0], "id", None):
                yield Exercise(number, name, _points(node.value))


def _points(call):
    return next((ast.literal_eval(word.value) for word in call.keywords if word.arg == "points"), 1)


def _text(node):
    """Return the text that a node writes down, or None."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None
