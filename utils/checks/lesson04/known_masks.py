"""Small nets whose dropout masks can all be gone through, so that means and spreads over masks are known exactly.

All convs are 1 x 1: a pixel depends on itself alone, on its few masks, and on the BatchNormalization.
"""

from itertools import product

import numpy as np
from scipy.special import expit

KINDS = {"drop": "Dropout", "map": "SpatialDropout2D"}
EPSILON = 1e-3  # that of a BatchNormalization


class KnownMasks:
    """A net made of words, "conv:3 tanh norm drop:.4 conv:1", for `images`; in Keras, and mask by mask in NumPy.

    `functional` says how the Keras model is made; "frozen" is a norm that is not trainable to begin with.
    """

    def __init__(self, rng, words, images, functional):
        self.steps = [(word.partition(":")[0], word.partition(":")[2]) for word in words.split()]
        self.images, self.rng, self.by_image = images, rng, "map" in words
        self.model = self._model(functional)
        self._centre()

    def _model(self, functional):
        import keras

        layers = [self._layer(*step) for step in self.steps]
        inputs = x = keras.Input((None, None, 1))
        for layer in layers:
            x = layer(x)
        for layer in layers:
            layer.set_weights([self._drawn(weight) for weight in layer.weights])
        return keras.Model(inputs, x) if functional else keras.Sequential([inputs, *layers])

    def _layer(self, kind, option):
        import keras

        if kind in KINDS:
            return getattr(keras.layers, KINDS[kind])(float(option), seed=int(self.rng.integers(2**31)))
        if kind == "conv":
            return keras.layers.Conv2D(int(option), 1)
        if kind == "tanh":
            return keras.layers.Activation("tanh")
        return keras.layers.BatchNormalization(trainable=kind == "norm")

    def _drawn(self, weight):
        """Draw weights by name, such that dropout matters: moving statistics are far from those of the images."""
        low, high = {"kernel": (1, 2), "moving_variance": (0.5, 1.5), "gamma": (0.7, 1.2)}.get(
            weight.name, (0.3, 0.9)
        )
        signs = self.rng.choice([-1, 1], weight.shape) if weight.name not in ("moving_variance", "gamma") else 1
        return (signs * self.rng.uniform(low, high, weight.shape)).astype("float32")

    def _centre(self):
        """Shift the last bias to mean logits of about 1.5 or -1.5, where a sigmoid bends."""
        chances, logits = self.logits()
        *_, bias = self.model.layers[-1].weights
        bias.assign(bias - np.tensordot(chances, logits, 1).mean() + self.rng.choice([-1.5, 1.5]))

    def logits(self, batch_statistics=False):
        """Return the chance of each mask, and the logits that it gives (masks x images x height x width x 1)."""
        chances, values = np.ones(1), self.images[None].astype(float)
        for (kind, option), layer in zip(self.steps, self.model.layers[-len(self.steps) :], strict=True):
            weights = [np.copy(weight.numpy()) for weight in layer.weights]
            if kind in KINDS:
                chances, values = every_mask(chances, values, float(option))
            elif kind == "conv":
                values = values @ weights[0][0, 0] + weights[1]
            elif kind == "tanh":
                values = np.tanh(values)
            else:
                values = normalized(values, chances, *weights, batch_statistics)
        return chances, values

    def units(self, values):
        """Lay out `values` (... x images x height x width x 1) as ... x units x pixels: a unit has own masks."""
        images, height, width, _ = self.images.shape
        units = images if self.by_image else images * height * width
        return values.reshape(*values.shape[:-4], units, -1)


def every_mask(chances, values, rate):
    """Return chances and values (masks x ... x maps) with each mask over the maps put upon each of `values`."""
    masks = np.array(list(product((0, 1), repeat=values.shape[-1])))
    own = np.prod(np.where(masks, 1 - rate, rate), axis=1)
    dropped = values[:, None] * masks[:, None, None, None] / (1 - rate)
    return np.outer(chances, own).ravel(), dropped.reshape(-1, *values.shape[1:])


def normalized(values, chances, gamma, beta, mean, variance, batch_statistics):
    if batch_statistics:
        mean = np.tensordot(chances, values.mean((1, 2, 3)), 1)
        variance = np.tensordot(chances, ((values - mean) ** 2).mean((1, 2, 3)), 1)
    return (values - mean) / np.sqrt(variance + EPSILON) * gamma + beta


class Moments:
    """Mean, variance and more of the probabilities of a KnownMasks, over its masks."""

    def __init__(self, net):
        self.net = net
        self.chances, self.logits = net.logits()
        self.drawn = expit(self.logits)
        self.mean, self.variance = self.of(self.drawn)
        self.logit, self.logit_variance = self.of(self.logits)

    def of(self, values):
        mean = np.tensordot(self.chances, values, 1)
        return mean, np.tensordot(self.chances, (values - mean) ** 2, 1)

    def logits_of(self, samples, times):
        """Draw logits (times x samples x images x height x width x 1); neighbours share no masks here."""
        shape = (times * samples, *self.mean.shape)
        masks = np.random.default_rng(0).choice(len(self.chances), shape, p=self.chances)
        return np.take_along_axis(self.logits, masks, 0).reshape(times, samples, *self.mean.shape)

    def deviations(self, weights):
        """Return the weighted deviations from the mean, added up within each unit (masks x units)."""
        return self.net.units(weights * (self.drawn - self.mean)).sum(-1)

    def spread_of_mean(self, weights, samples):
        """Return the standard deviation of the sum of weights x mean of `samples`."""
        return np.sqrt((self.chances @ self.deviations(weights) ** 2).sum() / samples)

    def spread_of_variance(self, weights, samples):
        """Return the standard deviation of the sum of weights x unbiased variance of `samples`."""
        apart = self.net.units(np.sqrt(weights) * (self.drawn - self.mean))
        squares = (apart**2).sum(-1)
        own = self.chances @ squares**2 - (self.chances @ squares) ** 2
        together = np.einsum("m,mup,muq->upq", self.chances, apart, apart)
        return np.sqrt((own / samples + 2 * (together**2).sum((1, 2)) / (samples * (samples - 1))).sum())
