"""What the Dense layers of a learner's MLP saw, so that dropout is found by its effect and not by its name."""

from itertools import pairwise

import numpy as np

from utils.checks import probes
from utils.checks.plain import Unusable

INPUTS, CLASSES, ROWS = 12, 5, 400


class Tape:
    """What the Dense layers of one model saw, at inference and in training, on the same inputs x.

    `inputs` is the shape of one of them. Where the model is not of the asked sizes, every array is NaN and the
    laws about it stay silent.
    """

    def __init__(self, law, build, hidden, rates, inputs=(INPUTS,), classes=CLASSES):
        self.hidden, self.rates = hidden, rates
        self.x = law.generator(5).normal(size=(ROWS, *inputs)).astype("float32")
        seen = law.ask(probes.dense_tape, build, inputs, hidden, rates, classes, self.x, read=_a_model)
        nothing = np.full((2, 2), np.nan)
        self.output, calm = seen["inference"] if seen else (nothing, [])
        self.logits, stormy = seen["training"] if seen else (nothing, [])
        self.again, self.parameters = (seen["again"], seen["parameters"]) if seen else (nothing, 0)
        self.units = [units for units, _, _ in calm]
        whole = self.units == [*hidden, classes] == [units for units, _, _ in stormy]
        self.calm, self.stormy = (calm, stormy) if whole else ([], [])
        self.entrance = stormy[0][1] if whole else nothing
        self.last = stormy[-1][2] if whole else nothing

    def is_linear(self):
        """Whether a hidden layer hands on a linear function of its input."""
        return any(linear(given, after) for (_, given, _), (_, after, _) in pairwise(self.calm))

    def bends_at_the_end(self):
        """Whether the output is no linear function of what the last Dense layer gets."""
        return bool(self.calm) and not linear(self.calm[-1][1], self.output)

    def _outputs(self, place):
        """Return what hidden layer `place` gave in training: before dropout (activated), and what came after.

        The activation is read off the inference run, where it alone stands between the two Dense layers.
        """
        (_, _, given), (_, activated, _) = self.calm[place : place + 2]
        (_, _, before), (_, after, _) = self.stormy[place : place + 2]
        order = np.argsort(given, axis=None)
        return np.interp(before, given.ravel()[order], activated.ravel()[order]), after

    def behind(self, place):
        """Return after / before dropout for the outputs of hidden layer `place` that are not 0 anyway."""
        if not self.calm:
            return np.full(2, np.nan)
        before, after = self._outputs(place)
        alive = np.abs(before) > 0.05
        return after[alive] / before[alive]

    def tied(self, place, axis):
        """Whether along an axis (0: examples, 1: units) all outputs behind layer `place` go or stay together."""
        if not self.calm:
            return False
        before, after = self._outputs(place)
        alive = np.abs(before) > 0.05
        living = alive.sum(axis)
        share = ((after == 0) & alive).sum(axis)[living > 4] / living[living > 4]
        return bool(np.isin(share, (0, 1)).all() and (share == 1).any())


def linear(given, handed_on):
    """Whether `handed_on` is a linear function of `given` (rows x units each): least squares leaves no residue."""
    given = np.c_[given, np.ones(len(given))]
    fitted = given @ np.linalg.lstsq(given, handed_on, rcond=None)[0]
    return np.allclose(fitted, handed_on, atol=1e-3)


def _a_model(seen):
    if seen is None:
        raise Unusable("Expected a keras.Model: return the model that you built.")
    return seen
