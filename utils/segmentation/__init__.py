"""Segmentation: a class for each pixel. Pieces of images, honest splits, scores by image, doubt that is checked.

    pieces.py   tiles, folds that part images, augmentation that moves image and mask together
    scores.py   Dice, IoU and the F1 of boundaries, an image at a time
    doubt.py    entropy, reliability, and whether doubt finds the errors
    arrays.py   what all of them expect of a truth and a probability

NumPy and SciPy alone: feedback on an exercise never waits for TensorFlow.
"""

from utils.segmentation.doubt import Curve, Reliability, entropy, error_detection, reliability
from utils.segmentation.pieces import Fold, Tiles, augmented, folds, tiles
from utils.segmentation.scores import boundary_f1, dice, iou

__all__ = [
    "Curve",
    "Fold",
    "Reliability",
    "Tiles",
    "augmented",
    "boundary_f1",
    "dice",
    "entropy",
    "error_detection",
    "folds",
    "iou",
    "reliability",
    "tiles",
]
