"""A U-Net with a part silenced answers as one whose maps are 0 there."""

import keras
import numpy as np
import pytest

from utils.models import bottleneck_and_skip, cnn, logits_without, unet


@pytest.fixture(scope="module")
def net():
    keras.utils.set_random_seed(0)
    return unet((16, 8, 1), base=2, depth=2, rates={2: 0.5})


IMAGES = np.random.default_rng(0).random((3, 16, 8, 1), "float32")


def test_the_whole_net_answers_as_in_prediction(net):
    assert logits_without(net, IMAGES) == pytest.approx(net.predict(IMAGES, verbose=0), abs=1e-5)


def test_a_silenced_bottleneck_makes_what_its_convs_give_count_for_nothing(net):
    other = keras.models.clone_model(net)
    other.set_weights(net.get_weights())
    deepest = max(
        (layer for layer in other.layers if isinstance(layer, keras.layers.Conv2D)), key=lambda one: one.filters
    )
    last = [layer for layer in other.layers if getattr(layer, "filters", 0) == deepest.filters][-1]
    last.set_weights([np.zeros_like(weight) for weight in last.get_weights()])
    assert logits_without(net, IMAGES, "bottleneck") == pytest.approx(other.predict(IMAGES, verbose=0), abs=1e-5)


def test_a_silenced_skip_still_feeds_the_pool(net):
    tensor, layer = bottleneck_and_skip(net)["skip"]
    assert tensor.shape[1:] == (16, 8, 2) and isinstance(layer, keras.layers.Concatenate)
    silenced, whole = logits_without(net, IMAGES, "skip"), logits_without(net, IMAGES)
    assert np.abs(silenced - whole).max() > 1e-3
    assert np.ptp(silenced - silenced.mean(axis=0), axis=(1, 2)).max() > 1e-4  # it still looks at the images


def test_a_net_that_is_no_u_net_is_refused():
    with pytest.raises(ValueError, match="Expected a U-Net"):
        logits_without(cnn((8, 8, 1), 10), IMAGES[:, :8], "skip")
