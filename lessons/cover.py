"""Draw the picture of the README, what each kind of dropout takes from feature maps: python lessons/cover.py"""

import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from utils.data import load  # noqa: E402
from utils.layers import block_mask, channel_mask, element_mask  # noqa: E402
from utils.models import cnn, outputs_of  # noqa: E402
from utils.plots import kinds  # noqa: E402
from utils.training import fit  # noqa: E402

MASKS = {"element": element_mask, "channel": channel_mask, "block": partial(block_mask, block=5)}
RATE = 0.25


def cover():
    """Return the Picture: the maps of a digit in lesson 2's net after its first conv, whole and with dropout."""
    import keras

    digits = load("digits")
    run = fit(lambda: cnn((8, 8, 1), 10, filters=(8, 16), enlarge=2), digits, epochs=15)
    maps = outputs_of(run.model(), keras.layers.Conv2D, digits.test.x[:4])[0][3]
    rng = np.random.default_rng(2)  # one that drops 2 of 8 maps, as the rate says
    return kinds(maps, {kind: mask(maps[None].shape, RATE, rng=rng)[0] for kind, mask in MASKS.items()}, rate=RATE)


if __name__ == "__main__":
    picture = cover()
    picture.save(ROOT / "lessons" / "cover.png")
    print(picture)
