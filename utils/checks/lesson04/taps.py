"""What goes into and comes out of each layer of a U-Net while it runs, however it is built."""

from typing import NamedTuple

import numpy as np


class Tap(NamedTuple):
    """One call of a layer that holds no other layers; arrays are images x height x width x maps, or None."""

    layer: object
    given: np.ndarray | None  # None where it was handed several tensors, or something else than maps
    gave: np.ndarray | None


class Taps:
    """Hears each layer while a model runs: `with Taps() as taps: model(x)` leaves a list of Tap."""

    def __enter__(self):
        import keras
        import tensorflow as tf

        self.eagerly = tf.config.functions_run_eagerly()
        tf.config.run_functions_eagerly(True)
        self.layer, self.original = keras.layers.Layer, keras.layers.Layer.__call__
        taps, original = [], self.original

        def call(layer, *args, **options):
            gave = original(layer, *args, **options)
            if not layer._layers and not keras.utils.is_keras_tensor(gave):
                taps.append(Tap(layer, _maps(args[0] if args else None), _maps(gave)))
            return gave

        self.layer.__call__ = call
        return taps

    def __exit__(self, *_):
        import tensorflow as tf

        self.layer.__call__ = self.original
        tf.config.run_functions_eagerly(self.eagerly)


def _maps(tensor):
    return np.array(tensor) if len(getattr(tensor, "shape", ())) == 4 else None


class Flow:
    """One run of a U-Net on images: its taps, by level and path, and its output.

    The level of maps is how often their side has been halved. All that comes before the first maps of the deepest
    level is the contracting path; all that gives larger maps after it is the expanding one.
    """

    def __init__(self, model, x, depth, **options):
        with Taps() as taps:
            output = model(x, **options)
        self.output, self.depth, self.side = np.array(output), depth, x.shape[1]
        self.taps = [one for one in taps if self.level(one.gave) is not None]
        levels = [self.level(one.gave) for one in self.taps]
        self.deepest = max(levels, default=0)
        self.first = levels.index(self.deepest) if levels else 0

    def level(self, maps):
        """Return the level of an array, or None for one that is no maps of a halved side."""
        if maps is None or maps.shape[1] < 1 or self.side % maps.shape[1]:
            return None
        level = (self.side // maps.shape[1]).bit_length() - 1
        return level if maps.shape[1] << level == self.side else None

    def place(self, number):
        """Return (level, path) of the tap of that number."""
        level = self.level(self.taps[number].gave)
        if level == self.deepest:
            return level, "bottleneck"
        return level, "contracting" if number < self.first else "expanding"

    def weighted(self):
        """Return [(number of the tap, its place), ...] of the layers that have weights."""
        return [(n, self.place(n)) for n, one in enumerate(self.taps) if one.layer.weights]

    def handed_on(self, level):
        """Return the maps that a level of the way down, or the bottleneck, hands to the next level."""
        down = level < self.deepest
        for number in range(0 if down else self.first, len(self.taps)):
            found, path = self.place(number)
            if found == (level + 1 if down else level - 1) and path != ("expanding" if down else "contracting"):
                given = self.taps[number].given
                return given if self.level(given) == level else self.taps[max(number - 1, 0)].gave
        return None
