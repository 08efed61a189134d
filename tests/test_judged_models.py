"""Known answers whose models are classes of their own: the class judge says of them what the notebook says."""

from importlib import import_module

import pytest

from tests.answers import RIGHT, WRONG
from tests.judged_apart import judged, place_with_checks
from tests.long_proof import LONG
from utils.classroom.course import lessons

pytestmark = pytest.mark.slow
LABELS = {
    "lesson01_keras": "build_mlp-a_layer_of_their_own build_mlp-subclassed build_mlp-subclassed_and_built",
    "lesson01_more_keras": "build_mlp-a_layer_of_layers",
    "lesson03_modules": "conv_module-subclassed conv_module-as_a_layer",
    "lesson03_heads": "head-a_layer_of_its_own head-with_their_own_dropout",
    "lesson03_insertion": "insert_dropout-subclassed",
    "lesson03_repairing": "repair-a_class_of_its_own",
    "lesson03_tailoring": "tailor-subclassed",
    "lesson03_ways_down": "three_ways_down-subclassed",
    "lesson04_contracting": "contract-as_a_layer contract-dropout_of_its_own",
    "lesson04_expanding": "expand-subclassed",
    "lesson04_unet": "unet-subclassed",
}
KNOWN = [label for labels in LABELS.values() for label in labels.split()]
EXERCISES = {one.name: one for lesson in lessons().values() for one in lesson.exercises}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return place_with_checks(tmp_path_factory.mktemp("agrees") / "stage")


def answer_of(label):
    return next(one for one in [*WRONG, *RIGHT] if one.label == label and one.given.__module__.startswith("tests."))


@pytest.mark.parametrize("label", KNOWN if LONG else KNOWN[::16])
def test_judge_and_notebook_agree_on_classes(place, label):
    for module in LABELS:
        import_module(f"tests.right_answers.{module}")
    answer = answer_of(label)
    there, here = judged(place, answer).result, EXERCISES[answer.exercise].grade(answer.given)
    assert (there.status, there.misconception, there.score) == (here.status, here.misconception, here.score)
