"""How well a mask fits the truth, an image at a time: a mean over images comes after, and pixels are never pooled.

Every score takes truth (0 and 1) and probability (0..1), both images x height x width (x 1); lists where images
differ in size. It gives one number an image (images,), from 0 to 1, and raises ValueError for what does not fit.
"""

import numpy as np
from scipy.ndimage import binary_erosion, distance_transform_edt

from utils.segmentation.arrays import by_image


def dice(truth, probability, threshold=0.5):
    """Return twice the overlap over the sum of both sizes, of the pixels above the threshold; empty on empty is 1.

    Source: Dice, Ecology 26 (1945). The same number is the F1 of the pixels.
    """
    return np.array([share(2 * (t & p).sum(), t.sum() + p.sum()) for t, p in masks(truth, probability, threshold)])


def iou(truth, probability, threshold=0.5):
    """Return the overlap over the union, of the pixels above the threshold; empty on empty is 1.

    Source: Jaccard, New Phytologist 11 (1912).
    """
    return np.array([share((t & p).sum(), (t | p).sum()) for t, p in masks(truth, probability, threshold)])


def boundary_f1(truth, probability, tolerance=2, threshold=0.5):
    """Return the F1 of the boundaries: how much of each lies within `tolerance` pixels of the other.

    A boundary is the outermost pixels of the structure; where the image ends within it, the rim belongs to it.
    Two empty boundaries give 1, one empty boundary 0. Source: Csurka et al., BMVC 2013.
    """
    if not tolerance >= 0:
        raise ValueError(f"Expected tolerance as a distance in pixels, 0 or more; got {tolerance!r}.")
    return np.array([agreement(edge(t), edge(p), tolerance) for t, p in masks(truth, probability, threshold)])


def masks(truth, probability, threshold):
    """Yield of each image where the structure is and where it is predicted (truth values, height x width)."""
    if not 0 <= threshold <= 1:
        raise ValueError(
            f"Expected threshold as a probability in 0..1; got {threshold!r}. Write 0.5 for the usual one."
        )
    for true, predicted in by_image(truth, probability):
        yield true.reshape(true.shape[:2]), predicted.reshape(true.shape[:2]) > threshold


def share(part, whole):
    """Return part / whole, and 1 where there is nothing to share."""
    return part / whole if whole else 1.0


def edge(mask):
    """Return which pixels of a mask (height x width) have a neighbour beside, above or below that is not in it."""
    return mask & ~binary_erosion(mask)


def agreement(one, other, tolerance):
    """Return the F1 of two boundaries (truth values, height x width)."""
    if not one.any() or not other.any():
        return float(one.any() == other.any())
    found = near(one, other, tolerance), near(other, one, tolerance)
    return share(2 * found[0] * found[1], sum(found)) if sum(found) else 0.0


def near(boundary, other, tolerance):
    """Return the share of a boundary that lies within `tolerance` pixels of another."""
    return (distance_transform_edt(~other)[boundary] <= tolerance).mean()
