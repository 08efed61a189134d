"""What a lesson on segmentation starts from: images, and for each pixel whether it shows the structure sought."""

from typing import NamedTuple

import numpy as np


class Annotated(NamedTuple):
    """Images (images x height x width x 1, float32 in 0..1) and their masks: 1 the structure sought, 0 elsewhere.

    Masks have the shape and type of the images. Where images differ in size both are lists of height x width x 1.
    """

    images: np.ndarray
    masks: np.ndarray
