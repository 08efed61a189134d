"""Small images and masks on disk, for the tests of load_folder."""

import numpy as np
from PIL import Image

from utils.data import load_folder

GREYS = np.arange(48, dtype="uint8").reshape(6, 8) * 5
LINES = (GREYS % 3 == 0).astype("uint8") * 255


def save(path, array, **options):
    """Save an array or a Pillow image, and return the path."""
    path.parent.mkdir(exist_ok=True)
    (array if isinstance(array, Image.Image) else Image.fromarray(array)).save(path, **options)
    return path


def three_pairs(desk):
    """Fill the folders images and masks of a desk with the pairs 1, 2 and 10, all different; return the desk."""
    for stem in ("1", "2", "10"):
        save(desk / "images" / f"{stem}.png", np.roll(GREYS, int(stem)))
        save(desk / "masks" / f"{stem}.png", np.roll(LINES, int(stem)))
    return desk


def load(desk, **options):
    """Load the images of a desk and their masks."""
    return load_folder(desk / "images", desk / "masks", **options)
