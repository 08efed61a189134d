"""An answer that changes NumPy, Python or the checks does not pass by it, and all of it is put back."""

import builtins
import gc
import os
import sys

import numpy as np
import pytest

from utils.checks import chance, laws, result, runner, seal
from utils.checks.exercise import exercise
from utils.checks.laws import Laws
from utils.checks.result import Law, Result
from utils.checks.runner import MEDDLES


@exercise("9.3")
def doubled(answer, law):
    """Double the numbers, at a plausible rate."""
    x = np.arange(1.0, 4)
    for _ in range(2):
        law.close("every number is doubled", law.call(answer, x), 2 * x)
    law.share_of_zeros(law.call(answer, x) < 3, 0.66)


def right(x):
    return 2 * x


def always_held(self, name, *given, **said):
    self.record(Law(name, True))


class Held(Law):
    def __init__(self, name, ok, *said, **more):
        super().__init__(name, True)


def replaces_a_method():
    Laws.holds = Laws.close = always_held


def replaces_the_code_of_a_method():
    def holds(self, name, ok, *, about=(), misconception=None, why="", expected="", seen="", picture=""):
        from utils.checks.result import Law

        self.record(Law(name, True))

    Laws.holds.__code__ = holds.__code__


def replaces_law():
    laws.Law = Held


def replaces_how_a_law_is_made():
    made = Law.__init__
    Law.__init__ = lambda self, name, ok, *said, **more: made(self, name, True)


def replaces_a_function():
    chance.plausible_count = laws.allclose = lambda *given, **options: True


def replaces_a_private_function():
    runner._sentence = lambda *given: None


def replaces_the_judge():
    runner.judge = lambda exercise, laws, **facts: Result(exercise.name, "passed", 1.0, "passed")


def replaces_the_check():
    doubled.check = lambda answer, law: law.holds("so", True)


def replaces_a_record():
    for one in gc.get_objects():
        if type(one) is Laws:
            one.record = lambda law, record=one.record: record(Law(law.name, True))


MEDDLERS = [one for name, one in list(globals().items()) if name.startswith("replaces_")]


@pytest.fixture(params=[False, True], ids=["apart", "in this process"])
def graded(request, monkeypatch):
    if request.param:
        pytest.importorskip("keras")  # sets variables when it is first imported
    monkeypatch.setattr(doubled, "keras", request.param)
    yield doubled.grade
    assert doubled.grade(right).ok
    assert not doubled.grade(lambda x: 3 * x).ok


@pytest.mark.parametrize("meddles", MEDDLERS, ids=lambda one: one.__name__)
def test_an_answer_that_changes_the_checks_does_not_pass_and_changes_nothing(graded, meddles, monkeypatch):
    monkeypatch.setattr(seal, "OURS", ("utils.checks", __name__))  # the exercise here is to be kept as well

    def answer(x):
        meddles()
        return 3 * x

    before = [dict(vars(one)) for one in (Laws, Law, chance, laws, result, runner)]
    found = graded(answer)
    assert found.status == "not yet" and found.score < 1
    assert MEDDLES in [law.why for law in found.laws]
    assert [dict(vars(one)) for one in (Laws, Law, chance, laws, result, runner)] == before


def test_what_an_answer_takes_from_python_and_numpy_does_not_count(graded):
    def answer(x):
        for name in ("len", "isinstance", "callable", "zip", "getattr", "print"):
            setattr(builtins, name, None)
        np.asarray = np.array = np.max = None
        return [2.0, 4.0, 6.0]

    def stumbles(x):
        answer(x)
        raise ValueError("so")

    before = len, isinstance, callable, zip, getattr, print, np.asarray, np.array, np.max
    assert graded(answer).ok
    assert graded(stumbles).message == "Your answer raised ValueError: so"
    assert (len, isinstance, callable, zip, getattr, print, np.asarray, np.array, np.max) == before


def test_what_an_answer_takes_from_the_notebook_is_put_back(graded):
    def answer(x):
        os.environ.clear()
        os.environ["COURSE_STRICT"] = "1"
        sys.path.clear()
        sys.modules.clear()
        gc.callbacks.append(print)
        return 3 * x

    before = dict(os.environ), sys.path[:], dict(sys.modules), gc.callbacks[:]
    assert graded(answer).status == "not yet"
    assert (dict(os.environ), sys.path, gc.callbacks) == (before[0], before[1], before[3])
    assert all(sys.modules[name] is module for name, module in before[2].items())
