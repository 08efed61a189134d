"""Right answers to exercise 4.8: loops, batches, clones and graphs. The first is the reference."""

from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf
from scipy.special import entr, expit

from tests.answers import right
from tests.solutions import as_the_lesson_does
from utils import uncertainty

EXERCISE = "mc_predict"


mc_as_the_lesson_does = as_the_lesson_does("mc_predict", "lesson04")


@right(EXERCISE)
def mc_of_the_course(model, images, samples):
    return uncertainty.mc_predict(model, images, samples)


@right(EXERCISE)
def mc_of_the_course_seeded(model, images, samples):
    return uncertainty.mc_predict(model, images, samples, seed=3)


class Sampled(NamedTuple):
    mean: object
    std: object
    entropy: object


@right(EXERCISE)
def mc_in_one_batch(model, images, samples):
    """Repeat the images, and ask once for all samples."""
    with uncertainty.resting_batchnorm(model):
        logits = model(np.repeat(images, samples, axis=0), training=True)
    drawn = tf.reshape(tf.sigmoid(logits), (len(images), samples, *images.shape[1:]))
    mean = tf.reduce_mean(drawn, axis=1)
    m = tf.clip_by_value(mean, 1e-7, 1 - 1e-7)
    return Sampled(mean, tf.math.reduce_std(drawn, axis=1), -m * tf.math.log(m) - (1 - m) * tf.math.log(1 - m))


@right(EXERCISE)
def mc_tiled(model, images, samples):
    with uncertainty.resting_batchnorm(model):
        drawn = expit(model(np.tile(images, (samples, 1, 1, 1)), training=True)).reshape(samples, *images.shape)
    mean = drawn.mean(axis=0)
    return [mean, drawn.std(axis=0, ddof=1), entr(mean) + entr(1 - mean)]


def dropout_always_on(model):
    """Return a model of the same layers in which dropout is on and all else at inference."""
    x = inputs = keras.Input(model.input_shape[1:])
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            x = layer(x, training=True)
        elif not isinstance(layer, keras.layers.InputLayer):
            x = layer(x, training=False)
    return keras.Model(inputs, x)


@right(EXERCISE)
def mc_of_the_layers_called_anew(model, images, samples):
    noisy = dropout_always_on(model)
    drawn = np.stack([expit(np.array(noisy(images))) for _ in range(samples)], axis=-1)
    mean = drawn.mean(-1)
    return mean, drawn.std(-1), entr(mean) + entr(1 - mean)


class AlwaysOn(keras.Model):
    """Runs the layers of a model with dropout on, whatever it is called with."""

    def __init__(self, model):
        super().__init__()
        self.parts = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]

    def call(self, x):
        for part in self.parts:
            x = part(x, training=isinstance(part, keras.layers.Dropout))
        return keras.ops.sigmoid(x)


@right(EXERCISE)
def mc_predicted_by_such_a_model(model, images, samples):
    noisy = AlwaysOn(model)
    drawn = noisy.predict(np.concatenate([images] * samples), verbose=0, batch_size=512)
    drawn = drawn.reshape(samples, *images.shape)
    mean = np.mean(drawn, axis=0)
    return mean, np.std(drawn, axis=0), -mean * np.log(mean + 1e-12) - (1 - mean) * np.log(1 - mean + 1e-12)


@right(EXERCISE)
def mc_layer_by_layer(model, images, samples):
    def sample():
        x = images
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                x = layer(x, training="dropout" in layer.name)
        return expit(np.array(x, dtype=float))

    total = squares = 0
    for _ in range(samples):
        drawn = sample()
        total, squares = total + drawn, squares + drawn**2
    mean = total / samples
    return mean, np.sqrt(np.maximum(squares / samples - mean**2, 0)), entr(mean) + entr(1 - mean)


@right(EXERCISE)
def mc_in_a_graph(model, images, samples):
    @tf.function
    def sample():
        return tf.sigmoid(model(images, training=True))

    with uncertainty.resting_batchnorm(model):
        drawn = tf.stack([sample() for _ in tf.range(samples)])
    mean, variance = tf.nn.moments(drawn, axes=[0])
    loss = tf.nn.sigmoid_cross_entropy_with_logits(mean, tf.math.log(mean / (1 - mean)))
    return mean, tf.sqrt(variance), loss


@right(EXERCISE)
def mc_on_a_clone(model, images, samples):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    for layer in copy.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    drawn = 1 / (1 + np.exp(-np.array([copy(images, training=True) for _ in range(samples)])))
    mean = drawn.mean(0)
    both = np.stack([mean, 1 - mean])
    return mean, drawn.std(0), -(both * np.log(np.clip(both, 1e-7, 1))).sum(0)


@right(EXERCISE)
def mc_image_by_image(model, images, samples):
    found = []
    with uncertainty.resting_batchnorm(model):
        for image in images[:, None]:
            drawn = np.array([expit(model(image, training=True)) for _ in range(samples)])
            mean = drawn.mean(0)
            found.append((mean[0], drawn.std(0)[0], entr(mean)[0] + entr(1 - mean)[0]))
    return tuple(map(np.array, zip(*found, strict=True)))


@right(EXERCISE)
def mc_with_seeds_set(model, images, samples):
    drawn = []
    with uncertainty.resting_batchnorm(model):
        for number in range(samples):
            keras.utils.set_random_seed(number)
            drawn.append(expit(model(images, training=True)))
    mean = np.mean(drawn, axis=0, dtype=float)
    return mean, np.std(drawn, axis=0), entr(mean) + entr(1 - mean)
