"""Dropout put into a net: inference stays to 1e-6, training differs, each inserted layer has masks of its own."""

from itertools import combinations

import keras
import numpy as np
import pytest

from utils.checks import chance
from utils.checks.lesson03 import grown_nets
from utils.models import calls, insert_dropout

pytestmark = pytest.mark.slow
NETS = {  # with the number of places: between modules, before Flatten and between Dense layers
    grown_nets.lenet: (1, 1, 2),
    grown_nets.alexnet: (2, 1, 2),
    grown_nets.vgg: (2, 1, 2),
    grown_nets.two_branches: (2, 1, 3),
}
RATES = dict(between_modules=0.25, before_flatten=0.4, between_dense=0.5)
UNITS = 20_000


@pytest.mark.parametrize("kind", ["element", "channel"])
@pytest.mark.parametrize("net", NETS)
def test_inserted_dropout_rests_at_inference_and_drops_in_training(net, kind):
    original = net(np.random.default_rng(1))
    copy = insert_dropout(original, **RATES, kind=kind)
    images = np.random.default_rng(2).normal(size=(16, *original.input_shape[1:])).astype("float32")
    expected = np.asarray(original(images, training=False))
    assert np.abs(np.asarray(copy(images, training=False)) - expected).max() <= 1e-6 * max(
        1, np.abs(expected).max()
    )
    first, second = (np.asarray(copy(images, training=True)) for _ in range(2))
    assert np.abs(first - expected).max() > 0.01 and not np.array_equal(first, second)
    assert copy.count_params() == original.count_params()


@pytest.mark.parametrize("net", NETS)
def test_dropout_is_inserted_at_each_place_and_no_two_layers_share_a_mask(net):
    copy = insert_dropout(net(np.random.default_rng(1)), **RATES)
    layers = [layer for layer, *_ in calls(copy) if isinstance(layer, keras.layers.Dropout)]
    assert [sum(layer.rate == rate for layer in layers) for rate in RATES.values()] == list(NETS[net])
    assert len(set(map(id, layers))) == len(layers)
    ones = keras.ops.ones((1, UNITS))
    fallen = [(layer.rate, np.asarray(layer(ones, training=True)) == 0) for layer in layers]
    for (rate, one), (other_rate, other) in combinations(fallen, 2):
        assert chance.plausible_count(int((one & other).sum()), UNITS, rate * other_rate)
