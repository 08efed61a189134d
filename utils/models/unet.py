"""A U-Net: maps go down level by level and up again, and skip connections carry the detail across.

>>> net = unet((64, 64, 1), rates={2: 0.5, 3: 0.5})  # dropout as in the paper
>>> net = unet((64, 64, 1), rates=unet_placements()["decoder"])
"""

import keras

from utils.models.modules import dropped
from utils.models.unet_rates import rates_by_place


def unet(input_shape, base=8, depth=3, classes=1, rates=None):
    """Return a U-Net that gives logits, images x height x width x classes, of images x height x width x maps.

    Levels are numbered from 0, of full size, to `depth`, the bottleneck; level k has base * 2**k maps. On each one
    two 3 x 3 convs with ReLU; down by 2 x 2 maxima, up by a transposed conv, then the skip joins as further maps.
    input_shape: height x width x maps; None for a side that differs from batch to batch.
    rates: where dropout stands, as {place: rate}; None or {} is nowhere. A place is a level of the way down, or
    (level, path) with "contracting", "bottleneck" or "expanding" for path. A sequence of depth + 1 rates is for
    the levels of the way down, 0 to the bottleneck. Dropout ends its level, so that both the pool and the skip
    behind it get what it leaves. For depth=3:
        {2: .5, 3: .5} or [0, 0, .5, .5]      as in the paper: the last two levels of the way down
        {3: .5} or {(3, "bottleneck"): .5}    the bottleneck alone
        {(0, "expanding"): .2}                just before the logits

    As in the original: this order of layers, and weights drawn with a variance of 2 / fan-in. Changed: 'same'
    padding, so that nothing is cropped; `base` 8 in place of 64 maps, `depth` 3 in place of 4; no ReLU behind the
    transposed conv. Ronneberger, Fischer, Brox 2015, "U-Net: Convolutional Networks for Biomedical Image
    Segmentation".
    Raises ValueError for a side that 2**depth does not divide, for a rate outside 0 <= rate < 1, and for a place
    that is none.

    >>> unet((128, 128, 1), rates={2: 0.5, 3: 0.5}).output_shape
    (None, 128, 128, 1)
    """
    _check_sizes(base=base, depth=depth, classes=classes)
    _check_sides(input_shape, depth)
    rates = rates_by_place(rates, depth)
    x = inputs = keras.Input(input_shape)
    skips = []
    for level in range(depth):
        x = _level(x, base * 2**level, rates.get((level, "contracting"), 0))
        skips.append(x)
        x = keras.layers.MaxPooling2D(2)(x)
    x = _level(x, base * 2**depth, rates.get((depth, "bottleneck"), 0))
    for level in reversed(range(depth)):
        x = keras.layers.Conv2DTranspose(base * 2**level, 2, strides=2, kernel_initializer="he_normal")(x)
        x = keras.layers.Concatenate()([skips[level], x])
        x = _level(x, base * 2**level, rates.get((level, "expanding"), 0))
    logits = keras.layers.Conv2D(classes, 1, dtype="float32")  # whatever the precision of the rest
    return keras.Model(inputs, logits(x), name="unet")


def _level(x, filters, rate):
    """Return `x` behind two convs with ReLU, and behind dropout at `rate`."""
    for _ in range(2):
        conv = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")
        x = conv(x)
    return dropped(x, "element", rate)


def _check_sizes(**sizes):
    for name, size in sizes.items():
        if isinstance(size, bool) or size != int(size) or size < 1:
            raise ValueError(f"Expected {name} as a whole number of at least 1; got {name}={size!r}.")


def _check_sides(input_shape, depth):
    if len(input_shape) != 3:
        raise ValueError(f"Expected input_shape as height x width x maps, such as (64, 64, 1); got {input_shape}.")
    step = 2**depth
    for name, side in zip(("height", "width"), input_shape, strict=False):
        if side is not None and (side < 1 or side % step):
            fitting = " or ".join(str(one) for one in (side // step * step, -(-side // step) * step) if one > 0)
            raise ValueError(
                f"Expected a {name} that 2**depth = {step} divides, as each of {depth} levels halves it; "
                f"got {side}: use {fitting or step}."
            )
