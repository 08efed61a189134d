"""The arms of lesson 3's study: one small net, and dropout in it at eight placements.

>>> net = placed("before Flatten")
"""

from utils.models.insertion import insert_dropout
from utils.models.small import cnn

PLACEMENTS = {  # what `insert_dropout` is asked for
    "none": {},
    "between modules": dict(between_modules=0.25),
    "maps between modules": dict(between_modules=0.25, kind="channel"),
    "before Flatten": dict(before_flatten=0.5),
    "maps before Flatten": dict(before_flatten=0.5, kind="channel"),
    "between Dense": dict(between_dense=0.5),
    "both": dict(between_modules=0.25, between_dense=0.5),
    "both by maps": dict(between_modules=0.25, between_dense=0.5, kind="channel"),
}


def placed(placement):
    """Return a CNN for the digits, enlarged to 16 x 16, with dropout at a placement named in PLACEMENTS.

    Two modules of 16 and 32 maps, conv and pool each, Flatten, Dense of 64 and logits of 10. Whole maps
    are dropped where the name says so, else single activations; "both" is between modules and between Dense.

    >>> signature(placed("both"))
    'upsampling2d conv pool conv pool flatten dense dense'
    """
    return insert_dropout(cnn((8, 8, 1), 10, dense=(64,), enlarge=2), **PLACEMENTS[placement])
