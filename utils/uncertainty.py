"""How unsure a net is of each pixel: Monte-Carlo dropout, the net asked many times with dropout left on.

Source: Gal, Ghahramani 2016, "Dropout as a Bayesian Approximation". TensorFlow is imported when a net is asked.
"""

from contextlib import contextmanager
from numbers import Integral

import numpy as np
from scipy.special import entr, expit, softmax

from utils import segmentation

IMAGES_AT_ONCE = 32  # bounds the memory


def mc_predict(model, images, samples, *, seed=None):
    """Return the mean, the standard deviation and the entropy over `samples` predictions with dropout on.

    `model`, a Keras model of any kind, gives logits of the shape of `images` (images x height x width x 1), or
    images x height x width x classes; so are mean and standard deviation, of probabilities: of the sigmoid of one
    logit, of the softmax of several. The entropy is that of the mean, in nats, images x height x width x 1. The
    standard deviation is that of the samples themselves, and so exactly 0 for a net without dropout.

    BatchNormalization uses its moving statistics, as at inference, and the model is left as it was found, after
    an error or Ctrl-C too. A whole number as `seed` gives the same samples again, and leaves the model's own draws
    as they were. All else that differs in training, such as a layer of noise, is on. ValueError for no samples.
    """
    _check(model, samples)
    images = np.asarray(images)
    with resting_batchnorm(model), drawing_from(model, seed):
        ask = _traced(model)
        parts = [_moments(ask, part, samples) for part in _parts(images)]
    mean, deviation = (np.concatenate(some) for some in zip(*parts, strict=True))
    return tuple(one.astype("float32") for one in (mean, deviation, entropy(mean)))


def entropy(probabilities):
    """Return the entropy in nats of probabilities: of one against the rest, or along a last axis of several."""
    if probabilities.shape[-1] == 1:
        return segmentation.entropy(probabilities)
    return entr(probabilities).sum(axis=-1, keepdims=True)


@contextmanager
def resting_batchnorm(model):
    """Within `with`, each BatchNormalization of `model` uses its moving statistics and leaves them as they are."""
    import keras

    kind = keras.layers.BatchNormalization
    layers = [layer for layer in model._flatten_layers() if isinstance(layer, kind)]
    kept = [(one, one.trainable) for layer in layers for one in (layer, *layer.variables)]
    try:
        for layer in layers:
            layer.trainable = False
        yield
    finally:
        for one, trainable in kept:  # a layer first, as it hands its own on to its variables
            one.trainable = trainable


@contextmanager
def drawing_from(model, seed):
    """Within `with`, the dropout layers of `model` draw from `seed` on; None: from where they are."""
    layers = [] if seed is None else model._flatten_layers()
    states = [generator.state for layer in layers for generator in layer._seed_generators]
    kept = [np.copy(state.numpy()) for state in states]
    try:
        for number, state in enumerate(states):
            state.assign(np.random.default_rng([seed, number]).integers(2**31, size=2))
        yield
    finally:
        for state, value in zip(states, kept, strict=True):
            state.assign(value)


def _traced(model):
    import tensorflow as tf

    return tf.function(lambda images: model(images, training=True), autograph=False, reduce_retracing=True)


def _parts(images):
    return np.array_split(images, range(IMAGES_AT_ONCE, len(images), IMAGES_AT_ONCE))


def _moments(ask, images, samples):
    """Return mean and standard deviation of the samples, taken in one by one (Welford): equal ones give 0."""
    mean = squares = 0.0
    for number in range(1, samples + 1):
        logits = np.asarray(ask(images), dtype=float)
        drawn = expit(logits) if logits.shape[-1] == 1 else softmax(logits, axis=-1)
        step = drawn - mean
        mean = mean + step / number
        squares = squares + step * (drawn - mean)
    return mean, np.sqrt(squares / samples)


def _check(model, samples):
    import keras

    if not isinstance(model, keras.Model):
        raise TypeError(f"Expected a Keras model, got {type(model).__name__}: hand over the model itself.")
    if isinstance(samples, bool) or not isinstance(samples, Integral) or samples < 1:
        raise ValueError(f"Expected samples as a whole number, at least 1; got {samples!r}.")
