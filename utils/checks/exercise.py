"""What a learner calls: `check.drop_mask(drop_mask)`, then `.hint()`, `.solution()`; a teacher's `.grade()`."""

import os
import warnings

from utils.checks import feedback, progress, runner
from utils.checks.laws import Laws
from utils.checks.lesson_text import solution_of


class CheckFailed(AssertionError):
    """Raised for an answer that does not pass while COURSE_STRICT=1, so that a test run notices."""


class Exercise:
    """One graded exercise. `check(answer, law)` states its laws; all else is what a learner is told about it."""

    def __init__(
        self,
        check,
        number,
        *,
        points=1,
        minutes=5,
        difficulty=1,
        hints=(),
        keras=False,
        called="a function",
        arrays=True,
        passed="",
        invitation="",
    ):
        self.check, self.name, self.__doc__ = check, check.__name__, check.__doc__
        self.number, self.lesson = number, f"lesson{int(number.split('.')[0]):02d}"
        self.points, self.minutes, self.difficulty = points, minutes, difficulty
        self.hints, self.keras, self.called, self.arrays = tuple(hints), keras, called, arrays
        self.passed = passed
        self.invitation = (
            invitation or "Write your code in place of `raise NotImplementedError`, then run this again."
        )
        self.request = f"Hand over {called} called {self.name}: `check.{self.name}({self.name})`."
        self._shown, self._tried, self._size = 0, False, None

    def __call__(self, answer=..., *, seed=0):
        """Show feedback on `answer` and remember what has passed; while nbgrader grades, return its points."""
        result = self.grade(answer, seed=seed)
        self._tried = self._tried or result.status != "not started"
        if "NBGRADER_EXECUTION" in os.environ:  # a class is graded: the last value of a cell is its score
            feedback.show(result)
            return result.earned
        note = progress.record(self.lesson, result)
        feedback.show(result, note)
        if os.environ.get("COURSE_STRICT") == "1" and not result.ok:
            raise CheckFailed(f"{self.name}: {result.status}: {result.message}")

    def grade(self, answer, *, seed=0, seconds=20):
        """Return the Result for `answer`; `seed` draws other numbers. Never prints, raises or writes."""
        return runner.grade(self, answer, seed=seed, seconds=seconds)

    def hint(self):
        """Show one more hint at each call, then say how to see the solution."""
        self._shown = min(self._shown + 1, len(self.hints))
        for number, hint in enumerate(self.hints[: self._shown], start=1):
            feedback.show_hint(number, len(self.hints), hint)
        if self._shown == len(self.hints):
            feedback.tell(f"That was the last hint. `check.{self.name}.solution()` shows one right answer.")

    def solution(self):
        """Show one right answer, once an answer of your own has been checked."""
        if not self._tried and not progress.tried(self.lesson, self.name):
            feedback.tell(f"Try it once first: write an answer and run `check.{self.name}({self.name})`.")
            return
        source = solution_of(self.name, self.lesson)
        if source is None:
            feedback.tell("This copy of the course holds no solutions: ask your teacher.")
        else:
            feedback.show_code(self.name, source)

    def size(self):
        """Return how many laws a whole check states, by letting it state them about nothing."""
        if self._size is None:
            laws = []
            with warnings.catch_warnings(action="ignore"):
                law = Laws(laws.append)
                self.check(_nothing, law)
            if self.called:
                law.finish(arrays=self.arrays)
            self._size = len(laws) if self.called else len(laws) - 1  # a prediction states no law about calls
        return self._size

    def __repr__(self):
        return (
            f"Exercise {self.number} · {self.name}: {self.__doc__.strip().splitlines()[0]} "
            f"({self.points} points, about {self.minutes} minutes) Run check.{self.name}({self.name})."
        )


def _nothing(*_, **__):
    raise ValueError("no answer")


def exercise(number, **about):
    """Decorate a check function and make it the Exercise of that name."""
    return lambda check: Exercise(check, number, **about)
