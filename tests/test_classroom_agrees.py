"""The class judge says of an answer what the notebook says, word by word."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.answers import RIGHT, WRONG
from tests.judged_apart import judged, place_with_checks
from utils.classroom.course import lessons

HERE = Path(__file__).parent
for folder in ("wrong_answers", "right_answers"):
    for path in sorted((HERE / folder).glob("lesson*.py")):
        import_module(f"tests.{folder}.{path.stem}")

EXERCISES = {one.name: one for lesson in lessons().values() for one in lesson.exercises}
KNOWN = [one for one in [*WRONG, *RIGHT] if one.exercise in EXERCISES and one.given.__module__.startswith("tests.")]
IN_NUMPY = [one for one in KNOWN if not EXERCISES[one.exercise].keras and one.exercise != "placement_study"]
IN_KERAS = [one for one in KNOWN if EXERCISES[one.exercise].keras]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return place_with_checks(tmp_path_factory.mktemp("agrees") / "stage")


@pytest.mark.slow
@pytest.mark.parametrize("answer", IN_NUMPY[::25] + IN_KERAS[::80], ids=lambda one: one.label)
def test_judge_and_notebook_agree(place, answer):
    here = EXERCISES[answer.exercise].grade(answer.given)
    there = judged(place, answer).result
    assert (there.status, there.misconception, there.score) == (here.status, here.misconception, here.score)
