"""A number or a choice that a learner commits to before a cell is run; every wrong one has its own reason."""

import numpy as np

from utils.checks import plain
from utils.checks.exercise import Exercise

INVITATION = "Put your prediction in place of the three dots, then run this cell again."


def prediction(name, number, question, right, *, reasons, otherwise, passed, hints, within=0.0, points=1):
    """Make the Exercise `name`: a number to predict.

    `reasons` maps a wrong number to its reason, `otherwise` answers all others; `within` is the tolerance, of which
    the question and the answer to a miss tell, and with which a wrong number is recognised too.
    """
    if within:
        question += f" A number within {within:g} counts."
        otherwise = f"{otherwise.removesuffix('.')}; within {within:g} is near enough."

    def check(answer, law):
        value = law.ask(lambda: answer, read=lambda value: plain.array(value, ()))
        near = None if value is None else _nearest(value, reasons, within)
        law.holds(
            "the prediction is right",
            value is not None and abs(value - right) <= within + 1e-9,
            about=[value],
            why=reasons.get(near, otherwise),
        )

    return _made(check, name, number, question, passed, hints, called="", points=points)


def _nearest(value, known, within):
    """Return the number of `known` that `value` must mean, or None."""
    nearest = min(known, key=lambda one: abs(value - one))
    return nearest if np.isclose(value, nearest, atol=within + 1e-8) else None


def choice(name, number, question, right, *, reasons, passed, hints):
    """Make the Exercise `name`: one of several words to choose; `reasons` answers each of the wrong ones."""
    options = ", ".join(sorted([right, *reasons]))

    def check(answer, law):
        said = law.ask(lambda: answer, read=_word)
        law.holds(
            "the choice is right",
            said == right,
            about=[said],
            why=reasons.get(said, f"Expected one of {options}, got {said!r}: choose one of them."),
        )

    return _made(check, name, number, question, passed, hints, called="")


def _word(value):
    if type(value) in (int, float):
        return f"{value:g}"
    return plain.one_line(plain.text(value), 40).lower()


def _made(check, name, number, question, passed, hints, called, points=1):
    check.__name__, check.__doc__ = name, question
    return Exercise(
        check,
        number,
        points=points,
        minutes=2,
        hints=hints,
        called=called,
        arrays=False,
        passed=passed,
        invitation=INVITATION,
    )
