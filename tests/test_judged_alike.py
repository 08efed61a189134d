"""What an answer shares with its check or between its calls, and how it fails, is judged as in the notebook."""

import numpy as np
import pytest

from tests.judged_apart import judged, place_with_checks
from tests.long_proof import in_the_long_proof, sample
from tests.right_answers import lesson04_folding, lesson04_locating
from tests.test_judged_models import EXERCISES, answer_of
from tests.wrong_answers import lesson04_contracting, lesson04_sampling, lesson04_unet
from utils.checks.lesson04.planted_folds import PlantedFolds
from utils.checks.lesson04.refusing import raised_by_keras
from utils.classroom.errors import error_of, raise_from
from utils.classroom.inside import wire
from utils.classroom.things import is_thing

MODULES = (lesson04_folding, lesson04_locating, lesson04_contracting, lesson04_sampling, lesson04_unet)
LABELS = [
    "unet_study-unet_study_in_blocks",  # asks functions of the check
    "locate_dropout-as_lists_of_numpy_types",
    "contract-layers_kept_between_calls",
    "unet-AlwaysDepth3",  # Keras refuses a side, not the answer
    "mc_predict-mc_not_thawed",  # leaves the model that it is handed otherwise than it was
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return place_with_checks(tmp_path_factory.mktemp("alike") / "stage")


@pytest.mark.slow
@pytest.mark.parametrize("label", sample(LABELS, 4))
def test_judge_and_notebook_agree(place, label):
    answer = answer_of(label)
    there, here = judged(place, answer).result, EXERCISES[answer.exercise].grade(answer.given)
    assert (there.status, there.misconception, there.score) == (here.status, here.misconception, here.score)


@in_the_long_proof
def test_a_model_left_with_a_call_of_the_answers_own_is_not_judged(place):
    assert judged(place, answer_of("mc_predict-mc_dropout_stays_on")).status == "not judged outside"


def test_a_text_of_numpy_crosses_as_a_text():
    assert wire.Packer().pack([np.str_("skip"), np.int32(3)]) == ["list", ["skip", ["scalar", "<i4", 3]]]


def test_an_answer_may_ask_the_functions_of_a_check_and_no_others():
    train = PlantedFolds(np.random.default_rng(0), ("none", "paper"), 6, 3, (0.1,)).placements()["paper"]
    assert is_thing(train) and not is_thing(np.mean) and not is_thing(sample)


@pytest.mark.parametrize(
    ("package", "by_keras"), [("keras", True), ("tensorflow", True), ("", False), ("os", False)]
)
def test_an_error_of_keras_seems_to_come_from_there(package, by_keras):
    with pytest.raises(ValueError, match="shapes") as met:
        raise_from(package, error_of(["ValueError"], "shapes"))
    assert raised_by_keras(met.value) == by_keras


@pytest.mark.slow
def test_a_layer_that_has_come_before_takes_the_place_of_its_double():
    import keras

    from utils.classroom.rebuilt import with_known_layers

    first, other, again = (keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]) for _ in range(3))
    first, other, again = (keras.Model(one.inputs[0], one.outputs[0]) for one in (first, other, again))
    known = {}
    assert with_known_layers(first, [0, 1], known) is first and with_known_layers(other, [2, 3], known) is other
    found = with_known_layers(again, [4, 1], known)
    assert found.layers[-1] is first.layers[-1] and found(np.ones((1, 3))).shape == (1, 2)
    with pytest.raises(wire.Refused):
        with_known_layers(again, [1], known)


@pytest.mark.slow
def test_what_is_trainable_crosses_part_by_part():
    import keras

    from utils.classroom.inside.models import trainable
    from utils.classroom.rebuilt import set_trainable

    def net():
        return keras.Sequential([keras.Input((4,)), keras.layers.Dense(2), keras.layers.BatchNormalization()])

    for change in (lambda one: None, lambda one: one.layers[1], lambda one: one.layers[0].bias, lambda one: one):
        there, here = net(), net()
        changed = change(there)
        if changed is not None:
            changed.trainable = False
        set_trainable(here, trainable(there))
        assert trainable(here) == trainable(there)
        set_trainable(here, trainable(net()))
        assert trainable(here) == trainable(net())
