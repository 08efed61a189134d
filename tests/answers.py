"""A register of answers, wrong and right, by which the checks are proven."""

from typing import NamedTuple

WRONG, RIGHT = [], []


class Answer(NamedTuple):
    """One answer to an exercise; `misconception` is the name that its check should give it, or None."""

    exercise: str
    given: object
    misconception: str | None = None

    @property
    def label(self):
        return f"{self.exercise}-{self.given.__name__}"


def wrong(exercise, misconception=None):
    """Decorate an answer that must not pass, and whose misconception should be recognised."""
    return lambda given: _keep(WRONG, Answer(exercise, given, misconception))


def right(exercise):
    """Decorate an answer that must pass."""
    return lambda given: _keep(RIGHT, Answer(exercise, given))


def _keep(register, answer):
    if not callable(answer.given):
        raise TypeError(f"Expected a function or a class, got {answer.given!r}: decorate its definition.")
    register.append(answer)
    return answer.given
