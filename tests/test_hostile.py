"""Whatever is handed to a check, it gives a Result with one sentence, and leaves everything as it was."""

import os
import sys
import warnings
from itertools import zip_longest

import numpy as np
import pytest

from tests import hostile_answers as hostile
from tests.long_proof import LONG
from utils.checks import apart, lesson02, lesson03, lesson04
from utils.checks import lesson01 as check

GRADED = [one for one in check.EXERCISES if one.called]
IN_NUMPY = [one for one in GRADED if not one.keras]
IN_KERAS = [
    one for lesson in (check, lesson02, lesson03, lesson04) for one in lesson.EXERCISES if one.called and one.keras
]
LATER_LESSONS = [
    [one for one in lesson.EXERCISES if one.called and not one.keras] for lesson in (lesson02, lesson03, lesson04)
]
PATCHED = ("isclose", "allclose", "array_equal", "isin", "all")
NEEDS_A_PROCESS_OF_ITS_OWN = {"4_gb", "broadcast_to_4_gb", "more_than_there_is"}
HEAVY = {"returns_4_gb", "returns_broadcast_to_4_gb", "returns_deep"}
LOOPS = hostile.LOOPS | hostile.LOOPS_IN_C
ALSO = ("waits_for_a_thread", "loops_inside_length", "catches_by_name", "loops_on_the_way_out", "goes_down_and_up")
ALSO_IN_C = ("takes_a_power", "waits_for_a_lock", "matches_for_ever")
HEAVY |= {*ALSO, *ALSO_IN_C}  # a second each
MOST_TURNS = 9
ANYTHING = hostile.NOT_FUNCTIONS | hostile.HANDED_OVER
LIGHT = [name for name in ANYTHING if name not in HEAVY]
OF_KERAS = {
    name: one
    for name, one in hostile.HANDED_OVER.items()
    if not any(name.endswith(heavy) for heavy in NEEDS_A_PROCESS_OF_ITS_OWN)
}


def surroundings():
    return (
        os.getcwd(),
        [getattr(np, name) for name in PATCHED],
        np.geterr(),
        str(np.random.get_state()),
        (sys.stdout, sys.stderr, sys.__stdout__),
        sys.getrecursionlimit(),
        list(warnings.filters),
    )


@pytest.fixture
def put_back():
    """Put back what an answer has changed, lest one failure makes others."""
    named = [(np, name) for name in PATCHED] + [(sys, name) for name in ("excepthook", "unraisablehook")]
    before = [(owner, name, getattr(owner, name)) for owner, name in named]
    state, limit = np.random.get_state(), sys.getrecursionlimit()
    folder, variables = os.getcwd(), dict(os.environ)
    with np.errstate():
        yield
    for owner, name, value in before:
        setattr(owner, name, value)
    sys.setprofile(None)
    os.environ.clear()
    os.environ.update(variables)
    np.random.set_state(state)
    sys.setrecursionlimit(limit)
    os.chdir(folder)


@pytest.fixture
def survives(capfd, put_back, monkeypatch):
    """Return a function that grades an answer and states that nothing came of it but one sentence."""
    if not LONG:
        monkeypatch.setattr(apart, "MEMORY", 1 << 30)  # to fill 4 GB takes ten seconds

    def grade_it(exercise, answer, seconds=4):
        if exercise.keras:
            pytest.importorskip("keras")  # changes the filters of warnings when it is first imported
        before = surroundings()
        result = exercise.grade(answer, seconds=seconds)
        assert result.status != "passed"
        assert result.score < 1
        assert result.message.strip()
        assert "\n" not in result.message
        assert result.message.isprintable()
        assert surroundings() == before
        written = capfd.readouterr()
        assert written.out + written.err == ""
        return result

    return grade_it


def hand_over(exercises, names, quick=1, most=MOST_TURNS):
    """Hand over names, since pytest would look at the answers themselves. The quick run takes one in `quick`.

    Each name meets one exercise, the exercises taking turns; in the long proof `most`, which is mostly every one.
    """
    turns = min(len(exercises), most) if LONG else 1
    pairs = [
        (name, exercises[(place + turn) % len(exercises)])
        for place, name in enumerate(names)
        for turn in range(turns)
    ]
    slow = [name for place, name in enumerate(names) if name in HEAVY or place % quick]
    return pytest.mark.parametrize(
        "name, exercise",
        [
            pytest.param(name, one, id=f"{name}-{one.name}", marks=[pytest.mark.slow] * (name in slow))
            for name, one in pairs
        ],
    )


@hand_over(GRADED, hostile.NOT_FUNCTIONS)
def test_what_is_no_answer_gets_a_sentence(survives, exercise, name):
    survives(exercise, hostile.NOT_FUNCTIONS[name])


@hand_over(IN_NUMPY, hostile.HANDED_OVER, quick=4)
def test_what_an_answer_gives_or_does_ends_with_its_check(survives, exercise, name):
    survives(exercise, hostile.HANDED_OVER[name])


def in_turn(lessons):
    """Return an exercise of each lesson, then the next one of each, to the end of all."""
    return [one for some in zip_longest(*lessons) for one in some if one is not None]


@pytest.mark.slow
@hand_over(in_turn(LATER_LESSONS), LIGHT, most=3 * MOST_TURNS)
def test_the_checks_of_later_lessons_survive_the_same(survives, exercise, name):
    survives(exercise, ANYTHING[name])


@pytest.mark.slow
@hand_over(IN_KERAS, list(OF_KERAS)[:: 1 if LONG else 4])
def test_in_one_process_it_ends_with_its_check_as_well(survives, exercise, name):
    survives(exercise, OF_KERAS[name])


def test_a_wrong_answer_that_patches_numpy_does_not_pass(survives):
    def train_validation_gap(model, data):
        hostile.patches_comparisons()
        return dict(train=0, validation=0, gap=0)

    survives(check.train_validation_gap, train_validation_gap)


@hand_over(IN_NUMPY[:2], LOOPS)
def test_what_never_ends_is_ended(survives, exercise, name):
    survives(exercise, LOOPS[name], seconds=0.5)


@pytest.mark.slow
@hand_over(IN_KERAS, hostile.LOOPS)
def test_in_one_process_it_is_ended_as_well(survives, exercise, name):
    survives(exercise, hostile.LOOPS[name], seconds=0.5)


@hand_over(IN_NUMPY, hostile.ENDS_THE_PROCESS)
def test_a_crash_is_the_answers_alone(survives, exercise, name):
    assert "ended the Python process" in survives(exercise, hostile.ENDS_THE_PROCESS[name]).message
