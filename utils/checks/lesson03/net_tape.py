"""A conv net as it runs: how its convs and its pools take the side down, and whether anything else does."""

import numpy as np

from utils.checks.lesson03.conv_tape import Conv, inside, pooled, relu, same
from utils.checks.lesson03.hearing import listen
from utils.checks.plain import Unusable, kind

NOT_CONVOLUTIONAL = ("dense", "flatten", "gap")


class NetTape:
    """What one net made of images x; `side` is that of its last maps, 0 where they are none."""

    def __init__(self, heard, x, output):
        self.words = [one.word for one in heard]
        self.pools, self.strides, self.others, self.losses = self.words.count("pool"), [], 0, []
        self.is_maps = output.ndim == 4
        self.sides = output.shape[1:3] if self.is_maps else (0, 0)
        self.convs = self.words.count("conv")
        before = x
        for one in heard:
            if one.word in ("conv", "pool"):
                self._meets(before, one)
                before = one.gave
        self._ends(before, output)

    def _meets(self, before, one):
        """Take down what a conv or a pool does, and what happened to its input since the layer `before`."""
        if not _carries(before, one.given):
            self._between(before, one.given)
        if one.word == "conv":
            conv = Conv(one)
            self.strides.append(conv.stride)
            self.losses.append(before.shape[1] - one.gave.shape[1])

    def _ends(self, before, output):
        if self.is_maps and output.shape[1:3] != before.shape[1:3]:
            self._between(before, output)

    def _between(self, before, after):
        """Count what has changed the size outside of layers: as a pool where the values say so."""
        for maps in (before, relu(before)):
            if after.ndim == 4 and any(same(pooled(maps, how), after) for how in ("max", "avg")):
                self.pools += 1
                return
        self.others += 1

    def steps(self):
        """Return how many convs have a stride."""
        return sum(stride > 1 for stride in self.strides)

    def smallest_step(self):
        """Return the least that one of its convs takes off a side; 1 where none does."""
        return min((loss for loss in self.losses if loss > 0), default=1)

    def largest_step(self):
        """Return the most that one of its convs takes off a side."""
        return max(self.losses, default=0)

    def is_convolutional(self):
        return self.convs > 0 and not set(self.words) & set(NOT_CONVOLUTIONAL)


def _carries(before, given):
    """Whether `given` has the size of `before`, apart from a border of zeros."""
    return given.ndim == 4 and (given.shape[1:3] == before.shape[1:3] or inside(given, before.shape) is not None)


def tapes(answer, x):
    """Return a NetTape of each of the three models that the answer gives for images like x."""
    import keras

    models = answer(x.shape[1:])
    if models is None:
        raise Unusable("Your answer returned None: end it with `return`.")
    if not issubclass(type(models), tuple | list):
        raise Unusable(f"Expected three models, got {kind(models)}: return pooling, strided, valid.")
    models = list((tuple if issubclass(type(models), tuple) else list).__iter__(models))
    if len(models) != 3 or not all(isinstance(one, keras.Model) for one in models):
        raise Unusable(f"Expected three Keras models, got {', '.join(map(kind, models[:5]))}: return all three.")
    return [_tape(model, x) for model in models]


def _tape(model, x):
    output, heard = listen(model, x, training=False)
    return NetTape(heard, x, np.asarray(output))
