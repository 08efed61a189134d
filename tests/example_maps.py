"""Maps, masks and pictures of them, the same each time: for the tests of the pictures of feature maps."""

from functools import partial

import numpy as np

from utils import plots
from utils.layers import element_mask
from utils.plots.dropout_slider import Frames

RATES = [0.1, 0.3, 0.5]


def channel_mask(shape, rate, rng):
    images, _, _, maps = shape
    return np.broadcast_to(rng.random((images, 1, 1, maps)) >= rate, shape) * 1.0


def square_mask(shape, rate, rng):
    """Return a mask of 2 x 2 squares side by side."""
    images, height, width, maps = shape
    keep = rng.random((images, -(-height // 2), -(-width // 2), maps)) >= rate
    return keep.repeat(2, axis=1).repeat(2, axis=2)[:, :height, :width] * 1.0


MASKS = {"element": element_mask, "channel": channel_mask, "block": square_mask}


def some_maps(rng, height=6, width=7, maps=5):
    return np.maximum(0, rng.normal(size=(height, width, maps)))


def seen(sheet):
    """Return the numbers of a Sheet as drawn, NaN where there is a hole or a gap."""
    return sheet.image.get_array().filled(np.nan)


def one_changed(height=6, width=7, filters=4):
    """Return (silenced, changed): one input, and its 3 x 3 of outputs in all filters."""
    silenced, changed = np.zeros((height, width, 5), dtype=bool), np.zeros((height, width, filters), dtype=bool)
    silenced[2, 3, 1] = changed[1:4, 2:5] = True
    return silenced, changed


def map_pictures():
    """Return what draws one picture of each kind that shows maps, from numbers that are the same each time."""
    rng = np.random.default_rng(0)
    maps, kernel = some_maps(rng), rng.normal(size=(3, 3, 5, 9))
    masks = {kind: mask((1, *maps.shape), 0.3, rng)[0] for kind, mask in MASKS.items()}
    silenced, changed = one_changed()
    ratios = {"drop, then max": [1.1, 1.4, 2], "max, then drop": [1, 1, 1]}
    seeds = {"element": rng.normal(0.7, 0.02, 6), "channel": rng.normal(0, 0.02, 6)}
    by_rank = element_mask((40,), 0.3, rng), element_mask((6, 7), 0.3, rng), masks["element"]
    return {
        "feature_maps": partial(
            plots.feature_maps, rng.random((8, 8, 1)), maps, layer="the first conv, after ReLU"
        ),
        "masks_by_rank": partial(plots.masks_by_rank, *by_rank, rate=0.3),
        "kinds": partial(plots.kinds, maps, masks, rate=0.3),
        "changed_outputs": partial(
            plots.changed_outputs, silenced, changed, ideas={"if one filter alone": changed * 0}
        ),
        "one_tensor": partial(plots.one_tensor, ["Conv2D", "ReLU", "next Conv2D"], dropped_after="ReLU"),
        "order_of_pooling": partial(plots.order_of_pooling, RATES, ratios),
        "variance_shift": partial(plots.variance_shift, RATES, [0.9, 0.7, 0.5], lambda rate: 1 - rate),
        "recoverable": partial(plots.recoverable, {"early": seeds, "late": seeds}),
        "dropout_slider": partial(Frames(maps, kernel, MASKS, seed=0).show, 0.3, "block"),
    }
