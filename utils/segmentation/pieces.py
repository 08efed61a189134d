"""Pieces of annotated images: tiles that know their image, folds that part images, copies turned and shifted."""

from typing import NamedTuple

import numpy as np

from utils.data import Annotated


class Tiles(NamedTuple):
    """Tiles of images and masks (tiles x side x side x 1), and the number of the image that each comes from."""

    images: np.ndarray
    masks: np.ndarray
    source: np.ndarray


class Fold(NamedTuple):
    """The numbers of the images to train on and of those to validate on."""

    train: np.ndarray
    validation: np.ndarray


def tiles(images, masks, side, *, stride=None):
    """Cut images and their masks (images x height x width x 1, or lists of several sizes) into square Tiles.

    A tile starts every `stride` pixels, by default `side`; a last one ends at the rim, so that with a stride of at
    most `side` no pixel is lost. Split by image before you cut, or by `source`: neighbouring tiles are alike.
    Raises ValueError for a side or stride that is not a whole number from 1 and for an image smaller than a tile.
    """
    stride = side if stride is None else stride
    for name, value in (("side", side), ("stride", stride)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
            raise ValueError(f"Expected {name} as a whole number of pixels, at least 1; got {value!r}.")
    check_pairs(images, masks)
    cut = [corners(number, image.shape, side, stride) for number, image in enumerate(images)]
    pairs = [
        (image[top : top + side, left : left + side], mask[top : top + side, left : left + side])
        for image, mask, places in zip(images, masks, cut, strict=True)
        for top, left in places
    ]
    of_images, of_masks = zip(*pairs, strict=True)
    return Tiles(
        np.stack(of_images), np.stack(of_masks), np.repeat(np.arange(len(cut)), [len(each) for each in cut])
    )


def corners(number, shape, side, stride):
    """Return the (top, left) corners of the tiles of an image."""
    if min(shape[:2]) < side:
        got = f"{shape[0]} x {shape[1]} pixels in image {number}"
        raise ValueError(f"Expected images of at least {side} x {side} pixels; got {got}. Cut smaller tiles.")
    tops, lefts = ([*range(0, length - side, stride), length - side] for length in shape[:2])
    return [(top, left) for top in tops for left in lefts]


def folds(images, *, folds=5, seed=0):
    """Return so many Folds of images: each image is validated on once and trained on in all other folds.

    `images` is how many there are, or the images themselves. Folds differ in size by one image at most; one seed,
    one division. Raises ValueError for fewer than 2 folds and for fewer images than folds.
    """
    count = images if isinstance(images, int | np.integer) else len(images)
    if isinstance(folds, bool) or not isinstance(folds, int | np.integer) or not 2 <= folds <= count:
        then = "Annotate more images, or ask for fewer folds"
        raise ValueError(f"Expected from 2 folds to one for each of the {count} images; got {folds!r}. {then}.")
    order = np.random.default_rng(seed).permutation(count)
    parts = [np.sort(order[start::folds]) for start in range(folds)]
    return [Fold(np.setdiff1d(order, part), part) for part in parts]


def augmented(images, masks, rng, *, shift=0):
    """Return the images and their masks, each pair turned, mirrored and shifted alike, by chance.

    Images and masks are images x height x width x 1. A square image takes one of its eight positions, another one
    of four (it is not turned on its side). `shift` moves it by up to so many pixels each way; what would be empty
    then is mirrored in. Raises ValueError for images of several sizes, and for a shift as large as they are.
    """
    check_pairs(images, masks)
    if len({np.shape(image) for image in images}) > 1:
        raise ValueError("Expected images of one size; got several. Cut them into tiles first.")
    images, masks = np.asarray(images), np.asarray(masks)
    if (
        isinstance(shift, bool)
        or not isinstance(shift, int | np.integer)
        or not 0 <= shift < min(images.shape[1:3])
    ):
        raise ValueError(f"Expected shift as a whole number of pixels within the image; got {shift!r}.")
    square = images.shape[1] == images.shape[2]
    flips = rng.integers(2, size=(len(images), 3)).astype(bool) & np.array([True, True, square])
    moves = rng.integers(-shift, shift + 1, size=(len(images), 2))
    return Annotated(*(np.stack(list(map(moved, part, flips, moves))) for part in (images, masks)))


def moved(image, flips, move):
    """Return an image (height x width x 1) flipped (up-down, left-right, along the diagonal) and shifted."""
    upside, mirrored, turned = flips
    image = image.swapaxes(0, 1) if turned else image
    image = image[:: -1 if upside else 1, :: -1 if mirrored else 1]
    (down, right), (height, width) = np.abs(move), image.shape[:2]
    padded = np.pad(image, ((down, down), (right, right), (0, 0)), mode="reflect")
    top, left = np.abs(move) + move
    return padded[top : top + height, left : left + width]


def check_pairs(images, masks):
    """Raise ValueError unless each image (height x width x 1) has a mask of its shape."""
    shapes = [np.shape(image) for image in images]
    if not shapes or shapes != [np.shape(mask) for mask in masks] or any(len(shape) != 3 for shape in shapes):
        expected = "images x height x width x 1, and a mask of its shape for each"
        got = f"{len(images)} images of {shapes[:1]} and {len(masks)} masks of {[np.shape(m) for m in masks][:1]}"
        raise ValueError(f"Expected {expected}; got {got}.")
