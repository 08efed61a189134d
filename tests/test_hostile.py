"""Whatever is handed to a check, it gives a Result with one sentence, and leaves everything as it was."""

import os
import sys
import warnings

import numpy as np
import pytest

from tests import hostile_answers as hostile
from utils.checks import lesson01 as check
from utils.checks import lesson02, lesson03

GRADED = [one for one in check.EXERCISES if one.called]
IN_NUMPY = [one for one in GRADED if not one.keras]
IN_KERAS = [one for one in GRADED if one.keras]
OF_LESSON_2, OF_LESSON_3 = (
    [one for one in lesson.EXERCISES if one.called and not one.keras] for lesson in (lesson02, lesson03)
)
EVERY_PAIR = "COURSE_SEEDS" in os.environ  # the long proof; by default each object meets one check of lesson 3
PATCHED = ("isclose", "allclose", "array_equal", "isin", "all")
NEEDS_A_PROCESS_OF_ITS_OWN = {"4_gb", "broadcast_to_4_gb", "more_than_there_is"}
HEAVY = dict.fromkeys(("returns_4_gb", "returns_broadcast_to_4_gb", "returns_deep"), pytest.mark.slow)
LOOPS = hostile.LOOPS | hostile.LOOPS_IN_C
ALSO = ("waits_for_a_thread", "loops_inside_length", "catches_by_name", "loops_on_the_way_out", "goes_down_and_up")
ALSO_IN_C = ("takes_a_power", "waits_for_a_lock", "matches_for_ever")
HEAVY |= dict.fromkeys(ALSO + ALSO_IN_C, pytest.mark.slow)  # a second each
ANYTHING = hostile.NOT_FUNCTIONS | hostile.HANDED_OVER
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
def survives(capfd, put_back):
    """Return a function that grades an answer and states that nothing came of it but one sentence."""

    def grade_it(exercise, answer, seconds=20):
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


def each(exercises):
    return pytest.mark.parametrize("exercise", exercises, ids=lambda one: one.name)


def hand_over(answers):
    """Hand over names, since pytest would look at the answers themselves; the quick run leaves out heavy ones."""
    return pytest.mark.parametrize("name", [pytest.param(name, marks=HEAVY.get(name, ())) for name in answers])


def in_turn(exercises, names):
    """Pair each name with one exercise, the exercises taking turns; in the long proof with every one."""
    turns = len(exercises) if EVERY_PAIR else 1
    pairs = [
        (name, exercises[(place + turn) % len(exercises)])
        for place, name in enumerate(names)
        for turn in range(turns)
    ]
    return [pytest.param(*pair, id=f"{pair[0]}-{pair[1].name}") for pair in pairs]


@each(GRADED)
@hand_over(hostile.NOT_FUNCTIONS)
def test_what_is_no_answer_gets_a_sentence(survives, exercise, name):
    survives(exercise, hostile.NOT_FUNCTIONS[name])


@each(IN_NUMPY)
@hand_over(hostile.HANDED_OVER)
def test_what_an_answer_gives_or_does_ends_with_its_check(survives, exercise, name):
    survives(exercise, hostile.HANDED_OVER[name])


@pytest.mark.slow
@each(OF_LESSON_2)
@hand_over([name for name in ANYTHING if name not in HEAVY])
def test_the_checks_of_lesson_2_survive_the_same(survives, exercise, name):
    survives(exercise, ANYTHING[name], seconds=5)


@pytest.mark.slow
@pytest.mark.parametrize("name, exercise", in_turn(OF_LESSON_3, [name for name in ANYTHING if name not in HEAVY]))
def test_the_checks_of_lesson_3_survive_the_same(survives, exercise, name):
    survives(exercise, ANYTHING[name], seconds=5)


@each(IN_KERAS)
@hand_over(OF_KERAS)
def test_in_one_process_it_ends_with_its_check_as_well(survives, exercise, name):
    survives(exercise, OF_KERAS[name])


def test_a_wrong_answer_that_patches_numpy_does_not_pass(survives):
    def train_validation_gap(model, data):
        hostile.patches_comparisons()
        return dict(train=0, validation=0, gap=0)

    survives(check.train_validation_gap, train_validation_gap)


@each(IN_NUMPY[:2])
@hand_over(LOOPS)
def test_what_never_ends_is_ended(survives, exercise, name):
    survives(exercise, LOOPS[name], seconds=1)


@each(IN_KERAS)
@hand_over(hostile.LOOPS)
def test_in_one_process_it_is_ended_as_well(survives, exercise, name):
    survives(exercise, hostile.LOOPS[name], seconds=1)


@each(IN_NUMPY)
@hand_over(hostile.ENDS_THE_PROCESS)
def test_a_crash_is_the_answers_alone(survives, exercise, name):
    assert "ended the Python process" in survives(exercise, hostile.ENDS_THE_PROCESS[name]).message
