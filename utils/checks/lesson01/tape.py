"""What the Dense layers of a learner's MLP saw, so that dropout is found by its effect and not by its name."""

from itertools import pairwise

import numpy as np

from utils.checks.lesson01.runs import runs
from utils.checks.plain import Unusable, array

INPUTS, CLASSES, ROWS = 12, 5, 100
CALLS = 24  # in training, so that one coin for a whole layer is seen to fall either way
NOTHING = np.full((2, 2), np.nan)


class Tape:
    """What one model and its Dense layers gave at inference and in training, on the same inputs x.

    `inputs` is the shape of one of them. Where the model is not of the asked sizes, arrays are NaN and the laws
    about them stay silent.
    """

    def __init__(self, law, build, hidden, rates, calls=CALLS, *, inputs=(INPUTS,), classes=CLASSES):
        self.build, self.sizes, self.hidden, self.rates = build, (inputs, hidden, classes), hidden, rates
        self.x = law.generator(5).normal(size=(ROWS, *inputs)).astype("float32")
        seen = law.ask(runs, build, self.sizes, rates, self.x, calls, [law.seed, 6], read=_a_model) or {}
        self.output, start = seen.get("start", (NOTHING, []))
        self.in_training = seen["start_in_training"][0] if seen else NOTHING
        self.parameters, self.learned = seen.get("parameters", (0, 0))
        self.units = [units for units, _, _ in start]
        self.whole = seen.get("twin") is not None and self._in_one_row(start)
        self.start = start if self.whole else []
        self.seen = seen if self.whole else {}

    def _in_one_row(self, dense):
        """Whether the Dense layers are those asked for, and each gets as many numbers as the one before gives."""
        _, hidden, classes = self.sizes
        given = [(ROWS, size) for size in (self._row(dense), *hidden)]
        fits = [before.shape for _, before, _ in dense] == given and self.units == [*hidden, classes]
        return fits and self.output.shape == (ROWS, classes)

    def _row(self, dense):
        """Return how many numbers the first Dense layer should get for each example."""
        return INPUTS

    def starts_alike(self):
        """Whether all units of some hidden layer give the same."""
        return any(np.allclose(given, given[:, :1], rtol=1e-4, atol=1e-6) for _, _, given in self.start[:-1])

    def is_linear(self):
        """Whether a hidden layer hands on a linear function of its input."""
        return any(linear(given, after) for (_, given, _), (_, after, _) in pairwise(self.start))

    def bends_at_the_end(self):
        """Whether the output is no linear function of what the last Dense layer gets."""
        return bool(self.start) and not linear(self.start[-1][1], self.output)

    def logits(self, run):
        """Return the output of the model in a run (calm, again, twin or turned)."""
        return self.seen[run][0] if self.seen else NOTHING

    def dense(self, run, place, side):
        """Return the input (side 1) or output (side 2) of a Dense layer in a run."""
        return self.seen[run][1][place][side] if self.seen else NOTHING

    def storms(self, place, side):
        """Return the input or output of a Dense layer in each call in training (calls x rows x units)."""
        if not self.seen:
            return NOTHING
        return np.stack([dense[place][side] for _, dense in self.seen["storms"]])

    def stormy_logits(self):
        return np.stack([output for output, _ in self.seen["storms"]]) if self.seen else NOTHING

    def activated(self, run, place):
        """Return what the activation alone makes of the output of hidden layer `place` in a run (or in "storms").

        It is read off a run at inference and at rates of 0, where it alone stands between the two Dense layers.
        """
        if not self.seen:
            return NOTHING
        given, after = self.dense("table", place, 2), self.dense("table", place + 1, 1)
        order = np.argsort(given, axis=None)
        before = self.storms(place, 2) if run == "storms" else self.dense(run, place, 2)
        return np.interp(before, given.ravel()[order], after.ravel()[order])

    def behind(self, place):
        """Return after / before dropout for the outputs of hidden layer `place` (calls x rows x units)."""
        if not self.seen:
            return NOTHING
        return self.storms(place + 1, 1) / self.activated("storms", place)

    def follows(self, place):
        """Whether the mask behind hidden layer `place` turns round with the inputs."""
        if not self.seen:
            return False
        first, turned = (self.seen["storms"][0][1], self.seen["turned"][1])
        return np.array_equal(first[place + 1][1][::-1] == 0, turned[place + 1][1] == 0)


def linear(given, handed_on):
    """Whether `handed_on` is a linear function of `given` (rows x units each): least squares leaves no residue."""
    given = np.c_[given, np.ones(len(given))]
    fitted = given @ np.linalg.lstsq(given, handed_on, rcond=None)[0]
    scale = min(1.0, np.abs(handed_on).max())  # small numbers bend little, as gelu does near 0
    return np.allclose(fitted, handed_on, atol=1e-3 * scale)


def _a_model(seen):
    if seen is None:
        raise Unusable("Expected a keras.Model: return the model that you built.")
    for output in (seen["start"][0], seen["start_in_training"][0]):
        array(output)  # or say why it is none
    return seen
