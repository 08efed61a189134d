"""Laws of Monte-Carlo dropout: probabilities of nets whose masks are all known, and a model left as it was."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import pytest
from keras import layers
from scipy.special import expit, ndtri

from tests.long_proof import sample
from utils.layers import DropBlock2D
from utils.uncertainty import mc_predict

ALPHA = 1e-6  # how often chance alone may fail one law
RATE, MAPS = 0.4, 3
DROPOUTS = {
    "element": lambda: layers.Dropout(RATE),
    "channel": lambda: layers.SpatialDropout2D(RATE),
    "gaussian": lambda: layers.GaussianDropout(RATE),
    "block": lambda: DropBlock2D(RATE, 2),
}


def planted(model, seed=0):
    """Give the weights and the moving statistics of `model` values far from those that it began with."""
    rng = np.random.default_rng(seed)
    model.set_weights([rng.uniform(0.4, 1.5, weight.shape) for weight in model.get_weights()])
    return model


def parts(dropout, norm=True):
    norms = [layers.BatchNormalization()] if norm else []
    return [
        layers.Conv2D(MAPS, 1, activation="tanh"),
        *norms,
        *([dropout()] if dropout else []),
        layers.Conv2D(1, 1),
    ]


def sequential(dropout, norm=True):
    return keras.Sequential([keras.Input((None, None, 1)), *parts(dropout, norm)])


def functional(dropout, norm=True):
    inputs = x = keras.Input((None, None, 1))
    for part in parts(dropout, norm):
        x = part(x)
    return keras.Model(inputs, x)


def nested(dropout, norm=True):
    inputs = keras.Input((None, None, 1))
    first, *others = parts(dropout, norm)
    inner = keras.Sequential([keras.Input((None, None, MAPS)), *others[:-1]]) if others[:-1] else (lambda x: x)
    return keras.Model(inputs, others[-1](inner(first(inputs))))


class Subclassed(keras.Model):
    def __init__(self, dropout, norm=True):
        super().__init__()
        self.parts = parts(dropout, norm)

    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


def subclassed(dropout, norm=True):
    model = Subclassed(dropout, norm)
    model(np.zeros((1, 4, 4, 1), "float32"))
    return model


FORMS = (sequential, functional, nested, subclassed)


def pixels(images=2, side=24, seed=0):
    return np.random.default_rng(seed).uniform(size=(images, side, side, 1)).astype("float32")


def of_every_mask(model, images):
    """Return how likely each mask of MAPS values is, and what the net gives with it (masks x images x ...)."""
    values = images
    *before, last = [layer for layer in model.layers if layer.name.startswith(("conv", "batch"))]
    for layer in before:
        values = layer(values)
    masks = np.array(np.meshgrid(*[[0, 1]] * MAPS)).reshape(MAPS, -1).T
    chances = np.prod(np.where(masks, 1 - RATE, RATE), axis=1)
    drawn = [expit(np.asarray(last(values * mask / (1 - RATE)), dtype=float)) for mask in masks.astype("float32")]
    return chances, np.array(drawn)


def moments(chances, drawn):
    mean = np.tensordot(chances, drawn, 1)
    return mean, *(np.tensordot(chances, (drawn - mean) ** power, 1) for power in (2, 4))


def scatter(mean, model, images, samples):
    """Return squared errors over variance of one sample, and by how much `samples` times their sum may be off."""
    truth, variance, fourth = moments(*of_every_mask(model, images))
    ratio = (mean - truth) ** 2 / variance
    spread = 2 + (fourth / variance**2 - 3) / samples  # variance of samples * ratio
    return ratio, -ndtri(ALPHA / 2) * np.sqrt(spread.sum())


def state(model):
    flags = [one.trainable for layer in model._flatten_layers() for one in (layer, *layer.variables)]
    return flags, [np.copy(weight.numpy()) for weight in model.weights]


def same_state(before, after):
    return before[0] == after[0] and all(map(np.array_equal, before[1], after[1]))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("norm", [True, False], ids=["with BatchNorm", "without"])
def test_the_error_falls_as_one_over_the_root_of_samples(form, norm):
    model, images = planted(form(DROPOUTS["element"], norm)), pixels()
    if form in (nested, subclassed):  # the same layers in the open
        known = functional(DROPOUTS["element"], norm)
        known.set_weights(model.get_weights())
    else:
        known = model
    for samples in (1, 4, 16, 64):
        ratio, bound = scatter(mc_predict(model, images, samples)[0], known, images, samples)
        assert abs(samples * ratio.sum() - ratio.size) < bound


@pytest.mark.parametrize("form", FORMS)
def test_the_standard_deviation_is_that_of_the_masks(form):
    model, images = planted(form(DROPOUTS["element"])), pixels()
    known = functional(DROPOUTS["element"])
    known.set_weights(model.get_weights())
    _, variance, fourth = moments(*of_every_mask(known, images))
    for samples in (2, 8, 32):
        found = mc_predict(model, images, samples)[1] ** 2 * samples / (samples - 1)
        spread = (fourth - variance**2 * (samples - 3) / (samples - 1)) / samples
        assert abs((found - variance).sum()) < -ndtri(ALPHA / 2) * np.sqrt(spread.sum())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("norm", [True, False], ids=["with BatchNorm", "without"])
@pytest.mark.parametrize("kind", sample(DROPOUTS, 2, quick=1))
def test_the_model_is_left_as_it_was_bit_by_bit(form, norm, kind):
    model, images = planted(form(DROPOUTS[kind], norm)), pixels(side=6)
    before, at_inference = state(model), np.array(model(images))
    _, deviation, _ = mc_predict(model, images, 3)
    assert same_state(before, state(model))
    assert np.array_equal(model(images), at_inference)
    assert deviation.max() > 0


@pytest.mark.parametrize("form", FORMS)
def test_a_net_without_dropout_gives_its_own_prediction_and_no_deviation(form):
    model, images = planted(form(None)), pixels()
    mean, deviation, _ = mc_predict(model, images, 5)
    assert np.array_equal(deviation, np.zeros_like(images))
    assert np.allclose(mean, expit(np.array(model(images))), atol=1e-6)


def test_the_entropy_is_that_of_the_mean_in_nats():
    images = pixels(side=5)
    mean, deviation, entropy = mc_predict(planted(sequential(DROPOUTS["element"])), images, 4)
    assert mean.shape == deviation.shape == entropy.shape == images.shape
    assert np.allclose(entropy, -(mean * np.log(mean) + (1 - mean) * np.log(1 - mean)), atol=1e-6)


def test_a_net_that_is_sure_has_an_entropy_of_0():
    model = keras.Sequential([keras.Input((2, 2, 1)), layers.Rescaling(1e6), layers.Dropout(0.5)])
    mean, _, entropy = mc_predict(model, np.ones((1, 2, 2, 1), "float32") * [[[[-1]], [[1]]]], 3)
    assert np.isfinite(entropy).all()
    assert entropy[mean == 0].max(initial=0) == 0


def test_several_classes_give_a_softmax_and_one_entropy_a_pixel():
    model = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(3, 1), layers.Dropout(0.3)])
    mean, deviation, entropy = mc_predict(model, pixels(side=4), 6)
    assert mean.shape == deviation.shape == (2, 4, 4, 3)
    assert np.allclose(mean.sum(-1), 1, atol=1e-6)
    assert np.allclose(entropy, -(mean * np.log(mean)).sum(-1, keepdims=True), atol=1e-5)
    assert entropy.max() <= np.log(3) + 1e-6


@pytest.mark.parametrize("form", FORMS)
def test_a_seed_gives_the_same_samples_again_and_leaves_the_draws_alone(form):
    model, images = planted(form(DROPOUTS["element"])), pixels(side=6)
    states = [np.copy(variable.numpy()) for variable in model.variables]
    first, again, other = (mc_predict(model, images, 3, seed=seed)[0] for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert all(map(np.array_equal, states, model.variables))


def test_samples_without_a_seed_differ_from_call_to_call():
    model, images = planted(sequential(DROPOUTS["channel"])), pixels(side=6)
    assert not np.array_equal(mc_predict(model, images, 3)[0], mc_predict(model, images, 3)[0])


def test_many_images_are_asked_in_parts():
    model, images = planted(functional(None)), pixels(images=70, side=4)
    assert np.allclose(mc_predict(model, images, 2)[0], expit(np.array(model(images))), atol=1e-6)


def test_what_was_frozen_before_stays_frozen():
    model = planted(sequential(DROPOUTS["element"]))
    model.layers[1].gamma.trainable = False
    model.layers[0].trainable = False
    before = state(model)
    mc_predict(model, pixels(side=4), 2)
    assert same_state(before, state(model))


class Stops(layers.Layer):
    """Interrupts a call in training, as Ctrl-C does."""

    def call(self, x, training=False):
        if training:
            raise KeyboardInterrupt
        return x


def test_ctrl_c_leaves_the_model_as_it_was():
    model = planted(keras.Sequential([keras.Input((4, 4, 1)), layers.BatchNormalization(), Stops()]))
    before = state(model)
    with pytest.raises(KeyboardInterrupt):
        mc_predict(model, pixels(side=4), 2, seed=0)
    assert same_state(before, state(model))


def test_half_precision_gives_finite_probabilities():
    policy = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    try:
        model = sequential(DROPOUTS["element"])
    finally:
        keras.config.set_dtype_policy(policy)
    found = mc_predict(model, pixels(side=4), 3)
    assert all(np.isfinite(one).all() and one.dtype == np.float32 for one in found)


@pytest.mark.parametrize("samples", [0, -1, 2.0, True, None])
def test_samples_are_a_whole_number_from_1(samples):
    with pytest.raises(ValueError, match="at least 1"):
        mc_predict(sequential(None), pixels(side=4), samples)


def test_what_is_no_model_is_refused():
    with pytest.raises(TypeError, match="Keras model"):
        mc_predict(len, pixels(side=4), 3)
