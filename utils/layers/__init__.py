"""Dropout of each kind: the idea in NumPy (masks.py), and the Keras layers (drop_block.py).

>>> from utils.layers import channel_mask, drop, DropBlock2D

Only what needs Keras imports it: `DropBlock2D` and `dropout_layer` are looked up when they are first asked for.
"""

from utils.layers.masks import block_mask, channel_mask, drop, drop_gradient, element_mask, seed_probability

__all__ = ["block_mask", "channel_mask", "drop", "drop_gradient", "element_mask", "seed_probability"]
