"""The checks of exercises 2.2 to 2.4 name a misconception only where it is, and draw what was expected."""

import numpy as np
import pytest

from tests.answers import WRONG
from tests.long_proof import SEEDS, sample
from tests.wrong_answers import lesson02_affected, lesson02_convolution, lesson02_neurons
from utils.checks import lesson02
from utils.checks.lesson02.many_cases import ManyCases
from utils.checks.pictures import side_by_side

HOMES = {home.__name__ for home in (lesson02_affected, lesson02_convolution, lesson02_neurons)}
UNNAMED = [one for one in WRONG if one.given.__module__ in HOMES and one.misconception is None]


@pytest.mark.slow
@pytest.mark.parametrize("answer", sample(UNNAMED, 4), ids=lambda one: one.label)
def test_nobody_is_told_of_a_misconception_that_is_not_theirs(answer):
    exercise = getattr(lesson02, answer.exercise)
    for seed in range(SEEDS - 1):
        assert exercise.grade(answer.given, seed=seed).misconception is None


def test_a_wrong_set_of_outputs_is_drawn_beside_the_right_one():
    result = lesson02.affected_outputs.grade(lesson02_affected.always_something)
    picture = next(law.picture for law in result.laws if law.picture)
    assert picture.splitlines()[0].split() == ["expected", "yours"]
    assert picture in repr(result)


def test_both_grids_stand_side_by_side_row_by_row():
    drawn = side_by_side(np.eye(3) > 0, np.ones((3, 3)))
    rows = ["expected   yours", "█··        ███", "·█·        ███", "··█        ███", "█ affected  · not"]
    assert drawn.splitlines() == rows


def beliefs(number):
    yield "doubles", 2 * number
    yield "adds two", number + 2
    yield "says four", 4


@pytest.mark.parametrize(
    "got, group, name",
    [
        ([2, 4, 6], [0, 1, 2], "doubles"),
        ([3, 4, 5], [1], "adds two"),
        ([4, 4, 4], [1], "says four"),
        ([2, 4, None], [1], "doubles"),
        ([9, 4, 9], [0, 1], None),
        ([9, None, 9], [1], None),
    ],
)
def test_what_explains_a_group_and_most_of_the_others_is_named(got, group, name):
    cases = [(1,), (2,), (3,)]
    assert ManyCases(None, cases, got, [0, 0, 0], beliefs).belief_behind(group) == name
