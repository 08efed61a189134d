"""Dropout of each kind: the idea in NumPy (masks.py), and the Keras layers (drop_block.py).

>>> from utils.layers import channel_mask, drop, DropBlock2D

Only what needs Keras imports it: `DropBlock2D` and `dropout_layer` are looked up when they are first asked for.
"""

from utils.layers.masks import block_mask, channel_mask, drop, drop_gradient, element_mask, seed_probability

__all__ = ["block_mask", "channel_mask", "drop", "drop_gradient", "element_mask", "seed_probability"]
_OF_KERAS = ("DropBlock2D", "dropout_layer")


def __getattr__(name):
    if name not in _OF_KERAS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from utils.layers import drop_block

    return getattr(drop_block, name)


def __dir__():
    return [*__all__, *_OF_KERAS]
