"""The nets of exercise 3.9 have the fault that is said of them and no other; `every_call` opens nested models."""

import numpy as np
import pytest

pytest.importorskip("keras")
pytestmark = pytest.mark.slow

import keras  # noqa: E402

from tests.long_proof import LONG  # noqa: E402
from utils.checks.lesson03.anatomy import Anatomy  # noqa: E402
from utils.checks.lesson03.broken_nets import DIAGNOSED, REPAIRED  # noqa: E402
from utils.checks.lesson03.faults import FAULTS, Planter  # noqa: E402
from utils.models import every_call  # noqa: E402


@pytest.mark.parametrize("seed", range(3 if LONG else 1))
def test_each_net_has_the_fault_that_is_said_of_it_and_no_other(seed):
    for key, case in enumerate((*DIAGNOSED, *REPAIRED)):
        model = Planter(np.random.default_rng([seed, key])).model(case.plan, case.functional)
        assert Anatomy(model).faults() == {case.fault}, case.plan


def test_each_fault_is_diagnosed_and_repaired_more_than_once():
    for cases in (DIAGNOSED, REPAIRED):
        assert all([case.fault for case in cases].count(fault) > 1 for fault in FAULTS)


def twice_the_same_block():
    block = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4), keras.layers.Dropout(0.5)], name="block")
    return block, keras.Sequential([keras.Input((4,)), block, keras.layers.ReLU(), block])


def test_every_call_opens_nested_models_each_time_they_are_used():
    block, model = twice_the_same_block()
    layers = [layer for layer, *_ in every_call(model)]
    assert layers == [*block.layers, model.layers[1], *block.layers]


def test_every_call_hands_on_one_tensor_from_layer_to_layer():
    _, model = twice_the_same_block()
    tensors = list(model.inputs)
    for _, inputs, outputs in every_call(model):
        assert inputs[0] is tensors[-1]
        tensors += outputs
    assert len(set(map(id, tensors))) == len(tensors)
