"""Dropout of square blocks as a Keras layer, and a layer for each kind of dropout."""

from numbers import Integral, Real

import keras
import numpy as np
from keras import ops

from utils.layers.masks import seed_probability


@keras.saving.register_keras_serializable("dropout_in_cnns")
class DropBlock2D(keras.layers.Layer):
    """Drops squares of feature maps in training, and hands its inputs back at inference.

    Neighbours in a feature map tell nearly the same, so a dropped position can be guessed from those around it; a
    dropped square cannot. Each map of each image has squares of its own, all of them inside the map. They are so
    many that a share `rate` of the positions is expected to fall, overlaps and borders counted. What is kept is
    multiplied by count / kept over the whole batch, so that the mean stays.

    rate: the share dropped, from 0 up to but not including 1. `rate` in the paper's words is 1 - keep_prob.
    block_size: the side of a square; 1 is Dropout, the side of a square map is SpatialDropout2D.
    seed: a whole number for the same squares each time the layer is made, or None.

    Call arguments: inputs, a tensor images x height x width x maps (channels last); height and width may be unknown
    until the call. training: whether to drop. Returns a tensor of the same shape and dtype.
    Raises ValueError where a side is known and shorter than `block_size`.
    Source: Ghiasi, Lin, Le 2018, "DropBlock", algorithm 1; there the share dropped falls short of `rate`.

    >>> maps = keras.random.normal((32, 14, 14, 64))
    >>> DropBlock2D(rate=0.1, block_size=5)(maps, training=True).shape
    TensorShape([32, 14, 14, 64])
    """

    def __init__(self, rate, block_size, seed=None, **options):
        super().__init__(**options)
        if not isinstance(rate, Real) or not 0 <= rate < 1:
            raise ValueError(f"Expected rate as the share dropped, 0 <= rate < 1; got {rate!r}.")
        if not isinstance(block_size, Integral) or isinstance(block_size, bool) or block_size < 1:
            raise ValueError(f"Expected block_size as a whole number, at least 1; got {block_size!r}.")
        self.rate, self.block_size, self.seed = float(rate), int(block_size), seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def build(self, input_shape):
        self._check_sides(input_shape)

    def call(self, inputs, training=False):
        if not training or self.rate == 0:
            return inputs
        self._check_sides(inputs.shape)
        kept = self._kept(*ops.shape(inputs))
        scale = ops.divide_no_nan(1.0, ops.mean(ops.cast(kept, "float32")))
        return ops.where(kept, inputs * ops.cast(scale, inputs.dtype), 0)

    def _kept(self, images, height, width, maps):
        """Draw the corners of squares among the places where a whole one fits; return True where no square lies."""
        border = self.block_size - 1
        numpy = np if isinstance(height, int) and isinstance(width, int) else ops
        gamma = ops.cast(seed_probability(height, width, self.rate, self.block_size, numpy), "float32")
        where_one_fits = (images, height - border, width - border, maps)
        draws = keras.random.uniform(where_one_fits, dtype="float32", seed=self.seed_generator)
        corners = ops.pad(ops.cast(draws < gamma, "float32"), ((0, 0), (border, border), (border, border), (0, 0)))
        return ops.max_pool(corners, self.block_size, strides=1, data_format="channels_last") == 0

    def _check_sides(self, shape):
        sides = tuple(shape[1:3])
        if any(side is not None and side < self.block_size for side in sides):
            raise ValueError(
                f"Expected maps of at least block_size={self.block_size} in height and width, "
                f"got {sides[0]} x {sides[1]}: choose a smaller block_size, or drop where the maps are larger."
            )

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        own = {"rate": self.rate, "block_size": self.block_size, "seed": self.seed}
        return super().get_config() | own


def dropout_layer(kind, rate, block=3):
    """Return a Keras layer that drops a share `rate` of feature maps: by "element", by "channel" or by "block".

    `block` is the side of a square, for blocks alone. Raises ValueError for another kind.

    >>> type(dropout_layer("channel", 0.25)).__name__
    'SpatialDropout2D'
    """
    if kind == "element":
        return keras.layers.Dropout(rate)
    if kind == "channel":
        return keras.layers.SpatialDropout2D(rate)
    if kind == "block":
        return DropBlock2D(rate, block)
    raise ValueError(f'Expected kind "element", "channel" or "block"; got {kind!r}.')
