"""What a model was like before it was asked for samples, and is afterwards."""

import numpy as np

from utils.checks import plain
from utils.checks.probes import tensor

STATISTICS = ("moving_mean", "moving_variance")


class State:
    """The weights, flags and predictions of the model of a KnownMasks; `read` compares them after an answer."""

    def __init__(self, net):
        self.model, self.images = net.model, tensor(net.images)
        self.at_inference = self._predicted()
        self.weights, self.flags = self._weights(), self._flags()
        self.same_statistics = self.same_weights = self.same_flags = self.rests = self.drops = None

    def read(self, value):
        """Return the three arrays in `value`, and take down what has become of the model."""
        found, weights = three(value), self._weights()
        self.same_statistics, self.same_weights = (
            all(
                weights.keys() == self.weights.keys() and np.array_equal(weights[name], self.weights[name])
                for name in self.weights
                if (name[1] in STATISTICS) == statistics
            )
            for statistics in (True, False)
        )
        self.same_flags = self._flags() == self.flags
        first, second = self._predicted(), self._predicted()
        self.drops = not np.allclose(first, second)
        moved = not (self.same_statistics and self.same_weights)
        self.rests = not self.drops and (moved or np.allclose(first, self.at_inference, atol=1e-4))
        return found

    def _predicted(self):
        return np.array(self.model(self.images))

    def _weights(self):
        return {
            (number, weight.name): np.copy(weight.numpy())
            for number, layer in enumerate(self.model.layers)
            for weight in layer.weights
        }

    def _flags(self):
        layers = [self.model, *self.model.layers]
        return [bool(one.trainable) for layer in layers for one in (layer, *layer.weights)]


def three(value):
    """Return three arrays of any shape; Unusable for all else."""
    kind = next((kind for kind in (tuple, list) if issubclass(type(value), kind)), None)
    parts = [value] if kind is None else list(kind.__iter__(value))
    if len(parts) != 3:
        got = plain.kind(value) if kind is None else f"{len(parts)} of them"
        raise plain.Unusable(f"Expected three arrays, got {got}: return mean, standard deviation and entropy.")
    return tuple(plain.array(part) for part in parts)
